"""How a long-running process of ours ends: at SIGTERM and at Ctrl-C, in good order."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Any, Protocol

from runtime.health import health_server


class Closable(Protocol):
    """Something to give back at the end, such as connections to the database."""

    async def close(self) -> None:
        """Give it back."""
        ...


def on_end(act: Callable[[], object]) -> None:
    """Do something at SIGTERM and at Ctrl-C."""
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, act)


async def until_ended(
    task: "asyncio.Future[Any]", held: Closable, *, health_port: int | None
) -> None:
    """Let a task run until the process is to end, answering for its health; then close."""
    on_end(task.cancel)
    try:
        async with health_server(health_port):
            with contextlib.suppress(asyncio.CancelledError):
                await task
    finally:
        await held.close()
