"""Whether this machine's clock can be believed.

The instant of receipt is the desk's to say, and days in law hang on it. So a desk signs nothing
while its clock and that of the log, which is another machine's, tell different times: nobody here
knows which of them is wrong.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from desk.errors import ClockDiffers
from desk.resending import real_now

logger = logging.getLogger(__name__)

TOLERANCE = timedelta(seconds=10)
"""How far two clocks may be apart: kept by NTP they are so by milliseconds."""

AGAIN = 60.0
"""Seconds after which the other clock is asked again."""

JUMP = 1.0
"""By how many seconds this clock may move otherwise than time passes before the other is asked."""

LOOK = 5.0
"""Seconds between two looks of a process that goes on whatever its clock shows."""

Clock = Callable[[], Awaitable[datetime]]
"""Asks another machine for the instant."""


class Timekeeper:
    """Compares this machine's clock with another's: at first, each minute, and after each jump.

    ``ticks`` count seconds and do not jump when somebody sets the clock.
    """

    def __init__(
        self,
        clock: Clock,
        now: Callable[[], datetime],
        *,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._now = now
        self._ticks = ticks
        self._agreed: tuple[float, datetime] | None = None

    async def require(self) -> None:
        """Raise ``ClockDiffers`` where the clocks tell different times."""
        if self._holds():
            return
        self._agreed = None
        by = await difference(self._clock, self._now)
        if abs(by) > TOLERANCE:
            raise ClockDiffers(by)
        self._agreed = (self._ticks(), self._now())

    def _holds(self) -> bool:
        if self._agreed is None:
            return False
        ticks, at = self._agreed
        passed = self._ticks() - ticks
        moved = (self._now() - at).total_seconds()
        return passed < AGAIN and abs(moved - passed) < JUMP


async def difference(clock: Clock, now: Callable[[], datetime]) -> timedelta:
    """Return by how much this machine's clock is certainly ahead of another's (negative: behind).

    What the answer's way took is nobody's difference: zero while the other's instant lies between
    the question and the answer.
    """
    asked = now()
    theirs = await clock()
    answered = now()
    if theirs < asked:
        return asked - theirs
    return min(answered - theirs, timedelta(0))


async def watch(
    clock: Clock,
    *,
    now: Callable[[], datetime] = real_now,
    ticks: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Say in the log that the clocks differ: within seconds after a jump, then once a minute."""
    keeper = Timekeeper(clock, now, ticks=ticks)
    told: float | None = None
    while True:
        try:
            await keeper.require()
        except ClockDiffers as differs:
            if told is None or ticks() - told >= AGAIN:
                told = ticks()
                side = "ahead of" if differs.by > timedelta(0) else "behind"
                seconds = round(abs(differs.by).total_seconds())
                logger.warning(
                    "clock_differs: this machine's is %d s %s the database's", seconds, side
                )
        except Exception as fault:  # the database is away; somebody else says so
            logger.debug("the clocks could not be compared (%s)", type(fault).__name__)
        else:
            if told is not None:
                logger.info("this machine's clock and the database's agree again")
            told = None
        await sleep(LOOK)


@asynccontextmanager
async def watching(clock: Clock) -> AsyncIterator[None]:
    """Watch the clocks from beginning to end."""
    task = asyncio.create_task(watch(clock))
    try:
        yield
    finally:
        task.cancel()
