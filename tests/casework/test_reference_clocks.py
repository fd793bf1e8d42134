"""Revalidation and annual review: days of the membership, shown and never lapsing."""

from datetime import date, timedelta
from typing import Any

import pytest

from casework.calendars import Mark
from casework.reference_clocks import ReferenceDay, reference_days
from tests.casework import paths
from tests.casework.walk import Walk
from tests.casework.ways import walked

MEMBERSHIP = {"since": "2022-05-10", "last_validated_on": "2023-02-28"}


def days(walk: Walk, today: date = date(2026, 3, 2)) -> dict[tuple[str, Mark], ReferenceDay]:
    return {(day.rule, day.mark): day for day in reference_days(walk.case, today=today)}


def opened(**membership: Any) -> Walk:
    return paths.opened(membership=membership or MEMBERSHIP)


def test_a_member_is_validated_again_within_four_years_by_statute() -> None:
    found = days(opened())
    assert found["T25", Mark.VERIFIED].day == date(2027, 2, 28)
    assert "969" in found["T25", Mark.VERIFIED].source.en
    assert ("T25", Mark.DEFAULT) not in found, "nobody has returned yet"


def test_after_a_return_this_office_wants_it_within_a_year() -> None:
    walk = paths.reinstated()
    (back,) = [span.since for span in walk.case.spans if span.state == "MONITORING"][:1]
    assert days(walk)["T25", Mark.DEFAULT].day == back.date().replace(year=back.year + 1)
    assert days(walk)["T25", Mark.VERIFIED].day is None, "the last validation is not on file"
    assert ("T25", Mark.DEFAULT) not in days(walked("silent")), "a removal is no return"


@pytest.mark.parametrize(
    ("since", "today", "anniversary"),
    [
        ("2022-05-10", date(2026, 3, 2), date(2026, 5, 10)),
        ("2022-05-10", date(2026, 5, 10), date(2026, 5, 10)),
        ("2022-05-10", date(2026, 5, 11), date(2027, 5, 10)),
        ("2024-02-29", date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_the_window_of_the_annual_review_opens_90_days_before_the_anniversary(
    since: str, today: date, anniversary: date
) -> None:
    found = days(opened(since=since), today)["T25A", Mark.SECONDARY]
    assert found.until == anniversary
    assert found.day == anniversary - timedelta(days=90)


def test_what_is_not_on_file_is_not_guessed() -> None:
    found = reference_days(paths.opened().case, today=date(2026, 3, 2))
    assert [day.day for day in found] == [None, None]


def test_no_clock_of_the_case_comes_of_it() -> None:
    assert not {"T25", "T25A"} & {clock.terms.rule for clock in opened().case.clocks.values()}
