"""How much traffic there was: trains, cars and examinations, as ports put them on record.

A count of incidents says little without the traffic in which they happened (domain.md 8, the
trade's asks; 11.6 nos. 8 and 9).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from reports.figures import suspensions
from reports.history import CaseHistory, Period

RECORDED_BY = "record_exposure"
"""The command by which a port records figures."""


class When(StrEnum):
    """How a figure lies to the suspension of its case."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Traffic(NamedTuple):
    """Cars, and those of them that were examined."""

    cars: int = 0
    exams: int = 0

    def plus(self, cars: int, exams: int) -> "Traffic":
        """Return the sum."""
        return Traffic(self.cars + cars, self.exams + exams)


def cars_crossed(histories: Iterable[CaseHistory], period: Period) -> int:
    """Return the cars that are on record for a period."""
    return sum(figure.cars for _, figure in _figures(histories, period))


def by_suspension(histories: Iterable[CaseHistory], period: Period) -> dict[When, Traffic]:
    """Return the traffic of a period before, during and after the suspensions that it was in."""
    found = dict.fromkeys(When, Traffic())
    for history, figure in _figures(histories, period):
        when = _when(history, figure.middle)
        found[when] = found[when].plus(figure.cars, figure.exams)
    return found


class _Figure(NamedTuple):
    middle: date
    cars: int
    exams: int


def _figures(
    histories: Iterable[CaseHistory], period: Period
) -> Iterable[tuple[CaseHistory, _Figure]]:
    for history in histories:
        bodies = [event.body for event in history.events if event.act == RECORDED_BY]
        superseded = {body.get("supersedes") for body in bodies}
        for body in bodies:
            if body["figure"] in superseded:
                continue
            since, until = (date.fromisoformat(str(body[end])) for end in ("since", "until"))
            middle = since + timedelta(days=(until - since).days // 2)
            if period.since <= middle <= period.until:
                yield history, _Figure(middle, int(body["cars"]), int(body["exams"]))


def _when(history: CaseHistory, day: date) -> When:
    found = suspensions(history)
    if not found or day < history.case.local_day(found[0].began):
        return When.BEFORE
    last = found[-1]
    back = last.ended is not None and day >= history.case.local_day(last.ended)
    return When.AFTER if back and last.returned else When.DURING
