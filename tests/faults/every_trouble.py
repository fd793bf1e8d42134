"""All of it: crowds, flapping, full disks, a wedged case. Only ``make faults`` takes this file."""

import asyncio
import sys
from datetime import timedelta
from functools import partial

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.common import RawValue

from casework.command import Receipt
from cli.verifying import verdict_of
from desk.errors import NotAnsweredYet
from desk.outcomes import Done
from embedded.processes import PROJECT
from records.failures import DatabaseUnreachable
from runtime.codec import SEALED
from tests.casework.walk import OFF, SUP
from tests.faults.blows import Blows
from tests.faults.carrier import carrier, done
from tests.faults.plays import receipts_are_honoured
from tests.faults.test_messages import crowd
from tests.faults.town import Town, insisting, until
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}
SEALED_BY_NOBODY = Payload(metadata={"encoding": SEALED}, data=b"\0" * 64)


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
    await _ended(our_town, opened.case_id, receipts)


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
    await _ended(our_town, opened.case_id, [receipt])


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
    """As docs/operations.md says: the doctor names it; terminate the run; the doctor mends."""
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
    first = await our_town.desk.do(OFF, opened.case_id, "contact_note", NOTE)
    around = await Client.connect(our_town.stack.addresses["temporal"])
    handle = around.get_workflow_handle(opened.case_id)
    await handle.signal("anything", RawValue(SEALED_BY_NOBODY))
    command_id = f"{opened.case_id}-waiting"
    with pytest.raises(NotAnsweredYet):
        await our_town.hurried.do(OFF, opened.case_id, "contact_note", NOTE, command_id=command_id)

    async def is_named() -> bool:
        return "wedged" in await _doctor(our_town, opened.case_id)

    await until(is_named, patience=120)
    await handle.terminate("cannot be opened")
    assert "started again from the record" in await _doctor(our_town, opened.case_id, "--mend")
    receipt = await done(our_town, command_id)
    assert receipt.first == 3
    await _ended(our_town, opened.case_id, [opened, first, receipt])


async def _doctor(town: Town, case_id: str, *more: str) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "starter.py",
        "doctor",
        case_id,
        "--as",
        "OPS:kay",
        "--json",
        *more,
        cwd=PROJECT,
        env={"RESUMPTION_DATA_DIR": str(town.stack.folder), "PATH": ""},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return told.decode()


async def _ended(town: Town, case_id: str, receipts: list[Receipt]) -> None:
    """End a case of a test, so that its carrier is free, after its record was looked at."""
    await town.resender.send_again(older_than=timedelta(0))
    await receipts_are_honoured(town, receipts)
    await insisting(lambda: town.desk.do(SUP, case_id, "void_case", {"reason": "The end."}))
    verdict = await verdict_of(town.settings, case_id)
    assert verdict.ok, verdict
