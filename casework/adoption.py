"""From which instant a clock of an adopted case counts: the true date of what started it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from casework.case import Case
from casework.commands.adoption import AdoptionRecord

_BY_DECISION = frozenset({"T14", "T19"})
_BY_SERVICE = frozenset({"T08", "T09", "T10"})
_FROM_NOW = frozenset({"T29", "T50"})
"""Warnings, and looks at evidence that nobody has counted so far."""


def true_start(case: Case, rule: str) -> datetime | None:
    """Return when the cause of a clock was, by the adoption record; None: it counts from now."""
    record = case.adoption
    if record is None or rule in _FROM_NOW:
        return None
    day = _day(record, rule)
    return noon(day, case.zone) if day is not None else None


def noon(day: date, zone: str) -> datetime:
    """Return a day's noon in a zone, as an instant that lies on that day whatever the zone."""
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)


def _day(record: AdoptionRecord, rule: str) -> date | None:
    decision, seen = record.decision, record.verification
    if decision is not None and rule in _BY_DECISION:
        return decision.decided_on if rule == "T19" else decision.effect_on
    if decision is not None and rule in _BY_SERVICE:
        return decision.served_on
    if rule == "T17":
        return seen.visited_on
    if rule in ("T32", "T49"):
        return seen.reported_on
    return record.entered_on
