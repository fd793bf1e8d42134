"""Starts a case again from its record: its run was terminated, timed out or lost, or has ended.

What was decided and not recorded yet did not happen: its command has no outcome and is sent again.
"""

from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from desk.errors import NoSuchCase
from desk.from_record import start
from desk.lost import told
from desk.ports import CarriedCases, RunHistories
from desk.run_histories import keep_run, not_kept


class RecordBehind(Exception):
    """The record ends before what the case's runs were told is recorded; ``refill`` comes first."""


class Restarter:
    """Starts cases again on one task queue."""

    def __init__(
        self,
        client: Client,
        cases: CarriedCases,
        histories: RunHistories,
        *,
        task_queue: str,
    ) -> None:
        self._client = client
        self._cases = cases
        self._histories = histories
        self._task_queue = task_queue

    async def start_again(self, case_id: str) -> bool:
        """Start a case again from its record; False where it runs already.

        The histories of its ended runs are kept first: from then on no late write of theirs is
        taken (decision 0037). Raises ``NoSuchCase`` where nothing is recorded of it, and
        ``RecordBehind`` where the runs know of more.
        """
        last = await self._last_run(case_id)
        if last is not None:
            if last.close_time is None:
                return False
            await self._keep(last)
        try:
            carried = await self._cases.carried(case_id)
        except LookupError:
            raise NoSuchCase(case_id) from None
        if last is not None and (await told(self._client, case_id)).last > carried.after_event:
            raise RecordBehind(case_id)
        return await start(self._client, carried, task_queue=self._task_queue)

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
