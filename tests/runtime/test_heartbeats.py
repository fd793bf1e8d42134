"""An activity that takes long says that it is alive, without a word in its own code."""

import asyncio
import dataclasses
from datetime import timedelta
from typing import Any

from temporalio.testing import ActivityEnvironment
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput

from runtime.heartbeats import Heartbeats

PATIENCE = 10


class LongActivity(ActivityInboundInterceptor):
    """Ends once a sign of life has been seen, or has nothing to wait for."""

    def __init__(self, seen: asyncio.Event | None) -> None:
        self.seen = seen

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        if self.seen is not None:
            await asyncio.wait_for(self.seen.wait(), PATIENCE)
        return input.args[0]


async def run(timeout: timedelta | None, seen: asyncio.Event | None) -> tuple[Any, int]:
    """Run the activity under the interceptor; gives its result and how often it beat."""
    beats: list[object] = []
    environment = ActivityEnvironment()
    environment.info = dataclasses.replace(environment.info, heartbeat_timeout=timeout)

    def beat(*details: object) -> None:
        beats.append(details)
        if seen is not None:
            seen.set()

    environment.on_heartbeat = beat
    inner = Heartbeats().intercept_activity(LongActivity(seen))
    asked = ExecuteActivityInput(fn=print, args=["done"], executor=None, headers={})
    return await environment.run(inner.execute_activity, asked), len(beats)


async def test_it_beats_while_the_activity_runs() -> None:
    result, beats = await run(timedelta(milliseconds=30), asyncio.Event())
    assert result == "done"
    assert beats >= 1


async def test_a_short_one_and_one_that_need_not_do_not_beat() -> None:
    assert await run(timedelta(hours=1), None) == ("done", 0)
    assert await run(None, None) == ("done", 0)
