"""Where a walk takes place: the real server and record for all walks, and for each of them a
database, a desk, and a worker that can be killed.
"""

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import asyncpg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import Client

from desk.case_desk import CaseDesk
from desk.errors import Unsent
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from desk.resending import Resender
from desk.sending import Sender
from records.carried_cases import PostgresCarriedCases
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.migrate import migrate
from records.pool import create_pool
from tests.postgres import Database, Server
from tests.workflows.crew import Crew, Orders, crew
from tests.workflows.office import dev_server

FAR_AWAY = datetime(2100, 1, 1, tzinfo=UTC)


class Ground(NamedTuple):
    """What all walks share. ``template`` names an empty database with the current schema."""

    client: Client
    postgres: Server
    template: str
    crew: Crew
    folder: Path
    key: Ed25519PrivateKey


@asynccontextmanager
async def ground(postgres: Server, key: Ed25519PrivateKey) -> AsyncIterator[Ground]:
    """The shared ground."""
    template = f"walks_{uuid4().hex[:8]}"
    await migrate((await postgres.create(template)).owner, lambda _: None)
    with tempfile.TemporaryDirectory() as folder, crew() as found:
        async with dev_server() as env:
            yield Ground(env.client, postgres, template, found, Path(folder), key)


class Field:
    """One walk's own: its desk and reader, and its worker."""

    def __init__(self, ground: Ground, database: Database, bouncing: int) -> None:
        self.client = ground.client
        self.queue = f"walk-{uuid4().hex[:12]}"
        self.faults = ground.folder / f"{self.queue}.txt"
        self._ground = ground
        self._database = database
        self._bouncing = bouncing
        self._worker: int | None = None

    async def furnish(self, stack: AsyncExitStack) -> None:
        """Connect everything."""

        async def pool(url: str) -> Any:
            return await stack.enter_async_context(await create_pool(url, size=4, application="w"))

        self.log = PostgresCommandLog(await pool(self._database.desk))
        self.reader = PostgresCaseReader(await pool(self._database.reader))
        cases = PostgresCarriedCases(self.reader, self.log)
        sender = Sender(self.client, cases, task_queue=self.queue)
        key = self._ground.key
        self.desk = CaseDesk(self.log, sender, key, case_time_allowed=True)
        self.cut_off = CaseDesk(self.log, Nobody(), key, case_time_allowed=True)
        self.resender = Resender(self.log, sender, now=lambda: FAR_AWAY)
        stack.callback(self.kill_the_worker)

    def call_a_worker(self, *, cache: int) -> None:
        """Let a worker begin; without a cache it replays the case for every task."""
        public = self._ground.key.public_key().public_bytes_raw().hex()
        self._worker = self._ground.crew.call(
            Orders(
                server=self.client.service_client.config.target_host,
                queue=self.queue,
                database=self._database.worker,
                desk_database=self._database.desk,
                public_key=public,
                cache=cache,
                bouncing=self._bouncing,
                faults=self.faults,
            )
        )

    def kill_the_worker(self) -> None:
        """Kill the worker, whatever it is doing."""
        if self._worker is not None:
            Crew.kill(self._worker)
            self._worker = None

    async def cut_the_lines(self) -> None:
        """End every connection to the walk's database."""
        owner = await asyncpg.connect(self._database.superuser)
        try:
            await owner.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        finally:
            await owner.close()


class Nobody:
    """Sends nothing: the engine cannot be reached."""

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:  # noqa: ARG002
        """Give up at once."""
        raise Unsent

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:  # noqa: ARG002
        """Give up at once."""
        raise Unsent


@asynccontextmanager
async def field(ground: Ground, *, bouncing: int) -> AsyncIterator[Field]:
    """A field with nobody on it yet."""
    database = await ground.postgres.create(f"walk_{uuid4().hex[:12]}", ground.template)
    async with AsyncExitStack() as stack:
        made = Field(ground, database, bouncing)
        await made.furnish(stack)
        yield made


async def troubled(
    ask: Callable[[], Awaitable[Any]], field: Field, kind: str, rng: random.Random
) -> list[Any]:
    """Ask while something happens to whoever should answer; give the answers, errors included."""
    cache, moment = rng.choice((0, 1000, 1000)), rng.uniform(0.0, 0.03)
    if kind == "nobody there":
        field.kill_the_worker()
    asking = [asyncio.ensure_future(ask()) for _ in range(2 if kind == "twice" else 1)]
    if kind in ("killed", "nobody there", "lines cut"):
        await asyncio.sleep(moment)
    if kind == "killed":
        field.kill_the_worker()
    if kind == "lines cut":
        await field.cut_the_lines()
    if kind in ("killed", "nobody there"):
        field.call_a_worker(cache=cache)
    return await asyncio.gather(*asking, return_exceptions=True)
