"""One case as an event log: what happened, and to which things; the formats are made from this.

What documents, letters and people say stays out; the log holds ids, states, roles and days. A
carrier is its opaque reference and a person a number (``names.Names``) unless names are allowed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from casework.case import Case
from casework.case_parts import Finding
from casework.clocks import Clock, EntryKind
from casework.conformance import Conformance
from casework.documents import DocumentKind
from casework.event_log.names import Names
from casework.events import Event
from casework.evolve import changed_clock, evolve
from casework.roles import CARRIER_ROLES

CONFORMS = "conforms"
"""What is said of a history that the process table has nothing against."""


class Value(NamedTuple):
    """What a thing's attribute was from an instant on."""

    name: str
    text: str
    since: datetime


class Link(NamedTuple):
    """A thing that an event or another thing has to do with, and how."""

    thing: str
    how: str


class Thing(NamedTuple):
    """A case, carrier, clock, letter, document, benefit or finding, with all that it ever was."""

    id: str
    type: str
    values: tuple[Value, ...]
    links: tuple[Link, ...]


class Entry(NamedTuple):
    """An event: its number in the case, what happened when, its attributes, what it is about."""

    id: str
    seq: int
    at: datetime
    kind: str
    attributes: dict[str, str]
    links: tuple[Link, ...]


class CaseLog(NamedTuple):
    """One case. ``conformance`` is ``CONFORMS`` or what the process table has against it."""

    case_id: str
    carrier_reference: str
    illustrative: bool
    conformance: str
    entries: tuple[Entry, ...]
    things: tuple[Thing, ...]


Seen = tuple[int, Event, Event | None]
"""An event's number, the event, and what is to be seen of it (``visibility.sight``)."""


def case_log(case: Case, events: Iterable[Seen], names: Names, *, whole: bool) -> CaseLog:
    """Return the log of a case, of what is to be seen of it.

    ``case`` is how it stands. ``whole`` says that the asker sees all of it, also the findings of a
    recommendation.
    """
    every = tuple(events)
    things = _Things(case, names)
    entries = tuple(_entries(case, every, things, names, whole=whole))
    return CaseLog(
        case_id=case.id,
        carrier_reference=case.carrier_reference,
        illustrative=case.illustrative,
        conformance=_conformance(case.id, (event for _, event, _ in every)),
        entries=entries,
        things=things.all(),
    )


def _conformance(case_id: str, events: Iterable[Event]) -> str:
    followed = Conformance(case_id)
    return next((problem for e in events if (problem := followed.step(e))), CONFORMS)


def _entries(
    case: Case, events: tuple[Seen, ...], things: "_Things", names: Names, *, whole: bool
) -> Iterator[Entry]:
    before: Case | None = None
    for seq, event, seen in events:
        after = evolve(before, event, case_id=case.id)
        if seen is None:
            things.stopped_unseen(event)
        else:
            links = tuple(dict.fromkeys(things.touched(before, after, seen, whole=whole)))
            yield Entry(
                id=f"{case.id}/{seq}",
                seq=seq,
                at=seen.at,
                kind=seen.kind,
                attributes=_attributes(case, seen, names),
                links=links,
            )
        before = after


def _attributes(case: Case, event: Event, names: Names) -> dict[str, str]:
    of_carrier = event.actor.role in CARRIER_ROLES
    found = {
        "row": event.row,
        "act": event.act,
        "role": event.actor.role.value,
        "resource": names.person(event.actor),
        "organisation": case.carrier_reference if of_carrier else event.actor.organisation,
        "track": event.track or "",
        "item": event.item or "",
        "before": event.before or "",
        "after": event.after,
        "policy": event.policy,
        "authority": event.authority,
        "entered_by": names.person(event.entered_by) if event.entered_by else "",
    }
    return {name: text for name, text in found.items() if text}


def _sort(kind: str) -> str:
    return "letter" if kind == DocumentKind.LETTER else "document"


class _Things:
    """Collects the things of a case while its events pass by."""

    def __init__(self, case: Case, names: Names) -> None:
        self._case = case
        self._values: dict[tuple[str, str], list[Value]] = {}
        self._links: dict[tuple[str, str], list[Link]] = {}
        self._clocks: dict[str, Clock] = {}
        carrier = ("carrier", case.carrier_reference)
        self._values[carrier] = []
        if (name := names.carrier(case.carrier)) is not None:
            self._note(carrier, case.opened_at, name=name)
        self._links[("case", case.id)] = [Link(case.carrier_reference, "of the carrier")]
        self._note(
            ("case", case.id),
            case.opened_at,
            ground=case.ground.value,
            office=case.office,
            ports=" ".join(case.ports),
            illustrative=str(case.illustrative).lower(),
        )

    def all(self) -> tuple[Thing, ...]:
        """Every thing, the case and the carrier first."""
        order = ("case", "carrier", "letter", "document", "finding", "benefit", "clock")
        keys = sorted(self._values, key=lambda key: (order.index(key[0]), key[1]))
        return tuple(
            Thing(
                id=key[1],
                type=key[0],
                values=tuple(self._values[key]),
                links=tuple(dict.fromkeys(self._links.get(key, ()))),
            )
            for key in keys
        )

    def touched(
        self, before: Case | None, after: Case, event: Event, *, whole: bool
    ) -> Iterator[Link]:
        """Yield what an event is about, and keep what it made of each."""
        case = ("case", self._case.id)
        self._note(case, event.at, state=after.state.value, standing=after.standing.value)
        yield Link(self._case.id, "happened in")
        yield Link(self._case.carrier_reference, "concerns")
        for change in event.clocks:
            self._clocks[change.key] = changed_clock(self._clocks, change)
            yield Link(self._clock(change.key, change.entry.at), change.entry.kind.value.lower())
        if event.track in ("LETTER", "BENEFIT") and event.item:
            moved = event.track.lower()
            yield Link(self._part(moved, event.item, event.at, state=event.after), "moved")
        for ref in event.documents:
            yield Link(self._part(_sort(ref.kind), ref.id, event.at, kind=ref.kind), "rests on")
        if event.act == "file_draft" and (name := event.body.get("document")) in after.documents:
            filed = after.documents[name]
            values = {"kind": filed.kind.value, "sha256": filed.sha256}
            yield Link(self._part(_sort(filed.kind), name, event.at, **values), "filed")
        yield from self._findings(before, after, event, whole=whole)

    def stopped_unseen(self, event: Event) -> None:
        """Keep that a clock was stopped, which is no secret (``visibility.sight``)."""
        for change in event.clocks:
            if change.key in self._clocks and change.entry.kind is EntryKind.STOPPED:
                self._clocks[change.key] = changed_clock(self._clocks, change)
                self._clock(change.key, change.entry.at)

    def _findings(
        self, before: Case | None, after: Case, event: Event, *, whole: bool
    ) -> Iterator[Link]:
        known: dict[str, Finding] = before.findings if before else {}
        if whole:
            for name, finding in after.findings.items():
                if known.get(name) != finding:
                    about = {"severity": finding.severity.value, "category": finding.category}
                    yield Link(self._part("finding", name, event.at, **about), "found")
        plan = after.plan
        if plan is None:
            return
        action = plan.actions.get(event.body.get("action", ""))
        if before is None or before.plan is None or before.plan.sha256 != plan.sha256:
            for finding_id in dict.fromkeys(a.finding for a in plan.actions.values()):
                yield Link(self._part("finding", finding_id, event.at), "addressed")
        elif action is not None:
            yield Link(self._part("finding", action.finding, event.at), "worked on")

    def _clock(self, key: str, at: datetime) -> str:
        clock = self._clocks[key]
        terms = clock.terms
        return self._part(
            "clock",
            key,
            at,
            rule=terms.rule,
            owner=terms.owner.value,
            party=terms.party.value,
            status=clock.status.value,
            due_day=clock.due_day.isoformat(),
        )

    def _part(self, type_: str, name: str, at: datetime, /, **values: str) -> str:
        """Keep what a part of the case is since an instant; return its id."""
        thing = (type_, f"{self._case.id}/{type_}/{name}")
        self._links.setdefault(thing, []).append(Link(self._case.id, "part of"))
        self._note(thing, at, **values)
        return thing[1]

    def _note(self, thing: tuple[str, str], since: datetime, /, **values: str) -> None:
        kept = self._values.setdefault(thing, [])
        for name, text in values.items():
            last = next((value.text for value in reversed(kept) if value.name == name), None)
            if text and text != last:
                kept.append(Value(name, text, since))
