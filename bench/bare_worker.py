"""``python -m bench.bare_worker``: the worker of bare workflows, set up as ``worker.py`` is.

It prints a line when it is ready and works until it is ended. What the bare workflow is made of is
passed through the sandbox, as what ours is made of is.
"""

import asyncio
import dataclasses
import os
import sys
from datetime import timedelta

from temporalio.worker import Worker

from activities.postbox import SmtpPostbox
from bench.bare_activities import BareActivities
from bench.bare_case import BARE_QUEUE, BareCase
from bench.bare_tables import BareRows
from records.pool import create_pool
from runtime.build import build_id
from runtime.connection import connect
from runtime.ending import on_end
from runtime.heartbeats import Heartbeats
from runtime.sandbox import workflow_runner
from runtime.settings import DatabaseRole, Settings, load_settings

ACTIVITIES = 20
STICKY = timedelta(seconds=5)
"""As in ``worker.py``."""

READY = "ready"


async def work(settings: Settings) -> None:
    """Work until SIGTERM."""
    runner = workflow_runner()
    shared = runner.restrictions.with_passthrough_modules("bench", "workflows")
    client = await connect(settings, identity="bare-worker")
    pool = await create_pool(
        settings.database_url(DatabaseRole.OWNER), size=ACTIVITIES, application="bare"
    )
    postbox = SmtpPostbox(
        settings.required_smtp_host(),
        settings.smtp_port,
        allowed_suffixes=(".example",),
        tls="none",
    )
    bare = BareActivities(BareRows(pool), postbox)
    stop = asyncio.Event()
    on_end(stop.set)
    try:
        async with Worker(
            client,
            task_queue=BARE_QUEUE,
            workflows=[BareCase],
            activities=[bare.write, bare.send],
            workflow_runner=dataclasses.replace(runner, restrictions=shared),
            build_id=build_id(),
            max_concurrent_activities=ACTIVITIES,
            sticky_queue_schedule_to_start_timeout=STICKY,
            interceptors=[Heartbeats()],
        ):
            print(READY, flush=True)
            await stop.wait()
    finally:
        await pool.close()


if __name__ == "__main__":
    asyncio.run(work(load_settings()))
    sys.stdout.flush()
    os._exit(0)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
