"""Child processes: started tied to the supervisor, with a log file each, ended within bounds.

What a child leaves behind when it dies (PostgreSQL's backends, say) is inherited by the supervisor
and ended, so that the next start finds nothing in its way.
"""

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from embedded import tether
from embedded.folder import DataFolder

PROJECT = Path(__file__).resolve().parent.parent
"""Where children start: the place of `worker.py` and of the packages."""

STRAY_PATIENCE = 10.0
"""Seconds for what was killed to go; longer only if the kernel itself is stuck."""

_PR_SET_CHILD_SUBREAPER = 36


class Processes:
    """The child processes of this process, which must be nothing but a supervisor: it takes every
    child that it does not know for one that was left behind.
    """

    def __init__(self, folder: DataFolder, lock: int) -> None:
        self._folder = folder
        self._lock = lock
        self._known = _children()  # who was here before is nobody's leaving
        self._gate = asyncio.Lock()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    async def start(
        self,
        name: str,
        program: Sequence[str],
        *,
        environment: Mapping[str, str],
        death_signal: signal.Signals = signal.SIGKILL,
        owned: Path | None = None,
        input_: bytes | None = None,
    ) -> "Process":
        """Start one, writing to the log file of that name.

        Args:
            name: of the log file.
            program: full path and arguments.
            environment: all of it; nothing is added.
            death_signal: what it gets if this process is killed.
            owned: the folder that it must own and not be root for (see `embedded.leave_root`).
            input_: what it reads from its standard input; None: nothing.
        """
        log = self._folder.open_log(name)
        try:
            async with self._gate:
                process = await asyncio.create_subprocess_exec(
                    *tether.command(
                        list(program), parent=os.getpid(), death_signal=death_signal, owned=owned
                    ),
                    stdin=asyncio.subprocess.DEVNULL if input_ is None else asyncio.subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    cwd=PROJECT,
                    env=dict(environment),
                    pass_fds=(self._lock,),
                    start_new_session=True,  # a Ctrl-C is for the supervisor, who ends all in order
                )
                self._known.add(process.pid)
        finally:
            os.close(log)
        if input_ is not None:
            assert process.stdin is not None
            with suppress(BrokenPipeError, ConnectionResetError):
                process.stdin.write(input_)
                await process.stdin.drain()
            process.stdin.close()
        return Process(process, self)

    def left(self) -> set[int]:
        """The ids of processes that should be gone and are not."""
        return _children() - self._known

    async def forget(self, pid: int) -> None:
        """That child is gone: end what it left behind, and wait until that is gone too."""
        self._known.discard(pid)
        async with self._gate:
            deadline = time.monotonic() + STRAY_PATIENCE
            while (strays := self.left()) and time.monotonic() < deadline:
                for stray in strays:
                    with suppress(ProcessLookupError):
                        os.kill(stray, signal.SIGKILL)
                    with suppress(ChildProcessError):
                        os.waitpid(stray, os.WNOHANG)  # noqa: ASYNC222  (it does not wait)
                await asyncio.sleep(0.005)


class Process:
    """One running child."""

    def __init__(self, process: asyncio.subprocess.Process, among: Processes) -> None:
        self._process = process
        self._among = among
        self.pid = process.pid

    async def ended(self) -> int:
        """Wait until it has ended, with all that it started; gives its exit status (negative: the
        signal that ended it).
        """
        status = await self._process.wait()
        await self._among.forget(self.pid)
        return status

    def kill(self) -> None:
        """End it at once, with what runs in its process group."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    async def end(self, first: signal.Signals, patience: float) -> None:
        """Ask it to end, and insist after `patience` seconds."""
        with suppress(ProcessLookupError):
            self._process.send_signal(first)
        try:
            await asyncio.wait_for(self._process.wait(), patience)
        except TimeoutError:
            self.kill()
            await self._process.wait()
        await self._among.forget(self.pid)


def outcome(status: int) -> str:
    """An exit status in words."""
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    return f"ended with exit code {status}"


def _children() -> set[int]:
    """The ids of all processes whose parent is this one."""
    if sys.platform != "linux":
        return set()
    found: set[int] = set()
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):  # it ended meanwhile
                fields = Path(entry.path, "stat").read_text(encoding="utf-8", errors="replace")
                # The second field is the program's name in brackets; the fourth is the parent.
                if int(fields.rpartition(")")[2].split()[1]) == os.getpid():
                    found.add(int(entry.name))
    return found
