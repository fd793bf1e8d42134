"""What a workflow has on its way outside: several things side by side, each of them once."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class UnderWay:
    """Tasks by the name of what they bring, each kept until it has arrived."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._tasks

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not self._tasks

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """Send something on its way."""
        self._tasks[name] = asyncio.create_task(work)

    def arrived(self, name: str) -> None:
        """Take something off the list."""
        self._tasks.pop(name, None)

    def stop(self) -> None:
        """Leave everything to the next run: whatever is tried again is known by its key."""
        for task in self._tasks.values():
            task.cancel()

    def failure(self) -> BaseException | None:
        """Return what went wrong in the code of one of them, so that it is not lost in a task."""
        for task in self._tasks.values():
            if task.done() and not task.cancelled() and task.exception():
                return task.exception()
        return None
