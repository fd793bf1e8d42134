"""Stays: an effect is lifted, everything else goes on; days were counted by hand."""

from datetime import date, timedelta

import pytest

from casework.clocks import ClockStatus
from casework.clocks.zones import local_hour
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.states import Standing, State
from casework.stays import is_stayed
from casework.view import case_view
from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import CNS, HQ, HQ2, OFF, POC, PORT, SUP, Walk
from tests.casework.ways_of_stays import ORDER, REASONS, returned_while_stayed, stayed

APP = Actor(person="app-1", role=Role.APP, organisation="HQ")

BENEFITS = ("reduced-exams@all", "front-of-line@2304")


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def to(walk: Walk, day: str) -> None:
    """Let the time pass until ten o'clock of a day in Laredo."""
    there = local_hour(date.fromisoformat(day), 10, walk.case.zone)
    walk.until((there - walk.now) / timedelta(days=1))


def appealed(state: str = "PENDING") -> Walk:
    """A suspended carrier that has appealed; the appeal is under way, or has ended."""
    walk = paths.suspended()
    walk.must(CNS, "file_appeal", appeal="appeal-1", letter="letter-suspension", text="Not ours.")
    if state == "ENDED":
        matters = Matters(walk)
        matters.tell()
        matters.beside("appeal-1").must(CNS, "withdraw_appeal")
        matters.tell()
    return walk


def requested() -> Walk:
    """A stay of the suspension is asked for."""
    walk = appealed()
    walk.must(POC, "request_stay", stay="s1", decision="letter-suspension", reason="Harm.")
    return walk


def benefits(walk: Walk) -> set[str]:
    """The states of all benefits."""
    return set(walk.case.tracks["BENEFIT"].values())


def test_a_stay_over_the_end_of_a_term() -> None:
    """The term ends on 31 May, undecided; the benefits go on until the stay ends on 20 June."""
    walk = paths.suspended()
    to(walk, "2026-05-11")
    stayed(walk)
    assert walk.case.clocks["T35S:court"].due_day == date(2026, 6, 10)
    walk.must(SUP, "confirm_on", benefits=paths.SCOPE)
    to(walk, "2026-06-02")
    assert walk.case.clocks["T14"].lapsed_at is not None
    assert walk.case.clocks["T14"].due_day == date(2026, 5, 31)
    assert walk.case.tracks["TERM"]["term"] == "EXPIRED_UNDECIDED"
    assert benefits(walk) == {"ON"}
    assert walk.case.standing is Standing.SUSPENDED_FULL
    assert case_view(walk.case).stayed
    to(walk, "2026-06-11")
    assert walk.case.clocks["T35S:court"].due_day == date(2026, 7, 10)
    to(walk, "2026-06-20")
    walk.must(HQ, "end_stay", stay="court", **REASONS)
    assert benefits(walk) == {"OFF_ORDERED"}
    assert {walk.case.clocks[f"T36:{b}"].due_day for b in BENEFITS} == {date(2026, 6, 22)}
    assert walk.case.standing is Standing.SUSPENDED_FULL
    assert not case_view(walk.case).stayed
    assert walk.case.clocks["T35S:court"].status is ClockStatus.STOPPED


def test_while_it_lasts_the_steps_and_days_of_the_correction_go_on() -> None:
    walk = paths.suspended()
    before = {key: clock.due for key, clock in walk.case.clocks.items() if clock.is_open}
    stayed(walk)
    assert {key: walk.case.clocks[key].due for key in before} == before
    assert all(walk.case.clocks[key].status is ClockStatus.RUNNING for key in before)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    assert walk.case.state is State.CAP_REVIEW


def test_the_carrier_is_told_before_any_port_that_its_benefits_end() -> None:
    walk = paths.suspended()
    stayed(walk)
    walk.must(SUP, "confirm_on", benefits=paths.SCOPE)
    events = walk.must(HQ2, "end_stay", stay="court", **REASONS)
    told = [(n.template, n.party) for event in events for n in event.notices]
    assert [template for template, _ in told[:2]] == ["stay_ended"] * 2
    assert {party for _, party in told[:2]} == {"carrier"}
    assert {party for _, party in told[2:]} == {"port:2304", "partner", "carrier"}
    assert [template for template, _ in told[-2:]] == ["status_notice", "customer_text"]
    orders = [n.facts["signed_by"] for e in events for n in e.notices if "order" in n.facts]
    assert orders == [{"person": "hq-2", "role": "HQ"}] * 2


@pytest.mark.parametrize("actor", [POC, CNS])
def test_a_stay_is_asked_for_only_while_an_appeal_is_under_way(actor: Actor) -> None:
    ask = {"stay": "s1", "decision": "letter-suspension", "reason": "Harm."}
    assert rule(paths.suspended().do(actor, "request_stay", **ask)) == "appeal_is_pending"
    assert rule(appealed("ENDED").do(actor, "request_stay", **ask)) == "appeal_is_pending"
    walk = appealed()
    walk.must(actor, "request_stay", **ask)
    assert walk.case.clocks["T40:s1"].due_day == date(2026, 3, 9)
    assert benefits(walk) == {"OFF"}
    again = walk.do(actor, "request_stay", **{**ask, "stay": "s2"})
    assert rule(again) == "no_stay_requested"


def test_only_the_decision_in_effect_can_be_stayed() -> None:
    walk = appealed()
    ask = {"stay": "s1", "decision": "letter-proposal", "reason": "Harm."}
    assert rule(walk.do(POC, "request_stay", **ask)) == "decision_takes_effect"
    for before in (paths.opened(), paths.reinstated()):
        answer = before.do(
            HQ, "record_court_stay", stay="s1", decision="letter-suspension", **ORDER
        )
        assert rule(answer) == "decision_takes_effect"


def test_an_order_that_is_only_signed_has_no_effect_to_lift_and_lifts_none() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    on_return = walk.do(HQ, "record_court_stay", stay="s1", decision="letter-return", **ORDER)
    assert rule(on_return) == "decision_takes_effect"
    stayed(walk)
    walk.must(HQ, "end_stay", stay="court", **REASONS)
    assert benefits(walk) == {"OFF_ORDERED"}


def test_what_is_stayed_before_its_letter_is_served_takes_no_benefit_when_it_is() -> None:
    walk = paths.begun(PORT, "report_incident")
    order = {"legal_basis": "967a", "scope": paths.SCOPE, "security_reason": "A weapon."}
    walk.must(HQ, "suspend_immediately", **walk.letter("letter-now"), **order)
    assert benefits(walk) == {"OFF_ORDERED"}
    stayed(walk, "letter-now")
    assert benefits(walk) == {"ON_ORDERED"}
    walk.must(POC, "acknowledge_letter", letter="letter-now")
    assert walk.case.state is State.SUSPENDED
    assert benefits(walk) == {"ON_ORDERED"}
    assert is_stayed(walk.case)


def test_a_removal_takes_the_benefits_though_the_suspension_was_stayed() -> None:
    walk = paths.suspended()
    stayed(walk)
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    assert walk.case.tracks["STAY"] == {"court": "ENDED"}
    assert benefits(walk) == {"OFF_ORDERED"}
    assert set(BENEFITS) < set(walk.case.tracks["BENEFIT"])  # everything, everywhere


def test_a_request_does_not_take_the_name_of_another() -> None:
    walk = requested()
    at_laredo = [{"benefit": "front-of-line", "place": "2304"}]
    relief = {"benefits": at_laredo, "interim_controls": "The yard is fenced."}
    assert rule(walk.do(POC, "request_early_relief", request="s1", **relief)) == (
        "request_name_is_new"
    )
    walk.must(POC, "request_early_relief", request="s2", **relief)
    assert {"T40:s1", "T40:s2"} <= set(walk.case.clocks)


@pytest.mark.parametrize("actor", [HQ, APP])
def test_headquarters_or_the_appeal_office_grants_it(actor: Actor) -> None:
    walk = requested()
    events = walk.must(actor, "grant_stay", stay="s1", **REASONS)
    assert [event.kind for event in events] == [
        "stay_granted",
        "benefit_ordered_on",
        "benefit_ordered_on",
        "status_published",
    ]
    assert is_stayed(walk.case)
    assert walk.case.clocks["T40:s1"].status is ClockStatus.STOPPED
    (told,) = {n.template for n in events[0].notices}
    assert told == "stay_granted"
    second = walk.do(HQ, "record_court_stay", stay="s2", decision="letter-suspension", **ORDER)
    assert rule(second) == "no_stay_in_force"


@pytest.mark.parametrize("actor", [HQ, APP])
def test_a_refusal_changes_nothing_but_the_request(actor: Actor) -> None:
    walk = requested()
    events = walk.must(actor, "refuse_stay", stay="s1", **REASONS)
    assert [event.kind for event in events] == ["stay_refused"]
    assert benefits(walk) == {"OFF"}
    assert not is_stayed(walk.case)
    assert walk.case.tracks["STAY"] == {"s1": "REFUSED"}


def test_nobody_at_the_appeal_office_who_took_part_decides_on_a_stay() -> None:
    walk = requested()
    took_part = APP.model_copy(update={"person": HQ.person})
    for act in ("grant_stay", "refuse_stay"):
        assert rule(walk.do(took_part, act, stay="s1", **REASONS)) == "appeal_office_took_no_part"
    assert rule(walk.do(SUP, "grant_stay", stay="s1", **REASONS)) == "role"
    assert rule(walk.do(OFF, "end_stay", stay="s1", **REASONS)) == "state"


def test_a_late_answer_is_told_and_grants_nothing() -> None:
    walk = requested()
    events = walk.until(8)
    late = [event for event in events if event.kind == "request_decision_late"]
    assert [n.template for event in late for n in event.notices] == ["decision_late"]
    assert walk.case.tracks["STAY"] == {"s1": "REQUESTED"}
    assert benefits(walk) == {"OFF"}


def test_a_stay_ends_by_itself_when_another_decision_takes_the_place_of_the_stayed_one() -> None:
    walk = returned_while_stayed()
    assert walk.case.standing is Standing.GOOD
    assert walk.case.tracks["STAY"] == {"court": "ENDED"}
    assert benefits(walk) == {"ON_ORDERED"}
    (over,) = (n for n in walk.notices if n.template == "stay_ended" and n.address[0] == "s")
    assert over.facts["benefits_off"] is False


def test_a_removal_can_be_stayed_though_the_case_is_closed() -> None:
    walk = paths.suspended()
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    assert walk.case.state is State.REMOVED
    stayed(walk, "letter-removal")
    assert benefits(walk) == {"ON_ORDERED"}
    assert walk.case.standing is Standing.REMOVED
    walk.until(40)
    walk.must(HQ, "end_stay", stay="court", **REASONS)
    assert benefits(walk) == {"OFF_ORDERED"}
