"""What Temporal says of the runs of cases: whether they go on, and what fails in them.

No payload is read here but that of a failure, which holds no case content.
"""

from datetime import UTC, datetime
from typing import NamedTuple

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError, RPCStatusCode

from desk.matters import OURS

RUNNING = "RUNNING"
_ENDS_ELSEWHERE = "(RS005)"
"""How the record says of a batch that it does not come after the last event (migration 0016)."""


class Failing(NamedTuple):
    """An activity under way: its type, how often it was tried, and whether the last try failed
    because the record ends before what the case was told is recorded.
    """

    activity: str
    attempts: int
    behind: bool = False


class Run(NamedTuple):
    """The latest run of a case.

    ``task_attempts`` counts the tries of the workflow's own pending task; ``untaken_since`` is when
    a task was offered that no worker has taken.
    """

    case_id: str
    status: str
    started_at: datetime
    task_attempts: int = 0
    untaken_since: datetime | None = None
    activities: tuple[Failing, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self.status == RUNNING


async def running(client: Client) -> frozenset[str]:
    """Return the ids of all cases that run; the list lies a moment behind."""
    query = f"{OURS} AND ExecutionStatus = 'Running'"
    return frozenset([run.id async for run in client.list_workflows(query)])


async def latest_run(client: Client, case_id: str) -> Run | None:
    """Return the latest run of a case; None where Temporal knows of none."""
    try:
        return await _run(client, await client.get_workflow_handle(case_id).describe())
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


async def _run(client: Client, found: WorkflowExecutionDescription) -> Run:
    raw = found.raw_description
    task = raw.pending_workflow_task if raw.HasField("pending_workflow_task") else None
    untaken = task is not None and not task.HasField("started_time")
    return Run(
        case_id=found.id,
        status=found.status.name if found.status is not None else "",
        started_at=found.start_time,
        task_attempts=task.attempt if task is not None else 0,
        untaken_since=(_instant(task.scheduled_time) if task is not None and untaken else None),
        activities=tuple(
            [
                Failing(
                    pending.activity_type.name, pending.attempt, await _is_behind(client, pending)
                )
                for pending in raw.pending_activities
            ]
        ),
    )


async def _is_behind(client: Client, pending: PendingActivityInfo) -> bool:
    if not pending.HasField("last_failure"):
        return False
    failure = await client.data_converter.decode_failure(pending.last_failure)
    return _ENDS_ELSEWHERE in str(failure)


def _instant(stamp: Timestamp) -> datetime:
    return stamp.ToDatetime(tzinfo=UTC)
