"""Conditions on the review of a plan: completeness, rounds, results and gates by ground."""

from casework.case import Case
from casework.commands.review import AcceptPlan, ExtendAndReturn, Gate, ReturnPlan
from casework.commands.suspension import Ground
from casework.documents import Severity
from casework.guards.base import Asked, guard
from casework.states import RESUMABLE, State


@guard(
    en="each action of the plan needs exactly one result, and at least one must be returned",
    es="cada acción del plan requiere exactamente un resultado, y al menos una debe devolverse",
)
def result_for_each_action(case: Case, asked: Asked) -> bool:
    """The carrier learns of each action whether it is accepted, and why not."""
    body = asked.body
    if not isinstance(body, ReturnPlan) or case.plan is None:
        return False
    named = [result.action for result in body.results]
    return (
        len(named) == len(set(named))
        and set(named) == set(case.plan.actions)
        and not all(result.accepted for result in body.results)
    )


@guard(
    en="two rounds of correction are over; refer the case to headquarters instead",
    es="ya hubo dos rondas de corrección; remita el caso a la sede",
)
def rounds_left(case: Case, asked: Asked) -> bool:
    """At most two rounds."""
    return case.rounds < 2


@guard(
    en="a filing is returned as incomplete once; review it now",
    es="una presentación se devuelve por incompleta una sola vez; revísela ahora",
)
def first_incomplete(case: Case, asked: Asked) -> bool:
    """Once per submission."""
    return not case.returned_incomplete


@guard(
    en="the filing was found complete already, or counts as complete; review it now",
    es="la presentación ya se consideró completa; revísela ahora",
)
def completeness_open(case: Case, asked: Asked) -> bool:
    """Completeness is judged once per filing."""
    return case.plan is not None and not case.plan.complete


@guard(
    en="each action of the plan needs exactly one gate",
    es="cada acción del plan requiere exactamente una compuerta",
)
def gate_for_each_action(case: Case, asked: Asked) -> bool:
    """The accepter says of every action when it must be done."""
    body = asked.body
    if not isinstance(body, AcceptPlan) or case.plan is None:
        return False
    named = [gated.action for gated in body.gates]
    return len(named) == len(set(named)) and set(named) == set(case.plan.actions)


@guard(
    en="every finding that is a must needs at least one action",
    es="cada hallazgo obligatorio requiere al menos una acción",
)
def every_must_has_action(case: Case, asked: Asked) -> bool:
    """Every Action Required has an action in the plan."""
    if case.plan is None:
        return False
    answered = {action.finding for action in case.plan.actions.values()}
    return all(
        finding_id in answered
        for finding_id, finding in case.findings.items()
        if finding.severity is Severity.MUST
    )


@guard(
    en="without a suspension, or after a failed validation, required actions come BEFORE_RETURN",
    es="sin suspensión, o tras una validación fallida, las acciones exigidas van antes del retorno",
)
def gates_fit_ground(case: Case, asked: Asked) -> bool:
    """Gate by ground (process table, section 8) [S5]."""
    body = asked.body
    if not isinstance(body, AcceptPlan) or case.plan is None:
        return False
    if not case.standing.suspended:  # nothing can be left for after a return that is none
        return all(gated.gate is Gate.BEFORE_RETURN for gated in body.gates)
    if case.ground is not Ground.FAILED_VALIDATION:
        return True
    musts = {key for key, f in case.findings.items() if f.severity is Severity.MUST}
    return all(
        gated.gate is Gate.BEFORE_RETURN
        for gated in body.gates
        if gated.action in case.plan.actions and case.plan.actions[gated.action].finding in musts
    )


@guard(
    en="it goes back to SUSPENDED if suspended, to CAP_REVISION with a plan on file, else to "
    "IMPLEMENTING or VERIFICATION with an accepted plan",
    es="vuelve a SUSPENDED si hay suspensión, a CAP_REVISION si consta un plan, o a IMPLEMENTING "
    "o VERIFICATION con un plan aceptado",
)
def resume_allowed(case: Case, asked: Asked) -> bool:
    """A state to resume in that has what it works on: a suspension, a plan, an accepted plan."""
    body = asked.body
    if not isinstance(body, ExtendAndReturn) or body.resume not in RESUMABLE:
        return False
    match body.resume:
        case State.SUSPENDED:
            return case.standing.suspended
        case State.CAP_REVISION:
            return case.plan is not None or case.plan_kept is not None
        case _:
            return case.plan is not None and case.plan.accepted


@guard(
    en="no plan came late and was kept on file; there is nothing to take into review",
    es="no consta un plan presentado tarde; no hay nada que tomar a revisión",
)
def late_plan_on_file(case: Case, asked: Asked) -> bool:
    """A plan that was kept for headquarters, not one that was reviewed already."""
    return case.plan_kept is not None
