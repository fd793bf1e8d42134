"""What is told about closed crossings and outages."""

from casework.clocks import Clock, EntryKind
from casework.commands.disruptions import (
    RecordOutage,
    ReportCrossingClosed,
    ReportCrossingReopened,
)
from casework.commands.holds import HoldReason
from casework.disruptions import holds_offered
from casework.holds import open_holds
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    base,
    contact,
    owed,
    to_carrier,
)
from casework.notices.offices import task_for
from casework.reference import PORTS
from casework.roles import Role


def _hold_offered(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, ReportCrossingClosed)  # the row's command
    place = PORTS[body.port].name
    clocks = ", ".join(key for offer in holds_offered(context.case) for key in offer.clocks)
    if clocks:
        todo = {
            "en": f"The crossing {place} is shut ({body.event}). Place a hold on these clocks if "
            f"they cannot be kept: {clocks}. Nothing is held before you do.",
            "es": f"El cruce {place} está cerrado ({body.event}). Ponga en pausa estos plazos si "
            f"no pueden cumplirse: {clocks}. Nada se pausa antes de que lo haga.",
        }
    else:
        todo = {
            "en": f"The crossing {place} is shut ({body.event}). No visit or milestone runs now.",
            "es": f"El cruce {place} está cerrado ({body.event}). No corre visita ni hito alguno.",
        }
    return task_for(context, Role.SUP, todo, None)


def _release_offered(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, ReportCrossingReopened)  # the row's command
    place = PORTS[context.case.closures[body.event].port].name
    reason = HoldReason.CROSSING_CLOSED
    held = [name for name, hold in open_holds(context.case).items() if hold.reason is reason]
    named = ", ".join(held) or "–"
    todo = {
        "en": f"The crossing {place} is open again ({body.event}). Release what was held for it: "
        f"{named}.",
        "es": f"El cruce {place} está abierto de nuevo ({body.event}). Levante las pausas puestas "
        f"por ello: {named}.",
    }
    return task_for(context, Role.SUP, todo, None)


def _days_rolled(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, RecordOutage)  # the row's command
    rolled = [clock for clock in context.case.clocks.values() if _was_rolled(context, clock)]
    facts = {
        **base(context),
        "contact": contact(context),
        "began_at": body.began_at.isoformat(),
        "ended_at": body.ended_at.isoformat(),
        "clocks": [
            {
                "clock": owed(clock),
                "old_day": (clock.entries[-1].old_due_day or clock.due_day).isoformat(),
            }
            for clock in rolled
        ],
    }
    return to_carrier(context, facts)


def _was_rolled(context: Context, clock: Clock) -> bool:
    last = clock.entries[-1]
    return last.kind is EntryKind.ROLLED and last.at == context.at


BUILDERS: dict[str, Builder] = {
    "hold_offered": _hold_offered,
    "release_offered": _release_offered,
    "days_rolled": _days_rolled,
}
"""By template."""
