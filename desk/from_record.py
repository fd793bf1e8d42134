"""Starts a run of a case that goes on from what its record says, and from nothing else.

It begins as after continue-as-new. Clocks are ledgers in the events, so every day stays the day
that was printed; a notice that was accepted is not sent again; a command that was recorded answers
with its receipt.
"""

from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from casework.carried import Carried
from casework.case import Case
from casework.command import Receipt
from desk.matters import details, summary
from desk.ports import ReceivedCommand


async def start(client: Client, carried: Carried, *, task_queue: str) -> bool:
    """Start a run; False where one runs already."""
    try:
        await client.start_workflow(
            _case(carried).matter.value,
            carried,
            **_as(carried, task_queue),
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
        )
    except WorkflowAlreadyStartedError:
        return False  # somebody else was faster
    return True


async def wake(
    client: Client, carried: Carried, command: ReceivedCommand, *, task_queue: str
) -> Receipt:
    """Start a run with a command that an ended case still takes, such as a late appeal.

    Both in one step: nothing is owed in an ended case, so that without the command it would end
    again at once. Of a case that runs it is an ordinary command. Fails as the engine's client does
    where the rules refuse.
    """
    receipt: Receipt = await client.execute_update_with_start_workflow(
        command.act,
        command.envelope,
        id=command.command_id,
        result_type=Receipt,
        start_workflow_operation=WithStartWorkflowOperation(
            _case(carried).matter.value,
            carried,
            **_as(carried, task_queue),
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        ),
    )
    return receipt


def _as(carried: Carried, task_queue: str) -> dict[str, Any]:
    case = _case(carried)
    return {
        "id": carried.case_id,
        "task_queue": task_queue,
        "id_reuse_policy": WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        "static_summary": summary(carried.case_id, case.matter, illustrative=case.illustrative),
        "static_details": details(case.matter),
    }


def _case(carried: Carried) -> Case:
    assert carried.case is not None  # it was folded from at least one event
    return carried.case
