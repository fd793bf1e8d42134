"""Figures of crossings: recorded with their source, counted once, corrected by another one."""

from datetime import timedelta
from typing import Any

import pytest

from casework.exposure import Period, by_period
from casework.refusal import Refusal
from tests.casework import lanes, paths
from tests.casework.walk import MXC, POC, PORT, Walk


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": "2026-03-03", "until": "2026-03-02"}, "the last day lies before"),
        ({"since": "2026-02-27", "until": "2026-03-02"}, "one month"),
        ({"cars": 10, "exams": 11}, "no more cars are examined"),
        ({"exams": 3, "exceptions": 4}, "no more of them"),
    ],
)
def test_a_figure_that_cannot_be_is_not_taken(changes: dict[str, Any], said: str) -> None:
    walk = paths.opened()
    with pytest.raises(ValueError, match=said):
        walk.do(PORT, "record_exposure", **lanes.figure(walk, "f1", **changes))


def test_nobody_counts_tomorrows_trains() -> None:
    walk = paths.opened()
    tomorrow = (walk.case.local_day(walk.now) + timedelta(days=1)).isoformat()
    figure = lanes.figure(walk, "f1", until=tomorrow)
    assert rule(walk.do(PORT, "record_exposure", **figure)) == "counted_days_have_come"
    inspection = lanes.inspection(walk, "j1", inspected_on=tomorrow)
    refused = walk.do(MXC, "record_joint_inspection", **inspection)
    assert rule(refused) == "counted_days_have_come"


def test_a_correction_names_what_it_corrects_once_and_at_the_same_crossing() -> None:
    walk = paths.opened()
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f1"))
    again = lanes.figure(walk, "f1", supersedes="f1")
    assert rule(walk.do(PORT, "record_exposure", **again)) == "recorded_under_a_new_name"
    elsewhere = lanes.figure(walk, "f2", "2303", supersedes="f1")
    assert rule(walk.do(PORT, "record_exposure", **elsewhere)) == "superseded_stands"
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f2", supersedes="f1"))
    third = lanes.figure(walk, "f3", supersedes="f1")
    assert rule(walk.do(PORT, "record_exposure", **third)) == "superseded_stands"


def test_an_inspection_is_corrected_like_a_figure() -> None:
    walk = paths.opened()
    walk.must(PORT, "record_joint_inspection", **lanes.inspection(walk, "j1", exceptions=9))
    right = lanes.inspection(walk, "j2", exceptions=0, supersedes="j1")
    walk.must(MXC, "record_joint_inspection", **right)
    assert walk.case.inspections["j1"].exceptions == 9
    assert walk.case.inspections["j1"].superseded == "j2"


def test_only_ports_count_and_only_customs_inspects() -> None:
    walk = paths.opened()
    assert isinstance(walk.do(POC, "record_exposure", **lanes.figure(walk, "f1")), Refusal)
    refused = walk.do(POC, "record_joint_inspection", **lanes.inspection(walk, "j1"))
    assert isinstance(refused, Refusal)


def after_the_return() -> Walk:
    """Figures before the suspension, while it lasted, and after the return, at one crossing."""
    walk = paths.opened()
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f1", exams=9, exceptions=1))
    walk.until(2)
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Hours.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.until(1)
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f2", exams=450, cars_held=7))
    walk.until(14)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    walk.until(1)
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f3", exams=18))
    return walk


def test_figures_are_told_before_during_and_after() -> None:
    found = by_period(after_the_return().case)["2304"]
    rates = {period: counted.exams_per_1000 for period, counted in found.items()}
    assert rates == {Period.BEFORE: 10, Period.DURING: 500, Period.AFTER: 20}
    assert found[Period.DURING].cars_held == 7
    assert found[Period.BEFORE].exceptions == 1


def test_what_is_superseded_counts_no_more() -> None:
    walk = after_the_return()
    walk.must(PORT, "record_exposure", **lanes.figure(walk, "f4", exams=27, supersedes="f3"))
    assert by_period(walk.case)["2304"][Period.AFTER].exams == 27
    assert by_period(walk.case)["2304"][Period.AFTER].figures == 1
