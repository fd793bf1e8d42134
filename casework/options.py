"""What a person may do in a case now; and of everything else why not, and who may."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from casework.agriculture_sight import asked_of
from casework.case import Case
from casework.clocks.ledger import ClockStatus
from casework.commands import Body, commands
from casework.commands.holds import PlaceHold
from casework.disruptions import holds_offered
from casework.guards.base import Asked, Guard
from casework.model import Kept
from casework.process.acts import belongs
from casework.process.row import Next, Row
from casework.process.table import BY_ACT, SOLE_ITEM, matches
from casework.roles import CARRIER_ROLES, ROLE_NAMES, Actor, Role
from casework.states import OPEN

_ITEMS = {
    "LETTER": ("a letter is", "una carta esté"),
    "BENEFIT": ("a benefit is", "un beneficio esté"),
    "LESSON": ("the lesson is", "la lección esté"),
    "TERM": ("the term is", "el plazo esté"),
    "ASK": ("a question is", "una pregunta esté"),
    "EXTENSION": ("a request for more time is", "una solicitud de plazo esté"),
    "HOLD": ("a hold is", "una pausa esté"),
    "STAY": ("a stay is", "una suspensión del acto esté"),
    "REVERSAL": ("a reversal is", "un aviso de reversión esté"),
    "DEPENDENCY": ("a dependency is", "una dependencia esté"),
    "COMMITMENT": ("a commitment is", "un compromiso esté"),
    "RENAMING": ("a renaming is", "un cambio de nombre esté"),
    "LEGAL_HOLD": ("a legal hold is", "una conservación legal esté"),
    "AG": ("an agency's concurrence is", "la conformidad de una autoridad esté"),
    "FINDING": ("a finding is", "un hallazgo esté"),
    "CORRECTION": ("a correction is", "una corrección esté"),
    "RELIEF": ("a request for early relief is", "una solicitud de levantamiento esté"),
    "STAGE": ("a stage is", "una etapa esté"),
}


class Because(StrEnum):
    """Why a command is not possible: which of these says no first."""

    CONDITION = "condition"
    ROLE = "role"
    STATE = "state"
    VERSION = "version"


class Condition(Kept):
    """A condition that depends on what the command says; it is asked when the command is given.

    The sentence is what is said where it fails.
    """

    rule: str
    en: str
    es: str


class Option(Kept):
    """A command as it stands for one person in one case.

    ``possible``: state, role and every condition that can be asked beforehand allow it.
    ``conditions`` are those that depend on what will be said. ``items`` are the letters or
    benefits that it may be about, ``offers`` are bodies that the case suggests. Where it is not
    possible, ``because`` and ``why_not`` say why, ``rule`` is the condition in the way, ``states``
    where it would be possible, ``who`` by whom.
    """

    act: str
    description: str
    possible: bool
    rows: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    offers: tuple[dict[str, Any], ...] = ()
    conditions: tuple[Condition, ...] = ()
    because: Because | None = None
    rule: str = ""
    why_not_en: str = ""
    why_not_es: str = ""
    states: tuple[str, ...] = ()
    who: tuple[Role, ...] = ()


def options(case: Case, actor: Actor, *, at: datetime | None = None) -> tuple[Option, ...]:
    """Return every command of this kind of matter as it stands at an instant, in process order.

    First those that the person may give, then those that a condition, the role, the state or this
    version of the process does not allow. Without an instant, conditions on it are asked later.
    """
    order, matter = [None, *Because], case.matter
    found = [
        _option(case, actor, act, rows, at)
        for act in commands()
        if (rows := tuple(row for row in BY_ACT.get(act, ()) if belongs(row, matter)))
        or act not in BY_ACT
    ]
    return tuple(sorted(found, key=lambda option: order.index(option.because)))


def given_before(case: Case, act: str) -> bool:
    """Whether a command would only end clocks that have been ended, as a second acknowledgement.

    It may be given again, but it is no step that the case waits for.
    """
    rows = [row for row in BY_ACT.get(act, ()) if not row.track and case.state in row.start]
    ended = {key for key, clock in case.clocks.items() if clock.status is ClockStatus.STOPPED}
    return bool(rows) and all(
        row.to == Next.SAME and row.stop and not row.begin and ended.issuperset(row.stop)
        for row in rows
    )


def _option(
    case: Case, actor: Actor, act: str, rows: tuple[Row, ...], at: datetime | None
) -> Option:
    description = commands()[act].description()
    if not rows:
        return Option(
            act=act,
            description=description,
            possible=False,
            because=Because.VERSION,
            why_not_en="not in this version",
            why_not_es="no está en esta versión",
        )
    about = Option(
        act=act,
        description=description,
        possible=False,
        rows=tuple(row.id for row in rows),
        states=tuple(dict.fromkeys(state for row in rows for state in row.start if state)),
        who=tuple(dict.fromkeys(role for row in rows for role in row.by)),
    )
    here = tuple(row for row in rows if _items_here(case, row))
    if not here:
        en, es = _only_where(rows, about.states)
        return _not(about, Because.STATE, en, es)
    about = about.model_copy(
        update={
            "rows": tuple(row.id for row in here),
            "who": tuple(dict.fromkeys(role for row in here for role in row.by)),
        }
    )
    mine = tuple(row for row in here if actor.role in row.by and _own_case(case, actor))
    if not mine:
        return _not(
            about,
            Because.ROLE,
            f"only for: {_named(about.who, 0)}",
            f"solo: {_named(about.who, 1)}",
        )
    return _by_conditions(case, actor, mine, about, at)


def _by_conditions(
    case: Case, actor: Actor, rows: tuple[Row, ...], about: Option, at: datetime | None
) -> Option:
    """Judge rows in the right state and role by what can be asked before anything is said."""
    barred: Guard | None = None
    open_rows: list[str] = []
    items: list[str] = []
    conditions: list[Condition] = []
    for row in rows:
        for item in _items_here(case, row):
            asked = _asked_later(about.act, actor, at, item or None)
            verdicts = [(guard, _verdict(guard, case, asked)) for guard in row.when]
            failing = next((guard for guard, verdict in verdicts if verdict is False), None)
            if failing is not None:
                barred = barred or failing
                continue
            open_rows.append(row.id)
            items += [item] if item else []
            conditions += [
                Condition(rule=guard.code, en=guard.en, es=guard.es)
                for guard, verdict in verdicts
                if verdict is None
            ]
    if barred is not None and not open_rows:
        no = _not(about, Because.CONDITION, barred.en, barred.es)
        return no.model_copy(update={"rule": barred.code})
    return about.model_copy(
        update={
            "possible": True,
            "rows": tuple(dict.fromkeys(open_rows)),
            "items": tuple(dict.fromkeys(items)),
            "offers": _offers(case, about.act),
            "conditions": tuple(dict.fromkeys(conditions)),
        }
    )


def _offers(case: Case, act: str) -> tuple[dict[str, Any], ...]:
    """Return what the case suggests to say with a command."""
    if act != PlaceHold.act:
        return ()
    return tuple(offer.as_fields() for offer in holds_offered(case))


class _SaidLater(Exception):
    """A guard wants to know what the command says."""


class _Unsaid(Asked):
    """Something that is about to be asked: by whom and when is known, what is not."""

    __slots__ = ()

    @property
    def body(self) -> Body:
        raise _SaidLater


class _UnsaidAndUndated(_Unsaid):
    """Neither what is said nor when is known."""

    __slots__ = ()

    @property
    def at(self) -> datetime:
        raise _SaidLater


def _asked_later(act: str, actor: Actor, at: datetime | None, item: str | None) -> Asked:
    if at is None:
        return _UnsaidAndUndated(act, _NOTHING, actor, _NEVER, key="", item=item)
    return _Unsaid(act, _NOTHING, actor, at, key="", item=item)


_NOTHING = Body()
_NEVER = datetime.max.replace(tzinfo=UTC)


def _verdict(guard: Guard, case: Case, asked: Asked) -> bool | None:
    """Ask a guard now; None where its answer depends on what will be said."""
    try:
        return guard.test(case, asked)
    except _SaidLater:
        return None


def _items_here(case: Case, row: Row) -> tuple[str, ...]:
    """Return the items that a row starts from; ``""`` stands for the main line or a sole item."""
    if not row.track:
        return ("",) if matches(row, case.state) else ()
    items = case.tracks.get(row.track, {})
    if row.track in SOLE_ITEM:
        return ("",) if matches(row, items.get(SOLE_ITEM[row.track], "")) else ()
    if not row.start:
        return ("",)  # a question, a request: each begins an item of its own
    found = tuple(item for item, state in items.items() if matches(row, state))
    return found or (("",) if matches(row, "") else ())  # or a new item of its own


def _only_where(rows: tuple[Row, ...], states: tuple[str, ...]) -> tuple[str, str]:
    """Say in which states a command is possible, and by whom."""
    if not states:
        return "opens a case of its own", "abre un caso propio"
    by = tuple(dict.fromkeys(role for row in rows for role in row.by))
    track = next((row.track for row in rows if row.track), "")
    en, es = _ITEMS.get(track, ("", ""))
    if en:
        where, donde = (
            f"only while {en} {' or '.join(states)}",
            f"solo si {es} {' o '.join(states)}",
        )
    elif set(states) >= OPEN:
        where, donde = "only while the case is open", "solo mientras el caso esté abierto"
    else:
        where, donde = f"only in {', '.join(states)}", f"solo en {', '.join(states)}"
    return f"{where}; by {_named(by, 0)}", f"{donde}; por {_named(by, 1)}"


def _not(about: Option, because: Because, en: str, es: str) -> Option:
    return about.model_copy(update={"because": because, "why_not_en": en, "why_not_es": es})


def _own_case(case: Case, actor: Actor) -> bool:
    if actor.role is Role.AGL:
        return asked_of(case, actor.organisation)
    return actor.role not in CARRIER_ROLES or actor.organisation == case.carrier


def _named(roles: tuple[Role, ...], language: int) -> str:
    return ", ".join(ROLE_NAMES[role][language] for role in roles)
