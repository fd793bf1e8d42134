"""Names of known things as fields of a command: an unknown one is refused where it is typed."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from casework.calendars import calendar_versions
from casework.policy import policy_versions
from casework.reference.authorities import (
    AGENCIES,
    BENEFITS,
    INCIDENT_CLASSES,
    OFFICES,
    PARTNERS,
    SECTORS,
)
from casework.reference.criteria import CRITERIA
from casework.reference.railroads import CARRIERS, PORTS


def _one_of(known: Mapping[str, Any], what: str) -> AfterValidator:
    names = ", ".join(known)

    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"{name[:64]!r} is no known {what}; one of {names}")
        return name

    return AfterValidator(check)


CarrierId = Annotated[str, Field(max_length=64), _one_of(CARRIERS, "railroad")]
"""A railroad that a case may be opened for."""

PortId = Annotated[str, Field(max_length=64), _one_of(PORTS, "rail crossing")]
"""A rail crossing, by its port's Schedule D code."""

PlaceId = Annotated[str, Field(max_length=64), _one_of({"all": None, **PORTS}, "rail crossing")]
"""A rail crossing, or all of them."""

OfficeId = Annotated[str, Field(max_length=64), _one_of(OFFICES, "office")]
"""A CTPAT office."""

BenefitId = Annotated[str, Field(max_length=64), _one_of(BENEFITS, "benefit")]
"""A benefit of membership."""

CriterionKey = Annotated[str, Field(max_length=64), _one_of(CRITERIA, "criterion")]
"""A security criterion, by our own key."""

PartnerId = Annotated[str, Field(max_length=64), _one_of(PARTNERS, "partner administration")]
"""An administration with which recognition is mutual."""
PolicyVersion = Annotated[
    str, Field(max_length=64), _one_of(dict.fromkeys(policy_versions()), "version of the policy")
]
"""A version of the policy that is at hand."""

CalendarVersion = Annotated[
    str,
    Field(max_length=64),
    _one_of(dict.fromkeys(calendar_versions()), "version of the calendars"),
]
"""A version of the calendars that is at hand."""
AgencyId = Annotated[str, Field(max_length=64), _one_of(AGENCIES, "agriculture agency")]
"""An agriculture agency."""
SectorId = Annotated[str, Field(max_length=64), _one_of(SECTORS, "sector")]
"""A branch of trade whose goods were on the cars."""

IncidentClassId = Annotated[str, Field(max_length=64), _one_of(INCIDENT_CLASSES, "incident class")]
"""A class of incident."""
