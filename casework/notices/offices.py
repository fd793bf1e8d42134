"""What CBP's offices, the ports and the partners are told, and the carrier for its customers."""

from casework.clocks import Clock
from casework.commands.stays import AboutStay
from casework.notices.clocks import days_after, own_clock
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    benefit_name,
    contact,
    owed,
    period,
    place_name,
    to_carrier,
    to_office,
    to_ports,
)
from casework.notices.todo import TODO, WHOSE
from casework.policy import Escalation
from casework.roles import Role
from casework.states import STATES, State
from casework.status_outside import status_outside


def _status(context: Context) -> Facts:
    railroad = context.case.railroad
    return {
        **base(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "status": status_outside(context.case),
        "effective_from": context.at.isoformat(),
    }


def _customer_text(context: Context) -> tuple[Addressed, ...]:
    return to_carrier(context, _status(context))


def _status_notice(context: Context) -> tuple[Addressed, ...]:
    """To every partner; who was told before is told of an annulled status by its reversal."""
    case = context.case
    due = {name for name, state in case.tracks.get("REVERSAL", {}).items() if state == "DUE"}
    annulled = case.state is State.CLOSED_RESCINDED
    reversed_to = {told.address for name, told in case.told.items() if annulled or name in due}
    facts = {**_status(context), "contact": contact(context)}
    return tuple(
        Addressed("partner", partner.address, partner.languages, facts)
        for partner in case.contacts.partners
        if partner.address not in reversed_to
    )


def _reversal(context: Context) -> tuple[Addressed, ...]:
    """To one of those who were told a status, wherever that was and whoever it is."""
    name = context.asked.item or ""
    told = context.case.told[name]
    day = context.case.local_day(told.last_at).isoformat()
    facts = {**_status(context), "last_told": day, "contact": contact(context)}
    return (Addressed(told.party, told.address, told.languages, facts, recipient=name),)


def _benefit_order(context: Context) -> tuple[Addressed, ...]:
    key = context.asked.item or ""
    confirm = context.clock(f"T36:{key}")
    assert confirm is not None  # the row starts it
    railroad = context.case.railroad
    facts = {
        **base(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "order": "off" if context.event.after == "OFF_ORDERED" else "on",
        "benefit": benefit_name(key),
        "place": place_name(key.partition("@")[2]),
        "effective_from": context.at.isoformat(),
        "confirm": owed(confirm),
        "signed_by": _who_ordered(context),
        "contact": contact(context),
    }
    return to_ports(context, key, facts)


def _who_ordered(context: Context) -> Facts:
    """Who signed what a benefit follows: a decision, one on its stay, or the carrier's leaving."""
    body = context.asked.body
    if isinstance(body, AboutStay):
        stay = context.case.stays[body.stay]
        return {"person": stay.by, "role": (stay.role or Role.HQ).value}
    if context.case.withdrawal is not None:
        return {"person": context.case.withdrawal.signed_by, "role": Role.EXE.value}
    ordered = context.case.benefits_decision
    assert ordered is not None  # benefits follow a decision
    return {"person": ordered.signed_by, "role": Role.HQ.value}


def _task(context: Context) -> tuple[Addressed, ...]:
    own = own_clock(context)
    owner = own.terms.owner if own is not None and own.terms.owner in _CBP else None
    role = WHOSE.get(context.event.kind) or owner or STATES[context.case.state].owner or Role.SUP
    return task_for(context, role, TODO[context.event.kind], None)


def task_for(
    context: Context, asked: Role, todo: Facts, clock: Clock | None
) -> tuple[Addressed, ...]:
    """A task for CBP's people, due with the clock, else with the first that waits for them."""
    role = asked if asked in _CBP else Role.OFF
    running = [
        found
        for found in context.case.clocks.values()
        if found.is_open and found.terms.owner is role and found.terms.rule not in _WARNINGS
    ]
    due = clock or min(running, key=lambda found: found.due, default=None)
    facts: Facts = {**base(context), "carrier_name": context.case.railroad.name, "todo": todo}
    if due is not None:
        facts["due"] = period(due)
    return to_office(context, role, facts, template="task")


_CBP = frozenset({Role.OFF, Role.SUP, Role.HQ, Role.APP, Role.OPS})
_WARNINGS = frozenset({"T29", "T29D"})
"""Clocks that tell of another clock's day; nothing is owed by theirs."""


def _escalation(context: Context) -> tuple[Addressed, ...]:
    clock = own_clock(context)
    assert clock is not None  # an escalation is always one clock's
    role = _told(clock.entries[-1].rung or "OWNER", clock)
    facts = {
        **base(context),
        "carrier_name": context.case.railroad.name,
        "clock": owed(clock),
        "owner": clock.terms.owner.value,
        "days_late": days_after(context, clock),
        "todo": TODO["lateness_escalated"],
    }
    if role is Role.PORT:
        return to_ports(context, clock.key.partition(":")[2], facts)
    return to_office(context, role, facts)


def _told(rung: str, clock: Clock) -> Role:
    """Whom a rung tells; what comes again after the ladder goes to its top."""
    if rung == "WEEKLY" and clock.terms.escalation is Escalation.LADDER_THEN_WEEKLY:
        return Role.HQ
    return {"SUP": Role.SUP, "HQ": Role.HQ, "DAILY": Role.HQ}.get(rung, Role(clock.terms.owner))


BUILDERS: dict[str, Builder] = {
    "customer_text": _customer_text,
    "status_notice": _status_notice,
    "reversal_notice": _reversal,
    "benefit_order": _benefit_order,
    "task": _task,
    "escalation": _escalation,
}
"""By template."""
