"""Ways in which a part of the stack is hurt: killed, away for a while, or standing still."""

import asyncio
import os
import resource
import signal
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from embedded.stack import EmbeddedStack
from embedded.supervisor import DEATHS, WITHIN

SUPERVISOR = "supervisor"
"""Not a child: with it all children go, and the stack has to be started again in its folder."""

BEARING = ("worker", "temporal", "postgres", SUPERVISOR)
"""Without one of these no command has an outcome."""

BESIDE = ("mail", "portal", "sweeper", "notary", "dispatcher", "reporter", "identity")
"""Without these a case goes on, and something waits."""

NOTICED = 5.0
"""Seconds within which a supervisor has noticed a death: its minute begins then."""

LEAVE = 10.0
"""Seconds within which a part that was asked to end has ended."""


class Blows:
    """Hurts one stack, and never so often that its supervisor would rightly give up."""

    def __init__(self, stack: EmbeddedStack) -> None:
        self.stack = stack
        self.killed: set[str] = set()
        self._recent: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=DEATHS - 1))

    async def kill(self, *parts: str) -> None:
        """`kill -9` of these parts, all at once; return without waiting for them to be back.

        What is still coming back from an earlier blow is waited for first. The supervisor is the
        exception: this returns once the stack is up again.
        """
        for part in parts:
            await self.room_for(part)
            if part != SUPERVISOR:
                await self.stack.wait_ready(part)
        for part in parts:
            self.killed.add(part)
            if part == SUPERVISOR:
                await self._kill_all()
            else:
                self._recent[part].append(time.monotonic())
                self.stack.kill(part)

    async def end(self, part: str) -> None:
        """SIGTERM, as at a deployment; to the supervisor a death as any other."""
        await self.room_for(part)
        self._recent[part].append(time.monotonic() + LEAVE)
        os.kill(self.stack.pids[part], signal.SIGTERM)

    async def back(self) -> None:
        """Wait until every part can be used."""
        for part in self.stack.note.children:
            await self.stack.wait_ready(part)

    @asynccontextmanager
    async def away(self, *parts: str) -> AsyncIterator[None]:
        """Parts are dead from beginning to end, so that connections to them are refused: whoever
        would start them again is held still meanwhile.
        """
        for part in parts:
            await self.room_for(part)
        supervisor = self.stack.supervisor
        os.kill(supervisor, signal.SIGSTOP)
        try:
            for part in parts:
                self.killed.add(part)
                self._recent[part].append(time.monotonic())
                pid = self.stack.kill(part)
                await _dead(pid)
            yield
        finally:
            os.kill(supervisor, signal.SIGCONT)
        for part in parts:
            await self.stack.wait_ready(part)

    @contextmanager
    def still(self, part: str) -> Iterator[None]:
        """A part stands still from beginning to end: it takes connections, and answers nothing."""
        pids = [self.stack.pids[part]]
        pids += _below(pids[0])
        for pid in pids:
            with suppress(ProcessLookupError):  # a child, which ended by itself
                os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    @contextmanager
    def no_room(self, part: str, largest: int = 0) -> Iterator[None]:
        """No file of a part grows beyond so many bytes: its writes fail, as on a full disk."""
        pids = [self.stack.pids[part]]
        pids += _below(pids[0])
        before = resource.prlimit(pids[0], resource.RLIMIT_FSIZE)
        for pid in pids:
            with suppress(ProcessLookupError):  # a child, which ended by itself
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, before[1]))
        try:
            yield
        finally:
            for pid in {*pids, *_below(pids[0])}:
                with suppress(ProcessLookupError):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)

    async def room_for(self, part: str) -> None:
        """Wait until a part may die: the third death within a minute rightly ends the stack."""
        recent = self._recent[part]
        if len(recent) == DEATHS - 1:
            await asyncio.sleep(max(0, recent[0] + WITHIN + NOTICED - time.monotonic()))

    async def _kill_all(self) -> None:
        os.kill(self.stack.supervisor, signal.SIGKILL)
        await self.stack.stop()  # it is gone; this takes note of it
        await self.stack.start()
        self._recent.clear()  # another supervisor, who knows of no deaths


async def _dead(pid: int) -> None:
    """Wait until a killed process runs no more; its parent may not have taken note yet."""
    while True:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):  # the latter if it goes as it is read
            return
        if stat.rpartition(")")[2].split()[0] == "Z":
            return
        await asyncio.sleep(0.01)


def _below(pid: int) -> list[int]:
    """The ids of all processes that a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            for child in map(int, task.read_text().split()):
                found += [child, *_below(child)]
    return found
