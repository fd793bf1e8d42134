"""More time: who may ask and grant, until when a clock waits, and what it never touches."""

from datetime import date, timedelta

import pytest

from casework.clocks import working_days_later
from casework.refusal import Refusal
from casework.roles import Actor, Party
from casework.states import State
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk

MOMENT = timedelta(microseconds=1)
WHY = {"reason": "The yard is under water."}


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def at_last_moment(walk: Walk, clock: str) -> None:
    """Let the time pass until just before a clock runs out."""
    walk.until((walk.case.clocks[clock].due - MOMENT - walk.now) / timedelta(days=1))


def ask(walk: Walk, clock: str, days: int = 7, name: str = "x1") -> None:
    """The carrier asks for more time."""
    walk.must(POC, "request_extension", request=name, clock=clock, days=days, **WHY)


def in_revision() -> Walk:
    """A plan was returned."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.must(OFF, "return_incomplete", missing="No owner.")
    return walk


def in_grace() -> Walk:
    """Nothing came by the last day to answer."""
    walk = paths.suspended()
    walk.until(92)
    return walk


@pytest.mark.parametrize(
    ("way", "clock"), [(paths.suspended, "T10"), (in_revision, "T13"), (in_grace, "T22G")]
)
def test_asked_on_the_last_day_nothing_lapses_until_two_business_days_after_the_answer(
    way: object, clock: str
) -> None:
    assert callable(way)
    walk: Walk = way()
    at_last_moment(walk, clock)
    state = walk.case.state
    ask(walk, clock)
    walk.until(30)
    assert walk.case.state is state
    assert not walk.case.clocks[clock].lapsed_at
    assert walk.case.clocks["T34:x1"].lapsed_at  # the supervisor is late, and only he
    walk.must(SUP, "refuse_extension", request="x1", reason="File what you have.")
    end = working_days_later(walk.now, 2, walk.case.zone, calendar_version=walk.case.calendar)
    walk.until((end - MOMENT - walk.now) / timedelta(days=1))
    assert walk.case.state is state
    walk.until(0.01)
    assert walk.case.state is not state
    assert walk.case.clocks[clock].lapsed_at == end


def test_granted_time_moves_the_day_and_is_told() -> None:
    walk = paths.suspended()
    before = walk.case.clocks["T09"].due_day
    ask(walk, "T09")
    walk.must(SUP, "grant_extension", request="x1", days=7, **WHY)
    assert walk.case.clocks["T09"].due_day == before + timedelta(days=7)
    told = [n.facts for n in walk.notices if n.template == "extension_answer"]
    assert [(f["granted"], f["old_day"]) for f in told] == [(True, before.isoformat())]


def test_a_supervisor_grants_fourteen_days_in_sum_and_headquarters_more() -> None:
    walk = paths.suspended()
    ask(walk, "T10", name="x1")
    walk.must(SUP, "grant_extension", request="x1", days=10, **WHY)
    ask(walk, "T10", name="x2")
    refused = walk.do(SUP, "grant_extension", request="x2", days=5, **WHY)
    assert rule(refused) == "within_supervisors_days"
    walk.must(HQ, "grant_extension", request="x2", days=60, **WHY)


def test_business_days_count_as_the_calendar_days_that_they_are() -> None:
    """14 business days are nearly three weeks: more than a supervisor may give."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    ask(walk, "T03", days=14)
    refused = walk.do(SUP, "grant_extension", request="x1", days=14, **WHY)
    assert rule(refused) == "within_supervisors_days"


@pytest.mark.parametrize("clock", ["T19:letter-suspension", "T14", "T36:front-of-line@2304", "T99"])
def test_what_is_statutory_or_not_the_carriers_is_never_extended(clock: str) -> None:
    walk = paths.suspended()
    refused = walk.do(POC, "request_extension", request="x1", clock=clock, days=7, **WHY)
    assert rule(refused) == "clock_may_be_extended"


def test_it_is_too_late_to_ask_once_the_day_is_over_and_one_request_is_enough() -> None:
    walk = paths.suspended()
    ask(walk, "T10")
    again = walk.do(POC, "request_extension", request="x2", clock="T10", days=7, **WHY)
    assert rule(again) == "no_other_request_open"
    walk.until(35)
    late = walk.do(POC, "request_extension", request="x3", clock="T09", days=7, **WHY)
    assert rule(late) == "clock_may_be_extended"


def test_more_time_for_what_was_done_meanwhile_cannot_be_granted() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    ask(walk, "T10")
    paths.plan_filed(walk)
    refused = walk.do(SUP, "grant_extension", request="x1", days=7, **WHY)
    assert rule(refused) == "clock_still_runs"


def implementing() -> Walk:
    """A plan is carried out; its first milestone is due on 10 May."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    return walk


def redate(walk: Walk, actor: Actor, day: str) -> object:
    """Somebody moves the first milestone."""
    return walk.do(actor, "redate_milestone", action="a1", due=day, **WHY)


def test_a_supervisor_moves_a_milestone_by_fourteen_days_before_it_is_due() -> None:
    walk = implementing()
    assert rule(redate(walk, SUP, "2026-05-26")) == "within_supervisors_days"
    assert not isinstance(redate(walk, SUP, "2026-05-22"), Refusal)
    assert walk.case.clocks["T33:a1"].due_day == date(2026, 5, 22)
    assert walk.case.plan is not None
    assert walk.case.plan.actions["a1"].due == date(2026, 5, 22)
    assert rule(redate(walk, SUP, "2026-05-20")) == "milestone_stays_ahead"


def test_past_the_term_or_its_own_day_only_headquarters_moves_a_milestone() -> None:
    walk = implementing()
    term = walk.case.clocks["T14"].due_day
    after = (term + timedelta(days=1)).isoformat()
    assert rule(redate(walk, SUP, after)) == "milestone_inside_term"
    at_last_moment(walk, "T33:a1")
    walk.until(1)
    assert walk.case.clocks["T33:a1"].lapsed_at
    later = (walk.case.local_day(walk.now) + timedelta(days=3)).isoformat()
    assert rule(redate(walk, SUP, later)) == "milestone_not_over"
    assert not isinstance(redate(walk, HQ, after), Refusal)
    assert walk.case.clocks["T33:a1"].is_open


def test_a_late_milestone_sends_the_plan_back_after_its_grace_only() -> None:
    walk = implementing()
    results = [
        {"action": "a1", "accepted": False, "reason": "Too late."},
        {"action": "a2", "accepted": True, "reason": "Good."},
    ]
    at_last_moment(walk, "T33:a1")
    walk.until(1)
    refused = walk.do(OFF, "return_plan", results=results)
    assert rule(refused) == "milestone_late_or_plan_unfit"
    walk.until(8)
    walk.must(OFF, "return_plan", results=results)
    assert walk.case.state is State.CAP_REVISION
    assert walk.case.rounds == 0


def test_what_was_accepted_does_not_speak_for_a_changed_action() -> None:
    walk = implementing()
    paths.evidence(walk, "e1", "a1")
    results = [
        {"action": "a1", "accepted": False, "reason": "It must be done otherwise."},
        {"action": "a2", "accepted": True, "reason": "Good."},
    ]
    walk.must(OFF, "return_plan", results=results, no_longer_fits="The yard is closed.")
    changed = paths.plan("Another way.")
    changed["actions"][0]["objective"] = "Seals are looked at by camera"
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", changed))
    assert walk.case.plan is not None
    assert not walk.case.plan.actions["a1"].accepted


def test_the_days_on_which_cbp_owes_an_answer_on_more_time_are_cbps() -> None:
    walk = paths.suspended()
    waited = [walk.case.spans[-1].party]
    ask(walk, "T09", 10)
    waited.append(walk.case.spans[-1].party)
    walk.until(40)
    waited.append(walk.case.spans[-1].party)
    walk.must(SUP, "refuse_extension", request="x1", reason="It has drained.")
    waited.append(walk.case.spans[-1].party)
    assert waited == [Party.CARRIER, Party.CBP, Party.CBP, Party.CARRIER]
    assert walk.case.state is State.SUSPENDED
