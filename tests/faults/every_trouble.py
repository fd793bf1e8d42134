"""All of it: crowds, flapping, full disks, a wedged case. Only ``make faults`` takes this file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from temporalio.client import Client
from temporalio.common import RawValue

from casework.command import Receipt
from desk.errors import NotAnsweredYet
from desk.outcomes import Done
from records.failures import DatabaseUnreachable
from tests.casework.walk import OFF
from tests.faults.blows import Blows
from tests.faults.carrier import carrier, done
from tests.faults.duty import doctor, ended, wedged, well
from tests.faults.plays import receipts_are_honoured
from tests.faults.test_messages import SEALED_BY_NOBODY, crowd
from tests.faults.town import Town, insisting, until
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}


async def test_eight_clients_with_fifty_commands_each(our_town: Town, blows: Blows) -> None:
    await crowd(
        our_town,
        blows,
        clients=8,
        each=50,
        roll_after=300,
        struck=("worker", "temporal", "postgres"),
    )


@pytest.mark.parametrize("part", ["worker", "temporal", "postgres"])
async def test_a_part_that_comes_and_goes(our_town: Town, blows: Blows, part: str) -> None:
    """It stands still, eight times, each time until a command has waited for it."""
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
    receipts: list[Receipt] = []
    for number in range(8):
        ask = partial(
            our_town.desk.do,
            OFF,
            opened.case_id,
            "contact_note",
            {"text": f"Note {number}."},
            command_id=f"{opened.case_id}-{number}",
        )
        with blows.still(part):
            asking = asyncio.ensure_future(insisting(ask))
            finished, _ = await asyncio.wait([asking], timeout=0.5)
            assert not finished
        receipts.append(await asking)
    assert [receipt.first for receipt in receipts] == list(range(2, 10))
    await ended(our_town, opened.case_id, receipts)


@pytest.mark.parametrize("part", ["postgres", "temporal"])
async def test_no_room_is_like_being_away(our_town: Town, blows: Blows, part: str) -> None:
    """No file of the part grows (its writes fail by the kernel's limit); then there is room."""
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
    ask = partial(
        our_town.hurried.do,
        OFF,
        opened.case_id,
        "contact_note",
        NOTE,
        command_id=f"{opened.case_id}-tight",
    )
    with blows.no_room(part), pytest.raises((NotAnsweredYet, DatabaseUnreachable)):
        await ask()
    receipt = await insisting(ask)
    assert receipt.first == 2
    await blows.back()
    await ended(our_town, opened.case_id, [receipt])


async def test_what_got_no_answer_gets_one_although_nobody_asks(
    our_town: Town, blows: Blows
) -> None:
    """The sweeper alone, once it is back, with nobody at any desk."""
    async with carrier(our_town, blows) as calling:
        key = f"unasked-{calling.case_id}"
        async with blows.away("sweeper", "temporal"):
            assert (await calling.note(key)).status_code == 202

        async def answered() -> bool:
            return isinstance(await our_town.desk.outcome(key), Done)

        await until(answered, patience=120)
        await receipts_are_honoured(our_town, [await done(our_town, key)])


async def test_a_case_wedged_by_what_nobody_can_open_is_found_and_mended(
    our_town: Town, blows: Blows
) -> None:
    """As docs/operations.md says: the doctor names it; terminate the run; the doctor mends.

    Somebody who reaches Temporal answers for the worker, while the record is being written.
    """
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
    handle = our_town.client.get_workflow_handle(opened.case_id)
    command_id = f"{opened.case_id}-waiting"
    async with being_written(our_town, opened.case_id):
        with pytest.raises(NotAnsweredYet):
            await our_town.hurried.do(
                OFF, opened.case_id, "contact_note", NOTE, command_id=command_id
            )
        (writing,) = (await handle.describe()).raw_description.pending_activities
        around = await Client.connect(our_town.stack.addresses["temporal"])
        answering = around.get_async_activity_handle(
            workflow_id=opened.case_id, run_id=handle.run_id, activity_id=writing.activity_id
        )
        await answering.complete(RawValue(SEALED_BY_NOBODY))
    await wedged(our_town, opened.case_id)
    await handle.terminate("cannot be opened")
    mended = (await doctor(our_town, opened.case_id, "--mend")).mended
    assert f"{opened.case_id}: started again from the record" in mended
    receipt = await done(our_town, command_id)
    assert receipt.first == 2
    await well(our_town, opened.case_id)
    await ended(our_town, opened.case_id, [opened, receipt])


@asynccontextmanager
async def being_written(town: Town, case_id: str) -> AsyncIterator[None]:
    """The record of a case is being written from beginning to end: nobody else comes to it."""
    owner = await town.owner()
    try:
        async with owner.transaction():
            await owner.execute("select from record.heads where case_id = $1 for update", case_id)
            yield
    finally:
        await owner.close()
