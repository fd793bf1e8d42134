"""The schema arrives once, by whoever is first, or not at all with one clear line."""

import asyncio
import os
import subprocess
import sys
from uuid import uuid4

import asyncpg
import pytest

from records.failures import DatabaseUnreachable
from records.migrate import VARIABLE, CannotMigrate, migrate
from tests.postgres import PROJECT, Database, Server

STEPS = len(list((PROJECT / "records" / "migrations").glob("[0-9]*_*.sql")))


@pytest.fixture
async def empty(postgres_server: Server) -> Database:
    """A database of its own, without any schema."""
    return await postgres_server.create(f"migrate_{uuid4().hex[:8]}")


def run(url: str | None) -> "subprocess.CompletedProcess[str]":
    """Run the module as its users do."""
    environment = {k: v for k, v in os.environ.items() if k != VARIABLE}
    return subprocess.run(
        [sys.executable, "-m", "records.migrate"],
        cwd=PROJECT,
        env=environment if url is None else {**environment, VARIABLE: url},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_the_second_run_has_nothing_to_do(empty: Database) -> None:
    said: list[str] = []
    await migrate(empty.owner, said.append)
    assert len(said) == STEPS
    said.clear()
    await migrate(empty.owner, said.append)
    assert said == ["migrate: nothing to do"]


async def test_of_two_at_once_one_does_it_all(empty: Database) -> None:
    said: tuple[list[str], list[str]] = ([], [])
    await asyncio.gather(*(migrate(empty.owner, lines.append) for lines in said))
    assert sorted(len(lines) for lines in said) == [1, STEPS]


async def test_a_missing_role_is_named_and_nothing_is_made(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.migrate.ROLES", ("resumption_worker", "resumption_nobody"))
    with pytest.raises(CannotMigrate, match=r"^roles missing: resumption_nobody;"):
        await migrate(empty.owner, lambda _: None)
    connection = await asyncpg.connect(empty.owner)
    assert await connection.fetchval("select to_regnamespace('record')") is None
    await connection.close()


async def test_a_role_that_does_not_own_the_database_changes_nothing(empty: Database) -> None:
    migrated = run(empty.reader)
    assert (migrated.returncode, migrated.stdout) == (5, "")
    assert len(migrated.stderr.splitlines()) == 1


async def test_the_command_line_says_one_line_per_step(empty: Database) -> None:
    first, second = run(empty.owner), run(empty.owner)
    assert (first.returncode, second.returncode) == (0, 0)
    assert len(first.stdout.splitlines()) == STEPS
    assert second.stdout == "migrate: nothing to do\n"
    assert first.stderr == second.stderr == ""


@pytest.mark.parametrize("url", [None, "postgresql://nobody@127.0.0.1:1/resumption", "nonsense"])
def test_without_a_database_it_ends_with_one_line(url: str | None) -> None:
    migrated = run(url)
    assert migrated.returncode == 5
    assert migrated.stdout == ""
    assert len(migrated.stderr.splitlines()) == 1


async def test_nobody_there_is_a_typed_error() -> None:
    with pytest.raises(DatabaseUnreachable):
        await migrate("postgresql://nobody@127.0.0.1:1/resumption")
