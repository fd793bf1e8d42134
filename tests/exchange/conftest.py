"""Houses for tests, each with carriers of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from uuid import uuid4

import pytest

from desk.case_desk import CaseDesk
from desk.resending import Resender
from exchange.intake import Intake
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.migrate import migrate
from records.pool import create_pool
from records.webhooks import PostgresOutbox
from tests.exchange.house import KEY, NOW, House
from tests.exchange.outside import Outside
from tests.exchange.rules_engine import RulesEngine
from tests.postgres import Server


class StandingLog(PostgresCommandLog):
    """A log whose clock stands, as the house's does."""

    async def clock(self) -> datetime:
        """Return the one instant of the house."""
        return NOW


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


@pytest.fixture
async def outside(house: House) -> AsyncIterator[Outside]:
    """The way out of the house."""
    async with await create_pool(house.database.dispatcher, size=16, application="tests") as pool:
        yield Outside(house, PostgresOutbox(house.desk_pool), pool)


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
        log, inbox = StandingLog(desk_pool), PostgresEventInbox(desk_pool)
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
