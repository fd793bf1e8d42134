"""Measure 9: how long a person waits for a program to start: all of it, and its help."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from time import perf_counter

from bench.arithmetic import by_turns
from bench.figures import Figure, alone, compared
from bench.ground import Ground
from bench.sizes import Sizes
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack

NUMBER = 9


async def measured(_: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Start what ``make up`` starts in a new folder and again in that folder, and ask for help."""
    first: list[float] = []
    again: list[float] = []
    above = PROJECT / ".data"
    for _number in range(sizes.starts):
        with tempfile.TemporaryDirectory(prefix="bench-", dir=above) as place:
            for took in (first, again):
                stack = EmbeddedStack(Path(place) / "data")
                began = perf_counter()
                await stack.start()
                took.append(perf_counter() - began)
                await stack.stop()
    yield alone(NUMBER, "`make up` to ready, in a new folder", "s", first)
    yield alone(NUMBER, "… in a folder with data", "s", again)

    async def help_() -> None:
        await _run("starter.py", "--help")

    async def nothing() -> None:
        await _run("-c", "pass")

    ours, bare = await by_turns(help_, nothing, rounds=4 * sizes.starts)
    yield compared(
        NUMBER,
        "`starter.py --help`",
        "ms",
        [each * 1000 for each in ours],
        [each * 1000 for each in bare],
        note="beside Python that does nothing",
    )


async def _run(*arguments: str) -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=PROJECT, stdout=asyncio.subprocess.DEVNULL
    )
    if await program.wait():
        raise RuntimeError(f"{arguments[0]} failed")
