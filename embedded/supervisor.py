"""Keeps the children running: starts them, starts again the one that died, gives up at the third
death within a minute, ends all of them in order.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from embedded.children import Child, Step
from embedded.folder import DataFolder
from embedded.processes import Process, Processes, outcome

DEATHS = 3
WITHIN = 60.0
"""At so many deaths of one child within so many seconds, it is not worth trying again."""

FIRST_ANSWER = 60.0
"""Seconds that a child has from its first start until it can be used."""


class StackFailure(Exception):
    """The stack cannot start or go on. The message names the part and its log file."""


@dataclass
class Watched:
    """A child and what is known of its life so far."""

    child: Child
    process: Process | None = None
    ready: bool = False
    died: int = 0
    stopping: bool = False
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS))
    keeper: asyncio.Task[None] | None = None


class Supervisor:
    """The children of one stack, in the order in which they were started."""

    def __init__(
        self,
        folder: DataFolder,
        processes: Processes,
        *,
        say: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._processes = processes
        self._say = say
        self._changed = changed
        self.watched: dict[str, Watched] = {}
        self.failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Gets the `StackFailure` at which the stack has to end."""
        self.failure.add_done_callback(lambda failure: failure.exception())  # may come too late

    async def run(self, step: Step) -> None:
        """Run a step to its end.

        Raises:
            StackFailure: it did not succeed.
        """
        process = await self._processes.start(
            step.name,
            step.program,
            environment=step.environment,
            owned=step.owned,
            input_=step.input_,
        )
        try:
            status = await process.ended()
        except asyncio.CancelledError:
            await process.end(Child.stop, 1.0)
            raise
        if status != 0:
            raise StackFailure(
                f"{step.title} {outcome(status)}; see {self._log(step.name)}"
                f"{self._last_line(step.name)}"
            )

    async def keep(self, child: Child) -> None:
        """Start a child, keep it running from now on, and return once it can be used.

        Raises:
            StackFailure: it keeps dying, or gives no answer.
        """
        watched = self.watched[child.name] = Watched(child)
        watched.keeper = asyncio.create_task(self._keep(watched), name=child.name)
        deadline = time.monotonic() + FIRST_ANSWER
        while not watched.ready:
            if self.failure.done():
                self.failure.result()
            if time.monotonic() > deadline:
                raise StackFailure(
                    f"{child.title} gave no answer for {FIRST_ANSWER:.0f} s; "
                    f"see {self._log(child.name)}"
                )
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """End all children, the last started first; each has its time, then it is killed."""
        for watched in reversed(self.watched.values()):
            watched.stopping = True
            while watched.keeper is not None and not watched.keeper.done():
                if watched.process is not None:
                    await watched.process.end(watched.child.stop, watched.child.patience)
                await asyncio.sleep(0.005)
            if watched.process is not None:  # nobody kept it any more
                await watched.process.end(watched.child.stop, watched.child.patience)

    def kill(self) -> None:
        """End all children at once, for somebody who does not want to wait for `stop`."""
        for watched in self.watched.values():
            watched.stopping = True
            if watched.process is not None:
                watched.process.kill()

    async def _keep(self, watched: Watched) -> None:
        try:
            while not watched.stopping and not self.failure.done():
                await self._one_life(watched)
        except Exception as error:  # whatever it is, it must not end the watch in silence
            self._fail(StackFailure(f"{watched.child.title} cannot be kept running: {error!r}"))

    async def _one_life(self, watched: Watched) -> None:
        child = watched.child
        if child.before is not None:
            child.before()
        watched.process = await self._processes.start(
            child.name,
            child.program(),
            environment=child.environment,
            death_signal=child.death,
            owned=child.owned,
        )
        self._changed()
        answer = asyncio.create_task(self._await_answer(watched))
        status = await watched.process.ended()
        answer.cancel()
        watched.process, watched.ready = None, False
        if not watched.stopping:
            self._buried(watched, status)
        self._changed()

    def _buried(self, watched: Watched, status: int) -> None:
        child, now = watched.child, time.monotonic()
        watched.died += 1
        watched.recent.append(now)
        end = f"{child.title} {outcome(status)}"
        if len(watched.recent) == DEATHS and now - watched.recent[0] < WITHIN:
            self._fail(
                StackFailure(
                    f"{end}, for the third time within a minute; see {self._log(child.name)}"
                    f"{self._last_line(child.name)}"
                )
            )
        else:
            self._say(f"{end}; starting it again (log: {self._log(child.name)})")

    async def _await_answer(self, watched: Watched) -> None:
        answers = watched.child.answers
        while answers is not None and not await answers():  # noqa: ASYNC110  (not ours to set)
            await asyncio.sleep(0.03)
        watched.ready = True
        self._changed()

    def _fail(self, failure: StackFailure) -> None:
        if not self.failure.done():
            self.failure.set_exception(failure)

    def _log(self, name: str) -> Path:
        return self._folder.log(name)

    def _last_line(self, name: str) -> str:
        lines = self._log(name).read_text(encoding="utf-8", errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"\n  its last line: {last[:300]}" if last else ""
