"""Measure 5: memory of an open case in its worker, beside a bare workflow that is kept in memory.

A worker keeps a thousand workflows in memory (the SDK's own default, for both); one more, and the
one that rested longest is replayed when it is needed. So there are two figures: what a case takes
that is kept, and what the worker holds for each of all that are open.
"""

from collections.abc import AsyncIterator
from functools import partial
from time import time
from uuid import uuid4

from bench.cases import a_few_at_once, now, open_case, opening, start_bare
from bench.figures import Figure, at_most, compared
from bench.ground import Ground, resident_kib
from bench.sizes import Sizes

NUMBER = 5
_FIRST = 50
"""Opened before it counts, so that what is loaded and pooled once is there."""

_A_TURN = 50
_WEEKS = 8 * 7 * 24 * 3600.0


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Open cases in turn with bare workflows, and look at both workers."""
    workers = ground.stack.pids["worker"], ground.bare.pid
    await _open_both(ground, _FIRST)
    base = [resident_kib(pid) for pid in workers]
    opened = 0
    per_kept = [0.0, 0.0]
    for wanted in sorted({sizes.cached_cases, sizes.open_cases}):
        while opened < wanted:
            turn = min(_A_TURN, wanted - opened)
            await _open_both(ground, turn)
            opened += turn
        grown = [resident_kib(pid) - was for pid, was in zip(workers, base, strict=True)]
        if wanted == sizes.cached_cases:
            per_kept = [each / wanted for each in grown]
            yield compared(
                NUMBER,
                "memory of a case kept by a worker",
                "KiB",
                per_kept[:1],
                per_kept[1:],
                target=at_most(1.5),
                note=f"{wanted} kept, of at most 1,000",
            )
        else:
            yield compared(
                NUMBER,
                f"… of each of {wanted:,} open",
                "KiB",
                [grown[0] / wanted],
                per_kept[1:],
                target=at_most(1.5),
                note=f"the worker has grown by {grown[0] / 1024:.0f} MiB; bare: one kept",
            )


async def _open_both(ground: Ground, number: int) -> None:
    size = len(opening(ground, at=now()).envelope)
    prefix = f"bare-memory-{uuid4().hex[:8]}"
    wake = [time() + _WEEKS]
    await a_few_at_once([partial(open_case, ground, at=now()) for _ in range(number)])
    await a_few_at_once(
        [
            partial(start_bare, ground, f"{prefix}-{each}", wake_at=wake, payload=size)
            for each in range(number)
        ]
    )
