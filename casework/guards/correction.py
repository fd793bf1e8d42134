"""Conditions on analysis, plan and evidence (invariants R1–R4)."""

from casework.case import Case
from casework.commands.corrective_action import (
    AcceptEvidence,
    ReportProgress,
    ReturnEvidence,
    SubmitEvidence,
    SubmitPlan,
)
from casework.commands.system import Lapse
from casework.documents import DocumentKind
from casework.guards.base import Asked, guard


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
    en="this analysis was returned already; the carrier files a new one",
    es="este análisis ya se devolvió; el transportista presenta uno nuevo",
)
def analysis_not_yet_returned(case: Case, asked: Asked) -> bool:
    """One return per filed analysis."""
    return case.analysis is not None and not case.analysis.returned
