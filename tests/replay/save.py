"""Plays cases on a real development server and saves their histories (JSON, packed) for the replay
test.

    python -m tests.replay.save

Each history proves that cases which began under older code can go on under newer code. So once a
version has been in use, its histories are never written anew: when the shape of a history changes
on purpose (``workflow.patched``), save new ones beside them, into a folder of their own:

    python -m tests.replay.save 2027-03
    python -m tests.replay.fingerprints

A case runs in its own time here, fifty days a second, and several run side by side, so that all of
it takes about a minute.
"""

import asyncio
import lzma
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.testing import WorkflowEnvironment

from seals.envelope import key_id
from seals.trust import TRUST
from tests.casework.paths import CONTACTS
from tests.casework.walk import Walk
from tests.casework.ways import commented, returned, unsuspended
from tests.casework.ways_from_paper import corrected, in_grace_by_post
from tests.casework.ways_of_orders import suspended_at_once
from tests.workflows.office import dev_server
from tests.workflows.staging import staged
from tests.workflows.ways import (
    adopted_to_the_return,
    clean_path,
    decided_late,
    extended_on_the_last_day,
    removed,
    returned_plan,
    silence,
    undeliverable,
)

HISTORIES = Path(__file__).with_name("histories")
FIRST = "2026-11"

FIFTY_DAYS_A_SECOND = 4_320_000.0


AT_ONCE = 4
PATIENCE = timedelta(minutes=5)


class Way(NamedTuple):
    """A walk to be followed, after how many events a run hands over to the next, and which
    mailboxes take no mail.
    """

    walk: Callable[[], Walk]
    roll_after: int | None = None
    bouncing: tuple[str, ...] = ()


WAYS = {
    "clean-path": Way(clean_path),
    "silence": Way(silence),
    "returned-plan": Way(returned_plan),
    "continued-as-new": Way(clean_path, roll_after=150),
    "undeliverable-declared-served": Way(
        undeliverable, bouncing=(str(CONTACTS["poc"]), str(CONTACTS["executive"]))
    ),
    "decided-late-after-the-term": Way(decided_late),
    "extension-on-the-last-day": Way(extended_on_the_last_day),
    "failed-visits-and-referral": Way(returned),
    "plan-without-suspension": Way(unsuspended),
    "adopted": Way(adopted_to_the_return),
    "filed-on-paper": Way(in_grace_by_post),
    "removal": Way(removed),
    "comment-waived": Way(lambda: commented("close_no_action")),
    "suspended-at-once": Way(suspended_at_once),
    "corrected": Way(corrected),
}
"""One for each path of the process, by the name of its file. A path whose facts no workflow hears
of (a linked case) has none.
"""


async def save(env: WorkflowEnvironment, key: Ed25519PrivateKey, name: str, folder: Path) -> None:
    """Play one case and save the history of each of its runs, the first run first."""
    way = WAYS[name]
    async with staged(env, key, replay=False, patience=PATIENCE) as stage:
        stage.roll_after = way.roll_after
        stage.factor, stage.pace = FIFTY_DAYS_A_SECOND, timedelta(milliseconds=10)
        stage.postbox.bouncing = set(way.bouncing)
        walk = way.walk()
        await stage.follow(walk)
        await stage.run_to(walk.now)
        histories = (await stage.runs())[::-1]
    for number, history in enumerate(histories, start=1):
        run = f"-{number}" if len(histories) > 1 else ""
        (folder / f"{name}{run}.json.xz").write_bytes(lzma.compress(history.to_json().encode()))
        print(f"{name}{run}: {len(history.events)} events")


async def main(version: str) -> None:
    """Save every way into the folder of a version."""
    key = Ed25519PrivateKey.generate()
    TRUST.keys, TRUST.case_time_allowed = {key_id(key.public_key()): key.public_key()}, True
    folder = HISTORIES / version
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json.*"):
        old.unlink()
    free = asyncio.Semaphore(AT_ONCE)

    async def one(env: WorkflowEnvironment, name: str) -> None:
        async with free:
            await save(env, key, name, folder)

    async with dev_server() as env, asyncio.TaskGroup() as group:
        for name in WAYS:
            group.create_task(one(env, name))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else FIRST))
    sys.stdout.flush()
    os._exit(0)  # the SDK's threads may abort an ordinary interpreter exit (sdk-python#300)
