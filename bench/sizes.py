"""How much of everything is measured: for a look, as much as was asked for, and for a test."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True)
class Sizes:
    """What one run does.

    Attributes:
        receipts: commands given in turn with bare updates.
        whole_cases: whole cases played in turn with bare ones.
        timed_cases: cases whose clocks run at once; ``timed_rounds`` of them, in turn with bare.
        timed_seconds: how long a round's clocks take, in real time.
        recovered_cases: cases open when the worker is killed.
        cached_cases: cases that a worker has in memory; ``open_cases`` are open in all.
        appends: batches recorded in turn with bare rows.
        verified_cases: cases verified in turn with fetching and hashing.
        listed_cases: cases on record when lists and pages are asked for; with ``listed_events``.
        requests: how often each list and page is asked for.
        years: how many years are simulated.
        starts: how often a program is started.
    """

    receipts: int
    whole_cases: int
    timed_cases: int
    timed_rounds: int
    timed_seconds: float
    recovered_cases: int
    cached_cases: int
    open_cases: int
    appends: int
    verified_cases: int
    listed_cases: int
    listed_events: int
    requests: int
    years: int
    starts: int


FULL = Sizes(
    receipts=300,
    whole_cases=5,
    timed_cases=50,
    timed_rounds=3,
    timed_seconds=30.0,
    recovered_cases=1_000,
    cached_cases=900,
    open_cases=10_000,
    appends=2_000,
    verified_cases=200,
    listed_cases=10_000,
    listed_events=500_000,
    requests=200,
    years=10,
    starts=5,
)
QUICK = Sizes(
    receipts=40,
    whole_cases=1,
    timed_cases=8,
    timed_rounds=1,
    timed_seconds=10.0,
    recovered_cases=30,
    cached_cases=100,
    open_cases=100,
    appends=200,
    verified_cases=20,
    listed_cases=300,
    listed_events=15_000,
    requests=20,
    years=1,
    starts=1,
)


def resized(sizes: Sizes, changes: Iterable[str]) -> Sizes:
    """Return sizes with some changed, each given as ``name=number``.

    Raises ``ValueError``: there is no such size, or it is no positive number.
    """
    for change in changes:
        name, _, number = change.partition("=")
        if name not in asdict(sizes):
            raise ValueError(f"{name}: there is no such size; one of {', '.join(asdict(sizes))}")
        kind = type(getattr(sizes, name))
        try:
            value = kind(number)
        except ValueError:
            value = 0
        if value <= 0:
            raise ValueError(f"{name}: must be a positive number")
        sizes = replace(sizes, **{name: value})
    return sizes
