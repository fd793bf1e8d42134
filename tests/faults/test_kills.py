"""What is given while a part is down, or ends, is done once."""

import asyncio
import os
import re
import signal
from datetime import timedelta

import pytest
from temporalio.api.enums.v1 import EventType

from desk.errors import NotAnsweredYet
from desk.outcomes import Done
from runtime.health import is_healthy
from tests.casework.walk import OFF
from tests.faults.blows import Blows
from tests.faults.town import Town, until
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}


async def test_a_command_given_while_temporal_is_down_is_received_and_done_once(
    our_town: Town,
) -> None:
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "RBN"})
    temporal = our_town.stack.pids["temporal"]
    os.kill(temporal, signal.SIGSTOP)
    try:
        with pytest.raises(NotAnsweredYet) as waiting:
            await our_town.hurried.do(OFF, opened.case_id, "contact_note", NOTE)
    finally:
        os.kill(temporal, signal.SIGCONT)
    command_id = waiting.value.command_id

    async def answered() -> bool:
        await our_town.resender.send_again(older_than=timedelta(0))
        return await our_town.desk.outcome(command_id) is not None

    await until(answered)
    outcome = await our_town.desk.outcome(command_id)
    assert isinstance(outcome, Done)
    kinds = [event.kind for event in await our_town.events(opened.case_id)]
    assert kinds == ["case_opened", "contact_noted"]
    again = await our_town.desk.do(OFF, opened.case_id, "contact_note", NOTE, command_id=command_id)
    assert again == outcome.receipt


async def test_sigterm_lets_the_worker_finish_what_is_under_way(
    our_town: Town, blows: Blows
) -> None:
    opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "FCA"})
    handle = our_town.client.get_workflow_handle(opened.case_id)
    worker = our_town.stack.pids["worker"]
    port = our_town.stack.note.ports["health"]
    owner = await our_town.owner()
    try:
        async with owner.transaction():
            await owner.execute(
                "select from record.heads where case_id = $1 for update", opened.case_id
            )
            acting = asyncio.create_task(
                our_town.desk.do(OFF, opened.case_id, "contact_note", NOTE)
            )

            async def under_way() -> bool:
                pending = (await handle.describe()).raw_description.pending_activities
                return any(activity.last_worker_identity for activity in pending)

            await until(under_way)
            await blows.end("worker")

            async def takes_nothing_new() -> bool:
                return not await asyncio.to_thread(is_healthy, port)

            await until(takes_nothing_new)
            assert our_town.stack.pids["worker"] == worker, "it waits for its activity"
        receipt = await acting
    finally:
        await owner.close()
    assert receipt.events == ("contact_noted",)

    history = await handle.fetch_history()
    started = [
        event.activity_task_started_event_attributes
        for event in history.events
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED
    ]
    assert {(event.attempt, event.identity) for event in started} == {(1, started[0].identity)}
    assert len(started) == 2, "the opening and the note: the worker has written both itself"
    assert re.search(r"the worker ended with exit code 0; starting it again", our_town.stack.said())
