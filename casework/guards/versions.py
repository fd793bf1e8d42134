"""Conditions on the versions of policy, calendars and criteria that a case is judged by."""

from casework.case import Case
from casework.commands.adoption import AdoptCase
from casework.commands.anytime import FileDraft, MovePolicy
from casework.documents import Recommendation
from casework.guards.base import Asked, guard


@guard(
    en="a case moves forward only: name a version newer than its own, and none that is older",
    es="un caso solo avanza: indique una versión más reciente que la suya y ninguna anterior",
)
def versions_are_newer(case: Case, asked: Asked) -> bool:
    """Policy or calendars move on, and neither moves back."""
    body = asked.body
    if not isinstance(body, MovePolicy):
        return False
    before = (case.policy, case.calendar)
    after = (body.policy or case.policy, body.calendar or case.calendar)
    return after != before and all(new >= old for new, old in zip(after, before, strict=True))


@guard(
    en="a finding names a criterion that the case's edition of CBP's list does not hold; "
    "`show CASE` names the edition, `criteria list --edition NAME` what it holds",
    es="un hallazgo cita un criterio que no está en la edición de la lista de la CBP que rige el "
    "caso; `show CASE` dice cuál es y `criteria list --edition NAME` qué contiene",
)
def criteria_of_edition(case: Case | None, asked: Asked) -> bool:
    """What a finding rests on is a requirement of the edition that the case was opened under."""
    body = asked.body
    edition = case.criteria if case is not None else asked.versions.criteria
    if isinstance(body, AdoptCase):
        findings = body.record.findings
    elif isinstance(body, FileDraft) and isinstance(body.content, Recommendation):
        findings = body.content.findings
    else:
        return True
    return all(found.criterion is None or edition.knows(found.criterion) for found in findings)
