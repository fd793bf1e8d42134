"""Where a day begins and ends: local days of the case's zone, and their instants.

Zone data comes from the pinned `tzdata` package and never from the machine, so that two workers
cannot disagree; the zones of both sides of the border are read at import.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from casework.clocks.refusal import ClockRefusal, ClockRefused

_BORDER_ZONES = (
    "UTC",
    *(
        f"America/{city}"
        for city in [
            "Chicago",
            "Chihuahua",
            "Ciudad_Juarez",
            "Denver",
            "Detroit",
            "Hermosillo",
            "Los_Angeles",
            "Matamoros",
            "Mexico_City",
            "Monterrey",
            "New_York",
            "Ojinaga",
            "Phoenix",
            "Tijuana",
            "Toronto",
            "Vancouver",
            "Winnipeg",
        ]
    ),
)


@lru_cache
def zone(name: str) -> ZoneInfo:
    """Give a time zone by its name in the tz database, such as "America/Chicago".

    Raises ClockRefused (UNKNOWN_ZONE) for a name that the pinned database does not have.
    """
    parts = name.split("/")
    if not all(part.replace("_", "").replace("-", "").replace("+", "").isalnum() for part in parts):
        raise ClockRefused(ClockRefusal.UNKNOWN_ZONE, name)
    found = files("tzdata").joinpath("zoneinfo", *parts)
    if not found.is_file():
        raise ClockRefused(ClockRefusal.UNKNOWN_ZONE, name)
    try:
        with found.open("rb") as data:
            return ZoneInfo.from_file(data, key=name)
    except ValueError as error:
        raise ClockRefused(ClockRefusal.UNKNOWN_ZONE, name) from error


def local_day(at: datetime, zone_name: str) -> date:
    """Give the calendar day that an instant falls on in a zone."""
    return at.astimezone(zone(zone_name)).date()


def day_due(at: datetime, zone_name: str) -> date:
    """Give the local day on which something is due that falls due at an instant.

    What falls due as a day ends is due on that day, though its instant is the next day's first.
    """
    return local_day(at - timedelta.resolution, zone_name)


def day_begins(day: date, zone_name: str) -> datetime:
    """Give the first instant (UTC) of a local day.

    Where midnight is skipped or comes twice at a change of the clocks, it is the instant at which
    the date changes: `fold=0` reads a skipped midnight with the old offset, which is that instant.
    """
    return datetime.combine(day, time(), zone(zone_name)).astimezone(UTC)


def day_ends(day: date, zone_name: str) -> datetime:
    """Give the end (UTC) of a local day: the first instant of the next one.

    What was received before it was received on the day, also on days of 23 and 25 hours.
    """
    return day_begins(day + timedelta(days=1), zone_name)


def local_hour(day: date, hour: int, zone_name: str) -> datetime:
    """Give the instant (UTC) of a full hour of a local day."""
    return datetime.combine(day, time(hour), zone(zone_name)).astimezone(UTC)


for _name in _BORDER_ZONES:
    zone(_name)
