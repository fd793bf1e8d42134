"""``evolve(case, event) → case``: the one way in which a case changes.

Used by the workflow, by verification, by rebuilding from the record and by what-if alike, so that
they cannot differ.
"""

from casework.appeal_parts import AppealMatter
from casework.case import Case
from casework.case_parts import KeptLetter, Span
from casework.clocks import Clock, ClockStatus, apply
from casework.commands.adoption import AdoptCase
from casework.commands.appeals import OpenAppeal
from casework.commands.partners import OpenPartnerNotice
from casework.commands.requests import QuestionAbout
from casework.commands.suspension import Opening
from casework.events import ClockChange, Event
from casework.folds import FOLDS
from casework.folds.base import body_named
from casework.leaving_parts import Told
from casework.partner_parts import NoticeMatter
from casework.process.table import EFFECTS
from casework.process.tracks import TRACK_ENDS
from casework.reference import PORTS
from casework.roles import Party, Role, party_of
from casework.states import STATES, DecisionKind, Standing, State
from casework.versions import EditionOfCase


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
        criteria=event.criteria or EditionOfCase(),
        contacts=body.contacts,
        membership=body.membership,
        opened_at=event.at,
        state=State(event.after),
        deciding=DecisionKind.SANCTION if event.after == State.DECISION else None,
        incidents=(body.incident.id,) if body.incident else (),
        earlier=body.earlier,
        appeal=_appeal_matter(body, event),
        notice=_notice_matter(body),
        incident_classes=(body.incident.known_class,) if body.incident else (),
        adoption=body.record if isinstance(body, AdoptCase) else None,
    )
    return _in_span(_with_person(case, event), event)


def _appeal_matter(body: Opening, event: Event) -> AppealMatter | None:
    if not isinstance(body, OpenAppeal):
        return None
    return AppealMatter(
        about=body.about,
        appeal=body.appeal,
        decision=body.decision,
        participants=body.participants,
        filed_at=event.at,
        expedited=body.expedited,
    )


def _notice_matter(body: Opening) -> NoticeMatter | None:
    if not isinstance(body, OpenPartnerNotice):
        return None
    return NoticeMatter(
        about=body.about,
        partner=body.partner,
        taxpayer=body.taxpayer,
        installations=body.installations,
        told=body.told,
    )


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
    if told := _told(case, event):
        updates["told"] = {**case.told, **told}
    if _marks(event):
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

    A carrier whose every open action has evidence lying at CBP waits for CBP, and one whose every
    open action waits for another railroad waits for that; so does one whose clock cannot run out,
    since CBP owes it an answer on more time or on a question, wait for CBP. A return that lies
    before headquarters waits for agriculture while an agency has not answered. While all that is
    awaited stands still by a hold, the days are the hold's; a letter's acknowledgement, which no
    hold touches, is not what a case waits for.
    """
    owner = STATES[case.state].owner
    if owner is None:
        return None
    side = _awaited_side(case, owner)
    here = set(STATES[case.state].clocks) - {"T05"}
    theirs = {
        clock.status
        for clock in case.clocks.values()
        if clock.first_terms.rule in here  # no entry gives a clock another rule
        if clock.is_open and clock.terms.party is side
    }
    return Party.HOLD if theirs == {ClockStatus.HELD} else side


def _awaited_side(case: Case, owner: Role) -> Party:
    if case.state is State.DECISION and case.deciding is DecisionKind.RETURN:
        asked = "REQUESTED_AG" in case.tracks.get("AG", {}).values()
        return Party.AGRICULTURE if asked else party_of(owner)
    if case.state is State.IMPLEMENTING and case.plan is not None:
        waiting = {e.action for e in case.evidence.values() if e.accepted is None}
        still_owed = {k for k, a in case.plan.before_return.items() if not a.accepted} - waiting
        elsewhere = still_owed & {d.action for d in case.dependencies.values() if d.holds}
        if still_owed - elsewhere:
            return Party.CARRIER
        return Party.OTHER_RAILROAD if elsewhere else Party.CBP
    party = party_of(owner)
    return Party.CBP if party is Party.CARRIER and _answer_owed(case) else party


def _answer_owed(case: Case) -> bool:
    asked = [
        (request.clock, request.asked_at)
        for request in case.extensions.values()
        if request.answered_at is None
    ]
    asked += [
        (question.waits or "T08", question.asked_at)
        for question in case.questions.values()
        if question.by_carrier and question.settled_at is None
        if question.waits is not None or question.about is QuestionAbout.FACTS_OF_GROUND
    ]
    clocks = ((case.clocks.get(key), at) for key, at in asked)
    return any(clock is not None and clock.is_open and clock.is_timely(at) for clock, at in clocks)


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


def _told(case: Case, event: Event) -> dict[str, Told]:
    """Whom outside CBP and the carrier an event tells something: all of it is about a status."""
    known = {(told.party, told.address): name for name, told in case.told.items()}
    found: dict[str, Told] = {}
    for notice in event.notices:
        if notice.party == "carrier" or notice.party.startswith(("cbp:", "agency:")):
            continue
        who = (notice.party, notice.address)
        name = known.setdefault(who, f"r{len(known) + 1}")
        found[name] = Told(
            party=notice.party,
            address=notice.address,
            languages=notice.languages,
            last_at=event.at,
        )
    return found


def _standing(case: Case, event: Event, state: State) -> dict[str, Standing]:
    if event.kind not in ("order_took_effect", "order_declared_served"):
        return {}
    standing = EFFECTS[state].standing
    if standing is None:
        return {}
    if standing is Standing.SUSPENDED_FULL and case.order and case.order.partial:
        standing = Standing.SUSPENDED_PARTIAL
    return {"standing": standing}


def _marks(event: Event) -> tuple[str, ...]:
    """The parts that the actor has from now on; whoever of CBP acts at all has taken a part."""
    of_cbp = party_of(event.actor.role) is Party.CBP and event.actor.role is not Role.SYS
    return (*event.marks, "participant") if of_cbp else event.marks


def _marked(case: Case, event: Event) -> dict[str, tuple[str, ...]]:
    return {
        mark: tuple(dict.fromkeys((*case.did(mark), event.actor.person))) for mark in _marks(event)
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
