"""The administrations on both sides, and what a decision may rest on and take away."""

from typing import Annotated, Literal

from pydantic import Field

from casework.calendars import CalendarKind
from casework.reference.row import Row, Said, ZoneName, load
from casework.roles import Role
from casework.text import Address, Slug


class Office(Row):
    """A CTPAT office, the mailbox that its people read, and the zone in which its days begin."""

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    en: Said
    es: Said
    address: Address
    zone: ZoneName = "America/New_York"
    note: Said | None = None


class Named(Row):
    """Something that has an id and a name in both languages."""

    id: Slug
    en: Said
    es: Said
    note: Said | None = None


class Benefit(Named):
    """A benefit of membership.

    ``port_decides`` marks the one that goes with no membership: each port gives it for itself.
    """

    port_decides: bool = False


class IncidentClass(Named):
    """A kind of incident."""


class Sector(Named):
    """A branch of trade, by which reports group cases."""


class LegalBasis(Named):
    """What a decision may rest on; ``citation`` is how it is cited, None where nothing is."""

    citation: Said | None = None


class PartnerAdministration(Named):
    """An administration with which recognition is mutual.

    ``programme`` is its own; what it does about a suspension is its own decision, recorded here
    and never imposed. ``role`` speaks for it; its terms are counted by ``calendar``.
    """

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    programme: Said
    role: Role
    address: Address
    languages: Annotated[tuple[Literal["en", "es"], ...], Field(min_length=1)]
    zone: ZoneName
    calendar: CalendarKind


class AgricultureAgency(Named):
    """An agency whose concurrence is asked for where a finding is agriculture's business."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    address: Address
    languages: Annotated[tuple[Literal["en", "es"], ...], Field(min_length=1)]


OFFICES: dict[str, Office] = load("offices", Office, lambda row: row.id)
"""Every CTPAT office, by id."""

BENEFITS: dict[str, Benefit] = load("benefits", Benefit, lambda row: row.id)
"""Every benefit that an order may take away or give back, by id."""

INCIDENT_CLASSES: dict[str, IncidentClass] = load("incidents", IncidentClass, lambda row: row.id)
"""Every kind of incident, by id."""

SECTORS: dict[str, Sector] = load("sectors", Sector, lambda row: row.id)
"""Every sector, by id."""

LEGAL_BASES: dict[str, LegalBasis] = load("legal_bases", LegalBasis, lambda row: row.id)
"""What a decision may rest on, by the id that commands use."""

PARTNERS: dict[str, PartnerAdministration] = load(
    "partners", PartnerAdministration, lambda row: row.id
)
"""Every partner administration, by id."""

AGENCIES: dict[str, AgricultureAgency] = load("agriculture", AgricultureAgency, lambda row: row.id)
"""Every agriculture agency, by id."""
