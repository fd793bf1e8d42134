"""The embedded stack for a program: tests and the demonstration start one, use it, and end it.

The stack is a process of its own, the same as ``python -m embedded``; what is known about it is
what it writes into its folder. It ends with the program that started it, however that ends.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from embedded import tether
from embedded.assembly import DEFAULT_STEPS, DEFAULT_WORKER
from embedded.folder import DataFolder
from embedded.processes import PROJECT
from runtime import stack_file
from runtime.stack_file import StackNote

START_PATIENCE = 120.0
STOP_PATIENCE = 90.0


class StackNotRunning(Exception):
    """The stack did not start, or is not there any more; the message is what it said last."""


class EmbeddedStack:
    """A stack in `folder`, between ``async with``'s beginning and end. Ports are free ones.

    Args:
        folder: the data folder; made if missing, kept afterwards.
        worker: whether a worker runs, or its command line.
        companions: whether what goes with our own worker runs too (sweeper, reports).
        steps: the command lines to run before the worker; None: migration and registration.
        environment: added to that of the steps, the worker and `environment()`.
        usual_ports: prefer the usual ports, as `make up` does.
    """

    def __init__(
        self,
        folder: Path,
        *,
        worker: bool | Sequence[str] = True,
        companions: bool = True,
        steps: Sequence[Sequence[str]] | None = None,
        environment: Mapping[str, str] | None = None,
        usual_ports: bool = False,
    ) -> None:
        self.folder = folder.absolute()
        command: Sequence[str] | None = DEFAULT_WORKER if worker is True else worker or None
        self._worker = command
        self._companions = companions
        self._steps = DEFAULT_STEPS if steps is None else steps
        self._added = dict(environment or {})
        self._usual_ports = usual_ports
        self._process: subprocess.Popen[bytes] | None = None
        self._killed: dict[str, int] = {}
        self._said_before = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start it, and return once all parts can be used.

        Raises:
            StackNotRunning: it did not come up.
        """
        folder = DataFolder.prepare(self.folder)
        log = folder.open_log("stack")
        self._said_before = os.fstat(log).st_size
        try:
            self._process = subprocess.Popen(  # noqa: ASYNC220  (milliseconds)
                tether.command(self.command(), parent=os.getpid(), death_signal=signal.SIGTERM),
                cwd=PROJECT,
                env={**os.environ, **self._added},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        finally:
            os.close(log)
        deadline = time.monotonic() + START_PATIENCE
        while (note := self._note()) is None or note.state != stack_file.READY:
            if self._process.poll() is not None or time.monotonic() > deadline:
                await self.stop()
                raise StackNotRunning(self.said())
            await asyncio.sleep(0.02)

    def command(self) -> list[str]:
        """The command line that runs this very stack."""
        options = ["--folder", str(self.folder)]
        options += [] if self._usual_ports else ["--free-ports"]
        options += [] if self._steps else ["--no-steps"]
        options += [] if self._companions else ["--no-companions"]
        for step in self._steps:
            options += ["--step", json.dumps(list(step))]
        options += ["--worker", json.dumps(list(self._worker))] if self._worker else ["--no-worker"]
        return [sys.executable, "-m", "embedded", *options]

    async def stop(self) -> int | None:
        """End it; gives its exit code, or None if it was not running."""
        if self._process is None:
            return None
        if self._process.poll() is None:
            self._process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        while (code := self._process.poll()) is None:
            if time.monotonic() > deadline:
                self._process.kill()
            await asyncio.sleep(0.01)
        self._process = None
        self._killed.clear()
        return code

    @property
    def supervisor(self) -> int:
        """The process id of the stack itself."""
        return self._running().pid

    @property
    def addresses(self) -> dict[str, str]:
        """Where `postgres`, `temporal`, `temporal_ui` and `mail` are: host and port, or a URL."""
        return dict(self.note.addresses)

    @property
    def pids(self) -> dict[str, int]:
        """The process ids of those of `postgres`, `temporal`, `mail` and `worker` that run now."""
        children = self.note.children.items()
        return {name: child.pid for name, child in children if child.pid is not None}

    @property
    def mail_folder(self) -> Path:
        """The folder with a file for each message that the mail sink received."""
        return self.folder / "mail" / "new"

    def environment(self) -> dict[str, str]:
        """What has to be added to the environment of a process that uses the stack."""
        return {**self.note.environment, **self._added}

    def kill(self, child: str) -> int:
        """`kill -9` that child, which the stack will then start again; gives its process id."""
        pid = self.pids[child]
        os.kill(pid, signal.SIGKILL)
        self._killed[child] = pid
        return pid

    async def wait_ready(self, child: str, *, patience: float = 60.0) -> int:
        """Wait until that child can be used, anew if it was killed; gives its process id.

        Raises:
            StackNotRunning: the stack ended, or `patience` seconds passed.
        """
        deadline = time.monotonic() + patience
        while True:
            found = self.note.children.get(child)
            if found and found.ready and found.pid and found.pid != self._killed.get(child):
                return found.pid
            if self._running().poll() is not None or time.monotonic() > deadline:
                raise StackNotRunning(self.said())
            await asyncio.sleep(0.02)

    @property
    def note(self) -> StackNote:
        """Everything that the stack tells about itself. Raises `StackNotRunning` if it does not."""
        note = self._note()
        if note is None:
            raise StackNotRunning(self.said())
        return note

    def said(self) -> str:
        """What this run of the stack has printed so far."""
        try:
            with DataFolder(self.folder).log("stack").open("rb") as log:
                log.seek(self._said_before)
                return log.read().decode(errors="replace")
        except FileNotFoundError:
            return ""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise StackNotRunning(f"no stack was started in {self.folder}")
        return self._process

    def _note(self) -> StackNote | None:
        """The note of this very run; one that an earlier run left says nothing."""
        note = stack_file.read(self.folder)
        return note if note and note.supervisor == self._running().pid else None
