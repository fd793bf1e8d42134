"""Repositories on the session's database, each on connections of the role that it is made for."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog, PostgresUnansweredCommands
from records.notice_register import PostgresNoticeRegister
from records.pool import Pool, create_pool
from tests.postgres import Database


@pytest.fixture(scope="session")
async def worker_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the worker."""
    async with await create_pool(database.worker, size=8, application="tests") as pool:
        yield pool


@pytest.fixture(scope="session")
async def desk_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the desk."""
    async with await create_pool(database.desk, size=8, application="tests") as pool:
        yield pool


@pytest.fixture(scope="session")
async def reader_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the reader."""
    async with await create_pool(database.reader, size=2, application="tests") as pool:
        yield pool


@pytest.fixture
def record(worker_pool: Pool) -> PostgresCaseRecord:
    """The record, as the worker writes it."""
    return PostgresCaseRecord(worker_pool)


@pytest.fixture
def register(worker_pool: Pool) -> PostgresNoticeRegister:
    """The register of notices, as the worker keeps it."""
    return PostgresNoticeRegister(worker_pool)


@pytest.fixture
def clock_log(worker_pool: Pool) -> PostgresUnansweredCommands:
    """The desk's log, as far as a clock sees it."""
    return PostgresUnansweredCommands(worker_pool)


@pytest.fixture
def log(desk_pool: Pool) -> PostgresCommandLog:
    """The desk's log."""
    return PostgresCommandLog(desk_pool)


@pytest.fixture
def reader(reader_pool: Pool) -> PostgresCaseReader:
    """The record, as pages and commands read it."""
    return PostgresCaseReader(reader_pool)


@pytest.fixture
async def superuser(database: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that nothing is refused to."""
    connection = await asyncpg.connect(database.superuser)
    yield connection
    await connection.close()


@pytest.fixture
async def owner(database: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the role that owns every table."""
    connection = await asyncpg.connect(database.owner)
    yield connection
    await connection.close()
