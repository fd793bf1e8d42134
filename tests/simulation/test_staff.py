"""People work in the hours that they have, on days worked, one thing after the other."""

from datetime import UTC, datetime

from casework.roles import Role
from simulation.staff import Pool

LAREDO = "America/Chicago"


def at(day: int, hour: float, month: int = 3) -> datetime:
    """An hour in Laredo (UTC-6) in 2026; 2 March is a Monday."""
    return datetime(2026, month, day, int(hour) + 6, round(hour % 1 * 60), tzinfo=UTC)


def pool(people: int = 1) -> Pool:
    return Pool(Role.OFF, people, minutes_a_day=120, zone=LAREDO)


def test_work_is_done_in_the_hours_of_the_day_that_there_are() -> None:
    worked = pool().take(at(2, 9), 30)
    assert (worked.begun, worked.done) == (at(2, 9), at(2, 9.5))


def test_work_that_is_longer_than_a_day_goes_on_the_next_day_worked() -> None:
    worked = pool().take(at(6, 9), 200)  # Friday: 60 minutes; Monday in summer time: 120; Tuesday
    assert worked.begun == at(6, 9)
    assert worked.done == at(10, 7.333333)  # 08:20 in summer time


def test_what_comes_at_night_or_on_a_holiday_waits_for_the_morning() -> None:
    assert pool().take(at(2, 3), 1).begun == at(2, 8)
    assert pool().take(at(2, 15), 1).begun == at(3, 8)
    assert pool().take(at(16, 9, month=2), 1).begun == at(17, 8, month=2), "Presidents' Day"


def test_what_comes_first_is_begun_first_by_whoever_is_free() -> None:
    one, two = pool(1), pool(2)
    for there in (one, two):
        for _ in range(3):
            there.take(at(2, 8), 60)
    assert [worked.begun for worked in one.worked] == [at(2, 8), at(2, 9), at(3, 8)]
    assert [worked.begun for worked in two.worked] == [at(2, 8), at(2, 8), at(2, 9)]
    assert [worked.person for worked in two.worked] == ["off-1", "off-2", "off-1"]
