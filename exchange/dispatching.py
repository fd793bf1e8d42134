"""The dispatcher: sends what is due, signed, and tries again until it arrives or is given up.

It knows messages and where they go, and neither cases nor the record. What it was killed over is
sent again under the same webhook-id once its lease has ended: at least once, never silently not.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from desk.resending import real_now
from exchange.cloud_events import CONTENT_TYPE
from exchange.ports import Attempt, Claimed, DeliveryQueue
from exchange.signing import WebhookKeys
from exchange.way_out import NotReached, WayOut

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a delivery is one dispatcher's; longer than a receiver may take to answer."""

FIRST_PAUSE, GROWTH, LONGEST_PAUSE = timedelta(seconds=5), 3.0, timedelta(hours=6)
"""The pause after the first failure, by what it grows with each one, and its most."""

DEAD_AFTER = timedelta(days=3)
"""So long after its first attempt a delivery is given up; operations can send it again."""

AT_ONCE, EACH = 16, 2
"""How many deliveries are under way at once, and how many of them to one subscriber: one that does
not answer holds up nobody else."""

GONE = 410
"""The answer of a receiver that wants nothing more."""

POLL = timedelta(seconds=1)


def pause(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after so many failed attempts; ``chance`` (0 to 1) spreads it."""
    grown = FIRST_PAUSE * min(GROWTH ** (attempts - 1), LONGEST_PAUSE / FIRST_PAUSE)
    return grown * (0.5 + chance / 2)


def chance() -> float:
    """Return a number from 0 to 1."""
    return secrets.randbelow(1_000_001) / 1_000_000


class Dispatcher:
    """Sends deliveries that are due. Several may run side by side."""

    def __init__(
        self,
        queue: DeliveryQueue,
        keys: WebhookKeys,
        way: WayOut,
        *,
        now: Callable[[], datetime] = real_now,
        chance: Callable[[], float] = chance,
    ) -> None:
        self._queue = queue
        self._keys = keys
        self._way = way
        self._now = now
        self._chance = chance
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self, *, poll: timedelta = POLL) -> None:
        """Send what is due, until cancelled; what is under way is then finished first."""
        try:
            while True:
                try:
                    found = await self.start()
                except Exception as fault:  # the database cannot be asked now; later it can
                    logger.warning("nothing could be sent (%s)", type(fault).__name__)
                    found = 0
                if not found:
                    await self._wait(poll)
        finally:
            await self.finish()

    async def start(self) -> int:
        """Start what is due, as far as there is room; return how many that were."""
        room = AT_ONCE - len(self._under_way)
        if room <= 0:
            return 0
        lease, now = secrets.token_hex(8), self._now()
        claimed = await self._queue.claim(
            at=now, limit=room, each=EACH, lease=lease, until=now + LEASE
        )
        for delivery in claimed:
            task = asyncio.create_task(self._deliver(delivery, lease))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return len(claimed)

    async def finish(self) -> None:
        """Wait for what is under way."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    async def _wait(self, poll: timedelta) -> None:
        """Wait until there may be something to do: a pause, or something has come to its end."""
        timer = asyncio.create_task(asyncio.sleep(poll.total_seconds()))
        try:
            await asyncio.wait({timer, *self._under_way}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()

    async def _deliver(self, delivery: Claimed, lease: str) -> None:
        try:
            status: int | None = await self._post(delivery)
            why = "answered"
        except NotReached as fault:
            status, why = None, str(fault)
        except Exception as fault:
            logger.error("delivery %s cannot be sent (%s)", delivery.id, type(fault).__name__)
            status, why = None, "fault"
        try:
            await self._queue.attempted(delivery.id, lease, self._ended(delivery, status, why))
            if status == GONE:
                await self._queue.gone(delivery.subscription, self._now())
        except Exception as fault:  # its lease ends, and it is sent again
            logger.warning("delivery %s is not marked (%s)", delivery.id, type(fault).__name__)

    async def _post(self, delivery: Claimed) -> int:
        now = self._now()
        headers: dict[bytes | str, bytes | str] = {
            "content-type": CONTENT_TYPE,
            "user-agent": "resumption-webhooks/1",
            "webhook-id": delivery.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._keys.signatures(
                delivery.scheme, delivery.keys, id=delivery.id, at=now, body=delivery.body
            ),
        }
        return await self._way.post(delivery.url, headers, delivery.body.encode())

    def _ended(self, delivery: Claimed, status: int | None, why: str) -> Attempt:
        now = self._now()
        if status is not None and 200 <= status < 300:
            return Attempt(at=now, status=status, why=why, state="delivered")
        again = now + pause(delivery.attempts, self._chance())
        if again - delivery.first_tried_at >= DEAD_AFTER:
            return Attempt(at=now, status=status, why=why, state="dead")
        return Attempt(at=now, status=status, why=why, state="due", due_at=again)
