"""Conditions on questions, extensions and the term."""

from datetime import timedelta

from casework.case import Case
from casework.clocks import Clock, ClockStatus, days_granted, extend, working_days_later
from casework.commands.corrective_action import RedateMilestone
from casework.commands.requests import (
    Answer,
    Ask,
    GrantExtension,
    RequestExtension,
    WithdrawQuestion,
)
from casework.commands.review import ReturnPlan
from casework.commands.system import Remind
from casework.forecast import short_of_term
from casework.guards.base import Asked, guard
from casework.policy import Holdable, policy
from casework.roles import CARRIER_ROLES, Party
from casework.states import OPEN, Standing

_MOMENT = timedelta(microseconds=1)
"""A due instant is the first one of the next day."""

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


def _granted_with(clock: Clock, body: GrantExtension, asked: Asked) -> int:
    """Calendar days granted in sum, as a clock may count business days."""
    by = asked.actor.person
    line = extend(clock, at=asked.at, by=by, amount=body.days) if clock.is_open else None
    more = (line.due_day - clock.due_day).days if line is not None else 0
    return days_granted(clock) + more


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
        return clock is not None and _granted_with(clock, body, asked) <= SUPERVISOR_DAYS
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
    """The clock of the request is still open, and is not another one of the same name."""
    body = asked.body
    request = case.extensions.get(body.request) if isinstance(body, GrantExtension) else None
    clock = case.clocks.get(request.clock) if request else None
    if request is None or clock is None:
        return False
    return clock.is_open and clock.started_at <= request.asked_at


@guard(
    en="the action needs a milestone that is still owed, and a new day that lies ahead of the old",
    es="la acción requiere un hito pendiente y un nuevo día posterior al anterior",
)
def milestone_stays_ahead(case: Case, asked: Asked) -> bool:
    """The milestone is owed, and is moved to a later day that is not over yet."""
    body = asked.body
    clock = case.clocks.get(f"T33:{body.action}") if isinstance(body, RedateMilestone) else None
    if not isinstance(body, RedateMilestone) or clock is None:
        return False
    later = max(clock.due_day, case.local_day(asked.at)) < body.due
    return later and clock.status is not ClockStatus.STOPPED


@guard(
    en="the milestone's day is over; headquarters may still move it",
    es="el día del hito ya pasó; la sede aún puede cambiarlo",
)
def milestone_not_over(case: Case, asked: Asked) -> bool:
    """A supervisor moves a milestone before it is due."""
    body = asked.body
    clock = case.clocks.get(f"T33:{body.action}") if isinstance(body, RedateMilestone) else None
    return clock is not None and clock.is_open and clock.is_timely(asked.at)


@guard(
    en="the new day lies after the term of the suspension; headquarters may still name it",
    es="el nuevo día rebasa el término de la suspensión; la sede aún puede fijarlo",
)
def milestone_inside_term(case: Case, asked: Asked) -> bool:
    """A supervisor moves a milestone inside the term (T14)."""
    body = asked.body
    term = case.clocks.get("T14")
    if not isinstance(body, RedateMilestone):
        return False
    return term is None or not term.is_open or body.due <= term.due_day


@guard(
    en="no milestone is late past its grace; say why the plan no longer fits",
    es="ningún hito rebasa su gracia; diga por qué el plan ya no sirve",
)
def milestone_late_or_plan_unfit(case: Case, asked: Asked) -> bool:
    """M49: a milestone late past the grace of T22G, or the officer says why the plan is unfit."""
    if isinstance(asked.body, ReturnPlan) and asked.body.no_longer_fits is not None:
        return True
    grace = policy(case.policy).rule("T22G").amount or 0
    return any(
        clock.terms.rule == "T33"
        and clock.status is ClockStatus.LAPSED
        and asked.at
        >= working_days_later(clock.due - _MOMENT, grace, case.zone, calendar_version=case.calendar)
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
    en="the case is closed; write to the office instead",
    es="el caso está cerrado; escriba a la oficina",
)
def case_is_open(case: Case, asked: Asked) -> bool:
    """Questions are asked while something can follow from the answer."""
    return case.state in OPEN


@guard(
    en="name a clock of the carrier in this case that still runs, or none",
    es="indique un plazo vigente del transportista en este caso, o ninguno",
)
def waiting_clock_runs(case: Case, asked: Asked) -> bool:
    """A question may hold back one clock: never a statutory one, nor one by which CBP is late."""
    body = asked.body
    if not isinstance(body, Ask):
        return False
    if body.waits is None:
        return True
    clock = case.clocks.get(body.waits)
    return (
        clock is not None
        and clock.is_open
        and clock.is_timely(asked.at)
        and clock.terms.party is Party.CARRIER
        and clock.terms.holdable is not Holdable.NEVER
    )


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
    en="the plan of clocks stays inside the term",
    es="el plan de plazos cabe dentro del término",
)
def plan_passes_term(case: Case, asked: Asked) -> bool:
    """T29: by the plan's last milestone and the clocks after it, the term ends too early."""
    return short_of_term(case) > 0


@guard(
    en="nobody is reminded of an appeal while the membership is in good standing",
    es="no se recuerda la apelación mientras la membresía está vigente",
)
def reminder_is_of_use(case: Case, asked: Asked) -> bool:
    """T22: the letter of the return says once until when earlier decisions may be appealed.

    The first policy had no such switch and reminded: cases under it go on as they began.
    """
    body = asked.body
    clock = case.clocks.get(body.clock) if isinstance(body, Remind) else None
    of_appeal = clock is not None and clock.terms.rule == "T19"
    switch = policy(case.policy).switches.get("appeal_reminders_in_good_standing")
    reminds = switch is None or switch.value is True
    return reminds or not (of_appeal and case.standing is Standing.GOOD)


@guard(
    en="another request of this case has this name; choose a new one",
    es="otra solicitud de este caso ya lleva ese nombre; elija uno nuevo",
)
def request_name_is_new(case: Case, asked: Asked) -> bool:
    """The clock of an answer (T40) is kept by the request's name, whatever is asked for."""
    return not any(f"T40:{item}" in case.clocks for item in asked.body.items)
