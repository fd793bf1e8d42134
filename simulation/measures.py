"""What a simulation tells: waiting times, queues, whose days they were, who ran past the term."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import mean, median
from typing import NamedTuple

from casework.calendars import CURRENT, CalendarKind, calendar_set
from casework.clocks import days_by_party, local_day
from casework.roles import Party, Role
from simulation.assumptions import Assumptions
from simulation.staff import Worked
from simulation.year import BEGINS, ZONE, Ended, Played

_DAY = timedelta(days=1)


class Queue(NamedTuple):
    """Work of one role: how many people, how loaded, how long it waits (days) in how long a line.

    ``load`` is the work that came against the time that there was for it, 1 being all of it.
    """

    people: int
    tasks: int
    load: float
    mean_wait: float
    nine_in_ten_within: float
    mean_line: float
    longest_line: int


class Measures(NamedTuple):
    """What came of one staff. Days are calendar days; shares lie between 0 and 1.

    ``waited_on`` are days of a case from its opening to its end by whom they waited on, on the
    average over the suspended cases. ``past_term`` is the share of these whose term ran out first.
    """

    cases: int
    ended_in: Mapping[str, int]
    suspended: int
    median_days_to_return: float | None
    nine_in_ten_back_within: float | None
    waited_on: Mapping[str, float]
    past_term: float
    with_cbp_late: float
    queues: Mapping[str, Queue]


def measured(
    played: Played, assumptions: Assumptions, people: Mapping[Role, int], *, years: int
) -> Measures:
    """Return the measures of what was played."""
    ended = played.ended
    suspended = [one for one in ended if "T14" in one.case.case.clocks]
    back = sorted(
        (one.ended_at - one.opened_at) / _DAY
        for one in ended
        if one.ended_at is not None and one.case.case.state == "MONITORING"
    )
    return Measures(
        cases=len(ended),
        ended_in=dict(sorted(Counter(one.case.case.state.value for one in ended).items())),
        suspended=len(suspended),
        median_days_to_return=median(back) if back else None,
        nine_in_ten_back_within=_nine_in_ten(back) if back else None,
        waited_on=_waited_on(suspended),
        past_term=_share(suspended, [one for one in suspended if one.expired]),
        with_cbp_late=_share(ended, [one for one in ended if one.late]),
        queues={
            role.value: _queue(
                played.worked[role], number, assumptions.minutes_a_day[role], years=years
            )
            for role, number in people.items()
        },
    )


def _waited_on(cases: Sequence[Ended]) -> dict[str, float]:
    """Whose days they were: by the case's own spans; coordination with Mexico is Mexico's."""
    days: dict[str, float] = defaultdict(float)
    for one in cases:
        case = one.case.case
        until = one.ended_at or case.spans[-1].since
        spans = [(span.since, span.party) for span in case.spans if span.party is not None]
        for party, number in days_by_party(spans, until=until, zone=case.zone).items():
            days[party.value] += number
        days[Party.CBP.value] -= one.mexico_days
        days[Party.MEXICO.value] += one.mexico_days
    return {party: number / len(cases) for party, number in sorted(days.items())}


def _queue(worked: Sequence[Worked], people: int, minutes_a_day: float, *, years: int) -> Queue:
    waits = sorted((one.begun - one.came) / _DAY for one in worked)
    if not worked:
        return Queue(people, 0, 0.0, 0.0, 0.0, 0.0, 0)
    end = max(one.done for one in worked)
    there = people * minutes_a_day * _days_worked(BEGINS, BEGINS + timedelta(days=365 * years))
    return Queue(
        people=people,
        tasks=len(worked),
        load=sum(one.minutes for one in worked) / there,
        mean_wait=mean(waits),
        nine_in_ten_within=_nine_in_ten(waits),
        mean_line=sum(waits) / ((end - BEGINS) / _DAY),
        longest_line=_longest(worked),
    )


def _days_worked(since: datetime, until: datetime) -> int:
    calendars = calendar_set(CURRENT)
    first, last = local_day(since, ZONE), local_day(until, ZONE)
    return calendars.count(CalendarKind.US_BUSINESS, first, last)


def _longest(worked: Iterable[Worked]) -> int:
    """The most pieces of work that waited at one moment."""
    moves = sorted(
        move for one in worked if one.begun > one.came for move in ((one.came, 1), (one.begun, -1))
    )
    longest = line = 0
    for _, change in moves:
        line += change
        longest = max(longest, line)
    return longest


def _nine_in_ten(ordered: Sequence[float]) -> float:
    """The value that nine in ten do not go beyond (nearest rank)."""
    return ordered[-(-9 * len(ordered) // 10) - 1]


def _share(of: Sequence[Ended], some: Sequence[Ended]) -> float:
    return len(some) / len(of) if of else 0.0
