"""What the portal stands on, opened once when it starts and closed when it ends."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from fastapi import Request

from records.pool import Pool, create_pool
from runtime.settings import DatabaseRole, Settings

CONNECTIONS = 8
"""Connections to the database in each role."""


@dataclass(frozen=True)
class Services:
    """The settings, and connections in each of the portal's roles: ``reading`` sees the record and
    the desk's log, ``desk`` receives commands, ``portal`` keeps sessions and who read what."""

    settings: Settings
    reading: Pool
    desk: Pool
    portal: Pool


@asynccontextmanager
async def open_services(settings: Settings) -> AsyncIterator[Services]:
    """Connect to the database. Raises ``DatabaseUnreachable`` where there is none."""
    async with AsyncExitStack() as stack:

        async def pool(role: DatabaseRole) -> Pool:
            made = await create_pool(
                settings.database_url(role),
                size=CONNECTIONS,
                application="portal",
                statement_timeout=timedelta(seconds=15),
            )
            return await stack.enter_async_context(made)

        yield Services(
            settings=settings,
            reading=await pool(DatabaseRole.READER),
            desk=await pool(DatabaseRole.DESK),
            portal=await pool(DatabaseRole.PORTAL),
        )


def services(request: Request) -> Services:
    """Return what the application of a request stands on; for ``Depends``."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found
