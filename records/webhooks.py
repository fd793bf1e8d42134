"""What other systems are told, in PostgreSQL: subscriptions, messages made, messages to send."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casework.events import Notice
from exchange.ports import Attempt, Claimed, Delivery, Owed, Subscription
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresOutbox:
    """``Outbox`` (exchange/ports.py), and what operations do about subscriptions."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role; to read, the reader's is enough."""
        self._pool = pool

    async def owed(self, limit: int) -> tuple[Owed, ...]:
        """Return notices from which no delivery has been made, in the order of the record."""
        with database_errors():
            return tuple(
                [
                    Owed(**{**row, "notice": Notice.model_validate_json(row["notice"])})
                    async for row in QUERIES.notices_owed_outside(self._pool, max_rows=limit)
                ]
            )

    async def subscriptions(self) -> tuple[Subscription, ...]:
        """Return every subscription, the first one first."""
        with database_errors():
            return tuple([Subscription(**row) async for row in QUERIES.subscriptions(self._pool)])

    async def spread(self, owed: Owed, made: Sequence[Delivery], at: datetime) -> None:
        """Keep the deliveries of a notice, once: done by two, the second changes nothing."""
        said = json.dumps([delivery.model_dump() for delivery in made])
        with database_errors():
            await QUERIES.spread(self._pool, position=owed.position, deliveries=said, now=at)

    async def subscribe(self, subscription: Subscription) -> None:
        """Add a subscription."""
        said = subscription.model_dump(
            include={
                "id", "organisation", "party", "addressee", "types", "url", "scheme", "keys",
            }
        )  # fmt: skip
        with database_errors():
            await QUERIES.subscribe(self._pool, **said)

    async def set_keys(self, subscription: str, keys: Sequence[str]) -> None:
        """Name the keys that sign. ``LookupError`` where there is no such subscription."""
        with database_errors():
            known = await QUERIES.set_keys(self._pool, id=subscription, keys=list(keys))
        if not known:
            raise LookupError("no such subscription")

    async def disable(self, subscription: str, why: str | None, at: datetime) -> None:
        """Stop sending, for a reason; None: go on. ``LookupError`` where there is no such one."""
        with database_errors():
            known = await QUERIES.disable(self._pool, id=subscription, why=why, at=at)
        if not known:
            raise LookupError("no such subscription")

    async def dead(self, subscription: str | None, limit: int) -> list[dict[str, Any]]:
        """Return what was given up, the oldest first, with how the last attempt ended."""
        with database_errors():
            return [
                dict(row)
                async for row in QUERIES.dead_deliveries(
                    self._pool, subscription=subscription, max_rows=limit
                )
            ]

    async def replay(self, delivery: str | None, subscription: str | None, at: datetime) -> int:
        """Owe once more what was given up; return how many deliveries that were."""
        with database_errors():
            count: int = await QUERIES.replay(
                self._pool, id=delivery, subscription=subscription, now=at
            )
        return count


class PostgresDeliveryQueue:
    """``DeliveryQueue`` (exchange/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the dispatcher's role."""
        self._pool = pool

    async def claim(
        self, *, at: datetime, limit: int, each: int, lease: str, until: datetime
    ) -> tuple[Claimed, ...]:
        """Return deliveries that are due, leased under a name until an instant."""
        with database_errors():
            return tuple(
                [
                    Claimed(**row)
                    async for row in QUERIES.claim(
                        self._pool, now=at, max_rows=limit, each=each, lease=lease, until=until
                    )
                ]
            )

    async def attempted(self, delivery: str, lease: str, attempt: Attempt) -> None:
        """Keep how an attempt ended. Whose lease has passed to another moves nothing any more."""
        with database_errors():
            await QUERIES.attempted(self._pool, id=delivery, lease=lease, **attempt.model_dump())

    async def gone(self, subscription: str, at: datetime) -> None:
        """Send nothing more to a subscriber that wants nothing more, until it is enabled again."""
        with database_errors():
            await QUERIES.gone(self._pool, id=subscription, at=at)
