"""Why nothing may be done: for whom a case is none, and where and by whom a command is possible."""

from casework.agriculture_sight import asked_of
from casework.case import Case
from casework.commands.suspension import Opening
from casework.guards.base import Asked
from casework.process.row import Row
from casework.refusal import Refusal, RefusalKind
from casework.roles import CARRIER_ROLES, ROLE_NAMES, Role


def foreign(case: Case | None, asked: Asked) -> Refusal | None:
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


def wrong_state(rows: tuple[Row, ...], asked: Asked) -> Refusal:
    """Return the refusal that says where a command is possible."""
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


def wrong_role(rows: list[Row]) -> Refusal:
    """Return the refusal that says who may do this here."""
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
