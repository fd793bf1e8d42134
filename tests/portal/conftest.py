"""The real application on a database of this ring's own, with recorded cases to read."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pydantic import SecretStr

from desk.ports import CommandSender
from embedded import identity
from embedded.folder import DataFolder
from portal.app import create_app
from portal.services import PATIENCE, open_services
from records.case_record import PostgresCaseRecord
from records.migrate import migrate
from records.pool import Pool, create_pool
from runtime.settings import Settings, load_settings
from seals.envelope import key_id
from seals.trust import TRUST
from tests.casework import paths
from tests.casework.walk import POC, Walk
from tests.evidence.clamd import running_clamd
from tests.portal.browser import Browser, provider
from tests.portal.filing import Filer
from tests.portal.filing_page import FilesPage
from tests.portal.issuer import ISSUER, Issuer
from tests.portal.world import SignedIn, World, world_on_record
from tests.postgres import Database, Server
from tests.recorded import put_on_record
from tests.sealed import keys_text
from tests.workflows.stage import SYSTEM_KEY

URL = "http://portal.example"


@pytest.fixture(scope="session")
async def portal_database(postgres_server: Server) -> Database:
    """A database in which no other ring has carriers with cases."""
    made = await postgres_server.create(f"portal_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="session")
def portal_key() -> Ed25519PrivateKey:
    """The key of the desk that the portal is."""
    return Ed25519PrivateKey.generate()


@pytest.fixture(scope="module", autouse=True)
def trusted(portal_key: Ed25519PrivateKey) -> Iterator[None]:
    """The workers of this ring trust that desk, in development mode."""
    before = TRUST.keys, TRUST.system_keys, TRUST.case_time_allowed
    TRUST.keys = {key_id(portal_key.public_key()): portal_key.public_key()}
    TRUST.system_keys = {key_id(SYSTEM_KEY.public_key()): SYSTEM_KEY.public_key()}
    TRUST.case_time_allowed = True
    yield
    TRUST.keys, TRUST.system_keys, TRUST.case_time_allowed = before


@pytest.fixture(scope="session")
def settings(
    portal_database: Database,
    portal_key: Ed25519PrivateKey,
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """Settings of a portal on that database."""
    folder: Path = tmp_path_factory.mktemp("portal")
    pem = portal_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "desk.pem").write_bytes(pem)
    (folder / "evidence.keys").write_text(f"{'01' * 8} {'02' * 32}\n")
    return load_settings(
        data_dir=folder,
        database_reader_url=SecretStr(portal_database.reader),
        database_desk_url=SecretStr(portal_database.desk),
        database_portal_url=SecretStr(portal_database.portal),
        signing_key_path=folder / "desk.pem",
        evidence_keys_path=folder / "evidence.keys",
        codec_keys=SecretStr(keys_text()),
        portal_url=URL,
        portal_rate_limit="100000/minute",
        sign_in_rate_limit="100000/minute",
        oidc_issuer=ISSUER,
    )


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """Who signs tokens."""
    return Issuer()


@asynccontextmanager
async def serving(
    settings: Settings, issuer: Issuer | None = None, *, sender: CommandSender | None = None
) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the application with some settings, and give a client of it."""
    more: dict[str, Any] = {"transport": issuer.transport} if issuer else {}
    opened = partial(open_services, sender=sender, patience=PATIENCE, **more)
    app = create_app(settings, opened=opened)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, raise_app_exceptions=False), base_url=URL
        ) as client,
    ):
        yield client


@pytest.fixture(scope="module")
async def client(settings: Settings, issuer: Issuer) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application, whom nobody knows."""
    async with serving(settings, issuer) as found:
        yield found


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scanner that knows one signature."""
    with running_clamd(tmp_path_factory.mktemp("clamd")) as address:
        yield address


@pytest.fixture(scope="session")
def scanning(settings: Settings, clamd: str) -> Settings:
    """Settings of a portal with a scanner."""
    return settings.model_copy(update={"evidence_scanner": clamd})


@pytest.fixture(scope="module")
async def by_api(scanning: Settings, issuer: Issuer) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of an application that scans."""
    async with serving(scanning, issuer) as found:
        yield found


@pytest.fixture
def carrier(by_api: httpx2.AsyncClient, issuer: Issuer) -> Filer:
    """The carrier's contact, who files by the API."""
    return Filer(by_api, issuer, POC)


@pytest.fixture(scope="module")
async def case_id(worker_pool: Pool) -> str:
    """A suspended carrier's case."""
    return await on_record(worker_pool, paths.suspended())


@pytest.fixture(scope="session")
async def worker_pool(portal_database: Database) -> AsyncIterator[Pool]:
    """Connections of the worker, to put cases on record."""
    async with await create_pool(portal_database.worker, size=2, application="tests") as pool:
        yield pool


async def on_record(pool: Pool, walk: Walk) -> str:
    """Put a walk on record and return its case's id."""
    case_id = f"case-{uuid4().hex[:12]}"
    await put_on_record(PostgresCaseRecord(pool), walk, case_id)
    return case_id


@pytest.fixture(scope="session")
async def logged(portal_database: Database) -> AsyncIterator[Pool]:
    """Connections of the reader, to see what was written down."""
    async with await create_pool(portal_database.reader, size=2, application="tests") as pool:
        yield pool


@pytest.fixture(scope="session")
def issuing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, DataFolder]]:
    """The embedded stack's provider, for the portals of this ring."""
    with provider(tmp_path_factory.mktemp("provider"), URL) as found:
        yield found


@pytest.fixture(scope="session")
def signed(settings: Settings, issuing: tuple[str, DataFolder]) -> Settings:
    """Settings of a portal that believes that provider."""
    issuer, folder = issuing
    secret = SecretStr(identity.secret(folder, identity.PORTAL_CLIENT))
    return settings.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": secret})


@pytest.fixture(scope="session")
async def world_database(postgres_server: Server) -> Database:
    """A database of its own for the cases that everybody looks at: an open case bars others."""
    made = await postgres_server.create(f"world_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="session")
def world_settings(settings: Settings, world_database: Database) -> Settings:
    """Settings of a portal on those cases."""
    return on_database(settings, world_database)


def on_database(settings: Settings, database: Database) -> Settings:
    """Settings of a portal on another database."""
    return settings.model_copy(
        update={
            "database_reader_url": SecretStr(database.reader),
            "database_desk_url": SecretStr(database.desk),
            "database_portal_url": SecretStr(database.portal),
        }
    )


@pytest.fixture(scope="session")
async def signed_in(world_database: Database) -> AsyncIterator[SignedIn]:
    """Opens sessions in the portal's own database."""
    async with await create_pool(world_database.portal, size=2, application="tests") as pool:
        yield SignedIn(pool)


@pytest.fixture(scope="session")
async def world(world_database: Database) -> World:
    """A few cases that everybody looks at."""
    async with await create_pool(world_database.worker, size=2, application="tests") as pool:
        return await world_on_record(partial(on_record, pool))


@pytest.fixture
async def page(scanning: Settings, signed: Settings, case_id: str) -> AsyncIterator[FilesPage]:
    """The contact of the carrier at the page of his case."""
    told = signed.model_copy(update={"evidence_scanner": scanning.evidence_scanner})
    async with serving(told) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        found = FilesPage(browser, case_id)
        await found.load()
        yield found
