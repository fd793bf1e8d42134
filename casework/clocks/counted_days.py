"""Day by day from the start to the last day: which days counted, which did not, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from casework.bilingual import Bilingual
from casework.calendars import CalendarKind, Holiday, calendar_set
from casework.clocks.ledger import Clock, ClockTerms, EntryKind
from casework.clocks.zones import local_day
from casework.policy import Unit

_WEEKEND = Bilingual(en="weekend", es="fin de semana")
_HELD = Bilingual(en="held", es="en pausa")


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A local day of a period: its number if it counts, else why it does not.

    `last` marks the last day as recorded.
    """

    day: date
    number: int | None
    why_not: Bilingual | None
    last: bool = False


def counted_days(clock: Clock) -> tuple[CountedDay, ...]:
    """List every day after the start through the last day. Empty for a clock in hours.

    A hold counts out the days after the one on which it was placed, through the one of its
    release. While a hold is on, days up to its last entry's are listed as if it went on.
    """
    if clock.terms.unit is Unit.HOURS:
        return ()
    return tuple(_walk(clock))


def _walk(clock: Clock) -> Iterator[CountedDay]:
    terms = clock.terms
    held = held_runs(clock)
    number = 0
    day = local_day(clock.started_at, terms.zone)
    while day < clock.due_day:
        day += timedelta(days=1)
        last = day == clock.due_day
        if any(first < day <= final for first, final in held):
            yield CountedDay(day, None, _HELD, last)
        elif (why := why_not_counted(terms, day)) is not None:
            yield CountedDay(day, None, why, last)
        else:
            number += 1
            yield CountedDay(day, number, None, last)


def held_runs(clock: Clock) -> tuple[tuple[date, date], ...]:
    """Give each hold as the local days on which it was placed and released (or now stands)."""
    runs = []
    zone = clock.terms.zone
    placed: date | None = None
    for entry in clock.entries:
        if entry.kind is EntryKind.HELD:
            placed = local_day(entry.at, zone)
        elif entry.kind is EntryKind.RELEASED and placed is not None:
            runs.append((placed, local_day(entry.at, zone)))
            placed = None
    return tuple(runs)


def why_not_counted(terms: ClockTerms, day: date) -> Bilingual | None:
    """Say why a day does not count in the clock's own calendar; None if it counts."""
    if terms.unit is not Unit.BUSINESS_DAYS:
        return None
    return why_not_worked(terms.calendar_version, terms.calendar, day)


def why_not_worked(version: str, calendar: CalendarKind, day: date) -> Bilingual | None:
    """Say why a day is not worked: its holidays by name, else the weekend; None if it is."""
    calendars = calendar_set(version)
    if calendars.is_worked(calendar, day):
        return None
    holidays = calendars.holidays_on(calendar, day)
    if day.weekday() >= 5 or not holidays:
        return _WEEKEND
    return Bilingual(
        en="; ".join(holiday.name.en for holiday in holidays),
        es="; ".join(holiday.name.es for holiday in holidays),
    )


def not_worked_between(
    version: str, calendar: CalendarKind, after: date, through: date
) -> tuple[tuple[date, date, Bilingual], ...]:
    """Give runs of days (first, last, why) that are not worked, after one day through another."""
    runs: list[tuple[date, date, Bilingual]] = []
    for offset in range(1, (through - after).days + 1):
        day = after + timedelta(days=offset)
        why = why_not_worked(version, calendar, day)
        if why is None:
            continue
        if runs and runs[-1][1] == day - timedelta(days=1) and runs[-1][2] == why:
            runs[-1] = (runs[-1][0], day, why)
        else:
            runs.append((day, day, why))
    return tuple(runs)


def holidays_between(
    version: str, calendar: CalendarKind, after: date, through: date
) -> tuple[Holiday, ...]:
    """Give the holidays on weekdays that made days not count, after one day through another."""
    return tuple(
        holiday
        for holiday in calendar_set(version).holidays(calendar)
        if after < holiday.day <= through and holiday.day.weekday() < 5
    )
