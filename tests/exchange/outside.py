"""Subscribers, messages that are owed to them, and a dispatcher whose time is moved by hand."""

import asyncio
import ipaddress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from desk.resending import real_now
from exchange.dispatching import Dispatcher
from exchange.outbox import spread
from exchange.ports import Attempt, Subscription
from exchange.signing import WebhookKeys, new_key
from exchange.way_out import WayOut
from records.pool import Pool
from records.webhooks import PostgresDeliveryQueue, PostgresOutbox
from tests.exchange.house import House

KEYS = WebhookKeys(b"a secret of the tests, and of nobody else")
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
STATUS = "example.resumption.status.published.v1"
PARTNER = "status@fxe.example"
"""The partner whom the carrier of a walk has named (tests/casework/paths.py)."""


@dataclass
class Outside:
    """The way out of a house."""

    house: House
    outbox: PostgresOutbox
    pool: Pool
    way: WayOut = field(default_factory=lambda: WayOut(LOOPBACK, patience=timedelta(seconds=20)))

    def __post_init__(self) -> None:
        self.now = real_now()
        self.dispatcher = self.another()

    def another(self) -> Dispatcher:
        """A dispatcher."""
        return Dispatcher(
            PostgresDeliveryQueue(self.pool),
            KEYS,
            self.way,
            now=lambda: self.now,
            chance=lambda: 1.0,
        )

    async def die(self, running: "asyncio.Task[None] | None" = None) -> None:
        """End the dispatcher in the middle of what it does, marking nothing; another one begins."""
        under_way = [*self.dispatcher._under_way, *([running] if running else [])]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self.dispatcher = self.another()

    async def subscribe(self, url: str, **told: Any) -> Subscription:
        """Add a subscriber, unless told otherwise the partner of the walks."""
        made = Subscription.model_validate(
            {
                "id": f"sub-{uuid4().hex[:8]}",
                "organisation": "FXE",
                "party": "partner",
                "addressee": PARTNER,
                "types": (STATUS,),
                "url": url,
                "scheme": "v1",
                "keys": (new_key(),),
                **told,
            }
        )
        await self.outbox.subscribe(made)
        return made

    async def spread(self) -> int:
        """Make messages of what is owed."""
        return await spread(self.outbox, now=lambda: self.now)

    async def round(self, *, after: timedelta = timedelta(0)) -> int:
        """Let time pass, then send once what is due; return how many that were."""
        self.now += after
        started = await self.dispatcher.start()
        await self.dispatcher.finish()
        return started

    async def give_up(self) -> None:
        """Let what is due be given up, as when its time has passed."""
        queue = PostgresDeliveryQueue(self.pool)
        until = self.now + timedelta(days=1)
        for one in await queue.claim(at=self.now, limit=9, each=9, lease="l", until=until):
            end = Attempt(at=self.now, status=503, why="answered", state="dead")
            await queue.attempted(one.id, "l", end)

    async def states(self) -> dict[str, str]:
        """How each delivery stands."""
        rows = await self.house.desk_pool.fetch(
            "select id, state from exchange.deliveries order by position"
        )
        return {row["id"]: row["state"] for row in rows}

    async def attempts(self, delivery: str) -> list[tuple[int | None, str]]:
        """How each attempt ended."""
        rows = await self.house.desk_pool.fetch(
            "select status, why from exchange.attempts where delivery = $1 order by nth", delivery
        )
        return [(row["status"], row["why"]) for row in rows]
