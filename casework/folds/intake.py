"""Events about corrections of entries and about who has the case."""

from casework.case import Case
from casework.case_parts import Assignment, Correction
from casework.commands.anytime import Assign
from casework.commands.intake import Correctable, CorrectEntry
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _proposed(case: Case, event: Event) -> Updates:
    body = body_of(CorrectEntry, event)
    old = {
        Correctable.CARRIER_REFERENCE: case.carrier_reference,
        Correctable.OFFICE: case.office,
        Correctable.ENTRY: f"no. {body.entry}",
    }
    proposed = Correction(
        field=body.field,
        value=body.value,
        old=old[body.field],
        reason=body.reason,
        by=event.actor.person,
        entry=body.entry,
    )
    return {"corrections": {**case.corrections, body.correction: proposed}}


def _corrected(case: Case, event: Event) -> Updates:
    """The compensating event carries the new value; a note on an entry changes nothing else."""
    found = case.corrections[event.item or ""]
    return {} if found.field is Correctable.ENTRY else {found.field.value: found.value}


def _assigned(case: Case, event: Event) -> Updates:
    """Who stands in for some days stands in for whoever has the case on all others."""
    body = body_of(Assign, event)
    before, on_some_days = case.assigned, body.since is not None or body.until is not None
    owner = (before.instead_of or before.person) if before and on_some_days else None
    assigned = Assignment(person=body.person, since=body.since, until=body.until, instead_of=owner)
    return {"assigned": assigned}


FOLDS: dict[str, Fold] = {
    "correction_proposed": _proposed,
    "entry_corrected": _corrected,
    "case_assigned": _assigned,
}
"""By kind of event."""
