"""Sweeps the desk's log for ever: what was received and has no outcome is sent again.

A desk that went away in the middle, an engine that was down, an answer that got lost: all end
here. Clocks wait for it, since none lapses over a command that was received before its due instant.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from desk.resending import PATIENCE, Resender

logger = logging.getLogger(__name__)

OLDER_THAN = 2 * PATIENCE
"""What is younger may still be on its way from the desk that received it."""


async def sweep(
    resender: Resender,
    *,
    interval: timedelta,
    older_than: timedelta = OLDER_THAN,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Sweep, wait ``interval``, and so on until cancelled. Only ids are logged, never content."""
    while True:
        try:
            swept = await resender.send_again(older_than=older_than)
        except Exception as fault:  # the log cannot be read now; later it can
            logger.warning("nothing could be sent again (%s)", type(fault).__name__)
        else:
            if swept.answered:
                logger.info("answered when sent again: %s", ", ".join(swept.answered))
            if swept.unanswered:
                logger.warning("still without an answer: %s", ", ".join(swept.unanswered))
        await sleep(interval.total_seconds())
