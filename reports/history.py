"""What a report is reckoned from: cases with their events, and the days that it is about."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from casework.case import Case
from casework.clocks import Clock, local_day
from casework.clocks.zones import day_begins, day_ends
from casework.commands.suspension import Opening
from casework.events import Event
from casework.evolve import changed_clock, evolve
from casework.folds.base import body_named
from casework.matters import Matter


class Provenance(StrEnum):
    """Where a case comes from; a report says which kinds it holds, and real ones stand alone."""

    REAL = "real"
    ILLUSTRATIVE = "illustrative"
    SYNTHETIC = "synthetic"


class Period(NamedTuple):
    """The days that a report is about, first and last, in a zone."""

    since: date
    until: date
    zone: str

    @property
    def begins(self) -> datetime:
        """The first instant."""
        return day_begins(self.since, self.zone)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return day_ends(self.until, self.zone)

    def holds(self, instant: datetime | None) -> bool:
        """Whether an instant lies in it."""
        return instant is not None and self.begins <= instant < self.ends

    def day(self, instant: datetime) -> date:
        """Return the local day of an instant."""
        return local_day(instant, self.zone)


class CaseHistory(NamedTuple):
    """A case as it stood at an instant, with what had happened until then.

    ``clocks`` are all clocks that ever ran in it, each as it ended or stands: the case itself
    keeps only the last one of a key.
    """

    case: Case
    events: tuple[Event, ...]
    clocks: tuple[Clock, ...]
    provenance: Provenance
    at: datetime


def only_cases(histories: Iterable[CaseHistory]) -> tuple[CaseHistory, ...]:
    """Leave out appeals and partner notices: matters beside a case are no cases of their own."""
    return tuple(h for h in histories if h.case.matter is Matter.RESUMPTION)


def history_of(
    case_id: str, events: Iterable[Event], *, at: datetime, synthetic: bool = False
) -> CaseHistory | None:
    """Return a case or matter as it stood at an instant; None where it was not open yet."""
    case: Case | None = None
    kept: list[Event] = []
    over: list[Clock] = []
    running: dict[str, Clock] = {}
    for event in events:
        if event.at >= at:
            break
        if case is None and not isinstance(body_named(event), Opening):
            return None
        case = evolve(case, event, case_id=case_id)
        kept.append(event)
        for change in event.clocks:
            if change.started is not None and change.key in running:
                over.append(running[change.key])
            running[change.key] = changed_clock(running, change)
    if case is None:
        return None
    own = Provenance.ILLUSTRATIVE if case.illustrative else Provenance.REAL
    return CaseHistory(
        case=case,
        events=tuple(kept),
        clocks=(*over, *running.values()),
        provenance=Provenance.SYNTHETIC if synthetic else own,
        at=at,
    )
