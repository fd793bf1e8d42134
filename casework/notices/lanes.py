"""What is told when a scope changes, relief is refused, a stage moves, or a port decides."""

from casework.commands.scope import AboutPortsAccess, ModifyScope, RefuseRelief
from casework.commands.stages import FallBack, ProlongStage, Unfreeze
from casework.exposure import result
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    benefit_lines,
    contact,
    period,
    place_name,
    to_carrier,
)
from casework.notices.letters import ON_DELIVERY, decided, send
from casework.notices.stage_lines import stage_line
from casework.states import Standing

_STANDINGS: dict[Standing, Facts] = {
    Standing.SUSPENDED_FULL: {"en": "suspended", "es": "suspendida"},
    Standing.SUSPENDED_PARTIAL: {"en": "suspended in part", "es": "suspendida en parte"},
}


def _scope_letter(context: Context) -> tuple[Addressed, ...]:
    body, change = context.asked.body, context.case.scope_change
    assert isinstance(body, ModifyScope)  # the rows' command
    assert change is not None  # the rows sign it
    facts = {
        **decided(context),
        "given_back": benefit_lines(body.give_back),
        "taken_away": benefit_lines(body.take_away),
        "membership": _STANDINGS[change.standing],
        "effective_from": ON_DELIVERY,
    }
    return send(context, facts)


def _relief_answer(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, RefuseRelief)  # the row's command
    asked_for = context.case.reliefs[body.request]
    facts = {
        **base(context),
        "contact": contact(context),
        "request": body.request,
        "benefits": benefit_lines(asked_for.benefits),
        "reason": body.reason,
    }
    return to_carrier(context, facts)


def _stage_notice(context: Context) -> tuple[Addressed, ...]:
    name, body = context.asked.item or "", context.asked.body
    stage, clock = context.case.stages[name], context.clock(f"T41:{name}")
    told = context.event.kind.removeprefix("stage_")
    facts: Facts = {
        **base(context),
        "contact": contact(context),
        "happened": told,
        "stage": stage_line(stage.plan),
        "reason": body.reason if isinstance(body, ProlongStage | FallBack | Unfreeze) else None,
    }
    if told in ("passed", "prolonged", "frozen", "unfrozen"):
        seen = result(context.case, stage)
        facts["seen"] = {
            "trains": seen.trains,
            "cars": seen.cars,
            "exams": seen.exams,
            "exceptions": seen.exceptions,
            "joint_inspections": seen.joint_inspections,
        }
    if told != "frozen" and clock is not None and clock.is_open:
        facts["until"] = period(clock)
    return to_carrier(context, facts)


def _port_access(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, AboutPortsAccess)  # the rows' commands
    facts = {
        **base(context),
        "contact": contact(context),
        "access": "granted" if context.event.after == "ON" else "withheld",
        "port": place_name(body.port),
        "reason": body.reason,
    }
    return to_carrier(context, facts)


BUILDERS: dict[str, Builder] = {
    "scope_letter": _scope_letter,
    "relief_answer": _relief_answer,
    "stage_notice": _stage_notice,
    "port_access": _port_access,
}
"""By template."""
