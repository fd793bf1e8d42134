"""Temporal's own history as a second witness: which events the workflow sent to the record."""

from collections.abc import AsyncIterator

from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from casework.events import Event, EventBatch

RECORDING = "record_events"
"""The activity by which a workflow writes the record."""


class NoHistory(Exception):
    """Temporal holds no history of the case any more: there is no second witness."""


async def witnessed(client: Client, case_id: str) -> tuple[tuple[str, tuple[Event, ...]], ...]:
    """Return each batch that the case's runs sent to the record, oldest first, each key once.

    Follows the chain of continued runs. Raises ``NoHistory`` where the first run is not there.
    """
    seen: dict[str, tuple[Event, ...]] = {}
    for run_id in await _runs(client, case_id):
        async for batch in _batches(client, case_id, run_id):
            seen.setdefault(batch.key, batch.events)
    return tuple(seen.items())


async def _runs(client: Client, case_id: str) -> list[str]:
    """Follow the runs backwards from the latest to the first."""
    runs: list[str] = []
    run_id: str | None = None
    try:
        while True:
            handle = client.get_workflow_handle(case_id, run_id=run_id)
            first = await anext(aiter(handle.fetch_history_events(page_size=1)))
            started = first.workflow_execution_started_event_attributes
            runs.append(started.original_execution_run_id)
            run_id = started.continued_execution_run_id or None
            if run_id is None:
                return runs[::-1]
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise NoHistory(case_id) from None
        raise


async def _batches(client: Client, case_id: str, run_id: str) -> AsyncIterator[EventBatch]:
    handle = client.get_workflow_handle(case_id, run_id=run_id)
    async for event in handle.fetch_history_events():
        for batch in await _sent(client, event):
            yield batch


async def _sent(client: Client, event: HistoryEvent) -> list[EventBatch]:
    scheduled = event.activity_task_scheduled_event_attributes
    if scheduled.activity_type.name != RECORDING:
        return []
    (batches,) = await client.data_converter.decode(
        scheduled.input.payloads, type_hints=[list[EventBatch]]
    )
    return list(batches)
