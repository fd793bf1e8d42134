"""What is measured on: the embedded stack in a folder of its own, and a bare worker beside ours."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import Client

from bench.bare_tables import BareRows, make_tables
from bench.bare_worker import READY
from demo.stage import stage
from desk.case_desk import CaseDesk
from desk.sending import Sender
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack
from reading.record import Record
from records.carried_cases import PostgresCarriedCases
from records.pool import Pool, create_pool
from runtime.connection import connect
from runtime.settings import TASK_QUEUE, DatabaseRole, Settings, load_settings
from seals.trust import signing_key

AT_ONCE = 8
"""How many requests are under way at once where many things are made ready; none is timed."""

_LONG = timedelta(minutes=10)
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class BareWorker:
    """The bare worker as a process, which is started again when it is killed."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None, "it was not started"
        return self._process.pid

    async def start(self) -> None:
        """Start it, and return when it works."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.bare_worker", cwd=PROJECT, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None  # it is a pipe
        line = await self._process.stdout.readline()
        if line.decode().strip() != READY:
            raise RuntimeError("the bare worker did not start")

    async def killed_and_started(self) -> None:
        """``kill -9``, then start it anew at once, as the stack does with ours."""
        assert self._process is not None, "it was not started"
        self._process.kill()
        await self._process.wait()
        await self.start()

    async def stop(self) -> None:
        """End it in good order."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
            await self._process.wait()


@dataclass(frozen=True)
class Ground:
    """Everything that a measure needs. ``owner`` is the role that may do all in this database;
    ``worker`` appends, ``reader`` reads."""

    stack: EmbeddedStack
    settings: Settings
    client: Client
    owner: Pool
    worker: Pool
    reader: Pool
    desk: CaseDesk
    record: Record
    sender: Sender
    key: Ed25519PrivateKey
    bare: BareWorker
    rows: BareRows


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    """Start all of it; nothing of it is left afterwards. Raises ``StackNotRunning``."""
    async with AsyncExitStack() as parts:
        stack = await parts.enter_async_context(stage(keep=False))
        settings = load_settings()

        async def pool(role: DatabaseRole, size: int = AT_ONCE) -> Pool:
            made = await create_pool(
                settings.database_url(role),
                size=size,
                application="bench",
                statement_timeout=_LONG,
            )
            parts.push_async_callback(made.close)
            return made

        owner = await pool(DatabaseRole.OWNER)
        await make_tables(owner)
        key = signing_key(settings.required_signing_key_path())
        client = await connect(settings, identity="bench")
        record = Record.on(await pool(DatabaseRole.DESK, 4))
        sender = Sender(
            client, PostgresCarriedCases(record.cases, record.log), task_queue=TASK_QUEUE
        )
        bare = BareWorker()
        parts.push_async_callback(bare.stop)
        await bare.start()
        yield Ground(
            stack=stack,
            settings=settings,
            client=client,
            owner=owner,
            worker=await pool(DatabaseRole.WORKER),
            reader=await pool(DatabaseRole.READER),
            desk=CaseDesk(record.log, sender, key, case_time_allowed=True, patience=_LONG),
            record=record,
            sender=sender,
            key=key,
            bare=bare,
            rows=BareRows(owner),
        )


def cpu_seconds(pid: int) -> float:
    """How much processor time a process has had, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_kib(pid: int) -> float:
    """How much memory a process holds, in KiB."""
    fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * _PAGE / 1024
