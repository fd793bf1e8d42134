"""Conditions on analysis, plan, evidence, verification and return (invariants R1–R6, R8)."""

from casework.case import Case
from casework.commands.corrective_action import (
    AcceptEvidence,
    ReportProgress,
    ReturnEvidence,
    SubmitEvidence,
    SubmitPlan,
)
from casework.commands.review import AcceptPlan, ExtendAndReturn, Gate, RecordVisit, ReturnPlan
from casework.commands.suspension import Ground
from casework.commands.system import Lapse
from casework.documents import DocumentKind, Severity
from casework.guards.base import Asked, guard
from casework.states import RESUMABLE, State


@guard(
    en="the post-incident analysis must be filed first",
    es="primero debe presentarse el análisis posterior al incidente",
)
def analysis_filed(case: Case, asked: Asked) -> bool:
    """An analysis is on file."""
    return case.analysis is not None


@guard(
    en="the analysis on file must still be open for review",
    es="el análisis presentado debe seguir pendiente de revisión",
)
def analysis_awaits_review(case: Case, asked: Asked) -> bool:
    """An analysis was filed and is not accepted yet."""
    return case.analysis is not None and not case.analysis.accepted


@guard(
    en="R1: the post-incident analysis must be accepted first",
    es="R1: primero debe aceptarse el análisis posterior al incidente",
)
def analysis_accepted(case: Case, asked: Asked) -> bool:
    """R1."""
    return case.analysis is not None and case.analysis.accepted


@guard(
    en="the plan must carry the consent to unannounced visits",
    es="el plan debe contener el consentimiento a visitas sin previo aviso",
)
def plan_consents(case: Case, asked: Asked) -> bool:
    """R3, asked of the plan being submitted: its filed content consents to unannounced visits."""
    body = asked.body
    if not isinstance(body, SubmitPlan):
        return False
    filed = case.document(body.document, DocumentKind.CAP, body.sha256)
    return filed is not None and filed.consent


@guard(
    en="R3: the consent to unannounced visits must be on file",
    es="R3: debe constar el consentimiento a visitas sin previo aviso",
)
def consent_on_file(case: Case, asked: Asked) -> bool:
    """R3."""
    return case.plan is not None and case.plan.consent


@guard(
    en="R2: the plan must be accepted, and be signed as accepted",
    es="R2: el plan debe estar aceptado y firmado tal como se aceptó",
)
def plan_accepted(case: Case, asked: Asked) -> bool:
    """R2."""
    return case.plan is not None and case.plan.accepted


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
    en="the plan names no such action",
    es="el plan no contiene esa acción",
)
def action_exists(case: Case, asked: Asked) -> bool:
    """The action is one of the plan's."""
    body = asked.body
    return (
        isinstance(body, SubmitEvidence | ReportProgress)
        and case.plan is not None
        and body.action in case.plan.actions
    )


@guard(
    en="evidence of that name is on file already; give this one another name",
    es="ya consta evidencia con ese nombre; dé otro nombre a esta",
)
def evidence_is_new(case: Case, asked: Asked) -> bool:
    """Evidence is added, never replaced."""
    body = asked.body
    return isinstance(body, SubmitEvidence) and body.evidence not in case.evidence


@guard(
    en="no evidence of that name waits to be looked at",
    es="no hay evidencia con ese nombre pendiente de revisión",
)
def evidence_waits(case: Case, asked: Asked) -> bool:
    """The evidence is on file and not judged yet."""
    body = asked.body
    if not isinstance(body, AcceptEvidence | ReturnEvidence):
        return False
    found = case.evidence.get(body.evidence)
    return found is not None and found.accepted is None


@guard(
    en="evidence for this action waits to be looked at, so it is not late",
    es="hay evidencia de esta acción pendiente de revisión, por lo que no está vencida",
)
def nothing_waits_to_be_looked_at(case: Case, asked: Asked) -> bool:
    """CBP's lateness never makes a carrier late (process table, section 8)."""
    body = asked.body
    if not isinstance(body, Lapse):
        return False
    action = body.clock.partition(":")[2]
    return not any(
        evidence.action == action and evidence.accepted is None
        for evidence in case.evidence.values()
    )


@guard(
    en="R4: every action that must be done before the return needs accepted evidence",
    es="R4: toda acción previa al retorno requiere evidencia aceptada",
)
def evidence_accepted_before_return(case: Case, asked: Asked) -> bool:
    """R4."""
    return case.plan is not None and all(
        action.accepted for action in case.plan.before_return.values()
    )


@guard(
    en="every action of the plan needs accepted evidence",
    es="toda acción del plan requiere evidencia aceptada",
)
def every_action_accepted(case: Case, asked: Asked) -> bool:
    """Nothing of the plan is open; each condition is met."""
    return case.plan is not None and all(a.accepted for a in case.plan.actions.values())


@guard(
    en="the visit cannot be later than today, nor before the plan was filed",
    es="la visita no puede ser posterior a hoy ni anterior a la presentación del plan",
)
def visit_lies_behind(case: Case, asked: Asked) -> bool:
    """A visit is recorded after it took place."""
    body = asked.body
    if not isinstance(body, RecordVisit) or case.plan is None:
        return False
    return case.local_day(case.plan.filed_at) <= body.visited_on <= case.local_day(asked.at)


@guard(
    en="a visit to a site in Mexico needs the coordination with AGACE on file",
    es="una visita a un sitio en México exige constancia de la coordinación con AGACE",
)
def agace_coordinated(case: Case, asked: Asked) -> bool:
    """Sites of a carrier seated in Mexico are visited together with its authority."""
    body = asked.body
    return (
        not isinstance(body, RecordVisit)
        or case.railroad.seat != "MX"
        or body.agace_coordination is not None
    )


@guard(
    en="record the visit first, or let headquarters waive it",
    es="registre primero la visita, o que la sede la dispense",
)
def visited_or_waived(case: Case, asked: Asked) -> bool:
    """There is something to report on."""
    return case.verification.visited_on is not None or case.verification.waived


@guard(
    en="no report of a visit waits for an answer",
    es="ningún informe de visita espera respuesta",
)
def report_awaits_answer(case: Case, asked: Asked) -> bool:
    """The report is filed and its answer is open."""
    return case.verification.reported and not case.verification.answer_settled


@guard(
    en="R5: one verification must have passed, or be waived by headquarters with a reason",
    es="R5: una verificación debe haberse aprobado, o la sede debe dispensarla con motivo",
)
def verification_passed(case: Case, asked: Asked) -> bool:
    """R5."""
    return case.verification.passed


@guard(
    en="the carrier may still answer the report of the visit",
    es="el transportista aún puede responder al informe de la visita",
)
def answer_settled(case: Case, asked: Asked) -> bool:
    """T32 answered or over."""
    return case.verification.answer_settled


@guard(
    en="the report must be filed and leave actions required, and it must be the first failure",
    es="el informe debe dejar acciones requeridas y ser la primera falla",
)
def first_failure(case: Case, asked: Asked) -> bool:
    """A first failed verification sends the plan back."""
    return _failed(case) and case.verification.failures == 0


@guard(
    en="only a second failed verification is referred to headquarters",
    es="solo una segunda verificación fallida se remite a la sede",
)
def second_failure(case: Case, asked: Asked) -> bool:
    """A second failed verification goes to headquarters."""
    return _failed(case) and case.verification.failures >= 1


@guard(
    en="a plan must be on file",
    es="debe constar un plan",
)
def plan_on_file(case: Case, asked: Asked) -> bool:
    """The carrier has filed a plan."""
    return case.plan is not None or case.plan_kept is not None


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
            return case.plan is not None
        case _:
            return case.plan is not None and case.plan.accepted


@guard(
    en="R8: a check must have passed, and the last one must not have failed",
    es="R8: debe haberse aprobado una revisión y la última no debe haber fallado",
)
def checks_done(case: Case, asked: Asked) -> bool:
    """R8: the checks of the monitoring are done."""
    return case.checks_passed >= 1 and not case.last_check_failed


@guard(
    en="R8: an officer must have confirmed that the actions work",
    es="R8: un especialista debe haber confirmado la eficacia de las acciones",
)
def effectiveness_confirmed(case: Case, asked: Asked) -> bool:
    """R8: effectiveness is confirmed, not presumed from the calendar."""
    return bool(case.did("effectiveness_confirmer"))


def _failed(case: Case) -> bool:
    return case.verification.reported and not case.verification.passed


@guard(
    en="the monitoring was extended once already",
    es="el seguimiento ya se prorrogó una vez",
)
def monitoring_not_yet_extended(case: Case, asked: Asked) -> bool:
    """M83: once."""
    return not case.monitoring_extended


@guard(
    en="the filing was found complete already, or counts as complete; review it now",
    es="la presentación ya se consideró completa; revísela ahora",
)
def completeness_open(case: Case, asked: Asked) -> bool:
    """Completeness is judged once per filing."""
    return case.plan is not None and not case.plan.complete


@guard(
    en="this analysis was returned already; the carrier files a new one",
    es="este análisis ya se devolvió; el transportista presenta uno nuevo",
)
def analysis_not_yet_returned(case: Case, asked: Asked) -> bool:
    """One return per filed analysis."""
    return case.analysis is not None and not case.analysis.returned


@guard(
    en="a report that left actions required is on file; decide on it before another visit",
    es="hay un informe con acciones requeridas; resuélvalo antes de otra visita",
)
def no_failed_report_open(case: Case, asked: Asked) -> bool:
    """A failed verification is not wiped out by another visit."""
    return not _failed(case)


@guard(
    en="the report of this visit is on file already",
    es="el informe de esta visita ya consta",
)
def report_not_filed(case: Case, asked: Asked) -> bool:
    """One report per visit."""
    return not case.verification.reported
