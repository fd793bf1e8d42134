"""Turns notices that are owed to somebody outside into messages to whoever subscribed."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from desk.resending import real_now
from exchange.outgoing import deliveries
from exchange.ports import Outbox

logger = logging.getLogger(__name__)

_AT_A_TIME = 200


async def spread(outbox: Outbox, *, now: Callable[[], datetime] = real_now) -> int:
    """Make the deliveries of every notice that is owed now; return how many notices those were.

    A notice that cannot be put into words holds up no other; where it lies is logged.
    """
    done = 0
    owed = await outbox.owed(_AT_A_TIME)
    subscriptions = await outbox.subscriptions() if owed else ()
    for one in owed:
        try:
            made = deliveries(one, subscriptions)
        except Exception as fault:
            # What it says may quote the notice; its kind and place are enough to look for it.
            logger.error("no message of notice %s (%s)", one.position, type(fault).__name__)
            continue
        await outbox.spread(one, made, now())
        done += 1
    return done


async def spreading(outbox: Outbox, *, interval: timedelta) -> None:
    """Do so again and again until cancelled."""
    while True:
        try:
            while await spread(outbox) == _AT_A_TIME:
                pass
        except Exception as fault:  # the database cannot be asked now; later it can
            logger.warning("nothing could be made ready (%s)", type(fault).__name__)
        await asyncio.sleep(interval.total_seconds())
