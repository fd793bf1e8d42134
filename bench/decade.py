"""Measure 8: years of cases through the whole process, by the rules alone: no engine, no record."""

import asyncio
import sys
from collections.abc import AsyncIterator
from time import perf_counter

from bench.figures import Figure, alone
from bench.ground import Ground
from bench.sizes import Sizes
from casework.roles import Role
from embedded.processes import PROJECT
from simulation.assumptions import assumed

NUMBER = 8
_SEEDS = (1, 2, 3)
_STAFF = {Role.OFF: 2, Role.SUP: 1, Role.HQ: 1}


async def measured(_: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Simulate years of cases, with a staff of four, from three seeds."""
    took = []
    for seed in _SEEDS:
        began = perf_counter()
        await _simulate(sizes.years, seed)
        took.append((perf_counter() - began) / 60)
    cases = assumed().arrivals_per_year * sizes.years
    yield alone(
        NUMBER,
        f"{sizes.years} year(s) of cases by the rules",
        "min",
        took,
        note=f"about {cases:.0f} cases, one process; `starter.py simulate`",
    )


async def _simulate(years: int, seed: int) -> None:
    """Run it as a person does, in a process of its own."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "starter.py", "simulate", "--specialists", str(_STAFF[Role.OFF])),
        *("--supervisors", str(_STAFF[Role.SUP]), "--deciders", str(_STAFF[Role.HQ])),
        *("--years", str(years), "--seed", str(seed), "--json"),
        cwd=PROJECT,
        stdout=asyncio.subprocess.DEVNULL,
    )
    if await program.wait():
        raise RuntimeError("the simulation failed")
