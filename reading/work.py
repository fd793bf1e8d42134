"""The work queue of CBP's people: whose turn it is, what is late, in the order of the days."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from casework.clocks import local_day
from casework.reference import CARRIERS, OFFICES, PORTS
from casework.roles import CARRIER_ROLES, Actor, Party, Role
from casework.states import OPEN, Phase, State
from casework.visibility import sees_cases
from reading.record import Record
from reading.seen import SeesNoCases
from records.work_queue import Place, WorkAsked, WorkPage

ORDERED = ("ON_ORDERED", "OFF_ORDERED")
"""States of a benefit whose order a port has to confirm."""

_AT_AN_OFFICE = frozenset({Role.OFF, Role.SUP})
_HAVE_CASES = frozenset({Role.OFF, Role.SUP, Role.HQ, Role.APP})
_HAVE_TURNS = frozenset({Role.OFF, Role.HQ, Role.APP, Role.OPS})
_LONGEST_SEARCH = 100


class Tab(StrEnum):
    """A part of the queue: whose case it is, whose turn, what waits for a port, what is late."""

    MINE = "mine"
    TURN = "turn"
    ORDERS = "orders"
    OFFICE = "office"
    LATE = "late"
    ALL = "all"


@dataclass(frozen=True)
class Narrowed:
    """What of a part of the queue is asked for; None and "" let everything through."""

    state: State | None = None
    phase: Phase | None = None
    port: str | None = None
    carrier: str | None = None
    awaiting: Party | None = None
    overdue: bool = False
    held: bool = False
    closed: bool = False
    words: str = ""


def has_queue(actor: Actor) -> bool:
    """Whether somebody has a work queue: who may see every case."""
    return sees_cases(actor) and actor.role not in CARRIER_ROLES


def tabs(actor: Actor) -> tuple[Tab, ...]:
    """Return the parts of somebody's queue. Raises ``SeesNoCases`` for who has none."""
    if not has_queue(actor):
        raise SeesNoCases
    found = [
        (Tab.MINE, actor.role in _HAVE_CASES),
        (Tab.TURN, actor.role in _HAVE_TURNS),
        (Tab.ORDERS, actor.role is Role.PORT),
        (Tab.OFFICE, actor.role in _AT_AN_OFFICE | {Role.PORT}),
        (Tab.LATE, True),
        (Tab.ALL, True),
    ]
    return tuple(tab for tab, there in found if there)


async def counts(record: Record, actor: Actor) -> dict[Tab, int]:
    """Return how many open cases are in each part of somebody's queue."""
    return {
        tab: (await record.work.page(asked(tab, actor, Narrowed()), limit=1)).every
        for tab in tabs(actor)
    }


async def queue(
    record: Record,
    actor: Actor,
    tab: Tab,
    narrowed: Narrowed,
    *,
    limit: int,
    after: Place | None = None,
) -> WorkPage:
    """Return cases of a part of somebody's queue: what is late first, then what is due first.

    Raises ``SeesNoCases`` for who has no queue, or none with that part.
    """
    if tab not in tabs(actor):
        raise SeesNoCases
    return await record.work.page(asked(tab, actor, narrowed), limit=limit, after=after)


def asked(tab: Tab, actor: Actor, narrowed: Narrowed) -> WorkAsked:
    """Return what a part of somebody's queue asks the record for."""
    words = narrowed.words.strip()[:_LONGEST_SEARCH]
    states = None if narrowed.closed else tuple(sorted(OPEN))
    base = WorkAsked(
        states=(narrowed.state,) if narrowed.state else states,
        phase=narrowed.phase,
        carriers=(narrowed.carrier,) if narrowed.carrier else None,
        port=narrowed.port,
        awaiting=narrowed.awaiting,
        overdue=narrowed.overdue or None,
        held=narrowed.held or None,
        words=words or None,
        named=_called(words),
    )
    near = _near(base, actor)
    match tab:
        case Tab.MINE:
            return replace(base, person=actor.person, day=_today(actor))
        case Tab.TURN:
            return replace(near, owner=actor.role)
        case Tab.ORDERS:
            return replace(near, track="BENEFIT", items=ORDERED)
        case Tab.OFFICE:
            return near
        case Tab.LATE:
            return replace(near, overdue=True)
        case Tab.ALL:
            return base


def _near(base: WorkAsked, actor: Actor) -> WorkAsked:
    """Narrow to where somebody sits: a port, or an office."""
    if actor.role is Role.PORT and actor.organisation in PORTS:
        return replace(base, port=actor.organisation)
    if actor.role in _AT_AN_OFFICE:
        return replace(base, office=actor.organisation)
    return base


def _today(actor: Actor) -> date:
    office = OFFICES.get(actor.organisation, OFFICES["HQ"])
    return local_day(datetime.now(UTC), office.zone)


def _called(words: str) -> tuple[str, ...]:
    """Return the carriers whose id or name a search names."""
    said = words.casefold()
    if not said:
        return ()
    return tuple(
        carrier.id
        for carrier in CARRIERS.values()
        if said == carrier.id.casefold() or (len(said) > 2 and said in carrier.name.casefold())
    )
