"""What more than one ring needs."""

import gc
from collections.abc import Iterator

import pytest

from tests.postgres import Database, Server, migrated_server


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the seed of the faults' sample; always the same one unless told, so that a suite that
    turns red does so for a change of the code."""
    parser.addoption("--faults-seed", type=int, default=2026, help="seed of tests/faults")


def pytest_report_header(config: pytest.Config) -> str:
    """Say the seed at the top of each run."""
    return f"faults: --faults-seed {config.getoption('--faults-seed')}"


def pytest_collection_finish() -> None:
    """Leave some thousands of tests out of every later garbage collection.

    One over all of them takes long enough on a busy machine for a workflow that it interrupts to
    count as deadlocked.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL of this session's own, with the current schema in its database."""
    with migrated_server() as server:
        yield server


@pytest.fixture(scope="session")
def database(postgres_server: Server) -> Database:
    """The migrated database, by role. Shared by all tests: give every case an id of its own."""
    return postgres_server.database()
