"""Keeps Temporal's histories of ended runs in the record, before retention removes them there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from desk.matters import OURS
from desk.ports import KeptRun, RunHistories

logger = logging.getLogger(__name__)

_AT_A_TIME = 100


async def keep_run(client: Client, histories: RunHistories, run: WorkflowExecution) -> bool:
    """Keep the history of an ended run; say whether it was there to be kept."""
    if run.close_time is None or run.status is None:
        return False
    handle = client.get_workflow_handle(run.id, run_id=run.run_id)
    try:
        history = await handle.fetch_history()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:  # retention was faster
            return False
        raise
    await histories.keep(
        KeptRun(
            case_id=run.id,
            run_id=run.run_id,
            status=run.status.name,
            started_at=run.start_time,
            closed_at=run.close_time,
            history=history.to_json(),
        )
    )
    return True


async def not_kept(
    client: Client, histories: RunHistories, *, case_id: str | None = None
) -> list[WorkflowExecution]:
    """Return the ended runs that Temporal has and the record has not."""
    query = f"{OURS} AND ExecutionStatus != 'Running'"
    if case_id is not None:
        query += f" AND WorkflowId = '{case_id}'"
    ended = [run async for run in client.list_workflows(query)]
    found: list[WorkflowExecution] = []
    for first in range(0, len(ended), _AT_A_TIME):
        some = ended[first : first + _AT_A_TIME]
        kept = await histories.kept([run.run_id for run in some])
        found += [run for run in some if run.run_id not in kept]
    return found


async def keep_run_histories(client: Client, histories: RunHistories) -> int:
    """Keep the history of every ended run that is not kept yet; return how many there were."""
    count = 0
    for run in await not_kept(client, histories):
        count += await keep_run(client, histories, run)
    return count


async def keeping(
    client: Client,
    histories: RunHistories,
    *,
    interval: timedelta,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Keep histories, wait ``interval``, and so on until cancelled."""
    while True:
        try:
            count = await keep_run_histories(client, histories)
        except Exception as fault:  # engine or database are away; later they are not
            logger.warning("no history could be kept (%s)", type(fault).__name__)
        else:
            if count:
                logger.info("histories of ended runs kept: %d", count)
        await sleep(interval.total_seconds())
