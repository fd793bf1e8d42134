"""A door for events over a real record and the real rules, each test with carriers of its own."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.case import Case
from casework.events import Event
from casework.reference import SYSTEMS
from desk.case_desk import CaseDesk
from desk.resending import Resender
from exchange.examples import EXAMPLES
from exchange.intake import EventOutcome, Intake
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.migrate import migrate
from records.pool import Pool, create_pool
from tests.exchange.rules_engine import RulesEngine
from tests.postgres import Database, Server

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@dataclass
class House:
    """Everything that an event meets, on a database of its own."""

    database: Database
    desk_pool: Pool
    worker_pool: Pool
    desk: CaseDesk
    engine: RulesEngine
    inbox: PostgresEventInbox
    book: PostgresCaseBook
    record: PostgresCaseRecord
    reader: PostgresCaseReader
    intake: Intake
    resender: Resender

    async def take(self, event: dict[str, Any], system: str = "port-laredo") -> EventOutcome:
        """Hand an event in."""
        return await self.intake.take(raw(event), SYSTEMS[system])

    async def case(self, case_id: str) -> Case:
        """A case as its record makes it."""
        return (await self.book.case(case_id)).case

    async def events(self, case_id: str) -> list[Event]:
        """Every event of a case."""
        return [row.event for row in await self.reader.events(case_id, limit=500)]

    async def case_ids(self) -> list[str]:
        """Every case, the one opened first first."""
        return [view.case_id for view in (await self.reader.list_cases(limit=200)).cases][::-1]


def raw(event: dict[str, Any]) -> bytes:
    """An event as it travels."""
    return json.dumps(event).encode()


def event(kind: str, **data: Any) -> dict[str, Any]:
    """The example of a type (``incident.reported``), with other values in its data."""
    made = deepcopy(EXAMPLES[f"example.resumption.{kind}.v1"])
    made["data"].update(data)
    return made


@pytest.fixture(scope="session")
async def empty(postgres_server: Server) -> str:
    """The name of a migrated database to copy, in which nothing is recorded."""
    name = f"exchange_{uuid4().hex[:8]}"
    await migrate((await postgres_server.create(name)).owner, lambda _: None)
    return name


@pytest.fixture
async def house(postgres_server: Server, empty: str) -> AsyncIterator[House]:
    """A house in which nothing has happened."""
    async with _house(postgres_server, empty) as found:
        yield found


@pytest.fixture(scope="module")
async def quiet_house(postgres_server: Server, empty: str) -> AsyncIterator[House]:
    """A house for tests after which nothing has happened in it."""
    async with _house(postgres_server, empty) as found:
        yield found


@asynccontextmanager
async def _house(server: Server, empty: str) -> AsyncIterator[House]:
    name = f"house_{uuid4().hex[:8]}"
    database = await server.create(name, template=empty)
    async with AsyncExitStack() as stack:
        desk_pool = await stack.enter_async_context(
            await create_pool(database.desk, size=4, application="tests")
        )
        worker_pool = await stack.enter_async_context(
            await create_pool(database.worker, size=4, application="tests")
        )
        record, book = PostgresCaseRecord(worker_pool), PostgresCaseBook(desk_pool)
        log, inbox = PostgresCommandLog(desk_pool), PostgresEventInbox(desk_pool)
        engine = RulesEngine(record, book)
        desk = CaseDesk(log, engine, KEY, now=lambda: NOW)
        yield House(
            database=database,
            desk_pool=desk_pool,
            worker_pool=worker_pool,
            desk=desk,
            engine=engine,
            inbox=inbox,
            book=book,
            record=record,
            reader=PostgresCaseReader(desk_pool),
            intake=Intake(desk, inbox, book, illustrative=True, now=lambda: NOW),
            resender=Resender(log, engine, now=lambda: NOW),
        )
    await server.drop(name)
