"""Histories as a second witness: which events the workflow's runs sent to the record.

Read from Temporal, and from the kept histories of runs that Temporal has removed.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.converter import DataConverter, WorkflowSerializationContext
from temporalio.service import RPCError, RPCStatusCode

from casework.carried import Carried
from casework.events import Event, EventBatch
from desk.ports import KeptRun

RECORDING = "record_events"
"""The activity by which a workflow writes the record."""


class NoHistory(Exception):
    """No history of the case is left: there is no second witness."""


class Witnessed(NamedTuple):
    """Each batch that the runs sent to the record, in order, each key once.

    ``after`` is the number of the last event of which the runs that are left know nothing.
    """

    after: int
    batches: tuple[tuple[str, tuple[Event, ...]], ...]


class _Sent(NamedTuple):
    """A batch that a run sent, and whether the run learnt that it was recorded."""

    batch: EventBatch
    answered: bool


class _Run(NamedTuple):
    """What one run tells: on what it began, and what it sent."""

    carried: Carried
    continues: bool
    sent: tuple[_Sent, ...]


async def witnessed(
    client: Client, case_id: str, recorded: Collection[str], kept: Sequence[KeptRun] = ()
) -> Witnessed:
    """Return what the runs of a case sent to the record.

    ``recorded`` are the keys of the batches in the record: a run that was ended by force may have
    sent one that never arrived, and only of such it does not matter. Raises ``NoHistory``.
    """
    histories = {run.run_id: WorkflowHistory.from_json(run.case_id, run.history) for run in kept}
    histories |= await in_temporal(client, case_id)  # the other house's word counts first
    in_order = sorted(histories.values(), key=_when)
    # said for whom they are read, payloads that were sealed for another case do not open
    converter = client.data_converter.with_context(
        WorkflowSerializationContext(client.namespace, case_id)
    )
    runs = [await _told(converter, history) for history in in_order]
    return _joined(runs, frozenset(recorded))


def _joined(runs: Iterable[_Run], recorded: frozenset[str]) -> Witnessed:
    found = tuple(runs)
    answered = {sent.batch.key for run in found for sent in run.sent if sent.answered}
    after, batches, known = 0, dict[str, tuple[Event, ...]](), False
    for run in found:
        begins_after = run.carried.after_event
        if begins_after > after + sum(len(events) for events in batches.values()):
            after, batches = begins_after, {}  # a run before this one is gone
        elif run.continues and not begins_after and not known:
            continue  # it does not say where it began, and the run before it is gone
        known = True
        for batch, arrived in run.sent:
            lost = batch.key in answered or batch.key not in recorded
            if batch.key not in batches and (arrived or not lost):
                batches[batch.key] = batch.events
    if not known:
        raise NoHistory
    return Witnessed(after, tuple(batches.items()))


def _when(history: WorkflowHistory) -> tuple[int, int]:
    """When a run began and when it was last active, in nanoseconds."""
    first, last = history.events[0].event_time, history.events[-1].event_time
    return first.ToNanoseconds(), last.ToNanoseconds()


async def in_temporal(client: Client, case_id: str) -> dict[str, WorkflowHistory]:
    """Fetch the histories that Temporal has of a case.

    The list of runs lies a little behind, so the runs are also followed backwards from the latest.
    """
    query = f"WorkflowId = '{case_id}'"
    listed = {run.run_id async for run in client.list_workflows(query)}
    found: dict[str, WorkflowHistory] = {}
    run_id = await _latest(client, case_id)
    while run_id is not None:
        history = await _history(client, case_id, run_id)
        if history is None:
            break
        found[run_id] = history
        started = history.events[0].workflow_execution_started_event_attributes
        run_id = started.continued_execution_run_id or None
    for other in sorted(listed - set(found)):
        history = await _history(client, case_id, other)
        if history is not None:
            found[other] = history
    return found


async def _latest(client: Client, case_id: str) -> str | None:
    try:
        return (await client.get_workflow_handle(case_id).describe()).run_id
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


async def _history(client: Client, case_id: str, run_id: str) -> WorkflowHistory | None:
    try:
        return await client.get_workflow_handle(case_id, run_id=run_id).fetch_history()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


async def _told(converter: DataConverter, history: WorkflowHistory) -> _Run:
    started = history.events[0].workflow_execution_started_event_attributes
    (carried,) = await converter.decode(started.input.payloads, type_hints=[Carried])
    completed = EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
    answered = {
        event.activity_task_completed_event_attributes.scheduled_event_id
        for event in history.events
        if event.event_type == completed
    }
    sent: list[_Sent] = []
    for event in history.events:
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name != RECORDING:
            continue
        (batches,) = await converter.decode(scheduled.input.payloads, type_hints=[list[EventBatch]])
        sent += [_Sent(batch, event.event_id in answered) for batch in batches]
    return _Run(carried, bool(started.continued_execution_run_id), tuple(sent))
