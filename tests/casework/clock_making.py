"""Clocks for tests, in few words."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.clocks import Clock, LedgerEntry, apply, start
from casework.policy import policy

POLICY = policy("2026-11")
LAREDO = "America/Chicago"


def local(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """An instant on the wall clock of Laredo."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(LAREDO)).astimezone(UTC)


def started(
    rule: str, at: datetime, *, variant: str | None = None, key: str | None = None, **more: Any
) -> Clock:
    """A clock of the policy, started at an instant, in Laredo unless said otherwise."""
    more.setdefault("zone", LAREDO)
    more.setdefault("calendar_version", "2026-11")
    return start(POLICY.rule(rule, variant), key=key or rule, at=at, **more)


def after(clock: Clock, *entries: LedgerEntry) -> Clock:
    """The clock with recorded entries added."""
    for entry in entries:
        clock = apply(clock, entry)
    return clock


def last_day(rule: str, at: datetime, **more: Any) -> date:
    """The last day of a clock that was only started."""
    return started(rule, at, **more).due_day
