"""Which days are worked: US federal business days, Mexican días hábiles, and days worked in both.

The holidays are dated, versioned data (`data/calendars/`), never edited: a new list is a new
version, and a case keeps the one that it was opened under (design.md idea 3). What was not
published when a version was made is listed in it as *open*: a day reckoned across it, or across a
year that the version does not hold, is provisional and never an error.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from casework.bilingual import Bilingual
from casework.model import Kept


class CalendarKind(StrEnum):
    """How days are counted. BOTH counts only days that are worked on both sides of the border."""

    CALENDAR_DAYS = "CALENDAR_DAYS"
    US_BUSINESS = "US_BUSINESS"
    MX_HABILES = "MX_HABILES"
    BOTH = "BOTH"


class Mark(StrEnum):
    """How sure a value is (domain.md, confidence tags and section 13). Shown wherever it is used.

    verified: primary text read · secondary: reported by others · unverified: not confirmed ·
    default: this office's own choice, no source.
    """

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    DEFAULT = "default"


class Holiday(Kept):
    """A weekday that is not worked: its name, the rule that makes it one, and how sure that is."""

    day: date
    name: Bilingual
    source: Bilingual
    mark: Mark


class OpenPeriod(Kept):
    """Days of which it was not known, when the version was made, whether they are worked."""

    first: date
    last: date
    why: Bilingual


_ONE_DAY = timedelta(days=1)
_SIDES: Mapping[CalendarKind, tuple[CalendarKind, ...]] = {
    CalendarKind.CALENDAR_DAYS: (),
    CalendarKind.US_BUSINESS: (CalendarKind.US_BUSINESS,),
    CalendarKind.MX_HABILES: (CalendarKind.MX_HABILES,),
    CalendarKind.BOTH: (CalendarKind.US_BUSINESS, CalendarKind.MX_HABILES),
}


class CalendarSet:
    """All calendars of one version. Every answer is a pure function of the version's file."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.version: str = content["version"]
        self.checked_on = date.fromisoformat(content["checked_on"])
        self._holidays: dict[CalendarKind, dict[date, Holiday]] = {}
        self._years: dict[CalendarKind, frozenset[int]] = {}
        self._open: dict[CalendarKind, tuple[OpenPeriod, ...]] = {}
        for side in (CalendarKind.US_BUSINESS, CalendarKind.MX_HABILES):
            sets = [found for found in content["sets"] if found["kind"] == side]
            self._holidays[side] = _holidays(sets)
            self._years[side] = frozenset.intersection(*(frozenset(s["years"]) for s in sets))
            self._open[side] = tuple(
                OpenPeriod.model_validate(period) for s in sets for period in s.get("open", ())
            )
        self._sorted = {
            kind: sorted({day for side in sides for day in self._holidays[side]})
            for kind, sides in _SIDES.items()
        }

    def is_worked(self, kind: CalendarKind, day: date) -> bool:
        """Tell whether a day counts. Every day counts under CALENDAR_DAYS."""
        sides = _SIDES[kind]
        if not sides:
            return True
        return day.weekday() < 5 and all(day not in self._holidays[side] for side in sides)

    def holidays_on(self, kind: CalendarKind, day: date) -> tuple[Holiday, ...]:
        """Name the holidays that make a day not worked; none if it is only a weekend."""
        found = (self._holidays[side].get(day) for side in _SIDES[kind])
        return tuple(holiday for holiday in found if holiday is not None)

    def holidays(self, kind: CalendarKind) -> tuple[Holiday, ...]:
        """List all holidays of a calendar in order of their day, weekends among them."""
        return tuple(h for day in self._sorted[kind] for h in self.holidays_on(kind, day))

    def years(self, kind: CalendarKind) -> frozenset[int]:
        """Give the years that this version holds for a calendar."""
        sides = _SIDES[kind] or _SIDES[CalendarKind.BOTH]
        return frozenset.intersection(*(self._years[side] for side in sides))

    def next_worked(self, kind: CalendarKind, day: date) -> date:
        """Give the day itself if it is worked, else the first worked day after it."""
        while not self.is_worked(kind, day):
            day += _ONE_DAY
        return day

    def add(self, kind: CalendarKind, day: date, number: int) -> date:
        """Give the `number`-th counted day after `day`; the day after it is day 1.

        With 0 it is `day` itself, whether it is worked or not.
        """
        if not _SIDES[kind]:
            return day + timedelta(days=number)
        for _ in range(number):
            day = self.next_worked(kind, day + _ONE_DAY)
        return day

    def count(self, kind: CalendarKind, after: date, through: date) -> int:
        """Count the days that count, after `after` up to and including `through`."""
        if through <= after:
            return 0
        if not _SIDES[kind]:
            return (through - after).days
        weekdays = _weekdays_until(through) - _weekdays_until(after)
        days = self._sorted[kind]
        free = days[bisect_right(days, after) : bisect_right(days, through)]
        return weekdays - sum(day.weekday() < 5 for day in free)

    def is_provisional(self, kind: CalendarKind, first: date, last: date) -> bool:
        """Tell whether days from `first` to `last` rest on a year not held or an open period."""
        return any(
            not self._years[side].issuperset(range(first.year, last.year + 1))
            or any(period.first <= last and first <= period.last for period in self._open[side])
            for side in _SIDES[kind]
        )

    def open_periods(self, kind: CalendarKind) -> tuple[OpenPeriod, ...]:
        """List the periods that were not yet published when this version was made."""
        return tuple(period for side in _SIDES[kind] for period in self._open[side])


def _holidays(sets: list[dict[str, Any]]) -> dict[date, Holiday]:
    holidays: dict[date, Holiday] = {}
    for holiday_set in sets:
        for row in holiday_set["days"]:
            first = date.fromisoformat(row.get("first") or row["day"])
            last = date.fromisoformat(row.get("last") or row["day"])
            for offset in range((last - first).days + 1):
                day = first + timedelta(days=offset)
                holidays.setdefault(
                    day,
                    Holiday(
                        day=day,
                        name=Bilingual.model_validate(row["name"]),
                        source=Bilingual.model_validate(row.get("source", holiday_set["source"])),
                        mark=Mark(row.get("mark", holiday_set["mark"])),
                    ),
                )
    return holidays


def _weekdays_until(day: date) -> int:
    """Count Mondays to Fridays from the first day of the calendar, a Monday, through `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _read(path_name: str) -> CalendarSet:
    text = files("casework").joinpath("data", "calendars", path_name).read_text(encoding="utf-8")
    return CalendarSet(json.loads(text))


_VERSIONS = {
    found.version: found
    for found in (
        _read(entry.name)
        for entry in files("casework").joinpath("data", "calendars").iterdir()
        if entry.name.endswith(".json")
    )
}

CURRENT: str = max(_VERSIONS)
"""The version that a case opened now is given."""


def calendar_versions() -> tuple[str, ...]:
    """List the versions at hand, oldest first."""
    return tuple(sorted(_VERSIONS))


@lru_cache
def calendar_set(version: str) -> CalendarSet:
    """Give one version of the calendars.

    Raises LookupError if this code does not have it, which happens only to older code that reads
    what newer code wrote; the due days that were recorded can be read without it.
    """
    if version not in _VERSIONS:
        raise LookupError(f"calendar version {version} is not in casework/data/calendars")
    return _VERSIONS[version]
