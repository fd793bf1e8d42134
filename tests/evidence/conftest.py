"""A store on a real ledger, a real folder and a real scanner."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from casework.case import Case
from evidence.archive import EvidenceArchive
from evidence.objects import Objects, objects_at
from evidence.scanning import Clamd
from records.evidence_ledger import PostgresEvidenceLedger
from records.migrate import migrate
from records.pool import Pool, create_pool
from tests.casework.paths import opened
from tests.evidence.clamd import running_clamd
from tests.evidence.store import KEYS, Store
from tests.postgres import Database, Server


@pytest.fixture(scope="session")
async def evidence_database(postgres_server: Server) -> Database:
    """A database of this ring's own: what is swept here is only what was left here."""
    made = await postgres_server.create(f"evidence_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="session")
async def evidence_pool(evidence_database: Database) -> AsyncIterator[Pool]:
    """Connections of the desk."""
    async with await create_pool(evidence_database.desk, size=6, application="tests") as pool:
        yield pool


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where this session's scanner listens."""
    with running_clamd(tmp_path_factory.mktemp("clamd")) as address:
        yield address


@pytest.fixture
def ledger(evidence_pool: Pool) -> PostgresEvidenceLedger:
    """The ledger."""
    return PostgresEvidenceLedger(evidence_pool)


@pytest.fixture
def objects(tmp_path: Path) -> Objects:
    """The place for objects: a folder of the test's own."""
    return objects_at(str(tmp_path / "store"))


@pytest.fixture
def case() -> Case:
    """A carrier's case, with an id of its own."""
    return opened().case.model_copy(update={"id": f"case-{uuid4().hex[:12]}"})


@pytest.fixture
async def store(
    ledger: PostgresEvidenceLedger, objects: Objects, case: Case, clamd: str, tmp_path: Path
) -> AsyncIterator[Store]:
    """The store with its scanner, and short ways to use it."""
    archive = EvidenceArchive(ledger, objects, KEYS, Clamd(clamd))
    yield Store(archive, ledger, objects, case, tmp_path / "store")
    # what a test left open counts against the same persons in the next
    await ledger.abandon(datetime.now(UTC) + timedelta(days=1))
