"""An appeal after its case has closed: the days counted by hand (6 U.S.C. 967(c), process 6)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.agenda import settled
from casework.refusal import Refusal
from casework.states import State
from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import APP, CNS, PORT, Walk
from tests.casework.ways_of_appeals import TEXT, answer
from tests.casework.ways_of_leaving import annulled, told

LAREDO = ZoneInfo("America/Chicago")
DECIDED = date(2026, 3, 2)
LAST_DAY = date(2026, 5, 31)
"""Day 1 is 3 March: 29 days are left of March, 30 are April's, and day 90 is 31 May, a Sunday,
from which a statutory day does not move."""
DETERMINED_BY = date(2026, 11, 27)
"""Day 1 is 1 June: 30 days of June, 31 and 31 of July and August, 30 and 31 of September and
October are 153, and day 180 is 27 November."""


def closed() -> Matters:
    """A suspension decided on 2 March 2026 and annulled soon after, with nothing owed any more."""
    walk = annulled(paths.suspended())
    told(walk, "r1")
    told(walk, "r2")
    walk.must(PORT, "confirm_on", benefits=paths.SCOPE)
    matters = Matters(walk)
    matters.tell()
    assert walk.case.state is State.CLOSED_RESCINDED
    assert walk.case.local_day(walk.case.decisions[0].at) == DECIDED
    return matters


def filed_at(matters: Matters, at: datetime) -> Walk:
    """The appeal of the suspension, filed at an instant."""
    walk = matters.case
    matters.until((at - walk.now) / timedelta(days=1))
    walk.must(CNS, "file_appeal", appeal="appeal-1", letter="letter-suspension", text=TEXT)
    matters.tell()
    return matters.beside("appeal-1")


def test_on_the_last_evening_it_is_in_time_and_has_its_180_days() -> None:
    matters = closed()
    assert matters.case.case.clocks["T19:letter-suspension"].due_day == LAST_DAY
    appeal = filed_at(matters, datetime(2026, 5, 31, 23, 59, 30, tzinfo=LAREDO))
    assert appeal.case.clocks["T20"].due_day == DETERMINED_BY
    appeal.must(APP, "acknowledge_appeal")
    said = answer(appeal)
    in_time = appeal.do(APP, "reject_late", **said, reason="Late.", delivery_weighed="None.")
    assert isinstance(in_time, Refusal)


def test_half_a_minute_later_it_is_received_all_the_same_and_the_office_may_find_it_late() -> None:
    appeal = filed_at(closed(), datetime(2026, 6, 1, tzinfo=LAREDO))
    appeal.must(APP, "acknowledge_appeal")
    late = {**answer(appeal), "reason": "A day late.", "delivery_weighed": "Opened on 2 March."}
    appeal.must(APP, "reject_late", **late)
    assert appeal.case.state is State.APPEAL_REJECTED_LATE


@pytest.mark.parametrize("withdrawn", [False, True])
def test_the_closed_case_sleeps_until_the_appeal_is_over(withdrawn: bool) -> None:
    matters = closed()
    appeal = filed_at(matters, datetime(2026, 5, 31, 12, tzinfo=LAREDO))
    matters.until(100)
    assert not settled(matters.case.case)
    if withdrawn:
        appeal.must(CNS, "withdraw_appeal")
    else:
        appeal.must(APP, "acknowledge_appeal")
        appeal.must(APP, "dismiss_appeal", **answer(appeal), reason="Nothing is left to decide on.")
    matters.tell()
    assert matters.case.case.appeals["appeal-1"].ended
    assert matters.case.case.state is State.CLOSED_RESCINDED
