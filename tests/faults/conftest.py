"""One embedded stack for this ring: Temporal, PostgreSQL, mail sink and worker as processes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from embedded.stack import EmbeddedStack
from tests.faults.town import Town, town


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """The stack."""
    folder: Path = tmp_path_factory.mktemp("faults") / "data"
    async with EmbeddedStack(folder) as running:
        yield running


@pytest.fixture
async def our_town(stack: EmbeddedStack) -> AsyncIterator[Town]:
    """Desk and reader on the stack, as somebody at the command line has them."""
    async with town(stack) as found:
        yield found
