"""Measure 3: how late clocks act, beside a bare timer that writes a row; also after an outage.

Cases about which nobody does anything, in a time of their own in which a month passes in half a
minute. What counts is when the step is durable in the record. The cases are staggered, so that what
is measured is a timer and not a crowd.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from time import time
from typing import NamedTuple
from uuid import uuid4

from bench.cases import OPENED, a_few_at_once, now, open_case, silent_steps, start_bare
from bench.figures import Figure, compared
from bench.ground import Ground
from bench.sizes import Sizes
from casework.casetime import CaseTime
from casework.roles import Role

NUMBER = 3
_STEPS = 5
"""Steps of the clocks of each case that are waited for: two reminders, a lapse, escalations."""

_LEAD, _LEAD_EACH = 4.0, 0.2
"""Seconds from the first opening to the first case's start, and for each case."""

_KILLED_AT = 2
"""With which step of the first case the worker is killed, where it is: those of the other cases
follow within the next seconds, so that some fall due while it is away, however soon it is back."""

_PATIENCE = 60.0


class Acted(NamedTuple):
    """A step: when it was due, and when it was durable; seconds since 1970."""

    due: float
    done: float


class Round(NamedTuple):
    """What came of a round; ``killed`` and ``back`` are when the worker was away, if it was."""

    acted: list[Acted]
    killed: float = 0.0
    back: float = 0.0

    @property
    def late(self) -> list[float]:
        """How late each step was, in seconds."""
        return [step.done - step.due for step in self.acted]

    @property
    def made_up(self) -> list[float]:
        """How long after the worker was back each step was done that fell due without it."""
        return [
            step.done - self.back for step in self.acted if self.killed <= step.due <= self.back
        ]


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Let clocks run in turn with bare timers, first undisturbed, then with the worker killed."""
    for killing in (False, True):
        ours: list[Round] = []
        bare: list[Round] = []
        for _ in range(sizes.timed_rounds):
            ours.append(await _ours(ground, sizes, killing=killing))
            bare.append(await _bare(ground, sizes, killing=killing))
        if killing:
            yield _figure("worker killed: overdue acts after it is back", "s", 1, ours, bare)
        else:
            note = f"{sizes.timed_cases} cases with {_STEPS} steps each, in the record"
            yield _figure("timer due to acted", "ms", 1000, ours, bare, note)


def _figure(
    what: str, unit: str, factor: float, ours: list[Round], bare: list[Round], note: str = ""
) -> Figure:
    def samples(rounds: list[Round]) -> list[float]:
        found = [one for each in rounds for one in (each.made_up if each.killed else each.late)]
        return [factor * one for one in found]

    figure = compared(NUMBER, what, unit, samples(ours), samples(bare))
    assert figure.ours is not None  # it was just compared
    assert figure.bare is not None
    tail = f"p99 {figure.ours.p99:.3g} {unit}, bare {figure.bare.p99:.3g}"
    return compared(
        NUMBER, what, unit, samples(ours), samples(bare), note="; ".join(filter(None, (note, tail)))
    )


def _starts(sizes: Sizes) -> list[float]:
    """When each case's time begins to run."""
    first = time() + _LEAD + _LEAD_EACH * sizes.timed_cases
    apart = sizes.timed_seconds / _STEPS / sizes.timed_cases
    return [first + number * apart for number in range(sizes.timed_cases)]


def _pace(sizes: Sizes) -> tuple[list[datetime], float]:
    """The steps of a case, and how much faster than real time they come."""
    steps = silent_steps(OPENED, most=_STEPS)
    return steps, (steps[-1] - OPENED).total_seconds() / sizes.timed_seconds


async def _ours(ground: Ground, sizes: Sizes, *, killing: bool) -> Round:
    steps, factor = _pace(sizes)
    times = [
        CaseTime(
            origin=OPENED,
            real_origin=datetime.fromtimestamp(start, UTC),
            factor=factor,
            until=steps[-1],
        )
        for start in _starts(sizes)
    ]
    kill_at = times[0].real(steps[_KILLED_AT])
    assert kill_at is not None  # its time runs until the last step
    outage = asyncio.create_task(_outage(ground, kill_at.timestamp(), bare=False))
    if not killing:
        outage.cancel()
    names = await a_few_at_once(
        [lambda own=own: open_case(ground, at=OPENED, time=own) for own in times]  # type: ignore[misc]
    )
    ready = time()
    deadline = times[-1].real_origin + timedelta(seconds=sizes.timed_seconds + _PATIENCE)
    acted: list[Acted] = []
    for name, own in zip(names, times, strict=True):
        found = await _steps_of(ground, name, own, len(steps), deadline)
        acted += [step for step in found if step.due > ready]
    return Round(acted, *(await outage if killing else ()))


async def _steps_of(
    ground: Ground, name: str, own: CaseTime, wanted: int, deadline: datetime
) -> list[Acted]:
    """Wait until the clocks of a case have acted; return when each step was durable."""
    while True:
        done: dict[datetime, float] = {}
        for row in await ground.record.cases.events(name, limit=500):
            if row.event.actor.role is Role.SYS and row.event.act != "open_case":
                done.setdefault(row.event.at, row.recorded_at.timestamp())
        if len(done) >= wanted:
            break
        if now() > deadline:
            raise RuntimeError(f"{wanted - len(done)} steps of a case did not act in time")
        await asyncio.sleep(0.2)
    real = {at: own.real(at) for at in done}
    return [Acted(due.timestamp(), done[at]) for at, due in real.items() if due is not None]


async def _bare(ground: Ground, sizes: Sizes, *, killing: bool) -> Round:
    steps, factor = _pace(sizes)
    starts = _starts(sizes)
    dues = [
        [start + (step - OPENED).total_seconds() / factor for step in steps] for start in starts
    ]
    outage = asyncio.create_task(_outage(ground, dues[0][_KILLED_AT], bare=True))
    if not killing:
        outage.cancel()
    prefix = f"bare-timers-{uuid4().hex[:8]}"
    await a_few_at_once(
        [
            lambda number=number, due=due: start_bare(  # type: ignore[misc]
                ground, f"{prefix}-{number}", wake_at=due
            )
            for number, due in enumerate(dues)
        ]
    )
    ready, wanted = time(), sum(len(due) for due in dues)
    deadline = starts[-1] + sizes.timed_seconds + _PATIENCE
    while len(rows := await ground.rows.written(prefix)) < wanted:
        if time() > deadline:
            raise RuntimeError(f"{wanted - len(rows)} bare timers did not act in time")
        await asyncio.sleep(0.2)
    acted = [Acted(float(due), at.timestamp()) for _, due, at in rows]
    return Round([step for step in acted if step.due > ready], *(await outage if killing else ()))


async def _outage(ground: Ground, kill_at: float, *, bare: bool) -> tuple[float, float]:
    """Kill a worker at an instant of a round; return when, and when it works again."""
    await asyncio.sleep(max(0.0, kill_at - time()))
    killed = time()
    if bare:
        await ground.bare.killed_and_started()
    else:
        ground.stack.kill("worker")
        await ground.stack.wait_ready("worker")
    return killed, time()
