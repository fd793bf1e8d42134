"""A part is away for a while: what was received counts from its receipt, and is done once.

Away means that connections are refused; a part that stands still takes them and answers nothing.
"""

import asyncio
from datetime import UTC, datetime

import httpx2
import pytest

from cli.verifying import verdict_of
from tests.faults.blows import Blows
from tests.faults.carrier import carrier, done
from tests.faults.plays import receipts_are_honoured
from tests.faults.town import Town, until


async def test_what_the_portal_receives_while_temporal_is_away_counts_from_its_receipt(
    our_town: Town, blows: Blows
) -> None:
    await received_without("temporal", our_town, blows)


async def received_without(engine: str, our_town: Town, blows: Blows) -> None:
    """A command that the portal receives while a part of the engine is away, and what follows."""
    async with carrier(our_town, blows) as calling:
        key = f"away-{calling.case_id}"
        async with blows.away(engine):
            before = datetime.now(UTC)
            received = await calling.note(key)
            after = datetime.now(UTC)
            assert received.status_code == 202
            assert (await calling.became(key))["outcome"] == received.headers["Location"]
        receipt = await done(our_town, key)
        assert before <= receipt.received_at <= after
        (note,) = (e for e in await our_town.events(calling.case_id) if e.kind == "contact_noted")
        assert note.at == receipt.received_at
        again = await calling.note(key)
        assert again.status_code == 200
        assert (await calling.became(key))["receipt"] == again.json()["receipt"]
        await receipts_are_honoured(our_town, [calling.opened, receipt])
        assert (await verdict_of(our_town.settings, calling.case_id)).ok


async def test_what_was_not_received_is_said_so_and_the_same_again_is_done_once(
    our_town: Town, blows: Blows
) -> None:
    """Without the database, and without the portal, nobody is told that anything was received."""
    async with carrier(our_town, blows) as calling:
        key = f"refused-{calling.case_id}"
        async with blows.away("postgres"):
            assert (await calling.note(key)).status_code == 503
        assert await our_town.log.find(key) is None
        async with blows.away("portal"):
            with pytest.raises(httpx2.TransportError):
                await calling.note(key)
        assert await our_town.log.find(key) is None
        first = await calling.note(key)
        assert first.status_code == 200
        assert (await calling.note(key)).json() == first.json()
        assert [e.kind for e in await our_town.events(calling.case_id)] == [
            "case_opened",
            "contact_noted",
        ]


async def test_an_answer_that_was_lost_with_the_portal_is_given_again(
    our_town: Town, blows: Blows
) -> None:
    async with carrier(our_town, blows) as calling:
        key = f"lost-{calling.case_id}"
        with blows.still("worker"):
            asking = asyncio.create_task(calling.note(key))

            async def received() -> bool:
                return await our_town.log.find(key) is not None

            await until(received)
            await blows.kill("portal")
            with pytest.raises(httpx2.TransportError):
                await asking
        await blows.back()
        again = await calling.note(key)
        receipt = await done(our_town, key)
        assert again.json()["receipt"] == receipt.model_dump(mode="json")
        await receipts_are_honoured(our_town, [receipt])
