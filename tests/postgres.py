"""A PostgreSQL of its own for a test session: real, empty, on a free port, gone afterwards.

Uses the same programs, roles and settings as the embedded stack.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from embedded import alone, postgres
from embedded.folder import DataFolder
from embedded.ports import LOOPBACK
from records.migrate import migrate

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Database:
    """One database on the test server: how each role reaches it, and its superuser."""

    owner: str
    worker: str
    desk: str
    reader: str
    dispatcher: str
    portal: str
    superuser: str


@dataclass(frozen=True)
class Server:
    """A running server, with the six roles and the database ``resumption``, not yet migrated."""

    _postgres: postgres.Postgres
    _port: int

    def database(self, name: str = postgres.DATABASE) -> Database:
        """Return the addresses of a database on this server."""

        def at(url: str) -> str:
            return url.rpartition("/")[0] + f"/{name}"

        password = self._postgres.folder.password(postgres.SUPERUSER)
        return Database(
            **{role: at(self._postgres.url(role, self._port)) for role in postgres.ROLES},
            superuser=f"postgresql://{postgres.SUPERUSER}:{password}@{LOOPBACK}:{self._port}/{name}",
        )

    async def create(self, name: str, template: str = "template1") -> Database:
        """Make another database that belongs to the owner role."""
        connection = await asyncpg.connect(self.database("postgres").superuser)
        try:
            await connection.execute(
                f'create database "{name}" owner resumption_owner template "{template}"'
            )
        finally:
            await connection.close()
        return self.database(name)

    async def drop(self, name: str) -> None:
        """Remove a database of a test, so that the server has less to write down at its end."""
        connection = await asyncpg.connect(self.database("postgres").superuser)
        try:
            await connection.execute(f'drop database "{name}" with (force)')
        finally:
            await connection.close()


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a temporary folder; end it and remove the folder afterwards."""
    with tempfile.TemporaryDirectory(prefix="resumption-tests-") as place:
        folder = DataFolder.prepare(Path(place) / "data")
        with alone.running(folder) as (database, port):
            yield Server(database, port)


@contextmanager
def migrated_server() -> Iterator[Server]:
    """Start a server whose database ``resumption`` has the current schema."""
    with running_server() as server:
        asyncio.run(migrate(server.database().owner, lambda _: None))
        yield server
