"""The parts that a demonstration is played on: an embedded stack in a folder of its own.

The stack, the folder and everything in it are gone afterwards, unless they are to be kept.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack

_OURS = ("RESUMPTION_", "TEMPORAL_")


@asynccontextmanager
async def stage(*, keep: bool) -> AsyncIterator[EmbeddedStack]:
    """Start the stack and point this process at it. Raises ``StackNotRunning``.

    What nobody waits for during the play (reports, the sweeper) runs only if the stack is kept.
    """
    above = PROJECT / ".data"
    above.mkdir(mode=0o700, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="demo-", dir=above))
    try:
        async with EmbeddedStack(folder, companions=keep) as stack:
            _point_at(stack)
            yield stack
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _point_at(stack: EmbeddedStack) -> None:
    """Make this process see the stack and nothing else: whatever a person's own environment names
    is not for a demonstration.
    """
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        del os.environ[name]
    os.environ.update(stack.environment())
