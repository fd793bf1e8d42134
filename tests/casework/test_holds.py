"""Holds: which clocks stand still, where their days are afterwards, and what is never touched.

Every day here was counted by hand on a calendar. A walk begins on Monday 2 March 2026.
"""

from datetime import date, timedelta

import pytest

from casework.clocks import ClockStatus
from casework.clocks.explanation import explain
from casework.clocks.zones import local_hour
from casework.forecast import short_of_term
from casework.refusal import Refusal
from casework.roles import Actor, Party
from casework.states import State
from casework.view import case_view
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk
from tests.casework.ways_of_holds import held, hold

GRANTED = {"reason": "The yard is under water."}


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def day_of(walk: Walk, key: str) -> date:
    """The last day of a clock."""
    return walk.case.clocks[key].due_day


def to(walk: Walk, day: str, *, hour: int = 10) -> None:
    """Let the time pass until an hour of a day in Laredo."""
    there = local_hour(date.fromisoformat(day), hour, walk.case.zone)
    walk.until((there - walk.now) / timedelta(days=1))


def state_of(walk: Walk, name: str) -> str:
    """The state of a hold."""
    return walk.case.tracks["HOLD"][name]


def test_a_hold_that_ends_by_itself_gives_back_each_of_its_days() -> None:
    walk = paths.suspended()
    walk.until(3)
    assert day_of(walk, "T09") == date(2026, 4, 1)
    held(walk, SUP, "flood", "T09", days=10)  # 5 to 14 March
    walk.until(11)
    assert state_of(walk, "flood") == "RELEASED"
    assert day_of(walk, "T09") == date(2026, 4, 13)  # 11 April is a Saturday
    assert day_of(walk, "T08") == date(2026, 3, 23)  # it was not named


def test_two_holds_over_one_clock_count_each_day_once() -> None:
    walk = paths.suspended()
    held(walk, SUP, "flood", "T09", days=10)  # 2 to 11 March
    walk.until(4)
    held(walk, HQ, "order", "T09", days=15)  # 6 to 20 March
    walk.until(7)
    assert state_of(walk, "flood") == "RELEASED"
    assert walk.case.clocks["T09"].status is ClockStatus.HELD
    walk.until(9)
    assert state_of(walk, "order") == "RELEASED"
    assert day_of(walk, "T09") == date(2026, 4, 20)  # 19 days, not 25
    kinds = [entry.kind.value for entry in walk.case.clocks["T09"].entries]
    assert kinds.count("HELD") == kinds.count("RELEASED") == 1


def test_the_longer_hold_may_be_the_first_one() -> None:
    walk = paths.suspended()
    held(walk, HQ, "order", "T09", days=20)  # 2 to 21 March
    walk.until(4)
    held(walk, SUP, "flood", "T09", days=5)  # 6 to 10 March, inside it
    walk.until(1)
    walk.must(SUP, "release_hold", hold="flood", reason="The water is gone.")
    assert walk.case.clocks["T09"].status is ClockStatus.HELD
    walk.until(20)
    assert day_of(walk, "T09") == date(2026, 4, 21)


def test_more_time_granted_during_a_hold_is_there_when_it_ends() -> None:
    walk = paths.suspended()
    walk.until(7)
    walk.must(POC, "request_extension", request="x1", clock="T09", days=7, **GRANTED)
    walk.until(1)
    held(walk, SUP, "flood", "T09", days=10)  # 10 to 19 March
    walk.until(2)
    walk.must(SUP, "grant_extension", request="x1", days=7, **GRANTED)
    assert day_of(walk, "T09") == date(2026, 4, 8)
    assert walk.case.clocks["T09"].status is ClockStatus.HELD
    walk.until(9)
    assert day_of(walk, "T09") == date(2026, 4, 20)  # 18 April is a Saturday


def test_a_hold_over_an_extension_comes_to_the_same_day() -> None:
    walk = paths.suspended()
    walk.must(POC, "request_extension", request="x1", clock="T09", days=7, **GRANTED)
    walk.must(SUP, "grant_extension", request="x1", days=7, **GRANTED)
    walk.until(8)
    held(walk, SUP, "flood", "T09", days=10)  # 10 to 19 March
    walk.until(11)
    assert day_of(walk, "T09") == date(2026, 4, 20)


def test_a_release_on_a_holiday() -> None:
    """25 May 2026 is Memorial Day. Twelve calendar days were left, or seven business days."""
    walk = paths.suspended()
    assert day_of(walk, "T10") == date(2026, 6, 1)
    to(walk, "2026-05-20")
    held(walk, HQ, "flood", "T10", days=30)
    to(walk, "2026-05-25")
    walk.must(HQ, "release_hold", hold="flood", reason="The water is gone.")
    assert day_of(walk, "T10") == date(2026, 6, 8)  # 6 June is a Saturday

    walk = paths.opened()
    paths.recommended(walk)
    to(walk, "2026-05-18")
    paths.proposed(walk)
    assert day_of(walk, "T03") == date(2026, 6, 2)
    to(walk, "2026-05-21")
    held(walk, SUP, "flood", "T03", days=10)
    to(walk, "2026-05-25")
    walk.must(SUP, "release_hold", hold="flood", reason="The water is gone.")
    assert day_of(walk, "T03") == date(2026, 6, 3)


def test_a_hold_on_the_last_day_leaves_a_day_to_file() -> None:
    walk = paths.suspended()
    to(walk, "2026-04-01", hour=12)
    before = len(walk.batches)
    held(walk, SUP, "flood", "T09", days=3)  # 1 to 3 April
    walk.until(2)
    acted = [batch.asked.act for batch in walk.batches[before + 1 :]]
    assert [act for act in acted if act in ("lapse:T09", "remind")] == []
    walk.until(1)
    assert day_of(walk, "T09") == date(2026, 4, 6)  # 4 April is a Saturday
    assert walk.case.clocks["T09"].status is ClockStatus.RUNNING
    walk.until(4)
    assert walk.case.clocks["T09"].lapsed_at is not None


def test_nothing_of_a_held_clock_is_due_however_long_the_hold_lasts() -> None:
    walk = paths.suspended()
    held(walk, HQ, "order", "T08", "T09", "T10", days=120)
    walk.until(110)
    for key in ("T08", "T09", "T10"):
        kinds = {entry.kind.value for entry in walk.case.clocks[key].entries}
        assert kinds == {"STARTED", "HELD"}
    assert walk.case.state is State.SUSPENDED
    assert walk.case.clocks["T14"].lapsed_at is not None  # the term ran on


@pytest.mark.parametrize("actor", [SUP, HQ])
@pytest.mark.parametrize("clock", ["T14", "T19:letter-suspension", "T29"])
def test_what_may_not_stand_still_is_refused_to_everybody(actor: Actor, clock: str) -> None:
    walk = paths.suspended()
    assert rule(hold(walk, actor, "h", "T09", clock, days=2)) == "named_clocks_may_stand_still"
    assert walk.case.holds == {}


def test_only_clocks_that_run_and_days_that_lie_ahead_are_held() -> None:
    walk = paths.suspended()
    assert rule(hold(walk, SUP, "h", "T33:a1", days=2)) == "named_clocks_run"
    assert rule(hold(walk, SUP, "h", "T05", days=2)) == "named_clocks_run"  # it has stopped
    assert rule(hold(walk, SUP, "h", "T09", days=0)) == "hold_ends_ahead"
    assert rule(hold(walk, OFF, "h", "T09", days=2)) == "role"
    held(walk, SUP, "h", "T09", days=1)
    assert rule(hold(walk, SUP, "h", "T08", days=2)) == "state"  # the name is taken


def test_a_supervisor_holds_a_clock_ten_days_in_sum() -> None:
    walk = paths.suspended()
    assert rule(hold(walk, SUP, "h1", "T09", days=11)) == "within_supervisors_hold"
    held(walk, SUP, "h1", "T09", days=8)  # 2 to 9 March
    walk.until(4)
    held(walk, SUP, "h2", "T09", days=6)  # 6 to 11 March: ten days with the first
    assert rule(hold(walk, SUP, "h3", "T09", days=7)) == "within_supervisors_hold"
    held(walk, SUP, "h4", "T08", days=10)
    held(walk, HQ, "h5", "T09", days=60)


def test_a_release_gives_back_what_a_supervisor_did_not_use() -> None:
    walk = paths.suspended()
    held(walk, SUP, "h1", "T09", days=10)
    walk.until(4)
    walk.must(SUP, "release_hold", hold="h1", reason="The water is gone.")  # 2 to 5 March
    assert rule(hold(walk, SUP, "h2", "T09", days=7)) == "within_supervisors_hold"
    held(walk, SUP, "h3", "T09", days=6)


def test_what_is_filed_during_a_hold_ends_its_clock_and_a_later_one_is_not_held() -> None:
    walk = paths.suspended()
    held(walk, HQ, "order", "T08", "T09", "T10", days=40)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    assert walk.case.state is State.CAP_REVIEW
    walk.until(1)
    walk.must(OFF, "return_incomplete", missing="No owner.")
    assert walk.case.clocks["T13"].status is ClockStatus.RUNNING
    walk.must(HQ, "release_hold", hold="order", reason="It is over.")
    told = [n.facts for n in walk.notices if n.template == "hold_over"]
    assert [facts["clocks"] for facts in told] == [[]]


def test_the_days_are_the_holds_while_all_that_is_awaited_stands_still() -> None:
    walk = paths.suspended()
    walk.until(2)
    held(walk, SUP, "one", "T09", days=5)
    assert case_view(walk.case).awaiting is Party.CARRIER  # the analysis is still awaited
    held(walk, SUP, "rest", "T08", "T10", days=5)
    assert case_view(walk.case).awaiting is Party.HOLD
    assert case_view(walk.case).held
    walk.until(6)
    assert case_view(walk.case).awaiting is Party.CARRIER
    assert not case_view(walk.case).held
    spans = [span.party for span in walk.case.spans if span.standing.suspended]
    assert spans[-3:] == [Party.CARRIER, Party.HOLD, Party.CARRIER]


def test_carrier_and_officer_are_told_the_old_and_the_new_day_of_each_clock() -> None:
    walk = paths.suspended()
    held(walk, SUP, "flood", "T08", "T09", days=4)
    held(walk, HQ, "order", "T08", days=9)
    walk.until(5)
    (over,) = (n for n in walk.notices if n.template == "hold_over")
    assert over.party == "carrier"
    moved = [(item["clock"]["day"], item["old_day"]) for item in over.facts["clocks"]]
    assert moved == [("2026-04-06", "2026-04-01")]  # 5 April is a Sunday
    assert [item["en"] for item in over.facts["still_held"]] == ["Post-incident analysis"]
    said = [n.facts["todo"]["en"] for n in walk.notices if n.party == "cbp:OFF"]
    assert said[-1] == (
        "Hold flood is over. Last days, old and new: T09 2026-04-01 → 2026-04-06. "
        "Still held by another hold: T08 (2026-03-23)."
    )


def test_a_shortage_against_the_term_is_shown_and_goes_to_headquarters() -> None:
    """Milestone 11 May; held for 20 days it is 1 June; the return is then possible on 29 June."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    assert short_of_term(walk.case) == 8
    events = held(walk, HQ, "flood", "T33:a1", days=20)
    assert short_of_term(walk.case) == 29
    assert [event.kind for event in events] == ["hold_placed", "plan_passes_term"]
    (placed,) = (n for n in walk.notices if n.template == "hold_placed")
    assert placed.facts["short_by"] == 29
    assert walk.notices[-1].party == "cbp:HQ"
    assert day_of(walk, "T14") == date(2026, 5, 31)
    walk.until(21)
    assert day_of(walk, "T33:a1") == date(2026, 6, 1)
    assert short_of_term(walk.case) == 29


def test_a_carrier_that_asks_while_its_clock_is_held_does_not_ask_too_late() -> None:
    walk = paths.suspended()
    walk.until(20)
    held(walk, SUP, "flood", "T08", days=10)  # its day was the 23rd
    walk.until(5)
    walk.must(POC, "ask", question="q1", text="Which form?", waits="T08")


def test_the_explanation_says_from_when_to_when_why_and_on_what_authority() -> None:
    walk = paths.suspended()
    held(walk, SUP, "flood", "T09", days=4)
    clock = walk.case.clocks["T09"]
    text = " ".join(explain(clock, "en"))
    assert "Held from 2 Mar 2026" in text
    assert "flood: disaster / desastre; authority: order 12" in text
    walk.until(5)
    text = " ".join(explain(walk.case.clocks["T09"], "es"))
    assert "no se contaron 4 días naturales" in text
    assert "pasó del 1 de abril de 2026 al 6 de abril de 2026" in text


def test_a_hold_of_a_case_that_closes_ends_by_itself() -> None:
    walk = paths.reinstated()
    held(walk, HQ, "order", "T23", days=30)
    paths.closed(walk)
    assert state_of(walk, "order") == "HELD"
    assert rule(hold(walk, HQ, "late", "T27", days=3)) == "case_is_open"
    walk.until(30)
    assert state_of(walk, "order") == "RELEASED"
    assert timedelta(0) < walk.case.clocks["T35:order"].due - walk.case.holds["order"].placed_at
