"""Sends a command that is written down to its case, and says what came of it (``CommandSender``).

The update's id is the command's id, so that sending again is harmless: the engine answers a
repeated id with the first result, and a case that was continued as new knows its receipts.
"""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from casework.agenda import settled
from casework.carried import Carried
from casework.command import Command, Receipt
from casework.commands import model_of
from casework.decide import decide
from casework.refusal import Refusal, RefusalKind
from desk.errors import Unsent
from desk.from_record import wake
from desk.matters import details, summary
from desk.outcomes import Declined, Done
from desk.ports import CarriedCases, ReceivedCommand
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
    en="there is no such case",
    es="no existe tal caso",
)


_KEY_NOT_THERE_YET = "unknown_key"
"""Our own key is always known in the end: keys are added to all workers before a desk uses them."""


class Sender:
    """Sends commands to workflows on one task queue; an opening starts the one of its matter."""

    def __init__(self, client: Client, cases: CarriedCases, *, task_queue: str) -> None:
        """Take the engine's client, and cases as they are on record, for those that have ended."""
        self._client = client
        self._cases = cases
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
        """Say what became of a command whose case has no run that takes one.

        Its answer may have been lost on the way, so receipts are asked for first. A case in which
        something is owed has lost its run: it starts again (``doctor``), and then gets the command.
        One that has come to its end is woken by what its rules still allow.
        """
        found = await self._receipt(command)
        if found is not None:
            return Done(receipt=found)
        try:
            carried = await self._cases.carried(command.case_id)
        except LookupError:
            return Declined(refusal=_NO_CASE)
        if command.command_id in carried.receipts:
            return Done(receipt=carried.receipts[command.command_id])
        if not _at_its_end(carried):
            raise Unsent
        refusal = _judged(carried, command)
        if refusal is not None:
            return Declined(refusal=_ENDED if refusal.kind is RefusalKind.STATE else refusal)
        return Done(receipt=await wake(self._client, carried, command, task_queue=self._task_queue))

    async def _receipt(self, command: ReceivedCommand) -> Receipt | None:
        """Ask the run that has ended for the command's receipt, while Temporal still has it."""
        handle = self._client.get_workflow_handle(command.case_id)
        try:
            found: Any = await handle.query(RECEIPT, command.command_id)
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return None
            raise
        return Receipt.model_validate(found) if found else None

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


def _at_its_end(carried: Carried) -> bool:
    case = carried.case
    owed = carried.undelivered or carried.errands
    return case is not None and settled(case) and not owed


def _judged(carried: Carried, command: ReceivedCommand) -> Refusal | None:
    """Return why the rules refuse a command to a case as it is on record, if they do."""
    asked = Command.model_validate_json(read(command.envelope).payload).asked()
    answer = decide(carried.case, asked, case_id=carried.case_id)
    if isinstance(answer, Refusal):
        return answer
    return None if answer else _ENDED


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
