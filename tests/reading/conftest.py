"""The record as something to read, on the session's database, and the record's key."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from reading.record import Record
from records.case_record import PostgresCaseRecord
from records.pool import Pool, create_pool
from seals.envelope import key_id
from tests.postgres import Database

RECORD_KEY = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
DESK_KEY = Ed25519PrivateKey.from_private_bytes(b"d" * 32)
SYSTEM_KEY = Ed25519PrivateKey.from_private_bytes(b"y" * 32)


@pytest.fixture(scope="session")
async def desk_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the desk."""
    async with await create_pool(database.desk, size=4, application="tests") as pool:
        yield pool


@pytest.fixture(scope="session")
async def worker_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the worker."""
    async with await create_pool(database.worker, size=4, application="tests") as pool:
        yield pool


@pytest.fixture
def record(desk_pool: Pool) -> Record:
    """The record, to read."""
    return Record.on(desk_pool)


@pytest.fixture
def writing(worker_pool: Pool) -> PostgresCaseRecord:
    """The record, as the worker writes it."""
    return PostgresCaseRecord(worker_pool)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published keys, as they lie in a folder."""
    folder = tmp_path_factory.mktemp("keys")
    for name, key in (("", DESK_KEY), ("system", SYSTEM_KEY), ("record", RECORD_KEY)):
        (folder / name).mkdir(exist_ok=True)
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (folder / name / f"{key_id(key.public_key())}.pem").write_bytes(pem)
    return folder


@pytest.fixture(scope="session")
async def owner_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the role that owns every table."""
    async with await create_pool(database.owner, size=2, application="tests") as pool:
        yield pool


@pytest.fixture
async def superuser(database: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection that nothing is refused to but by the rules of the record."""
    connection = await asyncpg.connect(database.superuser)
    yield connection
    await connection.close()
