"""Somebody looks at a case while its worker is dead, just when a clock should act.

The new worker then replays the case to answer, with a timer that has fired and the time of a task
before it. Set again by that time, the timer would run its whole length once more.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.service import RPCError

from casework.agenda import due_step
from casework.casetime import CaseTime
from desk.sending import RECEIPT
from tests.casework.paths import opened
from tests.casework.walk import OFF
from tests.faults.blows import Blows
from tests.faults.town import Town, until
from tests.workflows.opening import OPENING

AHEAD = timedelta(seconds=4)
"""Real time from the opening to the first reminder."""

BEFORE = timedelta(seconds=0.5)
"""How long before it the worker is killed: it is away for longer."""


async def test_a_clock_acts_once_although_the_case_was_looked_at_while_nobody_worked(
    our_town: Town, blows: Blows
) -> None:
    await blows.room_for("worker")
    at = opened().now
    step = due_step(opened().case)
    assert step is not None
    begins = datetime.now(UTC)
    factor = (step.at - at) / AHEAD
    own = CaseTime(origin=at, real_origin=begins, factor=factor, until=step.at)
    receipt = await our_town.desk.open(OFF, {**OPENING, "carrier": "MDNR"}, time=own)
    handle = our_town.client.get_workflow_handle(receipt.case_id)

    await asyncio.sleep((begins + AHEAD - BEFORE - datetime.now(UTC)).total_seconds())
    await blows.kill("worker")

    async def looked_at() -> bool:
        try:
            found = await handle.query(RECEIPT, receipt.command_id)
        except (
            RPCError
        ):  # Temporal gives up what it had handed to the dead worker; a desk asks again
            return False
        assert found["command_id"] == receipt.command_id
        return True

    await until(looked_at)

    async def reminded() -> bool:
        return step.at in [event.at for event in await our_town.events(receipt.case_id)]

    await until(reminded)
    history = await handle.fetch_history()
    timers = [
        event.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
        for event in history.events
        if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED
    ]
    assert len(timers) == 1, "the timer that had fired was set once more"
