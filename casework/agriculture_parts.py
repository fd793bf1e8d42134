"""What a case keeps of agriculture's part in it."""

from datetime import date

from pydantic import AwareDatetime

from casework.case_parts import Finding
from casework.model import Kept
from casework.reference import CRITERIA

AGRICULTURAL_SECURITY = 8
"""The number of the category of security criteria (domain.md 4)."""


def is_agricultural(finding: Finding) -> bool:
    """Whether a finding is agriculture's business: by its category or its criterion's."""
    criterion = CRITERIA.get(finding.criterion or "")
    return finding.category.casefold().startswith("agricultur") or (
        criterion is not None and criterion.category == AGRICULTURAL_SECURITY
    )


class Concurrence(Kept):
    """What one agency was asked about, and what it has answered."""

    findings: tuple[str, ...]
    asked_at: AwareDatetime
    agreed_day: date | None = None
    work_plan: str | None = None
    conditions: tuple[str, ...] = ()
    reason: str | None = None
    would_satisfy: str | None = None


class InlandInspection(Kept):
    """A joint inspection: on which day, where, by whom, and whether it passed.

    ``broken_seals`` are the cars whose seal was not the expected one, or did not hold.
    """

    inspected_on: date
    place: str
    inland: bool
    authorities: tuple[str, ...]
    cars: int
    passed: bool
    broken_seals: tuple[str, ...] = ()
