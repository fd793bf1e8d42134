"""Puts up a stage for one test, and looks at what is left of it when the test is over."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.api.enums.v1 import EventType
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer, Worker

from activities.errands import ErrandActivities
from activities.notices import NoticeActivities
from activities.record import RecordActivities
from desk.telling import Teller
from runtime.sandbox import workflow_runner
from seals.trust import TRUST
from tests.sealed import CONVERTER
from tests.workflows.stage import PATIENCE, Stage
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase


@asynccontextmanager
async def staged(
    env: WorkflowEnvironment,
    key: Ed25519PrivateKey,
    *,
    cache: int = 1000,
    replay: bool = True,
    patience: timedelta = PATIENCE,
) -> AsyncIterator[Stage]:
    """Run a worker for one case; then replay all its histories, trusting no key at all.

    Whom this process trusts holds for all stages: where several are open, none may ``replay``.
    """
    stage = Stage(env, key, await env.get_current_time(), patience=patience)
    record = RecordActivities(stage.record, stage.log)
    notices = NoticeActivities(stage.register, stage.postbox, sender="notices@resumption.example")
    errands = ErrandActivities(Teller(stage.log, stage.resender, stage.system_key))
    wedged = stage.wedged
    logger = logging.getLogger("temporalio.worker._workflow_instance")
    logger.addHandler(wedged)
    try:
        worker = Worker(
            env.client,
            task_queue=stage.queue,
            workflows=WORKFLOWS,
            activities=[
                record.record_events,
                record.unanswered_before,
                notices.deliver,
                errands.tell,
            ],
            workflow_runner=workflow_runner(),
            max_cached_workflows=cache,
        )
        running = asyncio.create_task(worker.run())
        try:
            yield stage
        finally:
            await _ended(worker, running)
    finally:
        logger.removeHandler(wedged)
        assert not wedged.seen, wedged.seen[0]
    if replay and stage.case_id:
        await _replayed(stage)


WORKFLOWS = [ResumptionCase, AppealCase, PartnerNotice]
"""What a worker runs."""


async def _ended(worker: Worker, running: asyncio.Task[None]) -> None:
    """End the worker. Now and then a poll of the time-skipping server is never answered, and with
    it the worker's end; what is tested is over by then, so the worker is left behind.
    """
    await asyncio.wait([asyncio.create_task(worker.shutdown())], timeout=END_PATIENCE)
    if not running.done():
        running.cancel()
        return
    await running


END_PATIENCE = 20.0
"""Seconds that a worker has for its end."""


async def _replayed(stage: Stage) -> None:
    histories = await stage.runs()
    if histories[0].events[-1].event_type not in _ENDS:
        await stage.handle.terminate("the test is over")
    trusted, TRUST.keys = TRUST.keys, {}
    try:
        replayer = Replayer(
            workflows=WORKFLOWS,
            workflow_runner=workflow_runner(),
            data_converter=CONVERTER,
        )
        for history in histories:
            await replayer.replay_workflow(history)
    finally:
        TRUST.keys = trusted


_ENDS = frozenset(
    {
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
    }
)
