"""The arithmetic of a measurement: medians, percentiles, and two things done by turns."""

import math
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

Act = Callable[[], Awaitable[object]]


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the smallest sample that ``share`` (0 to 1) of all samples do not exceed.

    The nearest rank: always one that was measured, never one in between. Raises ``ValueError``
    where there is no sample.
    """
    if not samples:
        raise ValueError("nothing was measured")
    rank = max(1, math.ceil(share * len(samples)))
    return sorted(samples)[rank - 1]


def median(samples: Sequence[float]) -> float:
    """Return the middle of the samples: half of them do not exceed it."""
    return percentile(samples, 0.5)


async def by_turns(
    ours: Act, bare: Act, *, rounds: int, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Do two things by turns; return how long each took (seconds), round by round.

    Who comes first changes from round to round, so that neither always follows the other. ``warm``
    rounds before are not counted.
    """
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(-warm, rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            began = perf_counter()
            await (ours, bare)[which]()
            if number >= 0:
                took[which].append(perf_counter() - began)
    return took
