"""Last days computed by hand: the worked example, holidays on both sides, zones."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.calendars import CalendarKind
from casework.clocks import EntryKind, start, working_days_later
from casework.policy import Unit
from tests.casework.clock_making import POLICY, last_day, local, started

DECISION = local(2023, 8, 22)


# --- domain.md 11.3, the worked example ----------------------------------------------------


def test_the_worked_example() -> None:
    """Decision, delivery and effect on 22 Aug 2023."""
    assert last_day("T14", DECISION) == date(2023, 11, 20)
    assert last_day("T19", DECISION) == date(2023, 11, 20)
    assert last_day("T19", DECISION, variant="967b") == date(2023, 9, 21)
    assert last_day("T20", local(2023, 11, 20, 16)) == date(2024, 5, 18)


def test_a_statutory_day_is_printed_as_it_falls() -> None:
    """18 May 2024 is a Saturday, 19 Nov 2023 a Sunday."""
    assert started("T20", local(2023, 11, 20)).due_day.weekday() == 5
    assert last_day("T19", local(2023, 8, 21)) == date(2023, 11, 19)


# --- counting ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "at", "expected"),
    [
        # 4 July does not count: 3, 5, 6, 7, 10 July.
        ("T05", local(2023, 6, 30), date(2023, 7, 10)),
        # Started on a Saturday: Mon 28 Aug is day 1.
        ("T05", local(2023, 8, 26), date(2023, 9, 1)),
        # Thanksgiving on 23 Nov 2023: 21, 22, 24, 27, 28 Nov.
        ("T18", local(2023, 11, 20), date(2023, 11, 28)),
        # Veterans Day 2023 is a Saturday and observed on Friday the 10th: 9, 13, 14 Nov.
        ("T11", local(2023, 11, 8), date(2023, 11, 14)),
        # Días hábiles: 1 and 5 May do not count: 2, 3, 4, 8, 9 May.
        ("T06A", local(2023, 4, 28), date(2023, 5, 9)),
        # Días hábiles: SAT's vacation of 18-31 July 2025: 17 July, then 1, 4, 5, 6 Aug.
        ("T06A", local(2025, 7, 16), date(2025, 8, 6)),
        # A leap day counts.
        ("T08", local(2024, 2, 8), date(2024, 2, 29)),
        # 30 days end on Labor Day, 4 Sep 2023.
        ("T09", local(2023, 8, 5), date(2023, 9, 5)),
        # 14 days end on Sunday 3 Sep, Labor Day follows.
        ("T13", local(2023, 8, 20), date(2023, 9, 5)),
        # 12 months from a leap day; a length of time is not rolled (28 Feb 2026 is a Saturday).
        ("T23", local(2024, 2, 29), date(2025, 2, 28)),
        ("T23", local(2025, 2, 28), date(2026, 2, 28)),
        # The term of a suspension is not rolled: Sunday 19 Nov 2023.
        ("T14", local(2023, 8, 21), date(2023, 11, 19)),
    ],
)
def test_last_days_by_hand(rule: str, at: datetime, expected: date) -> None:
    assert last_day(rule, at) == expected


@pytest.mark.parametrize(
    ("rule", "at", "in_us", "in_mexico"),
    [
        # Third Monday of November 2023: worked in the US, not in Mexico.
        ("T09", local(2023, 10, 21), date(2023, 11, 20), date(2023, 11, 21)),
        # Thanksgiving 2023: not worked in the US, so neither in both.
        ("T09", local(2023, 10, 24), date(2023, 11, 24), date(2023, 11, 24)),
        # Fri 5 May 2023, then a weekend.
        ("T09", local(2023, 4, 5), date(2023, 5, 5), date(2023, 5, 8)),
        # Ten US business days end inside SAT's vacation.
        ("T03", local(2025, 7, 10), date(2025, 7, 24), date(2025, 8, 1)),
    ],
)
def test_a_carrier_seated_in_mexico_has_the_next_day_worked_in_both(
    rule: str, at: datetime, in_us: date, in_mexico: date
) -> None:
    assert last_day(rule, at) == in_us
    assert last_day(rule, at, seated_in_mexico=True) == in_mexico


def test_the_seat_of_the_carrier_moves_only_what_the_carrier_owes() -> None:
    at = local(2023, 11, 6)  # 14 days end on 20 Nov 2023, not worked in Mexico
    assert last_day("T12", at, seated_in_mexico=True) == date(2023, 11, 20)
    assert last_day("T13", at, seated_in_mexico=True) == date(2023, 11, 21)
    assert last_day("T19", local(2023, 8, 22), seated_in_mexico=True) == date(2023, 11, 20)
    visit_of_both = last_day("T16", local(2023, 11, 13), roll_calendar=CalendarKind.BOTH)
    assert visit_of_both == date(2023, 11, 21)


def test_numbers_and_days_may_be_given_by_a_decision() -> None:
    term = started("T14", DECISION, amount=60)
    assert term.due_day == date(2023, 10, 21)
    assert term.terms.given
    milestone = started("T33", DECISION, key="T33:action-2", to_day=date(2023, 10, 21))
    assert milestone.due_day == date(2023, 10, 23)  # a Saturday goes to Monday
    warning = started("T29", DECISION, to_day=date(2023, 10, 31))
    assert warning.due_day == date(2023, 10, 31)
    milestone_in_days = started("T33", DECISION, amount=10)
    assert milestone_in_days.due_day == date(2023, 9, 1)
    assert milestone_in_days.terms.unit is Unit.CALENDAR_DAYS


def test_a_year_that_is_not_held_gives_a_provisional_day() -> None:
    # 29 and 30 Dec 2027, the 31st is observed for New Year's Day, then 3, 4, 5 Jan 2028.
    over_the_edge = started("T05", local(2027, 12, 28))
    assert over_the_edge.due_day == date(2028, 1, 5)
    assert over_the_edge.provisional
    assert started("T09", local(2031, 6, 4)).due_day == date(
        2031, 7, 4
    )  # not known to be a holiday
    assert started("T09", local(2031, 6, 4)).provisional
    assert not started("T19", local(2031, 6, 4)).provisional  # every day counts, none is rolled
    assert started("T06A", local(2026, 12, 14)).provisional  # SAT had not yet published
    assert not started("T06A", local(2026, 11, 23)).provisional


# --- instants ------------------------------------------------------------------------------


def test_a_day_ends_where_the_case_is() -> None:
    plan = started("T09", DECISION)
    assert plan.due_day == date(2023, 9, 21)
    assert plan.due == datetime(2023, 9, 22, 5, tzinfo=UTC)
    assert plan.is_timely(local(2023, 9, 21, 23, 59))
    assert not plan.is_timely(local(2023, 9, 22, 0, 0))
    tijuana = started("T09", DECISION, zone="America/Tijuana")
    assert tijuana.due == datetime(2023, 9, 22, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "hours_in_day", "due"),
    [
        (local(2024, 2, 9), 23, datetime(2024, 3, 11, 5, tzinfo=UTC)),  # clocks go forward
        (local(2024, 10, 4), 25, datetime(2024, 11, 4, 6, tzinfo=UTC)),  # and back
    ],
)
def test_a_last_day_of_23_or_25_hours(at: datetime, hours_in_day: int, due: datetime) -> None:
    appeal = started("T19", at, variant="967b")
    day_before = started("T19", at - timedelta(days=1), variant="967b")
    assert appeal.due == due
    assert appeal.due - day_before.due == timedelta(hours=hours_in_day)
    assert appeal.is_timely(due - timedelta(seconds=1))


def test_hours_run_to_the_instant_also_over_a_change_of_the_clocks() -> None:
    letter = started("T04", local(2024, 3, 9, 12))
    assert letter.due == local(2024, 3, 10, 13)
    assert letter.due_day == date(2024, 3, 10)


def test_one_minute_at_midnight_is_one_day() -> None:
    assert last_day("T09", local(2023, 8, 22, 23, 59)) == date(2023, 9, 21)
    assert last_day("T09", local(2023, 8, 23, 0, 0)) == date(2023, 9, 22)


def test_the_day_of_the_start_is_the_one_where_the_case_is() -> None:
    """Late evening in Laredo is already the next day in UTC."""
    assert last_day("T19", datetime(2023, 8, 23, 3, tzinfo=UTC)) == date(2023, 11, 20)


def test_an_instant_after_two_business_days() -> None:
    """An extension request answered on Fri 1 Sep 2023 protects through Wed 6 Sep."""
    friday, end = local(2023, 9, 1), local(2023, 9, 7, 0)
    assert working_days_later(friday, 2, "America/Chicago", calendar_version="2026-11") == end


def test_start_makes_the_first_entry() -> None:
    clock = start(
        POLICY.rule("T09"),
        key="T09",
        at=DECISION,
        zone="America/Chicago",
        calendar_version="2026-11",
    )
    assert clock.entries[0].kind is EntryKind.STARTED
    assert clock.started_at == clock.entries[0].at == DECISION
