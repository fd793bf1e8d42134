"""People who use the stack, and who try again when they get no answer."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
from temporalio.client import Client

from casework.case import Case
from casework.casetime import CaseTime
from casework.command import Receipt
from casework.events import Event
from casework.evolve import evolve
from casework.guards.base import Asked
from cli.connections import open_reader
from desk.case_desk import CaseDesk
from desk.errors import NotAnsweredYet
from desk.resending import Resender
from desk.sending import Sender
from embedded.stack import EmbeddedStack
from records.carried_cases import PostgresCarriedCases
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.failures import DatabaseUnreachable
from records.pool import create_pool
from runtime.connection import connect
from runtime.settings import TASK_QUEUE, DatabaseRole, Settings, load_settings
from seals.trust import signing_key
from tests.casework.walk import Walk

PATIENCE = 60.0
FIFTY_DAYS_A_SECOND = 4_320_000.0

Answer = TypeVar("Answer")


@dataclass
class Town:
    """Who is there, and how to reach the parts of the stack."""

    stack: EmbeddedStack
    settings: Settings
    client: Client
    log: PostgresCommandLog
    reader: PostgresCaseReader
    resender: Resender
    desk: CaseDesk
    hurried: CaseDesk

    async def open(self, body: Mapping[str, Any], asked: Asked) -> Receipt:
        """Open a case whose time stands still at the instant of its opening."""
        now = datetime.now(UTC)
        own = CaseTime(origin=asked.at, real_origin=now, factor=FIFTY_DAYS_A_SECOND, until=asked.at)
        said = {name: value for name, value in body.items() if name != "carrier_reference"}
        return await self.desk.open(asked.actor, said, act=asked.act, time=own)

    async def follow(self, walk: Walk, strike: Callable[[int], Awaitable[None]]) -> str:
        """Give the commands of a walk, each at its instant, and let ``strike`` happen while the
        one with a number is under way; return the case's id.
        """
        case_id, reached = "", datetime.min.replace(tzinfo=UTC)
        commands = [asked for _, asked, _ in walk.batches if asked.command_id is not None]
        for number, asked in enumerate(commands):
            body = asked.body.model_dump(mode="json", exclude_none=True)
            if not case_id:
                case_id, reached = (await self.open(body, asked)).case_id, asked.at
                continue
            acting = asyncio.create_task(self._act(case_id, asked, body, reached))
            reached = asked.at
            await strike(number)
            await acting
        return case_id

    async def _act(
        self, case_id: str, asked: Asked, body: dict[str, Any], reached: datetime
    ) -> None:
        command_id = f"{case_id}-{uuid4().hex[:8]}"
        if asked.at != reached:
            await insisting(lambda: self.desk.grant_time(case_id, asked.at))
        await insisting(
            lambda: self.desk.do(asked.actor, case_id, asked.act, body, command_id=command_id)
        )

    async def events(self, case_id: str) -> list[Event]:
        """Every recorded event."""
        return [row.event for row in await self.reader.events(case_id, limit=5000)]

    async def case(self, case_id: str) -> Case:
        """The case as its record makes it."""
        case: Case | None = None
        for event in await self.events(case_id):
            case = evolve(case, event, case_id=case_id)
        assert case is not None, "nothing is recorded of the case"
        return case

    async def owner(self) -> "asyncpg.Connection[asyncpg.Record]":
        """A connection of the role that owns every table."""
        return await asyncpg.connect(self.settings.database_url(DatabaseRole.OWNER))


async def insisting(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """Ask until there is an answer, as somebody does who was told to try again."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return await ask()
        except (NotAnsweredYet, DatabaseUnreachable):
            assert time.monotonic() < deadline, "there was no answer"
        await asyncio.sleep(0.05)


async def until(fact: Callable[[], Awaitable[bool]], patience: float = PATIENCE) -> None:
    """Wait for a fact; the deadline only ends a test that has failed."""
    deadline = time.monotonic() + patience
    while not await fact():
        assert time.monotonic() < deadline, "it did not come true"
        await asyncio.sleep(0.02)


@asynccontextmanager
async def town(stack: EmbeddedStack) -> AsyncIterator[Town]:
    """Connect to the stack with nothing but its folder."""
    settings = load_settings(data_dir=stack.folder)
    key = signing_key(settings.required_signing_key_path())
    client = await connect(settings, identity="town")
    url = settings.database_url(DatabaseRole.DESK)
    async with (
        await create_pool(url, size=4, application="tests") as pool,
        open_reader(settings) as reader,
    ):
        log = PostgresCommandLog(pool)
        cases = PostgresCarriedCases(reader, log)
        sender = Sender(client, cases, task_queue=TASK_QUEUE)

        def desk(patience: float) -> CaseDesk:
            return CaseDesk(
                log, sender, key, case_time_allowed=True, patience=timedelta(seconds=patience)
            )

        yield Town(
            stack=stack,
            settings=settings,
            client=client,
            log=log,
            reader=reader,
            resender=Resender(log, sender),
            desk=desk(20),
            hurried=desk(1),
        )
