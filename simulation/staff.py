"""People with a share of their working day for cases, each doing one thing at a time."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from casework.calendars import CURRENT, CalendarKind, calendar_set
from casework.clocks import local_day
from casework.clocks.zones import local_hour
from casework.roles import Role

FROM_HOUR = 8
"""When a working day begins, in the office's zone."""


class Worked(NamedTuple):
    """A piece of work: when it came, was begun and was done, by whom, and how long it took."""

    role: Role
    came: datetime
    begun: datetime
    done: datetime
    person: str
    minutes: float


class Pool:
    """The people of one role at one office. What comes first is begun first."""

    def __init__(self, role: Role, people: int, *, minutes_a_day: float, zone: str) -> None:
        """``minutes_a_day`` is what each has for this work on a day worked in the US calendar."""
        self._role = role
        self._zone = zone
        self._day = timedelta(minutes=minutes_a_day)
        self._calendars = calendar_set(CURRENT)
        self._free = {
            f"{role.value.lower()}-{number}": _LONG_AGO for number in range(1, people + 1)
        }
        self.worked: list[Worked] = []

    def take(self, at: datetime, minutes: float) -> Worked:
        """Give work to whoever is free first; return when it will have been done."""
        person = min(self._free, key=lambda name: (self._free[name], name))
        begun = self._working(max(at, self._free[person]))
        done = self._after(begun, timedelta(minutes=minutes))
        self._free[person] = done
        worked = Worked(self._role, at, begun, done, person, minutes)
        self.worked.append(worked)
        return worked

    def _working(self, at: datetime) -> datetime:
        """Return the first instant from one on at which somebody works."""
        day = local_day(at, self._zone)
        if self._calendars.next_worked(CalendarKind.US_BUSINESS, day) == day:
            begins = self._begins(day)
            if at < begins + self._day:
                return max(at, begins)
        following = self._calendars.add(CalendarKind.US_BUSINESS, day, 1)
        return self._begins(following)

    def _after(self, begun: datetime, work: timedelta) -> datetime:
        while True:
            ends = self._begins(local_day(begun, self._zone)) + self._day
            if begun + work <= ends:
                return begun + work
            work -= ends - begun
            begun = self._working(ends)

    def _begins(self, day: date) -> datetime:
        return local_hour(day, FROM_HOUR, self._zone)


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
