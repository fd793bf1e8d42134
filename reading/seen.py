"""Lists of cases, and one case, as the person who asks may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict

from casework.case import Case
from casework.casetime import case_now
from casework.events import CaseView, Event
from casework.matters import Matter
from casework.roles import CARRIER_ROLES, Actor, Party
from casework.sight_abroad import reads_notices
from casework.states import CLOSED, Phase, State, matter_of
from casework.view import case_view
from casework.visibility import admitted, may_see, sees_cases, sight, visible_phase
from desk.errors import NoSuchCase
from reading.record import Record, folded_for
from records.case_lists import CasePage
from records.case_reader import PostgresCaseReader
from records.event_rows import RecordedEvent

PAGE = 50
_AT_A_TIME = 200


class SeesNoCases(Exception):
    """This role sees no list of cases: what it is told, it is told by notice."""


@dataclass(frozen=True)
class Seen:
    """A case as somebody sees it. ``whole`` is what it is, for judging and never for showing.

    ``events`` are its events with what is to be seen of each, None where that is nothing.
    ``now`` is the instant that counts for the case: a demonstration case has a time of its own.
    """

    whole: Case
    case: Case
    events: tuple[tuple[RecordedEvent, Event | None], ...]
    now: datetime
    phase: Phase

    @property
    def last(self) -> int:
        """The number of the last event."""
        return self.events[-1][0].seq

    @property
    def days_end(self) -> datetime:
        """The instant until which its days count: the end of a closed case, else now."""
        closed = self.whole.state in CLOSED
        return self.whole.spans[-1].since if closed else max(self.now, self.whole.spans[-1].since)

    def view(self) -> CaseView:
        """Return its view."""
        return case_view(self.case).model_copy(update={"phase": self.phase})


async def see(record: Record, case_id: str, actor: Actor | None) -> Seen:
    """Read a case. Raises ``NoSuchCase`` where there is none that the person may see, and
    ``CaseDisposed``."""
    found = await folded_for(record.cases, case_id, actor)
    if found is None or not admitted(found.case, actor):
        raise NoSuchCase(case_id)
    case, events = found.case, found.events
    seen = sight(case, (recorded.event for recorded in events), actor)
    time = await record.log.case_time(case_id)
    return Seen(
        whole=case,
        case=seen.case,
        events=tuple(zip(events, seen.events, strict=True)),
        now=case_now(time, datetime.now(UTC)),
        phase=visible_phase(case, actor),
    )


@dataclass(frozen=True)
class Filter:
    """Which cases a list shows; None lets everything through."""

    state: State | None = None
    phase: Phase | None = None
    carrier: str | None = None
    port: str | None = None
    awaiting: Party | None = None
    overdue: bool = False
    illustrative: bool | None = None

    def passes(self, view: CaseView) -> bool:
        """Whether a case passes as somebody sees it; its carrier is not always told all of it."""
        return (
            self.phase in (None, view.phase)
            and (self.port is None or self.port in view.ports)
            and (self.awaiting is None or view.awaiting is self.awaiting)
            and (self.illustrative is None or view.illustrative is self.illustrative)
        )


class _Recorded(TypedDict, total=False):
    """Filters that the database applies, to what is recorded."""

    phase: Phase | None
    port: str | None
    awaiting: Party | None
    illustrative: bool | None


async def some_cases(
    record: Record, actor: Actor | None, wanted: Filter, *, limit: int, after: str | None
) -> CasePage:
    """Return cases that somebody may see, newest first; ``after`` is the last case of a page.

    A carrier's people see their own; asking for another's is asking for what is not theirs
    (``NoSuchCase``). Raises ``SeesNoCases`` for a role that sees no list.
    """
    abroad = reads_notices(actor, Matter.PARTNER_NOTICE)
    if not sees_cases(actor) and not abroad:
        raise SeesNoCases
    own = actor.organisation if actor and actor.role in CARRIER_ROLES else None
    if own and wanted.carrier not in (None, own):
        raise NoSuchCase(wanted.carrier)
    place = await _place(record.cases, after, actor) if after else None
    found: list[CaseView] = []
    # What a carrier, or somebody abroad, sees of a case is not always what is recorded: that is
    # filtered as it is seen.
    told = bool(own) or abroad
    recorded: _Recorded = {}
    if not told:
        recorded = {
            "phase": wanted.phase,
            "port": wanted.port,
            "awaiting": wanted.awaiting,
            "illustrative": wanted.illustrative,
        }
    at_a_time = limit + 1  # all that is needed, unless some of them are not to be seen
    while len(found) <= limit:
        page = await record.cases.list_cases(
            state=wanted.state,
            carrier=own or wanted.carrier,
            overdue=wanted.overdue or None,
            limit=at_a_time,
            after=place,
            **recorded,
        )
        for view in page.cases:
            if len(found) > limit or not _may_list(view, actor):
                continue
            shown = (await see(record, view.case_id, actor)).view() if told else view
            if wanted.passes(shown):
                found.append(shown)
        place, at_a_time = page.after, _AT_A_TIME
        if place is None:
            break
    more = len(found) > limit
    return CasePage(tuple(found[:limit]), found[limit - 1].case_id if more else None)


def _may_list(view: CaseView, actor: Actor | None) -> bool:
    return may_see(view.carrier, actor, matter_of(view.state))


async def _place(reader: PostgresCaseReader, case_id: str, actor: Actor | None) -> str:
    """Return where in the list a case stands, as the record's paging says it."""
    recorded = await reader.case(case_id)
    if recorded is None or not _may_list(recorded.view, actor):
        raise NoSuchCase(case_id)
    return f"{recorded.view.opened_at.isoformat()} {case_id}"


def of_kind(seen: Seen, *kinds: str) -> Iterator[Event]:
    """Yield the visible events of some kinds, in order."""
    return (event for _, event in seen.events if event is not None and event.kind in kinds)
