"""Whose days they were: every elapsed day belongs to exactly one party (process.md 6)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from casework.clocks.zones import local_day
from casework.roles import Party


def days_by_party(
    segments: Sequence[tuple[datetime, Party]], *, until: datetime, zone: str
) -> dict[Party, int]:
    """Give the whole days on which a case waited on each party.

    `segments` say from which instant on it waited on whom, in order of time; the last runs to
    `until`. A day belongs to whom the case waited on when the day began (local midnight), so the
    parts add up to the days elapsed: those after the first segment's day, through `until`'s.
    What lies after `until` counts for nothing. Raises ValueError if the segments go backwards.
    """
    days: dict[Party, int] = {}
    ends = [min(at, until) for at, _ in segments] + [until]
    for (_, party), (begins, closes) in zip(segments, pairwise(ends), strict=True):
        if closes < begins:
            raise ValueError("segments must be in order of time")
        waited = (local_day(closes, zone) - local_day(begins, zone)).days
        days[party] = days.get(party, 0) + waited
    return days
