"""Other releases of the worker than the stack's own: copies of what a worker is made of, each with
its change, run as processes of the test. Nobody starts them again; the stack's own worker is away.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from embedded import tether
from embedded.ports import another, answers
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack
from runtime.build import build_id
from tests.faults.blows import Blows
from tests.faults.town import until

ROOMS = (
    "activities",
    "casework",
    "desk",
    "embedded",
    "records",
    "reports",
    "runtime",
    "seals",
    "workflows",
)


class Change(NamedTuple):
    """One place of the source, as it is here and as it is in a release."""

    file: str
    here: str
    there: str


@dataclass
class Release:
    """The worker of one release, which can be started, killed and ended."""

    stack: EmbeddedStack
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None
    port: int = 0

    @classmethod
    def made(cls, stack: EmbeddedStack, folder: Path, changes: tuple[Change, ...]) -> "Release":
        """Make a release of the source as it is here, with changes."""
        for room in ROOMS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / room, folder / room, ignore=ignored)
        shutil.copy(PROJECT / "worker.py", folder)
        for change in changes:
            file = folder / change.file
            source = file.read_text(encoding="utf-8")
            assert source.count(change.here) == 1, f"{change.file} has changed: adapt the test"
            file.write_text(source.replace(change.here, change.there), encoding="utf-8")
        return cls(stack, folder)

    @property
    def build(self) -> str:
        """What Temporal writes into the histories of what this release did."""
        return build_id(self.folder)

    @property
    def said(self) -> str:
        """Its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def begin(self) -> None:
        """Start it, without waiting until it works."""
        assert self.process is None
        self.port = another({})
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("TEMPORAL_")}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                tether.command([sys.executable, "worker.py"], parent=os.getpid()),
                cwd=self.folder,
                env={
                    **inherited,
                    **self.stack.environment(),
                    "RESUMPTION_HEALTH_PORT": str(self.port),
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start it; returns once it works."""
        self.begin()
        await self.works()

    async def works(self) -> None:
        """Wait until it works."""

        async def healthy() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, self.said
            return answers(self.port)

        await until(healthy)

    async def kill(self) -> None:
        """`kill -9`."""
        await self._gone(signal.SIGKILL)

    async def end(self) -> None:
        """SIGTERM, as at a deployment: what is under way is finished first."""
        await self._gone(signal.SIGTERM)

    async def _gone(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(how)
        await asyncio.get_running_loop().run_in_executor(None, process.wait)


@asynccontextmanager
async def releases(
    blows: Blows, folder: Path, **changed: tuple[Change, ...]
) -> AsyncIterator[list[Release]]:
    """Releases by name, each with its changes, none of them started. The stack has no worker."""
    made = [Release.made(blows.stack, folder / name, changes) for name, changes in changed.items()]
    assert len({release.build for release in made}) == len(made)
    async with blows.away("worker"), AsyncExitStack() as afterwards:
        for release in made:
            afterwards.push_async_callback(release.kill)
        yield made
