"""``python -m records.migrate``: bring the database to the schema that this code needs.

Runs as the role that owns the database, which it reads from ``RESUMPTION_DATABASE_OWNER_URL``.
Safe to run again and by two at once: one waits for the other and then finds nothing to do. All
steps are one transaction, so a failed run leaves the database as it was.
"""

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from records.failures import RecordError, database_errors

if TYPE_CHECKING:
    from sqlalchemy import Connection

VARIABLE = "RESUMPTION_DATABASE_OWNER_URL"
ROLES = (
    "resumption_worker",
    "resumption_desk",
    "resumption_reader",
    "resumption_portal",
    "resumption_dispatcher",
)
_LOCK = 0x5265_7375_6D65  # any constant will do, as long as every version uses the same one
_MIGRATIONS = Path(__file__).parent / "migrations"


class CannotMigrate(RecordError):
    """The database is not ready for the schema; the message says what is missing."""


async def migrate(url: str, say: Callable[[str], None] = print) -> None:
    """Bring the database at ``url`` up to date, saying one line for each step.

    Raises ``CannotMigrate`` where something is missing that only the maker of the database can
    give, ``DatabaseUnreachable`` where there is none, and ``RecordRefused`` where a step fails.
    """
    # Imported here: a second of start-up that nothing but a migration should pay.
    import asyncpg
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.ext.asyncio import create_async_engine
    from sqlalchemy.pool import NullPool

    # The URL goes to asyncpg as it is, so that it means the same here as for the pools.
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    try:
        with database_errors():
            try:
                async with engine.begin() as connection:
                    await connection.run_sync(_upgrade, say)
            except DBAPIError as error:
                raise error.driver_exception from None
    finally:
        await engine.dispose()


def _upgrade(connection: "Connection", say: Callable[[str], None]) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    _check(connection)
    connection.execute(text("create schema if not exists record"))
    connection.execute(text("create schema if not exists desk"))

    steps = 0

    def on_step(*, step: Any, **_: Any) -> None:
        nonlocal steps
        steps += 1
        say(f"migrate: {step.up_revision_id} {step.up_revision.doc.rstrip('.')}")

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["on_step"] = on_step
    command.upgrade(config, "head")
    if not steps:
        say("migrate: nothing to do")


def _check(connection: "Connection") -> None:
    from sqlalchemy import text

    encoding = connection.execute(text("show server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise CannotMigrate(f"the database's encoding is {encoding}; it must be UTF8")
    known = set(connection.execute(text("select rolname from pg_roles")).scalars())
    missing = [role for role in ROLES if role not in known]
    if missing:
        raise CannotMigrate(f"roles missing: {', '.join(missing)}; create them first")


def main() -> int:
    """Run from the command line: 0 when the schema is there, 5 with one line when it is not."""
    url = os.environ.get(VARIABLE)
    if not url:
        print(f"migrate: {VARIABLE} is not set", file=sys.stderr)
        return 5
    try:
        asyncio.run(migrate(url, lambda line: print(line, flush=True)))
    except RecordError as error:
        print(f"migrate: {error}", file=sys.stderr)
        return 5
    return 0


if __name__ == "__main__":
    sys.exit(main())
