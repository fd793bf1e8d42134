"""Anybody asks anything of the real workflow at any time, while workers and connections die.

    python -m tests.workflows.random_walk --seeds 100 [--first 1] [--turns 25] [--at-once 4]

needs nothing but this checkout: it starts its own PostgreSQL and Temporal.
"""

import argparse
import asyncio
import random
import sys
import traceback
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.postgres import Server, running_server
from tests.workflows.field import Ground, field, ground
from tests.workflows.walker import RandomWalk

LONGEST = 500
"""How many events a walk takes at most: a case that is left lying has a reminder every day."""


async def walked(ground: Ground, seed: int, turns: int) -> RandomWalk:
    """Take a whole walk. What fails names the seed, and what was done until then."""
    rng = random.Random(-seed)
    async with field(ground, bouncing=rng.choice((0, 0, 2, 3))) as found:
        walk = RandomWalk(seed, found)
        try:
            await walk.begin()
            for _ in range(turns):
                if len(walk.scrutiny.rows) > LONGEST:
                    break
                await walk.turn()
            await walk.end()
        except BaseException as failure:
            done = "\n  ".join(walk.story)
            failure.add_note(
                f"seed {seed}: python -m tests.workflows.random_walk --seeds 1 --first {seed}"
                f" --turns {turns}\n  {done}"
            )
            raise
    return walk


async def main(postgres: Server, seeds: Sequence[int], turns: int, at_once: int) -> int:
    """Take many walks, some of them at a time; give the number of those that failed."""
    key = Ed25519PrivateKey.generate()
    free, failed = asyncio.Semaphore(at_once), 0

    async def one(found: Ground, seed: int) -> None:
        nonlocal failed
        async with free:
            try:
                walk = await walked(found, seed, turns)
            except Exception:
                failed += 1
                traceback.print_exc()
            else:
                print(f"{seed}: {len(walk.scrutiny.rows)} events, {walk.scrutiny.case.state}")

    async with ground(postgres, key) as found:
        await asyncio.gather(*(one(found, seed) for seed in seeds))
    print(f"{len(seeds)} walks, {failed} of them failed")
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in (("--seeds", 20), ("--first", 1), ("--turns", 25), ("--at-once", 4)):
        parser.add_argument(name, type=int, default=value)
    said = parser.parse_args()
    with running_server() as postgres:
        chosen = range(said.first, said.first + said.seeds)
        sys.exit(1 if asyncio.run(main(postgres, chosen, said.turns, said.at_once)) else 0)
