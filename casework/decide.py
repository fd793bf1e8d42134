"""``decide(case, asked) → events | Refusal``: the one place where the process table is applied.

A row that fires makes one event; facts that it raises are answered by other rows in the same
instant, so that one command gives one batch. Nothing here reads a clock or the world.
"""

from collections.abc import Iterator

from casework.case import Case
from casework.case_clocks import clock_changes
from casework.commands.intake import RecordReceived
from casework.commands.review import ExtendAndReturn
from casework.commands.suspension import WithDocument, WithLetter
from casework.commands.system import Lapse
from casework.errands import errands_owed
from casework.events import DocumentRef, Event
from casework.evolve import apply_clocks, evolve, fold, opened
from casework.guards.base import Asked
from casework.notices import notices_owed
from casework.process.acts import belongs
from casework.process.row import Next, Row
from casework.process.table import BY_ACT, EFFECTS, SOLE_ITEM, matches
from casework.raised import items_of
from casework.refusal import Refusal, RefusalKind
from casework.refusing import foreign, wrong_role, wrong_state
from casework.roles import SYSTEM, Actor, Role
from casework.states import State

Firing = tuple[Row, str | None]
"""A row, and the item of its track that it moves."""


def decide(case: Case | None, asked: Asked, *, case_id: str = "") -> tuple[Event, ...] | Refusal:
    """Judge what is asked against the process table, at the instant ``asked.at``.

    Returns the events that follow, in order, or the refusal. A lapse or fact that no row answers
    to gives no events. ``case_id`` names the case that an opening begins.
    """
    entered = _follow(case, asked, case_id)
    if isinstance(entered, Refusal) or not isinstance(asked.body, RecordReceived):
        return entered
    for event in entered:
        case = evolve(case, event, case_id=case_id)
    filed = _follow(case, _as_received(case, asked, asked.body), case_id)
    return filed if isinstance(filed, Refusal) else (*entered, *filed)


def _as_received(case: Case | None, asked: Asked, body: RecordReceived) -> Asked:
    """What came on paper, asked by who sent it and judged at the instant of its receipt."""
    assert case is not None  # the row of the entry starts from an open case
    sender = Actor(person=body.person, role=Role(body.role), organisation=case.carrier)
    return asked._replace(
        act=body.filing,
        body=body.said,
        actor=sender,
        at=body.received_at,
        entered_by=asked.actor,
    )


def _follow(case: Case | None, asked: Asked, case_id: str) -> tuple[Event, ...] | Refusal:
    """Return what one thing asked brings about, with the facts that it raises."""
    firings = firing(case, asked)
    if isinstance(firings, Refusal):
        return firings
    events: list[Event] = []
    waiting: list[tuple[Asked, tuple[str, ...] | None]] = []
    cause = asked
    while True:
        for row, item in firings:
            before = case
            event, case = _happen(case, row, cause._replace(item=item), case_id)
            events.append(event)
            for fact in event.raised:
                raised = asked._replace(
                    act=f"on:{fact}", actor=SYSTEM, command_id=None, entered_by=None
                )
                waiting.append((raised, items_of(before, case, fact, asked)))
        if not waiting:
            return tuple(events)
        # A row is chosen when its fact is answered: another one of the same instant may have moved
        # the same item on since the fact was raised.
        cause, items = waiting.pop(0)
        answers = firing(case, cause, items=items)
        firings = () if isinstance(answers, Refusal) else answers


def firing(
    case: Case | None, asked: Asked, *, items: tuple[str, ...] | None = None
) -> tuple[Firing, ...] | Refusal:
    """Return the rows that answer to what is asked, or why none may.

    For a person every named item must be allowed; the system's facts move the items they can.
    """
    rows = tuple(
        row for row in BY_ACT.get(asked.act, ()) if case is None or belongs(row, case.matter)
    ) or BY_ACT.get(asked.act, ())
    if refusal := foreign(case, asked):
        return refusal
    found: list[Firing] = []
    for item in _targets(rows, asked, items):
        answer = _row_for(case, rows, asked._replace(item=item))
        if isinstance(answer, Row):
            found.append((answer, item))
        elif asked.actor.role is not Role.SYS:
            return answer
    return tuple(found)


def _targets(
    rows: tuple[Row, ...], asked: Asked, items: tuple[str, ...] | None
) -> Iterator[str | None]:
    track = next((row.track for row in rows if row.track), "")
    if not track:
        yield None
        return
    if track in SOLE_ITEM:
        yield SOLE_ITEM[track]
    elif items is not None:
        yield from items
    elif isinstance(asked.body, Lapse):
        yield asked.body.clock.partition(":")[2]
    else:
        yield from asked.body.items


def _row_for(case: Case | None, rows: tuple[Row, ...], asked: Asked) -> Row | Refusal:
    here = [row for row in rows if _starts_here(case, row, asked.item)]
    if not here:
        return wrong_state(rows, asked)
    mine = [row for row in here if asked.actor.role in row.by]
    if not mine:
        return wrong_role(here)
    met, nearest, failing = -1, mine[0], None
    for row in mine:
        place = next((n for n, g in enumerate(row.when) if not g.test(case, asked)), None)
        if place is None:
            return row
        if place > met:  # what is said is what the row lacks that came nearest
            met, nearest, failing = place, row, row.when[place]
    assert failing is not None  # a row without a failing guard was returned above
    return Refusal(
        kind=RefusalKind.CONDITION,
        rule=failing.code,
        en=failing.en,
        es=failing.es,
        rows=(nearest.id,),
    )


def _starts_here(case: Case | None, row: Row, item: str | None) -> bool:
    before = _before(case, row, item)
    return before is not None and matches(row, before)


def _before(case: Case | None, row: Row, item: str | None) -> str | None:
    """Return where the case, or the track's item, stands; None where a track is not of its kind."""
    if case is None:
        return ""
    if row.track and not belongs(row, case.matter):
        return None
    if row.track:
        return case.tracks.get(row.track, {}).get(item or "", "")
    return case.state


def _happen(case: Case | None, row: Row, asked: Asked, case_id: str) -> tuple[Event, Case]:
    before = _before(case, row, asked.item) or ""
    after = _after(case, row, asked, before)
    raised = row.raises
    if row.to is Next.TARGET:
        raised = _closing_last((*EFFECTS[State(after)].raises, *raised))
    event = Event(
        kind=row.event,
        row=row.id,
        at=asked.at,
        actor=asked.actor,
        act=asked.act,
        before=before or None,
        after=after,
        track=row.track or None,
        item=asked.item,
        command_id=asked.command_id,
        envelope_sha256=asked.envelope_sha256,
        body=asked.body.model_dump(mode="json", exclude_none=True),
        documents=_documents(case, asked),
        marks=row.marks,
        raised=raised,
        authority=row.source,
        policy=case.policy if case else asked.versions.policy,
        calendar=case.calendar if case else asked.versions.calendar,
        criteria=None if case else asked.versions.criteria,
        entered_by=asked.entered_by,
    )
    folded = opened(event, case_id) if case is None else fold(case, event)
    changes = clock_changes(folded, row, asked, entered=after if before != after else None)
    told = apply_clocks(folded, changes)
    complete = event.model_copy(
        update={
            "clocks": changes,
            "notices": notices_owed(told, row, event, asked),
            "errands": errands_owed(told, row, event, asked),
        }
    )
    return complete, evolve(case, complete, case_id=case_id)


def _closing_last(raised: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever is told that a case is closed has been told before what it closed with."""
    return tuple(sorted(raised, key=lambda fact: fact == "case.closed"))


def _after(case: Case | None, row: Row, asked: Asked, before: str) -> str:
    if row.to is Next.SAME or case is None:
        return before if case is not None else row.to
    if row.to is Next.TARGET:
        assert case.order is not None  # ORDERED is entered by an order only
        return case.order.target
    if row.to is Next.ORIGIN:
        assert case.origin is not None  # a recommendation names where it came from
        return case.origin
    if row.to is Next.ADOPTED:
        assert case.adoption is not None  # ADOPTION is entered with a record only
        return case.adoption.state
    if row.to is Next.RESUME:
        assert isinstance(asked.body, ExtendAndReturn)  # the only command that names a state
        return asked.body.resume
    return row.to


def _documents(case: Case | None, asked: Asked) -> tuple[DocumentRef, ...]:
    body = asked.body
    named = {
        body.document if isinstance(body, WithDocument) else None,
        body.letter if isinstance(body, WithLetter) else None,
    } - {None}
    if case is None:
        return ()
    return tuple(
        DocumentRef(id=name, kind=case.documents[name].kind, sha256=case.documents[name].sha256)
        for name in sorted(n for n in named if n is not None)
        if name in case.documents
    )
