"""Which days are worked: the published lists, both sides, and what is not known yet."""

import json
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.calendars import (
    CURRENT,
    CalendarKind,
    Mark,
    calendar_set,
    calendar_versions,
)

CALENDARS = calendar_set("2026-11")
US, MX, BOTH, ALL = (
    CalendarKind.US_BUSINESS,
    CalendarKind.MX_HABILES,
    CalendarKind.BOTH,
    CalendarKind.CALENDAR_DAYS,
)
YEARS = {"2026-11": range(2023, 2028), "2026-11b": range(2023, 2029)}
each_version = pytest.mark.parametrize("version", calendar_versions())


def holiday_set(set_id: str, version: str = "2026-11") -> dict[str, Any]:
    file = files("casework").joinpath(f"data/calendars/{version}.json")
    text = file.read_text(encoding="utf-8")
    found: dict[str, Any] = next(s for s in json.loads(text)["sets"] if s["id"] == set_id)
    return found


def days_of(set_id: str, version: str) -> set[date]:
    return {date.fromisoformat(row["day"]) for row in holiday_set(set_id, version)["days"]}


@each_version
def test_the_us_list_is_the_one_that_the_holidays_library_has(version: str) -> None:
    known = holidays.country_holidays("US", years=YEARS[version])
    assert days_of("us-federal", version) == set(known)


@each_version
def test_the_mexican_list_is_the_labour_list_and_5_may(version: str) -> None:
    """CFF art. 12 names 5 May, which the labour law does not (libraries.md, trap)."""
    extra = {date(year, 5, 5) for year in YEARS[version]}
    labour = set(holidays.country_holidays("MX", years=YEARS[version]))
    assert days_of("mx-cff-12", version) - extra == labour
    assert extra.isdisjoint(labour)


@each_version
def test_a_version_holds_the_years_that_it_says(version: str) -> None:
    assert calendar_set(version).years(BOTH) == set(YEARS[version])


def test_a_newer_version_says_of_the_years_before_what_the_older_one_said() -> None:
    newer = calendar_set("2026-11b")
    for number in range((date(2027, 12, 31) - date(2023, 1, 1)).days + 1):
        day = date(2023, 1, 1) + timedelta(days=number)
        for kind in (US, MX):
            assert newer.holidays_on(kind, day) == CALENDARS.holidays_on(kind, day)


def test_the_tax_vacations_of_a_year_to_come_are_open() -> None:
    newer = calendar_set("2026-11b")
    assert newer.is_provisional(MX, date(2028, 7, 10), date(2028, 7, 12))
    assert not newer.is_provisional(MX, date(2028, 2, 1), date(2028, 3, 1))
    assert not newer.is_provisional(US, date(2028, 1, 1), date(2028, 12, 31))


def test_every_holiday_says_its_source_and_mark_in_both_languages() -> None:
    for kind in (US, MX):
        for holiday in CALENDARS.holidays(kind):
            assert holiday.source.en
            assert holiday.source.es
            assert holiday.name.en
            assert holiday.name.es
            assert holiday.mark in Mark


@pytest.mark.parametrize("set_id", ["us-federal", "mx-cff-12", "mx-sat-vacations"])
def test_every_set_says_when_it_was_checked(set_id: str) -> None:
    found = holiday_set(set_id)
    assert date.fromisoformat(found["checked_on"]) <= CALENDARS.checked_on
    assert found["mark"] in set(Mark)
    assert found["source"]["en"]


def test_what_is_not_settled_is_not_shown_as_sure() -> None:
    change_of_executive = CALENDARS.holidays_on(MX, date(2024, 10, 1))
    assert [holiday.mark for holiday in change_of_executive] == [Mark.UNVERIFIED]
    assert all(
        holiday.mark is not Mark.VERIFIED
        for holiday in CALENDARS.holidays(MX)
        if "SAT" in holiday.name.en
    )


@pytest.mark.parametrize(
    ("day", "us", "mx"),
    [
        (date(2023, 7, 4), False, True),
        (date(2023, 5, 5), True, False),
        (date(2023, 11, 10), False, True),  # Veterans Day on a Saturday, observed on the Friday
        (date(2023, 11, 20), True, False),  # third Monday of November
        (date(2023, 12, 25), False, False),
        (date(2024, 11, 11), False, True),
        (date(2025, 7, 21), True, False),  # SAT's vacation
        (date(2027, 12, 31), False, True),  # New Year's Day 2028 is a Saturday
        (date(2023, 8, 26), False, False),  # a Saturday
        (date(2023, 8, 23), True, True),
    ],
)
def test_days_worked_on_each_side(day: date, us: bool, mx: bool) -> None:
    assert CALENDARS.is_worked(US, day) is us
    assert CALENDARS.is_worked(MX, day) is mx
    assert CALENDARS.is_worked(BOTH, day) is (us and mx)
    assert CALENDARS.is_worked(ALL, day)


def test_fifteen_days_worked_in_both_end_later_than_on_either_side() -> None:
    """The example of libraries.md: 15 working days from 13 Nov 2026."""
    start = date(2026, 11, 13)
    assert CALENDARS.add(US, start, 15) == date(2026, 12, 7)
    assert CALENDARS.add(MX, start, 15) == date(2026, 12, 7)
    assert CALENDARS.add(BOTH, start, 15) == date(2026, 12, 8)


def test_a_year_that_is_not_held_is_provisional_and_counts_weekends_only() -> None:
    assert 2031 not in CALENDARS.years(BOTH)
    assert CALENDARS.is_worked(US, date(2031, 7, 4))
    assert not CALENDARS.is_worked(US, date(2031, 7, 5))
    assert CALENDARS.is_provisional(US, date(2030, 12, 30), date(2031, 1, 2))
    assert CALENDARS.is_provisional(BOTH, date(2022, 12, 30), date(2023, 2, 1))
    assert not CALENDARS.is_provisional(US, date(2023, 1, 1), date(2027, 12, 31))
    assert not CALENDARS.is_provisional(ALL, date(1990, 1, 1), date(2090, 1, 1))


def test_a_period_that_was_not_published_is_provisional_in_mexico_only() -> None:
    december = (date(2026, 12, 20), date(2026, 12, 22))
    assert CALENDARS.is_provisional(MX, *december)
    assert CALENDARS.is_provisional(BOTH, *december)
    assert not CALENDARS.is_provisional(US, *december)
    assert not CALENDARS.is_provisional(MX, date(2026, 11, 23), date(2026, 12, 11))
    assert CALENDARS.open_periods(US) == ()


def test_versions() -> None:
    assert calendar_versions()[-1] == CURRENT
    with pytest.raises(LookupError, match="1999-01"):
        calendar_set("1999-01")


KINDS = st.sampled_from([ALL, US, MX, BOTH])
DAYS = st.dates(min_value=date(2022, 6, 1), max_value=date(2029, 6, 1))


@given(kind=KINDS, day=DAYS, number=st.integers(min_value=1, max_value=40))
def test_counting_undoes_adding(kind: CalendarKind, day: date, number: int) -> None:
    last = CALENDARS.add(kind, day, number)
    assert CALENDARS.is_worked(kind, last)
    assert CALENDARS.count(kind, day, last) == number
    assert CALENDARS.count(kind, day, last - timedelta(days=1)) == number - 1


@given(kind=KINDS, day=DAYS, days=st.integers(min_value=-5, max_value=400))
def test_counting_by_weeks_is_counting_day_by_day(kind: CalendarKind, day: date, days: int) -> None:
    through = day + timedelta(days=days)
    one_by_one = sum(CALENDARS.is_worked(kind, day + timedelta(days=n)) for n in range(1, days + 1))
    assert CALENDARS.count(kind, day, through) == one_by_one


@given(kind=KINDS, day=DAYS)
def test_the_next_worked_day_is_the_first(kind: CalendarKind, day: date) -> None:
    found = CALENDARS.next_worked(kind, day)
    assert found >= day
    assert CALENDARS.is_worked(kind, found)
    assert CALENDARS.count(kind, day - timedelta(days=1), found) == 1
