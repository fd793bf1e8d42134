"""Starts a case again from its record: its run was terminated, timed out or lost, or has ended.

The workflow goes on as after continue-as-new, from what the record says and nothing else. Clocks
are ledgers in the events, so every day stays the day that was printed; a notice that was accepted
is not sent again; a command that was recorded answers with its receipt. What was decided and not
recorded yet did not happen: its command has no outcome and is sent again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowExecutionDescription
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from casework.carried import Carried
from casework.command import Receipt
from desk.errors import NoSuchCase
from desk.matters import details, summary
from desk.ports import CarriedCases, ReceivedCommand, RunHistories
from desk.run_histories import keep_run, not_kept

STILL_WRITING = timedelta(seconds=40)
"""How long after the end of a run one of its activities may still write: their longest time-out,
and some more. The record is read after that, so that the new run knows all that was recorded."""


class Restarter:
    """Starts cases again on one task queue."""

    def __init__(
        self,
        client: Client,
        cases: CarriedCases,
        histories: RunHistories,
        *,
        task_queue: str,
        still_writing: timedelta = STILL_WRITING,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._cases = cases
        self._histories = histories
        self._task_queue = task_queue
        self._still_writing = still_writing
        self._sleep = sleep

    async def start_again(self, case_id: str) -> bool:
        """Start a case again from its record; False where it runs already.

        The histories of its ended runs are kept first. Raises ``NoSuchCase`` where nothing is
        recorded of it.
        """
        last = await self._last_run(case_id)
        if last is not None:
            if last.close_time is None:
                return False
            rest = last.close_time + self._still_writing - datetime.now(UTC)
            if rest > timedelta(0):
                await self._sleep(rest.total_seconds())
            await self._keep(last)
        carried, started_as = await self._as_recorded(case_id)
        try:
            await self._client.start_workflow(
                _type(carried),
                carried,
                **started_as,
                id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            )
        except WorkflowAlreadyStartedError:
            return False  # somebody else was faster
        return True

    async def wake(self, command: ReceivedCommand) -> Receipt:
        """Start an ended case again with a command that it still takes, such as a late appeal.

        Both in one step: nothing is owed in an ended case, so that without the command it would end
        again at once. Of a case that runs it is an ordinary command. Fails as the engine's client
        does where the rules refuse. Raises ``NoSuchCase``.
        """
        carried, started_as = await self._as_recorded(command.case_id)
        receipt: Receipt = await self._client.execute_update_with_start_workflow(
            command.act,
            command.envelope,
            id=command.command_id,
            result_type=Receipt,
            start_workflow_operation=WithStartWorkflowOperation(
                _type(carried),
                carried,
                **started_as,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            ),
        )
        return receipt

    async def _as_recorded(self, case_id: str) -> tuple[Carried, dict[str, Any]]:
        """Return what a run of a case begins with, and how it is started."""
        try:
            carried = await self._cases.carried(case_id)
        except LookupError:
            raise NoSuchCase(case_id) from None
        assert carried.case is not None  # it was folded from at least one event
        return carried, {
            "id": case_id,
            "task_queue": self._task_queue,
            "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            "static_summary": summary(
                case_id, carried.case.matter, illustrative=carried.case.illustrative
            ),
            "static_details": details(carried.case.matter),
        }

    async def _last_run(self, case_id: str) -> WorkflowExecutionDescription | None:
        try:
            return await self._client.get_workflow_handle(case_id).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise

    async def _keep(self, last: WorkflowExecutionDescription) -> None:
        """Keep the last run's history, and those of earlier runs as far as they are listed."""
        await keep_run(self._client, self._histories, last)
        for run in await not_kept(self._client, self._histories, case_id=last.id):
            await keep_run(self._client, self._histories, run)


def _type(carried: Carried) -> str:
    """Return the type of a matter's workflow."""
    assert carried.case is not None  # it was folded from at least one event
    return carried.case.matter.value
