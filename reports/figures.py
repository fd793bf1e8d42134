"""What measures are reckoned with: medians, clocks kept, suspensions, letters served."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from casework.clocks import Clock, ClockStatus, EntryKind
from casework.clocks.zones import local_day
from casework.states import Standing
from casework.visibility import SERVED
from reports.history import CaseHistory, Period
from reports.pages import Share


def percentile(values: Iterable[float], share: float) -> float | None:
    """Return the value that so large a share does not exceed (nearest rank); None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values: Iterable[float]) -> float | None:
    """Return the middle value; of two, what lies between them."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def kept(histories: Iterable[CaseHistory], period: Period, rules: frozenset[str]) -> Share:
    """Return how many clocks of some rules that ended in a period ended before they ran out."""
    outcomes = [
        outcome
        for history in histories
        for clock in history.clocks
        if clock.terms.rule in rules
        for at, outcome in outcome_of(clock)
        if period.holds(at)
    ]
    return Share(sum(outcomes), len(outcomes))


def outcome_of(clock: Clock) -> Iterator[tuple[datetime, bool]]:
    """Yield when a clock was decided, and whether in time; nothing while it runs.

    A clock that ran out was late, even if what was owed came after.
    """
    lapsed = next((e.at for e in clock.entries if e.kind is EntryKind.LAPSED), None)
    if lapsed is not None:
        yield lapsed, False
    elif clock.status is ClockStatus.STOPPED:
        yield clock.entries[-1].at, True


_INSIDE = frozenset({"carrier", "cbp", "port"})
"""Whom CBP tells of an order by right, or serves it on; anybody else is outside."""


class Suspension(NamedTuple):
    """From when to when a carrier was suspended; ``ended`` is None while it still is.

    ``returned`` says that it ended with the carrier's membership good again.
    """

    began: datetime
    ended: datetime | None
    days: int
    returned: bool = False


def suspensions(history: CaseHistory) -> tuple[Suspension, ...]:
    """Return the suspensions of a case; one that runs counts its days until now."""
    case = history.case
    found: list[Suspension] = []
    began: datetime | None = None
    for span in case.spans:
        if span.standing.suspended and began is None:
            began = span.since
        elif not span.standing.suspended and began is not None:
            days = _days(began, span.since, case.zone)
            found.append(Suspension(began, span.since, days, span.standing is Standing.GOOD))
            began = None
    if began is not None:
        found.append(Suspension(began, None, _days(began, history.at, case.zone)))
    return tuple(found)


class Served(NamedTuple):
    """A decision's letter: when it was signed, when the carrier had it; None where it has not."""

    letter: str
    signed: datetime
    delivered: datetime | None


def letters(history: CaseHistory) -> tuple[Served, ...]:
    """Return the decisions of a case that were to be served."""
    delivered = {
        event.item: event.at
        for event in history.events
        if event.track == "LETTER" and event.after in SERVED and event.before not in SERVED
    }
    return tuple(
        Served(decision.letter, decision.at, delivered.get(decision.letter))
        for decision in history.case.decisions
        if decision.letter is not None
    )


def told_outside(history: CaseHistory) -> tuple[datetime, ...]:
    """Return when somebody who is neither CBP nor the carrier was owed a notice."""
    return tuple(
        event.at
        for event in history.events
        if any(notice.party.partition(":")[0] not in _INSIDE for notice in event.notices)
    )


def held_share(histories: Sequence[CaseHistory], period: Period) -> float | None:
    """Return which share of the time that clocks ran in a period they stood still."""
    ran = held = timedelta()
    for history in histories:
        for clock in history.clocks:
            over = clock.entries[-1].at if not clock.is_open else history.at
            ran += _within(period, clock.started_at, over)
            since: datetime | None = None
            for entry in clock.entries:
                if entry.kind is EntryKind.HELD:
                    since = entry.at
                elif since is not None and entry.kind in (
                    EntryKind.RELEASED,
                    EntryKind.STOPPED,
                    EntryKind.LAPSED,
                ):
                    held += _within(period, since, entry.at)
                    since = None
            if since is not None:
                held += _within(period, since, over)
    return held / ran if ran else None


def _within(period: Period, since: datetime, until: datetime) -> timedelta:
    return max(timedelta(), min(until, period.ends) - max(since, period.begins))


def _days(since: datetime, until: datetime, zone: str) -> int:
    return (local_day(until, zone) - local_day(since, zone)).days
