"""A shut crossing offers a hold and holds nothing; an outage rolls a carrier's last day, no other.

Days were counted by hand: the analysis is due on Monday 23 March, the plan on Wednesday 1 April.
"""

from datetime import date, datetime, timedelta

import pytest

from casework.clocks import ClockStatus, days_granted
from casework.clocks.explanation import explain
from casework.clocks.zones import day_begins
from casework.disruptions import holds_offered
from casework.options import options
from casework.refusal import Refusal
from casework.states import State
from tests.casework import paths
from tests.casework.walk import HQ, OPS, POC, PORT, SUP, Walk
from tests.casework.ways_of_disruptions import outage, shut
from tests.casework.ways_of_holds import held

TEXT = {"text": "A cable was cut."}


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def at(walk: Walk, day: date, hour: float) -> datetime:
    """An hour of a day in Laredo."""
    return day_begins(day, walk.case.zone) + timedelta(hours=hour)


def to(walk: Walk, instant: datetime) -> None:
    """Let the time pass until an instant."""
    walk.until((instant - walk.now) / timedelta(days=1))


def away(walk: Walk, event: str, began: datetime, ended: datetime) -> object:
    """Operations record an outage."""
    span = {"began_at": began.isoformat(), "ended_at": ended.isoformat()}
    return walk.do(OPS, "record_outage", event=event, **span, **TEXT)


def implementing() -> Walk:
    """A plan is carried out; its first milestone is due on 11 May."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    return walk


# --- a crossing ---------------------------------------------------------------------------------


def test_a_shut_crossing_offers_a_hold_of_visit_and_milestones_and_holds_nothing() -> None:
    walk = implementing()
    shut(walk)
    assert walk.case.holds == {}
    assert walk.case.clocks["T33:a1"].status is ClockStatus.RUNNING
    (offer,) = holds_offered(walk.case)
    assert (offer.hold, offer.clocks) == ("flood", ("T33:a1",))
    (place,) = (option for option in options(walk.case, SUP) if option.act == "place_hold")
    assert place.offers == (offer.as_fields(),)
    told = walk.notices[-1]
    assert (told.party, told.template) == ("cbp:SUP", "task")
    assert "T33:a1" in told.facts["todo"]["en"]


def test_what_is_offered_can_be_placed_as_it_is_and_is_offered_no_more() -> None:
    walk = implementing()
    shut(walk)
    (offer,) = holds_offered(walk.case)
    until = (walk.case.local_day(walk.now) + timedelta(days=9)).isoformat()
    walk.must(SUP, "place_hold", **offer.as_fields(), until=until)
    assert list(holds_offered(walk.case)) == []
    walk.must(SUP, "release_hold", hold="flood", reason="A train can pass.")
    assert [found.hold for found in holds_offered(walk.case)] == ["flood-2"]


def test_an_event_is_entered_once_and_only_for_a_crossing_of_the_case() -> None:
    walk = implementing()
    shut(walk)
    said = {"closed_at": walk.now.isoformat(), "text": "The river is high."}
    again = walk.do(PORT, "report_crossing_closed", event="flood", port="2304", **said)
    assert rule(again) == "event_is_new"
    other = walk.do(PORT, "report_crossing_closed", event="fire", port="2303", **said)
    assert rule(other) == "crossing_is_of_the_case"
    ahead = {**said, "closed_at": (walk.now + timedelta(hours=1)).isoformat()}
    early = walk.do(PORT, "report_crossing_closed", event="fire", port="2304", **ahead)
    assert rule(early) == "it_has_happened"


def test_open_again_it_offers_no_hold_but_a_release() -> None:
    walk = implementing()
    shut(walk)
    held(walk, SUP, "flood", "T33:a1", days=10, reason="crossing_closed")
    walk.until(3)
    opened = {"reopened_at": walk.now.isoformat()}
    walk.must(OPS, "report_crossing_reopened", event="flood", **opened)
    assert list(holds_offered(walk.case)) == []
    assert walk.notices[-1].facts["todo"]["en"].endswith("Release what was held for it: flood.")
    again = walk.do(OPS, "report_crossing_reopened", event="flood", **opened)
    assert rule(again) == "crossing_is_shut"


# --- an outage ----------------------------------------------------------------------------------


def test_an_outage_on_the_last_day_carries_it_to_the_next_business_day() -> None:
    walk = paths.suspended()
    day = date(2026, 3, 23)
    to(walk, at(walk, day, 21))
    assert walk.case.clocks["T08"].due_day == day
    statutory = walk.case.clocks["T19:letter-suspension"].due
    walk.must(OPS, "record_outage", **outage(walk))
    assert walk.case.clocks["T08"].due_day == date(2026, 3, 24)
    assert walk.case.clocks["T09"].due_day == date(2026, 4, 1)
    assert walk.case.clocks["T14"].due_day == date(2026, 5, 31)
    assert walk.case.clocks["T19:letter-suspension"].due == statutory
    (told,) = (n for n in walk.notices if n.template == "days_rolled")
    moved = [(item["clock"]["day"], item["old_day"]) for item in told.facts["clocks"]]
    assert moved == [("2026-03-24", "2026-03-23")]
    assert days_granted(walk.case.clocks["T08"]) == 0
    text = " ".join(explain(walk.case.clocks["T08"], "en"))
    assert "Carried over to 24 Mar 2026, the next day worked" in text


def test_a_friday_goes_to_monday() -> None:
    walk = paths.suspended()
    walk.must(POC, "request_extension", request="x1", clock="T09", days=2, reason="Rain.")
    walk.must(SUP, "grant_extension", request="x1", days=2, reason="Rain.")
    to(walk, at(walk, date(2026, 4, 3), 12))
    walk.must(OPS, "record_outage", **outage(walk))
    assert walk.case.clocks["T09"].due_day == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("began", "ended", "rolls"),
    [
        (10.0, 12.0, True),
        (10.0, 11.99, False),
        (-3.0, 1.5, False),  # 1.5 hours of it on the last day
        (-3.0, 2.0, True),
        (22.0, 30.0, True),
        (22.5, 30.0, False),
    ],
)
def test_two_hours_of_the_last_day_itself_count(began: float, ended: float, rolls: bool) -> None:
    walk = paths.suspended()
    day = date(2026, 3, 23)
    to(walk, at(walk, day, 31))
    answer = away(walk, "cable", at(walk, day, began), at(walk, day, ended))
    if rolls:
        assert walk.case.clocks["T08"].due_day == date(2026, 3, 24)
        assert walk.case.clocks["T08"].status is ClockStatus.RUNNING  # it had run out at midnight
    else:
        assert rule(answer) == "outage_fell_on_a_last_day"
        assert walk.case.clocks["T08"].status is ClockStatus.LAPSED


def test_a_filing_after_an_outage_is_not_late() -> None:
    walk = paths.suspended()
    day = date(2026, 3, 23)
    to(walk, at(walk, day, 32))
    away(walk, "cable", at(walk, day, 20), at(walk, day, 24))
    paths.analysis_filed(walk)
    (told,) = (n for n in walk.notices if n.template == "filing_received")
    assert told.facts["late"] is False


def test_one_outage_is_entered_once_and_never_moves_what_is_not_the_carriers() -> None:
    walk = implementing()
    due = {key: clock.due for key, clock in walk.case.clocks.items()}
    to(walk, at(walk, date(2026, 5, 11), 12))
    walk.must(OPS, "record_outage", **outage(walk))
    assert {key for key in due if walk.case.clocks[key].due != due[key]} == {"T33:a1"}
    assert rule(walk.do(OPS, "record_outage", **outage(walk))) == "event_is_new"


def test_what_is_held_or_has_led_elsewhere_is_not_carried_over() -> None:
    walk = paths.suspended()
    held(walk, HQ, "order", "T08", days=60)
    day = date(2026, 3, 23)
    to(walk, at(walk, day, 12))
    assert rule(walk.do(OPS, "record_outage", **outage(walk))) == "outage_fell_on_a_last_day"
    walk = paths.suspended()
    last = walk.case.clocks["T10"].due_day
    to(walk, at(walk, last, 30))
    assert walk.case.state is State.NON_RESPONSE
    answer = away(walk, "cable", at(walk, last, 20), at(walk, last, 24))
    assert rule(answer) == "outage_fell_on_a_last_day"


def test_recorded_before_midnight_an_outage_keeps_the_last_day_to_answer_from_lapsing() -> None:
    walk = paths.suspended()
    to(walk, at(walk, walk.case.clocks["T10"].due_day, 23))
    walk.must(OPS, "record_outage", **outage(walk))
    walk.until(0.5)
    assert walk.case.state is State.SUSPENDED
    assert walk.case.clocks["T10"].due_day == date(2026, 6, 2)
