"""A time-skipping server for each test, and what the desk and its workers trust."""

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.testing import WorkflowEnvironment

from records.migrate import migrate
from runtime.search_attributes import register_search_attributes
from seals.envelope import key_id
from seals.trust import TRUST
from tests.postgres import Database, Server
from tests.sealed import CONVERTER
from tests.workflows.stage import SYSTEM_KEY, Stage
from tests.workflows.staging import staged
from workflows.visibility import SEARCH_ATTRIBUTES


@pytest.fixture(scope="session")
def desk_key() -> Ed25519PrivateKey:
    """The desk's key."""
    return Ed25519PrivateKey.generate()


@pytest.fixture(autouse=True)
def trusted(desk_key: Ed25519PrivateKey) -> Iterator[None]:
    """The workers of this ring trust the desk, in development mode."""
    before = TRUST.keys, TRUST.system_keys, TRUST.case_time_allowed
    TRUST.keys = {key_id(desk_key.public_key()): desk_key.public_key()}
    TRUST.system_keys = {key_id(SYSTEM_KEY.public_key()): SYSTEM_KEY.public_key()}
    TRUST.case_time_allowed = True
    yield
    TRUST.keys, TRUST.system_keys, TRUST.case_time_allowed = before


@pytest.fixture(scope="module")
async def office_database(postgres_server: Server) -> Database:
    """A database in which no other ring has carriers with cases."""
    made = await postgres_server.create(f"office_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture
async def skipping() -> AsyncIterator[WorkflowEnvironment]:
    """A server whose time can be skipped, for one test: its clock is for all of its workflows, and
    what one of them leaves unfinished stops it.
    """
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(Path(sys.executable).with_name("temporal-test-server")),
        data_converter=CONVERTER,
    ) as env:
        await register_search_attributes(env.client, "default", SEARCH_ATTRIBUTES)
        yield env


@pytest.fixture
async def stage(skipping: WorkflowEnvironment, desk_key: Ed25519PrivateKey) -> AsyncIterator[Stage]:
    """A stage on which nothing has happened yet."""
    async with staged(skipping, desk_key) as found:
        yield found


@pytest.fixture
async def forgetful_stage(
    skipping: WorkflowEnvironment, desk_key: Ed25519PrivateKey
) -> AsyncIterator[Stage]:
    """A stage whose worker keeps no workflow in memory: every task replays the case so far."""
    async with staged(skipping, desk_key, cache=0) as found:
        yield found


@pytest.fixture(params=["stage", "forgetful_stage"])
def either_stage(request: pytest.FixtureRequest) -> Stage:
    """Both, one after the other."""
    found: Stage = request.getfixturevalue(request.param)
    return found
