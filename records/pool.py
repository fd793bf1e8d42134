"""Connections to PostgreSQL: explicit sizes, a bounded wait at start, typed errors."""

import asyncio
import time
from datetime import timedelta
from typing import TypeAlias

import asyncpg

from records.failures import DatabaseUnreachable, database_errors

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"
"""What repositories are made from. Close it with ``await pool.close()``, or use ``async with``."""

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0
_CONNECT_SECONDS = 5.0


async def _leave_as_it_is(connection: object) -> None:
    """Save the round trip that would clear a session between two uses.

    Nothing in this room sets anything beyond its own transaction, and the driver itself ends a
    transaction that was left open.
    """


async def create_pool(
    url: str,
    *,
    size: int,
    application: str,
    patience: timedelta = timedelta(seconds=30),
    statement_timeout: timedelta = timedelta(seconds=30),
) -> Pool:
    """Connect, waiting at most ``patience`` for a database that is not there yet.

    ``size`` is the most connections held; give a worker as many as it runs database activities at
    once. ``application`` names the connections in ``pg_stat_activity``.

    Raises ``DatabaseUnreachable`` when patience runs out, and ``RecordRefused`` at once where
    waiting does not help (wrong password, no such database or role).
    """
    give_up = time.monotonic() + patience.total_seconds()
    pause = _FIRST_PAUSE
    while True:
        try:
            with database_errors():
                return await asyncpg.create_pool(
                    url,
                    min_size=1,
                    max_size=size,
                    timeout=_CONNECT_SECONDS,
                    command_timeout=statement_timeout.total_seconds(),
                    # A few dozen statements (records/sql, lists), prepared once a connection.
                    # One that a migration made stale fails as ``DatabaseUnreachable``, once.
                    statement_cache_size=100,
                    reset=_leave_as_it_is,
                    server_settings={"application_name": application, "timezone": "UTC"},
                )
        except DatabaseUnreachable:
            if time.monotonic() + pause > give_up:
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
