"""What more than one ring needs."""

from collections.abc import Iterator

import pytest

from tests.postgres import Database, Server, migrated_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL of this session's own, with the current schema in its database."""
    with migrated_server() as server:
        yield server


@pytest.fixture(scope="session")
def database(postgres_server: Server) -> Database:
    """The migrated database, by role. Shared by all tests: give every case an id of its own."""
    return postgres_server.database()
