"""What is told about holds: to the carrier, and to the officer whose case it is."""

from casework.case import Case
from casework.clocks import Clock, EntryKind, printed_day
from casework.forecast import short_of_term
from casework.holds import REASONS, kept_by_others, stands_still
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    contact,
    label,
    owed,
    to_carrier,
    words,
)
from casework.notices.offices import task_for
from casework.roles import Role


def _placed(context: Context) -> tuple[Addressed, ...]:
    name = context.asked.item or ""
    placed = context.case.holds[name]
    clocks = list(stands_still(context.case, name))
    facts = {
        **base(context),
        "contact": contact(context),
        "hold": name,
        "reason": words(REASONS[placed.reason]),
        "authority": placed.authority,
        "until": placed.until.isoformat(),
        "clocks": [owed(clock) for clock in clocks],
        **_term(context.case),
    }
    listed = _listed(clocks)
    todo = {
        "en": f"Hold {name} is placed through {printed_day(placed.until, 'en')} "
        f"({REASONS[placed.reason].en}). These clocks stand still: {listed}.",
        "es": f"Se puso la pausa {name} hasta el {printed_day(placed.until, 'es')} "
        f"({REASONS[placed.reason].es}). Estos plazos no corren: {listed}.",
    }
    return (*to_carrier(context, facts), *_officer(context, todo))


def _over(context: Context) -> tuple[Addressed, ...]:
    name = context.asked.item or ""
    let_go = [clock for clock in context.case.clocks.values() if _was_let_go(context, clock)]
    kept = list(kept_by_others(context.case, name))
    facts = {
        **base(context),
        "contact": contact(context),
        "hold": name,
        "clocks": [{"clock": owed(clock), "old_day": _old(clock)} for clock in let_go],
        "still_held": [label(clock) for clock in kept],
        **_term(context.case),
    }
    moved = "; ".join(f"{clock.key} {_old(clock)} → {clock.due_day}" for clock in let_go) or "–"
    todo = {
        "en": f"Hold {name} is over. Last days, old and new: {moved}. "
        f"Still held by another hold: {_listed(kept) or '–'}.",
        "es": f"Terminó la pausa {name}. Vencimientos, anterior y nuevo: {moved}. "
        f"Siguen en otra pausa: {_listed(kept) or '–'}.",
    }
    return (*to_carrier(context, facts), *_officer(context, todo))


def _term(case: Case) -> Facts:
    """The term runs on; by how many days it ends too early, as the plan of clocks has it now."""
    term = case.clocks.get("T14")
    if term is None or not term.is_open:
        return {}
    return {"term": owed(term), "short_by": short_of_term(case)}


def _officer(context: Context, todo: Facts) -> tuple[Addressed, ...]:
    return task_for(context, Role.OFF, todo, None)


def _listed(clocks: list[Clock]) -> str:
    return ", ".join(f"{clock.key} ({clock.due_day})" for clock in clocks)


def _was_let_go(context: Context, clock: Clock) -> bool:
    """Whether this event ended the standing still of a clock."""
    last = clock.entries[-1]
    own = last.why == context.asked.item and last.at == context.at
    return last.kind is EntryKind.RELEASED and own


def _old(clock: Clock) -> str:
    return (clock.entries[-1].old_due_day or clock.due_day).isoformat()


BUILDERS: dict[str, Builder] = {"hold_placed": _placed, "hold_over": _over}
"""By template."""
