"""Messages come twice, from two sides, in another order, or as nothing that can be read."""

import asyncio
from functools import partial
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import RawValue

from casework.command import Receipt
from cli.verifying import verdict_of
from desk.case_desk import case_opened_by
from runtime.codec import KEY_ID, SEALED
from runtime.settings import TASK_QUEUE
from tests.casework.walk import OFF, SUP
from tests.faults.blows import Blows
from tests.faults.plays import receipts_are_honoured
from tests.faults.town import Town, insisting, town, until
from tests.workflows.opening import OPENING

SEALED_BY_NOBODY = Payload(
    metadata={"encoding": SEALED, KEY_ID: b"0123456789abcdef"}, data=b"\0" * 64
)
UNREADABLE = {
    "not JSON": Payload(metadata={"encoding": b"json/plain"}, data=b"\xff{"),
    "of an encoding that nobody knows": Payload(metadata={"encoding": b"x/y"}, data=b"1"),
    "a number": Payload(metadata={"encoding": b"json/plain"}, data=b"7"),
    "empty": Payload(),
    "sealed with a key that nobody has": SEALED_BY_NOBODY,
}


@pytest.mark.parametrize("payload", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_cannot_be_read_changes_nothing_and_holds_up_nobody(
    our_town: Town, payload: Payload
) -> None:
    """As an update and as a signal, from somebody who has no keys."""
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "CRBL"})
    around = await Client.connect(our_town.stack.addresses["temporal"])
    handle = around.get_workflow_handle(opened.case_id)
    with pytest.raises((WorkflowUpdateFailedError, KeyError)):  # KeyError: the failure is sealed
        await handle.execute_update("contact_note", RawValue(payload), id="poison")
    await handle.signal("contact_note", RawValue(payload))
    receipt = await our_town.desk.do(OFF, opened.case_id, "contact_note", {"text": "Here."})
    ended = await our_town.desk.do(SUP, opened.case_id, "void_case", {"reason": "The end."})
    assert (receipt.first, ended.first) == (2, 3)
    assert (await verdict_of(our_town.settings, opened.case_id)).ok


async def test_commands_of_many_clients_across_runs_are_done_once_and_in_order(
    our_town: Town, blows: Blows
) -> None:
    await crowd(our_town, blows, clients=4, each=6, roll_after=20, struck=("postgres",))


async def crowd(
    our_town: Town,
    blows: Blows,
    *,
    clients: int,
    each: int,
    roll_after: int,
    struck: tuple[str, ...],
) -> None:
    """Clients give commands to one case, each its own in order, each of them from two sides at
    once; the case hands over from run to run, and parts are killed meanwhile.
    """
    opening = f"crowd-{uuid4().hex[:8]}"
    case_id = case_opened_by(opening)
    await our_town.client.start_workflow(
        "ResumptionCase",
        {"case_id": case_id, "roll_after": roll_after},
        id=case_id,
        task_queue=TASK_QUEUE,
    )
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "CRBL"}, command_id=opening)
    receipts: list[Receipt] = [opened]
    async with town(our_town.stack) as second:

        async def client(number: int) -> None:
            for step in range(each):
                note = {"text": f"Note {step} of {number}."}
                named = {"command_id": f"{opening}-{number}-{step}"}
                one, other = await asyncio.gather(
                    *(
                        insisting(partial(desk.do, OFF, case_id, "contact_note", note, **named))
                        for desk in (our_town.desk, second.desk)
                    )
                )
                assert one == other
                receipts.append(one)

        async with asyncio.TaskGroup() as group:
            for number in range(clients):
                group.create_task(client(number))
            for part in struck:
                wanted = len(receipts) + clients
                await until(partial(_so_many, receipts, wanted))
                await blows.kill(part)
    events = await our_town.events(case_id)
    assert len(events) == 1 + clients * each
    for number in range(clients):
        texts = [str(event.body.get("text")) for event in events]
        told = [text for text in texts if text.endswith(f" of {number}.")]
        assert told == [f"Note {step} of {number}." for step in range(each)]
    await receipts_are_honoured(our_town, receipts)
    await our_town.desk.do(SUP, case_id, "void_case", {"reason": "The test is over."})

    async def handed_over() -> bool:  # lists show a run some time after it began
        runs = [run async for run in our_town.client.list_workflows(f"WorkflowId = '{case_id}'")]
        return len(runs) > 2

    await until(handed_over)
    assert (await verdict_of(our_town.settings, case_id)).ok


async def _so_many(receipts: list[Receipt], wanted: int) -> bool:
    return len(receipts) >= wanted
