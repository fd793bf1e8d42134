"""The real application on the session's database."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeAlias
from uuid import uuid4

import httpx2
import pytest
from pydantic import SecretStr

from portal.app import create_app
from records.migrate import migrate
from runtime.settings import Settings, load_settings
from tests.postgres import Database, Server

URL = "http://portal.example"

Serving: TypeAlias = Callable[[Settings], AbstractAsyncContextManager[httpx2.AsyncClient]]


@pytest.fixture(scope="session")
async def portal_database(postgres_server: Server) -> Database:
    """A database in which no other ring has carriers with cases."""
    made = await postgres_server.create(f"portal_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="session")
def settings(portal_database: Database) -> Settings:
    """Settings of a portal on that database."""
    return load_settings(
        database_reader_url=SecretStr(portal_database.reader),
        database_desk_url=SecretStr(portal_database.desk),
        database_portal_url=SecretStr(portal_database.portal),
        portal_url=URL,
        portal_rate_limit="100000/minute",
        sign_in_rate_limit="100000/minute",
    )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the application with some settings, and give a client of it."""
    app = create_app(settings)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, raise_app_exceptions=False), base_url=URL
        ) as client,
    ):
        yield client


@pytest.fixture(scope="module")
async def client(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application, whom nobody knows."""
    async with serving(settings) as found:
        yield found
