"""Looks up what came of the cases played: in the record, and in Temporal whether they ended."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from temporalio.client import Client, WorkflowExecutionStatus

from casework.agenda import settled
from casework.states import State
from cli.connections import open_reader
from cli.verifying import verdict_of
from demo.comparison import differences
from demo.mailbox import as_it_arrived
from demo.outcome import Outcome, Record, outcome_of, told
from demo.player import Performance
from demo.scenario import Scenario
from desk.errors import NoSuchCase
from reading.record import read_case
from records.case_reader import PostgresCaseReader, RegisteredNotice
from runtime.connection import connect
from runtime.settings import Settings

_END_PATIENCE = 60.0
"""Seconds that the workflow of a case in which nothing is owed may take to end."""


@dataclass(frozen=True)
class Result:
    """A scenario with what came of it; ``wrong`` are all the ways in which that is not as it says.

    There is neither outcome nor record where not even an opening was accepted.
    """

    scenario: Scenario
    case_id: str | None
    outcome: Outcome | None
    wrong: tuple[str, ...]
    record: Record | None = None


async def results(
    settings: Settings, performances: Sequence[Performance], *, mail: Path
) -> tuple[Result, ...]:
    """Return what came of each case, in the order given; ``mail`` is the folder of the sink."""
    client = await connect(settings, identity="demo", patience=timedelta(seconds=5))
    async with open_reader(settings) as reader:
        return tuple([await _result(settings, reader, client, done, mail) for done in performances])


async def _result(
    settings: Settings, reader: PostgresCaseReader, client: Client, done: Performance, mail: Path
) -> Result:
    if done.case_id is None:
        return Result(done.scenario, None, None, done.wrong)
    found = await reader.folded(done.case_id)
    if found is None:
        raise NoSuchCase(done.case_id)
    case = found.case
    ended = await _ended(client, done.case_id, wait=settled(case))
    notices = await reader.notices(done.case_id)
    matters, unsound = await _beside(settings, reader, done)
    record = Record(
        done.case_id,
        tuple(recorded.event for recorded in found.events),
        notices,
        await reader.commands(done.case_id),
        await verdict_of(settings, done.case_id),
        ended=ended,
        customer_text=_customer_text(notices, mail),
        matters=matters,
    )
    outcome = outcome_of(record)
    wrong = (*done.wrong, *differences(done.scenario.expect, outcome), *unsound)
    return Result(done.scenario, done.case_id, outcome, wrong, record)


async def _beside(
    settings: Settings, reader: PostgresCaseReader, done: Performance
) -> tuple[dict[str, State], tuple[str, ...]]:
    """Return where each matter beside a case stands, and what does not verify of them."""
    states: dict[str, State] = {}
    unsound: list[str] = []
    for name in done.scenario.matters:
        try:
            matter = await read_case(reader, f"{done.case_id}-{name}", None)
        except NoSuchCase:
            continue
        states[name] = matter.state
        verdict = await verdict_of(settings, matter.id)
        if not verdict.ok:
            unsound.append(f"the record of {name} does not verify: {told(verdict)}")
    return states, tuple(unsound)


def _customer_text(notices: Sequence[RegisteredNotice], mail: Path) -> str | None:
    accepted = [
        delivery.message_id
        for kept in notices
        for delivery in kept.deliveries
        if kept.notice.template == "customer_text" and delivery.accepted
    ]
    return as_it_arrived(mail, accepted[-1]) if accepted else None


async def _ended(client: Client, case_id: str, *, wait: bool) -> bool:
    """Tell whether a case's workflow has ended; `wait` for it where nothing is owed any more."""
    handle = client.get_workflow_handle(case_id)
    if wait:
        try:
            await asyncio.wait_for(handle.result(), _END_PATIENCE)
        except TimeoutError:
            return False
    return (await handle.describe()).status is WorkflowExecutionStatus.COMPLETED
