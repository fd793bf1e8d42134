"""What an agriculture agency sees of a case: what it was asked, and the findings of its field.

It is asked about a carrier's return and needs no plan, no evidence, no letter, and no finding of
another field. While an order is being served it sees the state before it, as nobody outside may
know of it (process table, sections 1 and 8).
"""

from casework.agriculture_parts import is_agricultural
from casework.case import Case
from casework.events import Event
from casework.states import State

_KEPT = frozenset(
    {"id", "carrier", "carrier_reference", "illustrative", "ground", "office", "ports", "zone"}
    | {"policy", "calendar", "opened_at", "contacts", "state", "standing", "deciding"}
)
"""What every case says of itself; of contacts only the carrier's own."""


def asked_of(case: Case, agency: str) -> bool:
    """Whether an agency has been asked anything in a case."""
    return agency.casefold() in case.concurrences


def shown_to_agency(case: Case, agency: str) -> Case:
    """Return a case as an agency sees it."""
    name = agency.casefold()
    findings = {key: found for key, found in case.findings.items() if is_agricultural(found)}
    before = [span for span in case.spans if span.state is not State.ORDERED]
    serving = case.state is State.ORDERED and bool(before)
    empty = {
        field: info.get_default(call_default_factory=True)
        for field, info in Case.model_fields.items()
        if field not in _KEPT
    }
    return case.model_copy(
        update={
            **empty,
            "contacts": case.contacts.model_copy(update={"partners": ()}),
            "state": before[-1].state if serving else case.state,
            "standing": before[-1].standing if serving else case.standing,
            "findings": findings,
            "concurrences": {k: v for k, v in case.concurrences.items() if k == name},
            "clocks": {k: v for k, v in case.clocks.items() if k == f"T37:{name}"},
            "tracks": {
                "AG": {k: v for k, v in case.tracks.get("AG", {}).items() if k == name},
            },
            "spans": before[-1:] if serving else case.spans[-1:],
        }
    )


def event_for_agency(event: Event, agency: str) -> Event | None:
    """Return an event as an agency sees it: its own track, without anybody else's messages."""
    if event.track != "AG" or event.item != agency.casefold():
        return None
    mine = tuple(n for n in event.notices if n.party == f"agency:{agency.casefold()}")
    return event.model_copy(update={"notices": mine})
