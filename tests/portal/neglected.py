"""What operations find neglected: an unknown event, a message given up, a command unanswered."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desk.ports import ReceivedCommand
from exchange.outgoing import deliveries
from exchange.ports import Attempt, ReceivedEvent, Subscription
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.pool import Pool, create_pool
from records.webhooks import PostgresDeliveryQueue, PostgresOutbox
from tests.postgres import Database

SECRET = "What the event itself says stays in the inbox."
UNKNOWN = "example.resumption.weather.told.v1"


class Neglected(NamedTuple):
    """Ids of what waits for operations."""

    event: int
    delivery: str
    command_id: str


async def neglected(database: Database, case_id: str, *, nth: int = 1) -> Neglected:
    """Neglect one thing of each kind about a case whose notices go to a partner.

    ``nth`` tells it from what is neglected on the same database otherwise.
    """
    async with AsyncExitStack() as stack:

        async def pool(url: str) -> Pool:
            made = await create_pool(url, size=2, application="tests")
            return await stack.enter_async_context(made)

        at_the_desk = await pool(database.desk)
        inbox, outbox = PostgresEventInbox(at_the_desk), PostgresOutbox(at_the_desk)
        now = datetime.now(UTC)
        await inbox.receive(
            ReceivedEvent(
                source="urn:example:port",
                id=f"weather-{nth}",
                type=UNKNOWN,
                system="port-laredo",
                received_at=now,
                sha256="a" * 64,
                text=f'{{"data": "{SECRET}"}}',
                known=False,
            ),
            (),
        )
        kept = await inbox.find("urn:example:port", f"weather-{nth}")
        assert kept is not None
        delivery = await _given_up(
            outbox, await pool(database.dispatcher), case_id, now, f"sub-{nth}"
        )
        command_id = f"00000000-0000-4000-8000-{nth:012d}"
        await PostgresCommandLog(at_the_desk).receive(
            ReceivedCommand(
                command_id=command_id,
                case_id=case_id,
                act="assign",
                person="lane",
                role="SUP",
                organisation="LRD",
                received_at=now - timedelta(hours=1),
                digest="d" * 64,
                envelope="{}",
            )
        )
        return Neglected(kept.number, delivery, command_id)


async def _given_up(
    outbox: PostgresOutbox, pool: Pool, case_id: str, now: datetime, name: str
) -> str:
    subscription = Subscription(
        id=name,
        organisation="PARTNER",
        party="partner",
        addressee="status@fxe.example",
        types=("example.resumption.status.published.v1",),
        url="https://partner.example/hook",
        scheme="v1",
        keys=("k1",),
    )
    await outbox.subscribe(subscription)
    owed = next(
        one
        for one in await outbox.owed(10_000)
        if one.case_id == case_id and one.notice.party == "partner"
    )
    (made,) = deliveries(owed, [subscription])
    await outbox.spread(owed, [made], now)
    queue = PostgresDeliveryQueue(pool)
    until = now + timedelta(minutes=1)
    claimed = await queue.claim(at=now, limit=5, each=5, lease="l", until=until)
    assert made.id in {one.id for one in claimed}
    await queue.attempted(made.id, "l", Attempt(at=now, status=410, why="answered", state="dead"))
    return made.id
