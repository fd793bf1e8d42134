"""What Mexico's customs at the crossing see of a case: where trains are inspected together.

That is known there anyway while a stage of the return is under way: its benefits are given at that
crossing. They see no file: no finding, document, letter, clock, status or reason, and nothing of a
case in which no stage is under way (process table, section 1: MXC).
"""

from casework.case import Case
from casework.events import Event
from casework.roles import Role
from casework.states import State

_KEPT = frozenset(
    {"id", "carrier", "carrier_reference", "illustrative", "ground", "office", "zone"}
    | {"policy", "calendar", "opened_at", "contacts", "state", "standing", "names"}
)
"""What every case says of itself; ground, contacts and standing are made empty below."""

UNDER_WAY = frozenset({"ACTIVE", "FROZEN"})
"""States of a stage in which trains are inspected together at its crossing."""


def crossings_together(case: Case) -> tuple[str, ...]:
    """Return the crossings at which a stage of the return is under way."""
    states = case.tracks.get("STAGE", {})
    found = (s.plan.crossing for name, s in case.stages.items() if states.get(name) in UNDER_WAY)
    return tuple(dict.fromkeys(found))


def shown_to_customs(case: Case) -> Case:
    """Return a case as customs at the crossing see it."""
    crossings = crossings_together(case)
    empty = {
        field: info.get_default(call_default_factory=True)
        for field, info in Case.model_fields.items()
        if field not in _KEPT and not info.is_required()
    }
    contacts = case.contacts.model_copy(update={"partners": (), "recognitions": ()})
    before = [span for span in case.spans if span.state is not State.ORDERED]
    return case.model_copy(
        update={
            **empty,
            "ports": crossings,
            "contacts": contacts.model_copy(update={"poc": "", "executive": ""}),
            # a stage is under way in these: whatever else goes on is not theirs to know
            "state": State.MONITORING,
            "spans": before[-1:],
            "inspections": {
                name: found
                for name, found in case.inspections.items()
                if found.crossing in crossings
            },
        }
    )


def event_for_customs(event: Event) -> Event | None:
    """Return an event as they see it: what their own people recorded."""
    if event.actor.role is not Role.MXC:
        return None
    return event.model_copy(update={"notices": (), "errands": (), "clocks": ()})
