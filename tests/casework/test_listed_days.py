"""The days that lists show: local, and what falls due as a day ends is due on that day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from casework.agenda import due_step
from casework.clocks import StepKind, day_due
from casework.view import case_view, next_due_on, opened_on
from tests.casework import paths
from tests.casework.walk import Walk


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-04-02T05:00:00Z", date(2026, 4, 1)),  # the first instant of the 2nd in Chicago
        ("2026-04-02T05:00:00.000001Z", date(2026, 4, 2)),
        ("2026-04-02T13:00:00Z", date(2026, 4, 2)),
        ("2026-03-09T05:00:00Z", date(2026, 3, 8)),  # the day that is an hour shorter
    ],
)
def test_what_falls_due_as_a_day_ends_is_due_on_that_day(at: str, day: date) -> None:
    assert day_due(datetime.fromisoformat(at), "America/Chicago") == day


@pytest.mark.parametrize("begun", [paths.opened, paths.suspended, paths.reinstated])
def test_a_list_names_the_day_that_the_clock_names(begun: Callable[[], Walk]) -> None:
    walk = begun()
    walk.until(120)
    lapses = 0
    for case in (batch.before for batch in walk.batches if batch.before is not None):
        step, view = due_step(case), case_view(case)
        assert view.zone == "America/Chicago"
        if step is None:
            continue
        if step.kind is StepKind.LAPSE and case.clocks[step.key].due == step.at:
            lapses += 1
            assert next_due_on(view) == case.clocks[step.key].due_day
        elif step.kind is StepKind.REMINDER:
            assert next_due_on(view) == case.local_day(step.at)
    assert lapses


def test_a_view_of_before_zones_were_told_has_that_of_its_crossing() -> None:
    view = case_view(paths.opened().case).model_copy(
        update={"zone": "", "opened_at": datetime(2026, 3, 3, 5, 59, tzinfo=UTC)}
    )
    assert opened_on(view) == date(2026, 3, 2)
    assert next_due_on(view.model_copy(update={"next_due": None})) is None
