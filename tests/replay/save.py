"""Plays cases on a real development server and saves their histories (JSON, packed) for the replay
test.

    python -m tests.replay.save

Each history proves that cases which began under older code can go on under newer code. So once a
version has been in use, its histories are never written anew: when the shape of a history changes
on purpose (``workflow.patched``), save new ones beside them, into a folder of their own:

    python -m tests.replay.save 2027-03

A case runs in its own time here, fifty days a second, so that all of it takes a minute.
"""

import asyncio
import gzip
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.testing import WorkflowEnvironment

from seals.envelope import key_id
from seals.trust import TRUST
from tests.casework.walk import Walk
from tests.workflows.office import dev_server
from tests.workflows.staging import staged
from tests.workflows.ways import clean_path, returned_plan, silence

HISTORIES = Path(__file__).with_name("histories")
FIRST = "2026-11"

FIFTY_DAYS_A_SECOND = 4_320_000.0


class Way(NamedTuple):
    """A walk to be followed, and after how many events a run hands over to the next."""

    walk: Callable[[], Walk]
    roll_after: int | None = None


WAYS = {
    "clean-path": Way(clean_path),
    "silence": Way(silence),
    "returned-plan": Way(returned_plan),
    "continued-as-new": Way(clean_path, roll_after=150),
}


async def save(env: WorkflowEnvironment, key: Ed25519PrivateKey, name: str, folder: Path) -> None:
    """Play one case and save the history of each of its runs, the first run first."""
    way = WAYS[name]
    async with staged(env, key) as stage:
        stage.roll_after = way.roll_after
        stage.factor, stage.pace = FIFTY_DAYS_A_SECOND, timedelta(milliseconds=10)
        walk = way.walk()
        await stage.follow(walk)
        await stage.run_to(walk.now)
        histories = (await stage.runs())[::-1]
    for number, history in enumerate(histories, start=1):
        run = f"-{number}" if len(histories) > 1 else ""
        packed = gzip.compress(history.to_json().encode(), mtime=0)
        (folder / f"{name}{run}.json.gz").write_bytes(packed)
        print(f"{name}{run}: {len(history.events)} events")


async def main(version: str) -> None:
    """Save every way into the folder of a version."""
    key = Ed25519PrivateKey.generate()
    TRUST.keys, TRUST.case_time_allowed = {key_id(key.public_key()): key.public_key()}, True
    folder = HISTORIES / version
    folder.mkdir(parents=True, exist_ok=True)
    async with dev_server() as env:
        for name in WAYS:
            for old in folder.glob(f"{name}*"):
                old.unlink()
            await save(env, key, name, folder)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else FIRST))
