"""Events in and out on the whole stack, with what carries them killed in the middle."""

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta

from casework.reference import SYSTEMS
from casework.states import State
from exchange.intake import Intake, Status
from exchange.signing import webhook_keys
from exchange.subscribing import new_subscription
from exchange.way_out import WayOut
from records.case_book import PostgresCaseBook
from records.event_inbox import PostgresEventInbox
from records.pool import create_pool
from records.webhooks import PostgresOutbox
from runtime.settings import DatabaseRole
from tests.casework import paths
from tests.exchange.house import event, raw
from tests.exchange.outside import LOOPBACK, PARTNER
from tests.exchange.receiver import HANGS, receiving
from tests.faults.blows import Blows
from tests.faults.town import Town, until

CONTACTS = {"poc": "security@gsl.example", "executive": "executive@gsl.example"}


async def test_a_dispatcher_that_is_killed_after_sending_sends_the_same_again(
    our_town: Town, blows: Blows
) -> None:
    settings = our_town.settings
    keys = webhook_keys(settings.required_webhook_secret_path())
    url = settings.database_url(DatabaseRole.DESK)
    async with (
        receiving(answers=[HANGS]) as receiver,
        await create_pool(url, size=1, application="tests") as pool,
    ):
        outbox = PostgresOutbox(pool)
        mine = new_subscription(
            "FXE",
            party="partner",
            to=PARTNER,
            url=receiver.url,
            scheme=None,
            way=WayOut(LOOPBACK),
        )
        await outbox.subscribe(mine)
        # To the return, so that the carrier may have another case.
        await our_town.follow(paths.reinstated(), lambda _: asyncio.sleep(0))
        await asyncio.wait_for(receiver.arrived.wait(), 60)
        await blows.kill("dispatcher")
        owner = await our_town.owner()
        try:  # as when the lease of the dead one has ended
            await owner.execute("update exchange.deliveries set leased_until = now()")
        finally:
            await owner.close()

        async def delivered() -> bool:
            states = await pool.fetch("select state from exchange.deliveries")
            return {row["state"] for row in states} == {"delivered"}

        await until(delivered)
    first, *later = receiver.came
    (again,) = [came for came in later if came.id == first.id]
    assert again.body == first.body
    told = again.verified(keys.for_receiver("v1", mine.keys[0]))
    assert told["data"]["status"] == "suspended"


async def test_an_event_that_comes_while_temporal_is_down_takes_effect_afterwards(
    our_town: Town,
) -> None:
    now = datetime.now(UTC).isoformat()
    told = event("incident.reported", chain=[{"carrier": "GSL", "contacts": CONTACTS}])
    told["data"]["incident"]["discovered_at"] = now
    temporal = our_town.stack.pids["temporal"]
    url = our_town.settings.database_url(DatabaseRole.DESK)
    async with await create_pool(url, size=4, application="tests") as pool:
        inbox, book = PostgresEventInbox(pool), PostgresCaseBook(pool)
        intake = Intake(our_town.hurried, inbox, book, illustrative=True)
        os.kill(temporal, signal.SIGSTOP)
        try:
            waiting = await intake.take(raw(told), SYSTEMS["port-laredo"])
        finally:
            os.kill(temporal, signal.SIGCONT)
        assert waiting.status is Status.WAITS

        async def done() -> bool:
            await our_town.resender.send_again(older_than=timedelta(0))
            outcome = await intake.outcome(waiting.source, waiting.id)
            return outcome.status is Status.DONE

        await until(done)
        again = await intake.take(raw(told), SYSTEMS["port-laredo"])
    (opened,) = again.told
    assert (await our_town.case(opened.case_id)).state is State.INCIDENT_REVIEW
