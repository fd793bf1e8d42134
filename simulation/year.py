"""Plays years of cases: work waits for people, people outside take their days, clocks run."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from casework.roles import Actor, Role
from casework.states import CLOSED, State
from simulation.assumptions import Assumptions, Span
from simulation.saying import opened
from simulation.simulated_case import Course, SimulatedCase
from simulation.staff import Pool, Worked
from simulation.tasks import CARRIERS, MEXICO, TASKS, Task

BEGINS = datetime(2027, 1, 4, 14, tzinfo=UTC)
"""When the first year begins: a Monday, 08:00 in Laredo."""

ZONE = "America/Chicago"
NO_LONGER = timedelta(days=3 * 365)
"""After this a case that has not come to its end is counted as it stands."""

_ARRIVES, _CLOCK = "arrives", "clock"

OVER = frozenset({State.MONITORING}) | CLOSED
"""Where a simulated case ends: with its return, its removal, or without a sanction."""


class Ended(NamedTuple):
    """A simulated case: when it was opened, when and where it ended (None: not in time).

    ``expired`` says that the term of its suspension ran out before headquarters had decided.
    ``late`` are the rules of CBP's clocks that ran out, ``mexico_days`` days of coordination.
    """

    case: SimulatedCase
    opened_at: datetime
    ended_at: datetime | None
    expired: bool
    late: tuple[str, ...]
    mexico_days: float


class Played(NamedTuple):
    """What came of it: every case, and every piece of work by the role that did it."""

    ended: tuple[Ended, ...]
    worked: Mapping[Role, tuple[Worked, ...]]


def play(assumptions: Assumptions, people: Mapping[Role, int], *, years: int, seed: int) -> Played:
    """Play years of cases with so many people. The same seed gives the same cases to any staff."""
    return _Office(assumptions, people).run(_arrivals(assumptions, years, seed))


def _arrivals(
    assumptions: Assumptions, years: int, seed: int
) -> list[tuple[datetime, SimulatedCase, random.Random]]:
    """Return the cases in the order of their arrival; each has chance of its own."""
    chance = random.Random(seed)
    found: list[tuple[datetime, SimulatedCase, random.Random]] = []
    at, end = BEGINS, BEGINS + timedelta(days=365 * years)
    for number in count(1):
        at += timedelta(days=chance.expovariate(assumptions.arrivals_per_year / 365))
        if at >= end:
            return found
        own = random.Random(chance.getrandbits(64))
        case = SimulatedCase(f"sim-{number}", _course(assumptions, own), at)
        found.append((at, case, own))
    raise AssertionError("cases arrive for ever")


def _course(assumptions: Assumptions, chance: random.Random) -> Course:
    likely = assumptions.chances
    returned = [chance.random() < likely["plan_returned"] for _ in range(2)]
    return Course(
        sanction=chance.random() < likely["sanction"],
        comments=chance.random() < likely["carrier_comments"],
        answers=chance.random() < likely["carrier_answers"],
        returned_plans=(1 + returned[1]) if returned[0] else 0,
        in_mexico=chance.random() < likely["visit_in_mexico"],
        milestone=_days(assumptions.days["milestone_after_acceptance"], chance),
    )


def _days(span: Span, chance: random.Random) -> timedelta:
    least, likeliest, most = span
    return timedelta(days=chance.triangular(least, most, likeliest))


class _Office:
    """The people, and what happens next."""

    def __init__(self, assumptions: Assumptions, people: Mapping[Role, int]) -> None:
        self._assumptions = assumptions
        self._pools = {
            role: Pool(role, number, minutes_a_day=assumptions.minutes_a_day[role], zone=ZONE)
            for role, number in people.items()
        }
        self._next: list[tuple[datetime, int, SimulatedCase, Task | None, str]] = []
        self._order = count()
        self._chance: dict[str, random.Random] = {}
        self._ended: dict[str, datetime] = {}
        self._wakes: dict[str, datetime] = {}

    def run(self, arrivals: list[tuple[datetime, SimulatedCase, random.Random]]) -> Played:
        for at, case, chance in arrivals:
            self._chance[case.name] = chance
            self._plan(at, case, None, _ARRIVES)
        while self._next:
            at, _, case, task, who = heappop(self._next)
            if case.name in self._ended or (who == _CLOCK and self._wakes[case.name] != at):
                continue  # it is over, or its clocks act at another instant by now
            if who == _ARRIVES:
                opened(case)
            else:
                case.run_clocks(at)
                case.now = max(at, case.now)
                if task is not None:
                    self._finish(task, case, who)
            self._look(case, at)
        return Played(
            tuple(self._told(case, at) for at, case, _ in arrivals),
            {role: tuple(pool.worked) for role, pool in self._pools.items()},
        )

    def _plan(self, at: datetime, case: SimulatedCase, task: Task | None, who: str) -> None:
        heappush(self._next, (at, next(self._order), case, task, who))

    def _finish(self, task: Task, case: SimulatedCase, who: str) -> None:
        """Do what was worked on, unless a clock has made it needless meanwhile."""
        case.waiting.discard(task.name)
        if task.open(case, case.case):
            role = task.by if isinstance(task.by, Role) else Role.POC
            task.do(case, Actor(person=who, role=role, organisation="LRD"))

    def _look(self, case: SimulatedCase, at: datetime) -> None:
        """Take on what has to be done now, and wake up when a clock acts."""
        if case.case.state in OVER or at > case.case.opened_at + NO_LONGER:
            self._ended[case.name] = at
            return
        for task in TASKS:
            if task.name not in case.waiting and task.open(case, case.case):
                case.waiting.add(task.name)
                self._take_on(task, case, at)
        step = case.next_step()
        if step is not None and self._wakes.get(case.name) != max(step, at):
            self._wakes[case.name] = max(step, at)
            self._plan(max(step, at), case, None, _CLOCK)

    def _take_on(self, task: Task, case: SimulatedCase, at: datetime) -> None:
        if isinstance(task.by, Role):
            worked = self._pools[task.by].take(at, self._assumptions.minutes[task.name])
            self._plan(worked.done, case, task, worked.person)
            return
        days = _days(self._assumptions.days[task.name], self._chance[case.name])
        done = at + days
        milestones = case.case.running("T33")
        if task.name == "evidence_before_milestone" and milestones:
            done = max(at, min(clock.due for clock in milestones) - days - timedelta(hours=1))
        if task.by == MEXICO:
            case.mexico_days += days / timedelta(days=1)
        self._plan(done, case, task, CARRIERS)

    def _told(self, case: SimulatedCase, at: datetime) -> Ended:
        found = case.case
        term = found.clocks.get("T14")
        over = found.state in OVER
        late = {
            clock.terms.rule
            for clock in found.clocks.values()
            if clock.lapsed_at is not None and clock.terms.party == "cbp"
        }
        return Ended(
            case,
            opened_at=at,
            ended_at=self._ended.get(case.name) if over else None,
            expired=term is not None and term.lapsed_at is not None,
            late=tuple(sorted(late)),
            mexico_days=case.mexico_days,
        )
