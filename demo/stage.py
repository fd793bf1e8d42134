"""The parts that a demonstration is played on: an embedded stack in a folder of its own.

The stack, the folder and everything in it are gone afterwards, unless they are to be kept.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack

_OURS = ("RESUMPTION_", "TEMPORAL_")


@asynccontextmanager
async def stage(*, keep: bool) -> AsyncIterator[EmbeddedStack]:
    """Start the stack and point this process at it while it runs. Raises ``StackNotRunning``.

    What nobody waits for during the play (reports, the sweeper) runs only if the stack is kept.
    """
    above = PROJECT / ".data"
    above.mkdir(mode=0o700, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="demo-", dir=above))
    before = _named()
    try:
        async with EmbeddedStack(folder, companions=keep) as stack:
            _point_at(stack.environment())
            yield stack
    finally:
        _point_at(before)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _named() -> dict[str, str]:
    """What this process's environment says of a stack."""
    return {name: said for name, said in os.environ.items() if name.startswith(_OURS)}


def _point_at(environment: Mapping[str, str]) -> None:
    """Make this process see one stack and nothing else: whatever a person's own environment names
    is not for a demonstration.
    """
    for name in _named():
        del os.environ[name]
    os.environ.update(environment)
