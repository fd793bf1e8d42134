"""A desk on a real log, with an engine that answers from a script."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.case_desk import CaseDesk
from desk.resending import Resender
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.migrate import migrate
from records.pool import Pool, create_pool
from tests.desk.scripted import ScriptedSender
from tests.postgres import Database, Server

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="session")
async def desk_database(postgres_server: Server) -> Database:
    """A database of this ring's own: what is swept here is only what was left here."""
    made = await postgres_server.create(f"desk_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="session")
async def desk_pool(desk_database: Database) -> AsyncIterator[Pool]:
    """Connections of the desk."""
    async with await create_pool(desk_database.desk, size=10, application="tests") as pool:
        yield pool


@pytest.fixture
def log(desk_pool: Pool) -> PostgresCommandLog:
    """The desk's log."""
    return PostgresCommandLog(desk_pool)


@pytest.fixture
def reader(desk_pool: Pool) -> PostgresCaseReader:
    """What can be read of the log."""
    return PostgresCaseReader(desk_pool)


@pytest.fixture
def engine() -> ScriptedSender:
    """The engine."""
    return ScriptedSender()


@pytest.fixture
def desk(log: PostgresCommandLog, engine: ScriptedSender) -> CaseDesk:
    """The desk, in development."""
    return CaseDesk(log, engine, KEY, case_time_allowed=True)


@pytest.fixture
async def resender(log: PostgresCommandLog, engine: ScriptedSender) -> AsyncIterator[Resender]:
    """Sends again; what a test leaves without an answer is answered after it."""
    found = Resender(log, engine)
    yield found
    engine.replies.clear()
    engine.every, engine.before = None, None
    await found.send_again(older_than=timedelta(0))
