"""Events about promises and about the carrier's names."""

from casework.case import Case
from casework.commands.anytime import ContactNote
from casework.commands.standing_data import RenameCarrier
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.standing_parts import CarrierName, Promise


def _noted(case: Case, event: Event) -> Updates:
    made = {
        found.id: Promise(
            what=found.what,
            owner=found.owner,
            person=found.person,
            made_at=event.at,
            due=found.due,
        )
        for found in body_of(ContactNote, event).promised
    }
    return {"promises": {**case.promises, **made}} if made else {}


def _proposed(case: Case, event: Event) -> Updates:
    body, now = body_of(RenameCarrier, event), case.railroad
    found = CarrierName(
        name=body.name,
        scac=body.scac,
        since=body.since,
        why=body.why,
        proposed_by=event.actor.person,
        old_name=now.name,
        old_scac=now.scac,
        merged_with=body.merged_with,
    )
    return {"names": {**case.names, body.renaming: found}}


def _renamed(case: Case, event: Event) -> Updates:
    name = event.item or ""
    agreed = case.names[name].model_copy(update={"agreed": True})
    return {"names": {**case.names, name: agreed}}


FOLDS: dict[str, Fold] = {
    "contact_noted": _noted,
    "renaming_proposed": _proposed,
    "carrier_renamed": _renamed,
}
"""By kind of event."""
