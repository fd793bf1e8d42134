"""Anybody may ask anything at any time: what must never happen does not happen."""

from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.agenda import caught_up, due_step, settled
from casework.case import Case
from casework.clocks import ClockStatus
from casework.commands import commands
from casework.conformance import Conformance
from casework.events import Event
from casework.evolve import evolve
from casework.guards.false_statements import raised, to_be_decided
from casework.options import options
from casework.policy import Holdable
from casework.process.proof.beside import NOT_OVER_A_FINDING
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.states import CLOSED, STATES, State
from tests.casework import (
    lanes,
    paths,
    ways_from_paper,
    ways_of_agriculture,
    ways_of_false_statements,
    ways_of_orders,
    ways_of_requests,
)
from tests.casework.bodies import body_for
from tests.casework.held_by_walks import assert_stage_moves_on_figures, check_holds
from tests.casework.walk import (
    APHIS,
    CASE_ID,
    CNS,
    EXE,
    HQ,
    MXA,
    MXC,
    OFF,
    OFF2,
    OPS,
    POC,
    PORT,
    SUP,
    Walk,
)

ONE_FOR_ALL = tuple(
    Actor(person="everybody", role=role, organisation="LRD")
    for role in (Role.OFF, Role.SUP, Role.HQ)
)
"""One person with every role at CBP: four eyes must stop him again and again."""

ACTORS = (
    *(OFF, OFF, OFF2, SUP, SUP, HQ, HQ, PORT, POC, POC, EXE, CNS, MXA, MXC, OPS, APHIS),
    *ONE_FOR_ALL,
)
HQ_DECISIONS = frozenset(
    {"propose_sanction", "suspend", "remove", "reinstate", "keep_monitoring"}
    | {"require_plan", "close_no_action", "suspend_immediately", "extend_and_return"}
    | {"extend_term", "extend_monitoring", "accept_late_filing", "modify_scope"}
    | {"confirm_finding", "dismiss_finding", "reconsider"}
)
ALL_COMMANDS = tuple(commands())
NOISE = frozenset({"contact_note", "change_contacts", "assign", "file_draft", "sign_document"})
"""What may be done nearly always and moves nothing; documents are filed with what rests on them."""


class Turn(NamedTuple):
    """Somebody does something after some days; the numbers pick who, what and with which words."""

    actor: int
    act: int
    words: int
    days: float


TURNS = st.lists(
    st.builds(
        Turn,
        actor=st.integers(0, len(ACTORS) - 1),
        act=st.integers(0, 199),
        words=st.integers(0, 9),
        days=st.sampled_from([0.0, 0.0, 0.0, 0.0, 0.0, 0.01, 1.0, 4.0, 15.0, 50.0]),
    ),
    min_size=5,
    max_size=30,
)


def at_review() -> Walk:
    """A plan has just been filed."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    return walk


def at_a_stage() -> Walk:
    """A carrier that is back by stages; the first one runs and has been seen enough of."""
    walk = lanes.staged()
    lanes.opened(walk, "laredo")
    lanes.seen(walk, "first-days")
    return walk


def at_implementing() -> Walk:
    """A plan has just been accepted."""
    walk = at_review()
    paths.plan_accepted(walk)
    return walk


def at_decision() -> Walk:
    """The return has just been recommended."""
    walk = at_implementing()
    paths.verified(walk)
    walk.must(OFF, "recommend_return", **paths.recommendation(walk, "rec-2"))
    return walk


def at_action_plan() -> Walk:
    """A plan is required without a suspension."""
    walk = paths.opened()
    paths.recommended(walk)
    walk.must(HQ, "require_plan", **walk.letter("letter-plan"))
    walk.must(POC, "acknowledge_letter", letter="letter-plan")
    return walk


BEGINNINGS = (
    paths.opened,
    at_action_plan,
    paths.suspended,
    at_review,
    at_implementing,
    at_decision,
    paths.reinstated,
    ways_of_requests.filed_late,
    ways_of_requests.extended_and_returned,
    ways_of_orders.suspended_by_own_wish,
    ways_of_orders.served_again,
    ways_from_paper.proposed,
    ways_from_paper.implementing,
    ways_from_paper.monitoring,
    lanes.suspended,
    lanes.staged,
    at_a_stage,
    ways_of_false_statements.at_review,
    ways_of_false_statements.at_headquarters,
    ways_of_agriculture.at_headquarters,
)


@cache
def _begun(beginning: Callable[[], Walk]) -> Walk:
    return beginning()


def begun(beginning: Callable[[], Walk]) -> Walk:
    """A walk that goes on from a beginning, which it leaves as it is."""
    walk = copy(_begun(beginning))
    walk.batches = list(walk.batches)
    return walk


def play(walk: Walk, turn: Turn) -> None:
    """Take one turn: four times of five something that state and role allow."""
    walk.until(turn.days)
    actor = ACTORS[turn.actor]
    if actor.role in (Role.POC, Role.EXE):
        assert actor.organisation == walk.case.carrier
    allowed = [o.act for o in options(walk.case, actor) if o.possible]
    useful = [act for act in allowed if act not in NOISE]
    choice = useful if useful and turn.act % 5 else ALL_COMMANDS
    act = choice[turn.act % len(choice)]
    body = body_for(walk, act, turn.words)
    before = walk.case
    if isinstance(walk.do(actor, act, **body), Refusal):
        assert walk.case is before


def steps(walk: Walk, start: int) -> Iterator[tuple[Case, Event, Case]]:
    """Every event since a batch, with the case before and after it."""
    for batch in walk.batches[start:]:
        assert batch.before is not None
        case = batch.before
        for event in batch.events:
            after = evolve(case, event)
            yield case, event, after
            case = after


def check_step(before: Case, event: Event, after: Case) -> None:
    """What must hold of every single event."""
    if before.state in CLOSED and event.act != "reconsider":
        assert after.state is before.state
    entered = after.state if after.state is not before.state else None
    if entered in (State.MONITORING, State.REMOVED, State.SUSPENDED, State.CLOSED_RESCINDED):
        served = before.order is not None and before.order.target is entered
        letter = before.tracks["LETTER"].get(before.order.letter) if before.order else None
        kept = event.act == "keep_monitoring" and before.origin is State.MONITORING
        kept |= event.act == "extend_and_return" and before.standing.suspended
        kept |= event.act == "countersign_adoption"
        assert kept or (served and before.state is State.ORDERED)
        assert kept or letter == "DELIVERED" or event.act == "declare_served"
    if after.standing is not before.standing and event.act != "withdraw":
        in_effect = {"order_took_effect", "order_declared_served"}
        in_effect |= {"scope_change_took_effect", "scope_change_declared_served"}
        by_hq = ("suspension_ordered_at_once", "adoption_countersigned")
        assert event.kind in in_effect or (event.kind in by_hq and event.actor.role is Role.HQ)
    for key, clock in before.clocks.items():
        if (
            clock.terms.holdable is Holdable.NEVER
            and after.clocks[key].started_at == clock.started_at
        ):
            assert after.clocks[key].due == clock.due
    if event.act.startswith("lapse:"):
        assert after.standing is before.standing
        assert not (entered and entered in CLOSED | {State.ORDERED, State.IMPLEMENTING})
    if event.act in HQ_DECISIONS and event.actor.role is Role.HQ:
        took_part = {"reporter", "recommender", "endorser", "visit_lead", "finding_raiser"}
        assert all(event.actor.person not in before.did(part) for part in took_part)
    if event.act in NOT_OVER_A_FINDING and before.state is not State.ADOPTION:
        assert not raised(before)
        assert not to_be_decided(before)
    if event.act == "accept_plan":
        assert event.actor.person not in before.did("plan_reviewer")
    if event.act == "close_reinstated":
        assert event.actor.person not in before.did("effectiveness_confirmer")
    if event.track == "STAGE":
        assert_stage_moves_on_figures(before, event)
    assert_told_after_delivery(before, event)


def assert_told_after_delivery(before: Case, event: Event) -> None:
    """While an order waits for its letter, nobody outside CBP and the carrier is told anything."""
    outside = [n for n in event.notices if not n.party.startswith(("carrier", "cbp", "agency"))]
    early = before.order is not None and (before.order.immediate or not before.order.embargoed)
    ports_only = all(notice.party.startswith("port:") for notice in outside)
    told = before.order is None and ("STATUS" in before.tracks or before.withdrawal is not None)
    # of an earlier order, which the port knows
    again = event.act in ("escalate", "on:stay.granted", "on:stay.ended")
    assert not outside or told or (ports_only and (early or again))


def check_rest(case: Case) -> None:
    """What must hold whenever nothing moves."""
    check_holds(case)
    about = STATES[case.state]
    if about.owner is None:
        return
    watched = [
        clock
        for clock in case.clocks.values()
        if clock.terms.rule in about.clocks and clock.status is not ClockStatus.STOPPED
    ]
    assert watched, f"nothing watches {case.state}"
    assert due_step(case) is not None or ClockStatus.LAPSED in {c.status for c in watched}
    assert not settled(case)


@settings(max_examples=80, deadline=None)
@given(beginning=st.sampled_from(BEGINNINGS), turns=TURNS)
def test_what_must_never_happen_does_not_happen(
    beginning: Callable[[], Walk], turns: list[Turn]
) -> None:
    walk = begun(beginning)
    for turn in turns:
        played = len(walk.batches)
        play(walk, turn)
        for before, event, after in steps(walk, played):
            check_step(before, event, after)
        check_rest(walk.case)
    walk.until(0)  # what came on paper may have started a clock that is over already
    assert caught_up(walk.case, walk.now) is walk.case


@settings(max_examples=20, deadline=None)
@given(beginning=st.sampled_from(BEGINNINGS), turns=TURNS)
def test_every_history_is_the_tables_and_gives_the_same_case(
    beginning: Callable[[], Walk], turns: list[Turn]
) -> None:
    walk = begun(beginning)
    for turn in turns:
        play(walk, turn)
    conformance = Conformance(CASE_ID)
    for event in walk.events:
        recorded = Event.model_validate_json(event.model_dump_json())
        assert recorded == event
        assert conformance.step(recorded) is None
    assert conformance.case == walk.case
    assert Case.model_validate_json(walk.case.model_dump_json()) == walk.case
