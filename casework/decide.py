"""``decide(case, asked) → events | Refusal``: the one place where the process table is applied.

A row that fires makes one event; facts that it raises are answered by other rows in the same
instant, so that one command gives one batch. Nothing here reads a clock or the world.
"""

from collections.abc import Iterator

from casework import calendars, policy
from casework.agriculture_sight import asked_of
from casework.case import Case
from casework.case_clocks import clock_changes
from casework.commands.anytime import ContactNote
from casework.commands.intake import RecordReceived
from casework.commands.review import ExtendAndReturn
from casework.commands.suspension import BenefitAt, Opening, WithDocument, WithLetter
from casework.commands.system import Lapse
from casework.events import DocumentRef, Event
from casework.evolve import apply_clocks, evolve, fold, opened
from casework.guards.base import Asked
from casework.notices import notices_owed
from casework.process.row import Next, Row
from casework.process.table import BY_ACT, EFFECTS, SOLE_ITEM, matches
from casework.reference import BENEFITS
from casework.refusal import Refusal, RefusalKind
from casework.roles import CARRIER_ROLES, ROLE_NAMES, SYSTEM, Actor, Role
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
    waiting: list[tuple[Asked, tuple[Firing, ...]]] = [(asked, firings)]
    while waiting:
        cause, answering = waiting.pop(0)
        for row, item in answering:
            before = case
            event, case = _happen(case, row, cause._replace(item=item), case_id)
            events.append(event)
            for fact in event.raised:
                raised = asked._replace(
                    act=f"on:{fact}", actor=SYSTEM, command_id=None, entered_by=None
                )
                answers = firing(case, raised, items=_items_of(before, case, fact, asked))
                if not isinstance(answers, Refusal):
                    waiting.append((raised, answers))
    return tuple(events)


def firing(
    case: Case | None, asked: Asked, *, items: tuple[str, ...] | None = None
) -> tuple[Firing, ...] | Refusal:
    """Return the rows that answer to what is asked, or why none may.

    For a person every named item must be allowed; the system's facts move the items they can.
    """
    rows = BY_ACT.get(asked.act, ())
    if foreign := _foreign(case, asked):
        return foreign
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
    here = [row for row in rows if matches(row, _before(case, row, asked.item))]
    if not here:
        return _wrong_state(rows, asked)
    mine = [row for row in here if asked.actor.role in row.by]
    if not mine:
        return _wrong_role(here)
    failed: Refusal | None = None
    for row in mine:
        failing = next((g for g in row.when if not g.test(case, asked)), None)
        if failing is None:
            return row
        failed = failed or Refusal(
            kind=RefusalKind.CONDITION,
            rule=failing.code,
            en=failing.en,
            es=failing.es,
            rows=(row.id,),
        )
    assert failed is not None  # a row without a failing guard was returned above
    return failed


def _before(case: Case | None, row: Row, item: str | None) -> str:
    if case is None:
        return ""
    if row.track:
        return case.tracks.get(row.track, {}).get(item or "", "")
    return case.state


def _happen(case: Case | None, row: Row, asked: Asked, case_id: str) -> tuple[Event, Case]:
    before = _before(case, row, asked.item)
    after = _after(case, row, asked, before)
    raised = row.raises
    if row.to is Next.TARGET:
        raised = (*EFFECTS[State(after)].raises, *raised)
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
        policy=case.policy if case else policy.CURRENT,
        calendar=case.calendar if case else calendars.CURRENT,
        entered_by=asked.entered_by,
    )
    folded = opened(event, case_id) if case is None else fold(case, event)
    changes = clock_changes(folded, row, asked, entered=after if before != after else None)
    told = apply_clocks(folded, changes)
    complete = event.model_copy(
        update={"clocks": changes, "notices": notices_owed(told, row, event, asked)}
    )
    return complete, evolve(case, complete, case_id=case_id)


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


def _items_of(before: Case | None, case: Case, fact: str, asked: Asked) -> tuple[str, ...] | None:
    """Return the items that a raised fact is about; None leaves it to the track or the command."""
    if fact == "letter.signed" and isinstance(asked.body, WithLetter):
        return (asked.body.letter,)
    if fact in ("letter.declared_served", "letter.recalled"):
        return (before.open_letter,) if before is not None and before.open_letter else ()
    if fact == "letter.adopted":
        return (case.decisions[-1].letter or "",) if case.decisions else ()
    if fact == "benefit.adopted":
        return tuple(item.key for item in case.scope) if case.standing.suspended else ()
    if fact == "benefit.ordered_off":
        return _taken_away(case)
    if fact == "commitment.made":
        return _promised(asked)
    if fact == "decision.reversed":
        return tuple(case.told)
    if fact == "benefit.ordered_on":
        return tuple(case.tracks.get("BENEFIT", {}))
    return None


def _promised(asked: Asked) -> tuple[str, ...]:
    """Return the promises of a note for which a day was named: only they are watched."""
    made = asked.body.promised if isinstance(asked.body, ContactNote) else ()
    return tuple(found.id for found in made if found.due is not None)


def _taken_away(case: Case) -> tuple[str, ...]:
    """Return the benefits that an order takes away: those of its scope, else all at every place."""
    if case.scope:
        return tuple(item.key for item in case.scope)
    everywhere = (BenefitAt(benefit=benefit).key for benefit in BENEFITS)
    return tuple(dict.fromkeys((*everywhere, *case.tracks.get("BENEFIT", {}))))


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


def _foreign(case: Case | None, asked: Asked) -> Refusal | None:
    """Refuse a carrier's people in another carrier's case, an agency where it was not asked."""
    actor = asked.actor
    if actor.role is Role.AGL:
        if case is not None and asked_of(case, actor.organisation):
            return None
    elif actor.role not in CARRIER_ROLES:
        return None
    else:
        opens = asked.body.carrier if isinstance(asked.body, Opening) else None
        if actor.organisation == (case.carrier if case else opens):
            return None
    return Refusal(
        kind=RefusalKind.CARRIER,
        rule="carrier",
        en="there is no such case for you",
        es="no existe tal caso para usted",
    )


def _wrong_state(rows: tuple[Row, ...], asked: Asked) -> Refusal:
    states = tuple(dict.fromkeys(state for row in rows for state in row.start if state))
    track = any(row.track for row in rows)
    where = ", ".join(states) or ("a new item; this name is taken" if track else "a new case")
    donde = ", ".join(states) or (
        "un nuevo asunto; el nombre ya existe" if track else "un caso nuevo"
    )
    return Refusal(
        kind=RefusalKind.STATE,
        rule="state",
        en=f"{asked.act} is possible only in: {where}",
        es=f"{asked.act} solo es posible en: {donde}",
        rows=tuple(row.id for row in rows),
        states=states,
    )


def _wrong_role(rows: list[Row]) -> Refusal:
    roles = tuple(dict.fromkeys(role for row in rows for role in row.by))
    who = ", ".join(ROLE_NAMES[role][0] for role in roles)
    quien = ", ".join(ROLE_NAMES[role][1] for role in roles)
    return Refusal(
        kind=RefusalKind.ROLE,
        rule="role",
        en=f"only these may do this here: {who}",
        es=f"aquí solo pueden hacerlo: {quien}",
        rows=tuple(row.id for row in rows),
        roles=roles,
    )
