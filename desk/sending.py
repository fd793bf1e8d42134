"""Sends a command that is written down to its case, and says what came of it (``CommandSender``).

The update's id is the command's id, so that sending again is harmless: the engine answers a
repeated id with the first result, and a case that was continued as new knows its receipts.
"""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowExecutionStatus,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from casework.command import Command, Receipt
from casework.commands import model_of
from casework.refusal import Refusal, RefusalKind
from desk.errors import Unsent
from desk.matters import details, summary
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from seals.envelope import read

RECEIPT = "receipt"
"""The query by which a case that has ended is asked for a receipt."""

_AGAIN = frozenset(
    {
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
        RPCStatusCode.RESOURCE_EXHAUSTED,
        RPCStatusCode.CANCELLED,
        RPCStatusCode.ABORTED,
        RPCStatusCode.INTERNAL,
        RPCStatusCode.FAILED_PRECONDITION,
    }
)
_BY_FORCE = frozenset(
    {
        WorkflowExecutionStatus.TERMINATED,
        WorkflowExecutionStatus.TIMED_OUT,
        WorkflowExecutionStatus.CANCELED,
    }
)
"""How a run ends that did not come to its end."""

_ENDED_WORKFLOW = frozenset({RPCStatusCode.NOT_FOUND, RPCStatusCode.ALREADY_EXISTS})
"""What is answered to a command, and to an opening, of a workflow that has ended."""

_ENDED = Refusal(
    kind=RefusalKind.STATE,
    rule="ended",
    en="this case has ended and nothing is owed in it; open a new one if there is a new matter",
    es="este caso terminó y nada está pendiente; abra uno nuevo si hay un asunto nuevo",
)
_NO_CASE = Refusal(
    kind=RefusalKind.STATE,
    rule="no_case",
    en="there is no such case, or it ended so long ago that only its record is left",
    es="no existe tal caso, o terminó hace tanto que solo queda su registro",
)


_KEY_NOT_THERE_YET = "unknown_key"
"""Our own key is always known in the end: keys are added to all workers before a desk uses them."""


class Sender:
    """Sends commands to workflows on one task queue; an opening starts the one of its matter."""

    def __init__(self, client: Client, *, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:
        """Send a command and wait for its outcome. Raises ``Unsent`` where none came in time."""
        try:
            async with asyncio.timeout(patience.total_seconds()):
                try:
                    return Done(receipt=await self._update(command))
                except WorkflowAlreadyStartedError:
                    return await self._after_the_end(command)
                except RPCError as error:
                    if error.status not in _ENDED_WORKFLOW:
                        raise
                    return await self._after_the_end(command)
        except WorkflowUpdateFailedError as failure:
            return _declined(failure)
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            _unless_cancelled()
            raise Unsent from None
        except WorkflowQueryFailedError:
            raise Unsent from None
        except RPCError as error:
            if error.status in _AGAIN:
                raise Unsent from error
            raise

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """Let a demonstration case's time run, however long it takes until all of it is done."""
        handle = self._client.get_workflow_handle(case_id)
        while True:
            try:
                await handle.execute_update("grant_case_time", envelope, id=command_id)
                return
            except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError):
                _unless_cancelled()
            except RPCError as error:
                if error.status is RPCStatusCode.NOT_FOUND:
                    return  # the case has ended: its time stands still
                if error.status not in _AGAIN:
                    raise
                await asyncio.sleep(0.2)

    async def _after_the_end(self, command: ReceivedCommand) -> Done | Declined:
        """Say what became of a command whose case takes none any more.

        Its answer may have been lost on the way, so the case is asked for the receipt first. A case
        whose run was ended by force has not ended: it starts again, and then gets the command.
        """
        handle = self._client.get_workflow_handle(command.case_id)
        try:
            found: Any = await handle.query(RECEIPT, command.command_id)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return Declined(refusal=_NO_CASE)
            raise
        if found:
            return Done(receipt=Receipt.model_validate(found))
        if await self._ended_by_force(command.case_id):
            raise Unsent
        return Declined(refusal=_ENDED)

    async def _ended_by_force(self, case_id: str) -> bool:
        asked = DescribeWorkflowExecutionRequest(
            namespace=self._client.namespace, execution=WorkflowExecution(workflow_id=case_id)
        )
        found = await self._client.workflow_service.describe_workflow_execution(asked)
        return WorkflowExecutionStatus(found.workflow_execution_info.status) in _BY_FORCE

    async def _update(self, command: ReceivedCommand) -> Receipt:
        opens = model_of(command.act).opens
        if opens is None:
            handle = self._client.get_workflow_handle(command.case_id)
            done: Receipt = await handle.execute_update(
                command.act, command.envelope, id=command.command_id, result_type=Receipt
            )
            return done
        illustrative = Command.model_validate_json(read(command.envelope).payload).body.get(
            "illustrative", False
        )
        opened: Receipt = await self._client.execute_update_with_start_workflow(
            command.act,
            command.envelope,
            id=command.command_id,
            result_type=Receipt,
            start_workflow_operation=WithStartWorkflowOperation(
                opens.value,
                {"case_id": command.case_id},
                id=command.case_id,
                task_queue=self._task_queue,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
                static_summary=summary(command.case_id, opens, illustrative=illustrative),
                static_details=details(opens),
            ),
        )
        return opened


def _unless_cancelled() -> None:
    """Go on being cancelled: the engine's client tells that and a timeout by the same error."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _declined(failure: WorkflowUpdateFailedError) -> Declined:
    cause = failure.cause
    if isinstance(cause, ApplicationError):
        if cause.type == "refused" and cause.details:
            refusal = Refusal.model_validate(cause.details[0])
            if refusal.rule == _KEY_NOT_THERE_YET:
                raise Unsent from failure  # says nothing of the command, but of that worker
            return Declined(refusal=refusal)
        if cause.type == "AcceptedUpdateCompletedWorkflow":
            raise Unsent from failure
        if cause.type == "unexpected":
            return Declined(
                refusal=Refusal(
                    kind=RefusalKind.CONDITION,
                    rule="unexpected",
                    en="the command could not be judged; nothing changed, operations know",
                    es="no se pudo juzgar la orden; nada cambió, operaciones lo sabe",
                )
            )
    raise Unsent from failure
