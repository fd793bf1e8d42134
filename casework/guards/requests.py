"""Conditions on questions, extensions and the term."""

from casework.case import Case
from casework.clocks import ClockStatus, days_granted
from casework.commands.corrective_action import RedateMilestone
from casework.commands.requests import (
    Answer,
    Ask,
    GrantExtension,
    RequestExtension,
    WithdrawQuestion,
)
from casework.forecast import earliest_return
from casework.guards.base import Asked, guard
from casework.policy import Holdable
from casework.roles import CARRIER_ROLES, Party

SUPERVISOR_DAYS = 14
"""Calendar days that a supervisor may add to one clock, in sum (process table, M48, EXTENSION)."""


@guard(
    en="name a clock of this case that still runs, that waits on the carrier, and is not statutory",
    es="indique un plazo vigente a cargo del transportista que no sea fijado por ley",
)
def clock_may_be_extended(case: Case, asked: Asked) -> bool:
    """Statutory clocks never; others while they run and only for whom they wait on."""
    body = asked.body
    if not isinstance(body, RequestExtension):
        return False
    clock = case.clocks.get(body.clock)
    return (
        clock is not None
        and clock.status is ClockStatus.RUNNING
        and clock.terms.party is Party.CARRIER
        and clock.terms.extendable
        and clock.terms.holdable is not Holdable.NEVER
    )


@guard(
    en="ask before the day is over; afterwards file what you have, marked late",
    es="pídalo antes de que venza el día; después presente lo que tenga, marcado como tardío",
)
def asked_before_due(case: Case, asked: Asked) -> bool:
    """An extension is asked for before the due instant."""
    body = asked.body
    clock = case.clocks.get(body.clock) if isinstance(body, RequestExtension) else None
    return clock is not None and clock.is_timely(asked.at)


@guard(
    en="a request for this clock is open already",
    es="ya hay una solicitud abierta para este plazo",
)
def no_other_request_open(case: Case, asked: Asked) -> bool:
    """One request at a time for one clock."""
    body = asked.body
    return isinstance(body, RequestExtension) and not any(
        request.clock == body.clock and request.answered_at is None
        for request in case.extensions.values()
    )


@guard(
    en="a supervisor grants at most 14 days in sum for one clock; headquarters grants more",
    es="un supervisor concede a lo más 14 días en total por plazo; más, la sede",
)
def within_supervisors_days(case: Case, asked: Asked) -> bool:
    """SUP ≤ 14 d in sum per clock."""
    body = asked.body
    if isinstance(body, GrantExtension):
        request = case.extensions.get(body.request)
        clock = case.clocks.get(request.clock) if request else None
        return clock is not None and days_granted(clock) + body.days <= SUPERVISOR_DAYS
    if isinstance(body, RedateMilestone):
        clock = case.clocks.get(f"T33:{body.action}")
        if clock is None:
            return False
        return days_granted(clock) + (body.due - clock.due_day).days <= SUPERVISOR_DAYS
    return False


@guard(
    en="the clock has stopped meanwhile; there is nothing to extend",
    es="el plazo ya se detuvo; no hay nada que prorrogar",
)
def clock_still_runs(case: Case, asked: Asked) -> bool:
    """The clock of the request is still open."""
    body = asked.body
    request = case.extensions.get(body.request) if isinstance(body, GrantExtension) else None
    clock = case.clocks.get(request.clock) if request else None
    return clock is not None and clock.is_open


@guard(
    en="the action needs a milestone that is not over, and a later day inside the term",
    es="la acción requiere un hito vigente y un día posterior dentro del término",
)
def milestone_may_move(case: Case, asked: Asked) -> bool:
    """Asked before due; the new day lies ahead and not past the term of the suspension."""
    body = asked.body
    if not isinstance(body, RedateMilestone):
        return False
    clock = case.clocks.get(f"T33:{body.action}")
    if clock is None or not clock.is_open or not clock.is_timely(asked.at):
        return False
    term = case.clocks.get("T14")
    inside = term is None or not term.is_open or body.due <= term.due_day
    return clock.due_day < body.due and inside


@guard(
    en="a milestone must be late, or the reason must say why the plan no longer fits",
    es="debe haber un hito vencido, o el motivo debe decir por qué el plan ya no sirve",
)
def milestone_is_late(case: Case, asked: Asked) -> bool:
    """M49: a plan under way goes back where a milestone is late."""
    return any(
        clock.terms.rule == "T33" and clock.status is ClockStatus.LAPSED
        for clock in case.clocks.values()
    )


@guard(
    en="the term was extended twice; a third time needs headquarters' superior",
    es="el término se prorrogó dos veces; una tercera requiere al superior de la sede",
)
def term_extended_less_than_twice(case: Case, asked: Asked) -> bool:
    """T15: at most two extensions of at most 90 days each."""
    return case.term_extensions < 2


@guard(
    en="name a clock of this case that still runs, or none",
    es="indique un plazo vigente de este caso, o ninguno",
)
def waiting_clock_runs(case: Case, asked: Asked) -> bool:
    """A question may hold back one running clock, and never a statutory one."""
    body = asked.body
    if not isinstance(body, Ask):
        return False
    if body.waits is None:
        return True
    clock = case.clocks.get(body.waits)
    return clock is not None and clock.is_open and clock.terms.holdable is not Holdable.NEVER


@guard(
    en="this question was asked by your own side; the other side answers it",
    es="esta pregunta la hizo su propia parte; la responde la otra",
)
def other_side_asked(case: Case, asked: Asked) -> bool:
    """Who asked does not answer."""
    body = asked.body
    question = case.questions.get(body.question) if isinstance(body, Answer) else None
    return question is not None and question.by_carrier != (asked.actor.role in CARRIER_ROLES)


@guard(
    en="only the side that asked may take a question back",
    es="solo la parte que preguntó puede retirar la pregunta",
)
def own_side_asked(case: Case, asked: Asked) -> bool:
    """Who asked takes it back."""
    body = asked.body
    question = case.questions.get(body.question) if isinstance(body, WithdrawQuestion) else None
    return question is not None and question.by_carrier == (asked.actor.role in CARRIER_ROLES)


@guard(
    en="only the officer may let the analysis start anew",
    es="solo el especialista puede reiniciar el plazo del análisis",
)
def restart_is_the_officers(case: Case, asked: Asked) -> bool:
    """G01: OFF may restart T08."""
    return asked.actor.role == "OFF" or not getattr(asked.body, "restart_analysis", False)


@guard(
    en="the plan of clocks stays inside the term",
    es="el plan de plazos cabe dentro del término",
)
def plan_passes_term(case: Case, asked: Asked) -> bool:
    """T29: by the plan's last milestone and the clocks after it, the term ends too early."""
    term = case.clocks.get("T14")
    return term is not None and term.is_open and earliest_return(case) > term.due_day
