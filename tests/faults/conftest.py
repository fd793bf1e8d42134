"""One embedded stack for this ring: Temporal, PostgreSQL, mail sink and worker as processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from embedded.stack import EmbeddedStack
from tests.faults.blows import Blows
from tests.faults.town import Town, town


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """The stack."""
    folder: Path = tmp_path_factory.mktemp("faults") / "data"
    async with EmbeddedStack(folder) as running:
        yield running


@pytest.fixture(scope="package")
def blows(stack: EmbeddedStack) -> Blows:
    """What hurts it. One for all, since it counts the deaths that a supervisor bears."""
    return Blows(stack)


@pytest.fixture
async def our_town(stack: EmbeddedStack) -> AsyncIterator[Town]:
    """Desk and reader on the stack, as somebody at the command line has them."""
    async with town(stack) as found:
        yield found


@pytest.fixture(scope="session")
def faults_seed(pytestconfig: pytest.Config) -> int:
    """What the sample of this run is drawn with."""
    seed: int = pytestconfig.getoption("--faults-seed")
    return seed
