"""A case as of a day, as it was known on that day or on a later one.

Every event has two times: ``at``, from when it counts, and the instant at which it was recorded. As
of a day count the events whose ``at`` is not after it; as known at an instant, those that were
recorded by then. A clerical correction counts for the whole time since what it corrects was said,
so that it changes the past for whoever knows of it, and for nobody else.

In a case that runs in a time of its own, real instants of recording say nothing about its days.
There an event counts as known from the latest ``at`` up to it: the order of recording is kept.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from casework.case import Case
from casework.commands.intake import Correctable
from casework.evolve import evolve
from casework.roles import Actor
from casework.visibility import sight, visible_phase
from reading.record import Record
from reading.seen import Seen, see
from records.event_rows import RecordedEvent

_CORRECTED = "entry_corrected"
_PROPOSED = "correction_proposed"


class NotYet(Exception):
    """On that day, or as known then, nothing was on record of the case."""


class AsOf(NamedTuple):
    """A case as of an instant (``at``), as known at another (``known``), as somebody sees it.

    ``later`` are the events that count for it and were recorded after ``known``, as far as he sees
    them. ``unplaced`` are numbers of events that count for it and rest on what happened after it,
    so that they cannot be shown in it (a filing on paper, entered when the case had moved on).
    """

    seen: Seen
    at: datetime
    known: datetime
    own_time: bool
    later: tuple[RecordedEvent, ...]
    unplaced: tuple[int, ...]


class _Known(NamedTuple):
    """An event with the instant from which it is known."""

    row: RecordedEvent
    since: datetime


async def as_of(
    record: Record,
    case_id: str,
    actor: Actor | None,
    *,
    at: datetime | date,
    known: datetime | date | None = None,
) -> AsOf:
    """Return a case as of an instant, or the end of a day where its crossing lies.

    ``known`` None is as then known. Raises ``NoSuchCase``, ``NotYet``.
    """
    now = await see(record, case_id, actor)
    own_time = await record.log.case_time(case_id) is not None
    until = _instant(at, now.whole.zone)
    knowing = until if known is None else _instant(known, now.whole.zone)
    return of_events(now, actor, until=until, knowing=knowing, own_time=own_time)


def of_events(
    now: Seen, actor: Actor | None, *, until: datetime, knowing: datetime, own_time: bool
) -> AsOf:
    """Return a case that somebody sees today as of an instant. Raises ``NotYet``."""
    every = _known([row for row, _ in now.events], own_time=own_time)
    counting = _counting(every, until)
    known = [one.row for one in counting if one.since <= knowing]
    case, used, unplaced = _folded(known, case_id=now.whole.id)
    if case is None:
        raise NotYet
    shown_now = {row.seq for row, shown in now.events if shown is not None}
    return AsOf(
        seen=_seen(case, used, shown_now, until, actor),
        at=until,
        known=knowing,
        own_time=own_time,
        later=tuple(
            one.row for one in counting if one.since > knowing and one.row.seq in shown_now
        ),
        unplaced=tuple(seq for seq in unplaced if seq in shown_now),
    )


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last instant of a day in a zone."""
    following = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    return following - timedelta(microseconds=1)


def _instant(when: datetime | date, zone: str) -> datetime:
    return when if isinstance(when, datetime) else end_of_day(when, zone)


def _known(rows: Sequence[RecordedEvent], *, own_time: bool) -> list[_Known]:
    found: list[_Known] = []
    latest = rows[0].event.at
    for row in rows:
        latest = max(latest, row.event.at)
        found.append(_Known(row, latest if own_time else row.recorded_at))
    return found


def _counting(every: Sequence[_Known], until: datetime) -> list[_Known]:
    """The events that count for an instant: what happened by then, and corrections of that."""
    happened = {one.row.seq for one in every if one.row.event.at <= until}
    proposals = {one.row.event.item: one.row for one in every if one.row.event.kind == _PROPOSED}

    def corrects(row: RecordedEvent) -> bool:
        event = row.event
        proposal = proposals.get(event.item) if event.kind in (_CORRECTED, _PROPOSED) else None
        if proposal is None:
            return False
        accepted = any(
            one.row.event.kind == _CORRECTED and one.row.event.item == event.item for one in every
        )
        of_entry = proposal.event.body.get("field") == Correctable.ENTRY.value
        return accepted and (not of_entry or proposal.event.body.get("entry") in happened)

    return [one for one in every if one.row.seq in happened or corrects(one.row)]


def _folded(
    rows: Sequence[RecordedEvent], *, case_id: str
) -> tuple[Case | None, list[RecordedEvent], list[int]]:
    """Fold some of a case's events; what rests on one that is left out is left out as well."""
    case: Case | None = None
    used: list[RecordedEvent] = []
    unplaced: list[int] = []
    for row in rows:
        try:
            case = evolve(case, row.event, case_id=case_id)
        except (LookupError, ValueError, AssertionError, AttributeError):
            unplaced.append(row.seq)
        else:
            used.append(row)
    return case, used, unplaced


def _seen(
    case: Case,
    rows: Sequence[RecordedEvent],
    shown_now: set[int],
    until: datetime,
    actor: Actor | None,
) -> Seen:
    """As somebody saw it then; what he is not shown today he is not shown of the past either."""
    seen = sight(case, (row.event for row in rows), actor)
    events = tuple(
        (row, event if row.seq in shown_now else None)
        for row, event in zip(rows, seen.events, strict=True)
    )
    return Seen(
        whole=case, case=seen.case, events=events, now=until, phase=visible_phase(case, actor)
    )
