"""Which day is the last: the arithmetic of days, holds, extensions and rolls. Pure.

The rules, in full (process.md 6 and design.md idea 3):

- The day after the start is day 1. A period in days ends with the end of its last local day; a
  period in hours ends at the exact instant; a period in months ends on the same day of the month,
  or the last day of a shorter month.
- A last day that is not worked goes to the next day worked, where the rule rolls. Extensions and
  holds count from the day as printed, that is after the roll, so nobody loses a day once printed.
- A hold placed on local day H and released on local day R: what was left is every counted day
  after H up to the last day, and it is counted again from R, whose next day is day 1. So a hold
  moves a period in calendar days by exactly R - H days, and a period in business days keeps the
  number of its business days. A hold on the last day leaves what is left of that day: the end of
  day R, or the next worked day. Periods in hours keep their remaining hours exactly.
- A day named while a hold is on is moved only by what is held after it was named.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.calendars import CalendarKind, calendar_set
from casework.clocks.ledger import ClockTerms, EntryKind, LedgerEntry
from casework.clocks.zones import day_ends, local_day
from casework.policy import Roll, Unit


class Change(NamedTuple):
    """The part of a ledger entry that bears on the last day."""

    kind: EntryKind
    at: datetime
    amount: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    terms: ClockTerms | None = None


class Reckoning(NamedTuple):
    """Where the last day stands after some entries.

    `raw_day` is the last day before the roll; `due` the instant (UTC) at which the clock runs out.
    """

    raw_day: date
    due_day: date
    due: datetime
    provisional: bool
    held_since: datetime | None


def reckon(
    terms: ClockTerms, started_at: datetime, changes: Iterable[Change | LedgerEntry]
) -> Reckoning:
    """Reckon a whole ledger from its start; `changes` begin with the STARTED one.

    Used to rebase, to explain and to verify: what is recorded is never reckoned again.
    """
    past: list[Change | LedgerEntry] = []
    standing: Reckoning | None = None
    for change in changes:
        if change.terms is not None:
            terms = change.terms
            standing = reckon(terms, started_at, _without_rebases(past))
        elif standing is None:
            standing = first_reckoning(terms, change.at, change.amount, change.to_day)
        else:
            standing = next_reckoning(terms, standing, change)
        past.append(change)
    if standing is None:
        raise ValueError("a ledger begins with its start")
    return standing


def _without_rebases(past: list[Change | LedgerEntry]) -> list[Change | LedgerEntry]:
    return [change for change in past if change.terms is None]


def first_reckoning(
    terms: ClockTerms, at: datetime, amount: int | None, to_day: date | None
) -> Reckoning:
    """Reckon the last day at the start, from a number of units or from a named day."""
    started = local_day(at, terms.zone)
    if to_day is not None:
        return _landed(terms, to_day, to_day)
    number = terms.amount if terms.amount is not None else amount
    if number is None:
        raise ValueError(f"{terms.rule} has neither a number nor a day")
    if terms.unit is Unit.HOURS:
        return _at_instant(terms, at + timedelta(hours=number))
    return _landed(terms, started, _add(terms, started, number))


def next_reckoning(
    terms: ClockTerms, standing: Reckoning, change: Change | LedgerEntry
) -> Reckoning:
    """Reckon what one further entry does to the last day; most kinds do nothing."""
    match change.kind:
        case EntryKind.HELD:
            return standing._replace(held_since=change.at)
        case EntryKind.RELEASED if standing.held_since is not None:
            return _released(terms, standing, standing.held_since, change.at)
        case EntryKind.EXTENDED if change.amount is not None:
            return _extended(terms, standing, change.amount, change.from_day)
        case EntryKind.MOVED | EntryKind.ROLLED if change.to_day is not None:
            moved = _landed(terms, change.to_day, change.to_day)
            held = standing.held_since
            return moved._replace(held_since=None if held is None else max(held, change.at))
        case EntryKind.STOPPED | EntryKind.LAPSED:
            return standing._replace(held_since=None)
        case _:
            return standing


def _released(
    terms: ClockTerms, standing: Reckoning, held_since: datetime, released_at: datetime
) -> Reckoning:
    if terms.unit is Unit.HOURS:
        return _at_instant(terms, standing.due + (released_at - held_since))
    held_on = local_day(held_since, terms.zone)
    released_on = local_day(released_at, terms.zone)
    if standing.due_day < held_on:
        return standing._replace(held_since=None)
    left = calendar_set(terms.calendar_version).count(_counting(terms), held_on, standing.due_day)
    counted = calendar_set(terms.calendar_version).add(_counting(terms), released_on, left)
    landed = _landed(terms, released_on, counted)
    return landed._replace(provisional=standing.provisional or landed.provisional)


def _extended(
    terms: ClockTerms, standing: Reckoning, amount: int, from_day: date | None
) -> Reckoning:
    if terms.unit is Unit.HOURS:
        base = standing.due if from_day is None else day_ends(from_day, terms.zone)
        extended = _at_instant(terms, base + timedelta(hours=amount))
    else:
        first = standing.due_day if from_day is None else from_day
        extended = _landed(terms, first, _add(terms, first, amount))
    return extended._replace(
        provisional=standing.provisional or extended.provisional, held_since=standing.held_since
    )


def _add(terms: ClockTerms, day: date, number: int) -> date:
    if terms.unit is Unit.MONTHS:
        return months_later(day, number)
    return calendar_set(terms.calendar_version).add(_counting(terms), day, number)


def _counting(terms: ClockTerms) -> CalendarKind:
    if terms.unit is Unit.BUSINESS_DAYS:
        return terms.calendar
    return CalendarKind.CALENDAR_DAYS


def months_later(day: date, number: int) -> date:
    """Return the same day so many months later, or the last of its month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last_of_month = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last_of_month))


def _landed(terms: ClockTerms, first: date, raw_day: date) -> Reckoning:
    """Roll a last day where the rule says so, and tell whether the calendars were complete."""
    calendars = calendar_set(terms.calendar_version)
    rolls = terms.roll is Roll.NEXT_WORKING_DAY
    due_day = calendars.next_worked(terms.roll_calendar, raw_day) if rolls else raw_day
    provisional = calendars.is_provisional(_counting(terms), first, raw_day) or (
        rolls and calendars.is_provisional(terms.roll_calendar, raw_day, due_day)
    )
    return Reckoning(raw_day, due_day, day_ends(due_day, terms.zone), provisional, None)


def _at_instant(terms: ClockTerms, due: datetime) -> Reckoning:
    day = local_day(due, terms.zone)
    return Reckoning(day, day, due, False, None)


def working_days_later(
    at: datetime,
    number: int,
    zone: str,
    *,
    calendar: CalendarKind = CalendarKind.US_BUSINESS,
    calendar_version: str,
) -> datetime:
    """Give the end (UTC) of the `number`-th worked day after the local day of an instant.

    For example the instant before which a clock cannot lapse after an extension request was
    answered: 2 business days (process.md 5, EXTENSION).
    """
    day = calendar_set(calendar_version).add(calendar, local_day(at, zone), number)
    return day_ends(day, zone)
