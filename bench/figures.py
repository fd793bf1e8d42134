"""What a measure tells: a quantity of ours beside the bare one, their ratio, and what it may be."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from bench.arithmetic import median, percentile


class Bound(StrEnum):
    """Which side of its target a value must be on."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True)
class Target:
    """What is wanted, of the ratio or, ``of_ours``, of our own quantity (``at`` of it: 0.95)."""

    bound: Bound
    value: float
    of_ours: bool = False
    at: float = 0.5

    def __str__(self) -> str:
        """Print it as the table does."""
        which = "" if not self.of_ours else "ours " if self.at == 0.5 else f"p{self.at * 100:.0f} "
        return f"{which}{self.bound} {self.value:g}"


@dataclass(frozen=True)
class Spread:
    """Samples of one quantity, in its unit: how many, the middle, and how far they lie apart."""

    count: int
    least: float
    quarter: float
    median: float
    three_quarters: float
    p95: float
    p99: float
    most: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> "Spread":
        """Summarise samples. Raises ``ValueError`` where there is none."""
        shares = (0.25, 0.5, 0.75, 0.95, 0.99)
        quarter, middle, three, p95, p99 = (percentile(samples, share) for share in shares)
        return cls(len(samples), min(samples), quarter, middle, three, p95, p99, max(samples))


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``ratio`` is ours ÷ bare, or for ``rate`` how much of the bare rate is
    left; ``note`` says in a few words what else must be known to read it.
    """

    measure: int
    what: str
    unit: str
    ours: Spread | None
    bare: Spread | None = None
    target: Target | None = None
    ratio: float | None = None
    note: str = ""

    @property
    def meets(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing to hold against it."""
        if self.target is None:
            return None
        found = self.ratio
        if self.target.of_ours and self.ours is not None:
            found = self.ours.p95 if self.target.at == 0.95 else self.ours.median
        if found is None:
            return None
        at_most = self.target.bound is Bound.AT_MOST
        return found <= self.target.value if at_most else found >= self.target.value

    def as_object(self) -> dict[str, Any]:
        """Return it for JSON."""
        target = str(self.target) if self.target else None
        return {**asdict(self), "target": target, "meets": self.meets}


def compared(
    measure: int,
    what: str,
    unit: str,
    ours: Sequence[float],
    bare: Sequence[float],
    *,
    target: Target | None = None,
    rate: bool = False,
    note: str = "",
) -> Figure:
    """Put two sets of samples beside each other.

    With ``rate`` the samples are times of the same work, and the ratio is that of the rates.
    """
    ratio = median(ours) / median(bare) if median(bare) else None
    if ratio and rate:
        ratio = 1 / ratio
    return Figure(
        measure, what, unit, Spread.of(ours), Spread.of(bare), target, ratio=ratio, note=note
    )


def alone(
    measure: int,
    what: str,
    unit: str,
    samples: Sequence[float],
    *,
    target: Target | None = None,
    note: str = "",
) -> Figure:
    """A quantity that has no bare counterpart."""
    return Figure(measure, what, unit, Spread.of(samples), target=target, note=note)


def at_most(value: float) -> Target:
    """The ratio is wanted to be no more."""
    return Target(Bound.AT_MOST, value)


def at_least(value: float) -> Target:
    """The ratio is wanted to be no less."""
    return Target(Bound.AT_LEAST, value)


def ours_at_most(value: float, *, at: float = 0.5) -> Target:
    """Our own quantity is wanted to be no more, at a percentile: the median, or 0.95."""
    return Target(Bound.AT_MOST, value, of_ours=True, at=at)
