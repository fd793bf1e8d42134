"""``evolve(case, event) → case``: the one way in which a case changes.

Used by the workflow, by verification, by rebuilding from the record and by what-if alike, so that
they cannot differ.
"""

from casework.case import Case
from casework.case_parts import KeptLetter, Span
from casework.clocks import Clock, apply
from casework.commands.adoption import AdoptCase
from casework.commands.suspension import Opening
from casework.events import ClockChange, Event
from casework.folds import FOLDS
from casework.folds.base import body_named
from casework.process.table import EFFECTS
from casework.process.tracks import TRACK_ENDS
from casework.reference import PORTS
from casework.roles import Party, party_of
from casework.states import STATES, DecisionKind, Standing, State


def opened(event: Event, case_id: str) -> Case:
    """Return the case that an opening event begins. ``ValueError`` where the event opens none."""
    body = body_named(event)
    if not isinstance(body, Opening):
        raise ValueError("the first event of a case must open it")
    ports = {body.port, *((body.incident.port,) if body.incident else ())}
    case = Case(
        id=case_id,
        carrier=body.carrier,
        carrier_reference=body.carrier_reference,
        illustrative=body.illustrative,
        ground=event.body["ground"],
        office=body.routed_to,
        ports=tuple(sorted(ports)),
        zone=PORTS[body.port].zone,
        policy=event.policy,
        calendar=event.calendar,
        contacts=body.contacts,
        membership=body.membership,
        opened_at=event.at,
        state=State(event.after),
        deciding=DecisionKind.SANCTION if event.after == State.DECISION else None,
        incidents=(body.incident.id,) if body.incident else (),
        incident_classes=(body.incident.known_class,) if body.incident else (),
        adoption=body.record if isinstance(body, AdoptCase) else None,
    )
    return _in_span(_with_person(case, event), event)


def fold(case: Case, event: Event) -> Case:
    """Return the case after an event, its clocks still as they were before."""
    updates = dict(FOLDS[event.kind](case, event)) if event.kind in FOLDS else {}
    if event.track:
        items = {**case.tracks.get(event.track, {}), event.item or "": event.after}
        updates["tracks"] = {**case.tracks, event.track: items}
    else:
        state = State(event.after)
        updates["state"] = state
        updates.update(_standing(case, event, state))
    if letters := _letters(case, event):
        updates["letters"] = letters
    if event.marks:
        case = _with_person(case, event)
        if "persons" in updates:
            updates["persons"] = {**updates["persons"], **_marked(case, event)}
    return case.model_copy(update=updates)


def apply_clocks(case: Case, changes: tuple[ClockChange, ...]) -> Case:
    """Return the case with lines added to its clocks' ledgers."""
    if not changes:
        return case
    clocks = dict(case.clocks)
    for change in changes:
        clocks[change.key] = changed_clock(clocks, change)
    return case.model_copy(update={"clocks": clocks})


def changed_clock(clocks: dict[str, Clock], change: ClockChange) -> Clock:
    """Return a clock after one line of its ledger."""
    if change.started is not None:
        return change.started
    return apply(clocks[change.key], change.entry)


def evolve(case: Case | None, event: Event, *, case_id: str = "") -> Case:
    """Return the case after an event; ``case`` is None, and ``case_id`` given, for the first."""
    if case is None:
        return apply_clocks(opened(event, case_id), event.clocks)
    return _in_span(apply_clocks(fold(case, event), event.clocks), event)


def awaited(case: Case) -> Party | None:
    """Return whose days pass now; None once the case is closed.

    A carrier whose every open action has evidence lying at CBP waits for CBP.
    """
    owner = STATES[case.state].owner
    if owner is None:
        return None
    if case.state is State.IMPLEMENTING and case.plan is not None:
        waiting = {e.action for e in case.evidence.values() if e.accepted is None}
        still_owed = {k for k, a in case.plan.before_return.items() if not a.accepted} - waiting
        return Party.CARRIER if still_owed else Party.CBP
    return party_of(owner)


def _letters(case: Case, event: Event) -> dict[str, KeptLetter]:
    """The letters that may have to be served again: those under way, and the last order's."""
    sent = {
        notice.letter: KeptLetter(template=notice.template, facts=notice.facts)
        for notice in event.notices
        if notice.letter is not None
    }
    if not sent:
        return {}
    order = case.last_order.letter if case.last_order is not None else None
    states = case.tracks.get("LETTER", {})
    kept = {
        name: letter
        for name, letter in case.letters.items()
        if name == order or states.get(name) not in TRACK_ENDS["LETTER"]
    }
    return {**kept, **sent}


def _standing(case: Case, event: Event, state: State) -> dict[str, Standing]:
    if event.kind not in ("order_took_effect", "order_declared_served"):
        return {}
    standing = EFFECTS[state].standing
    if standing is None:
        return {}
    if standing is Standing.SUSPENDED_FULL and case.order and case.order.partial:
        standing = Standing.SUSPENDED_PARTIAL
    return {"standing": standing}


def _marked(case: Case, event: Event) -> dict[str, tuple[str, ...]]:
    return {
        mark: tuple(dict.fromkeys((*case.did(mark), event.actor.person))) for mark in event.marks
    }


def _with_person(case: Case, event: Event) -> Case:
    return case.model_copy(update={"persons": {**case.persons, **_marked(case, event)}})


def _in_span(case: Case, event: Event) -> Case:
    since = max(event.at, case.spans[-1].since) if case.spans else event.at
    span = Span(
        since=since,
        state=case.state,
        phase=case.phase,
        party=awaited(case),
        standing=case.standing,
    )
    if case.spans and case.spans[-1].model_copy(update={"since": span.since}) == span:
        return case
    return case.model_copy(update={"spans": (*case.spans, span)})
