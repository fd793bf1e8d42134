"""What a person may do in a case now; and of everything else why not, and who may."""

from casework.case import Case
from casework.commands import commands
from casework.model import Kept
from casework.process.row import Row
from casework.process.table import BY_ACT, SOLE_ITEM, matches
from casework.roles import CARRIER_ROLES, ROLE_NAMES, Actor, Role


class Condition(Kept):
    """A condition that is asked when the command is given."""

    rule: str
    en: str
    es: str


class Option(Kept):
    """A command as it stands for one person in one case.

    ``possible`` says that state and role allow it; its conditions are asked when it is given.
    ``why_not`` is empty then.
    """

    act: str
    description: str
    possible: bool
    rows: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    why_not_en: str = ""
    why_not_es: str = ""


def options(case: Case, actor: Actor) -> tuple[Option, ...]:
    """Return every command, those that the person may give first, in the order of the process."""
    found = [_option(case, actor, act, model.description()) for act, model in commands().items()]
    return tuple(sorted(found, key=lambda option: not option.possible))


def _option(case: Case, actor: Actor, act: str, description: str) -> Option:
    rows = BY_ACT.get(act, ())
    here = tuple(row for row in rows if _starts_here(case, row))
    if not here:
        states = tuple(dict.fromkeys(state for row in rows for state in row.start if state))
        return Option(
            act=act,
            description=description,
            possible=False,
            rows=tuple(row.id for row in rows),
            why_not_en=f"only in {', '.join(states) or 'a new case'}",
            why_not_es=f"solo en {', '.join(states) or 'un caso nuevo'}",
        )
    mine = tuple(row for row in here if actor.role in row.by and _own_case(case, actor))
    if not mine:
        roles = tuple(dict.fromkeys(role for row in here for role in row.by))
        return Option(
            act=act,
            description=description,
            possible=False,
            rows=tuple(row.id for row in here),
            why_not_en=f"only for: {_named(roles, 0)}",
            why_not_es=f"solo para: {_named(roles, 1)}",
        )
    conditions = tuple(
        Condition(rule=guard.code, en=guard.en, es=guard.es) for row in mine for guard in row.when
    )
    return Option(
        act=act,
        description=description,
        possible=True,
        rows=tuple(row.id for row in mine),
        conditions=tuple(dict.fromkeys(conditions)),
    )


def _starts_here(case: Case, row: Row) -> bool:
    if not row.track:
        return matches(row, case.state)
    items = case.tracks.get(row.track, {})
    if row.track in SOLE_ITEM:
        return matches(row, items.get(SOLE_ITEM[row.track], ""))
    return not row.start or any(matches(row, state) for state in items.values())


def _own_case(case: Case, actor: Actor) -> bool:
    return actor.role not in CARRIER_ROLES or actor.organisation == case.carrier


def _named(roles: tuple[Role, ...], language: int) -> str:
    return ", ".join(ROLE_NAMES[role][language] for role in roles)
