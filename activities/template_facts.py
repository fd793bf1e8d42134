"""Every template: which facts it needs, what kind of message it is, who may get it.

The kind stands in the subject, which travels in the clear and is logged by every server on the
way. It therefore says what the reader must do with the message and never what was decided.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from activities.facts import carrier, holds, letters, offices, partners, stages
from activities.facts.values import NoticeFacts
from activities.plain_text import cleaned_facts
from casework.bilingual import Bilingual

Audience = Literal["carrier", "cbp", "partner"]
"""Whose eyes a template is written for."""


class Template(NamedTuple):
    """A message that can be written. ``bilingual``: always in both languages, side by side.

    ``printed``: a letter, which is also printed (``activities.printing``) and attached.
    """

    facts: type[NoticeFacts]
    kind: Bilingual
    audience: Audience
    bilingual: bool = False
    printed: bool = False


class FactsRefused(Exception):
    """The facts of a notice do not fit its template. Names the fields and never their values."""


def _letter(facts: type[NoticeFacts], en: str, es: str) -> Template:
    return Template(facts, Bilingual(en=en, es=es), "carrier", bilingual=True, printed=True)


def _mail(facts: type[NoticeFacts], en: str, es: str, audience: Audience = "carrier") -> Template:
    return Template(facts, Bilingual(en=en, es=es), audience, printed=audience == "partner")


_DECISION = ("letter of decision", "carta de decisión")
_APPEAL = ("your appeal", "su apelación")
_MORE_TIME = ("answer on more time", "respuesta sobre una prórroga")
_STAY = ("answer to a request", "respuesta a una solicitud")
_REVIEW = ("review result", "resultado de la revisión")

TEMPLATES: Mapping[str, Template] = {
    "notice_of_proposed_action": _letter(
        letters.NoticeOfProposedAction,
        "notice before a decision",
        "notificación previa a una decisión",
    ),
    "suspension_letter": _letter(letters.SuspensionLetter, *_DECISION),
    "removal_letter": _letter(letters.RemovalLetter, *_DECISION),
    "reinstatement_letter": _letter(letters.ReinstatementLetter, *_DECISION),
    "scope_letter": _letter(letters.ScopeLetter, *_DECISION),
    "rescission_letter": _letter(letters.RescissionLetter, *_DECISION),
    "extension_letter": _letter(letters.ExtensionLetter, *_DECISION),
    "decision_letter": _letter(letters.DecisionLetter, *_DECISION),
    "closing_letter": _letter(letters.ClosingLetter, "closing letter", "carta de cierre"),
    "appeal_letter": _letter(letters.AppealLetter, *_DECISION),
    "reconsideration_letter": _letter(letters.ReconsiderationLetter, *_DECISION),
    "appeal_received": _mail(carrier.AppealStatus, *_APPEAL),
    "appeal_under_review": _mail(carrier.AppealStatus, *_APPEAL),
    "appeal_late": _mail(carrier.AppealStatus, *_APPEAL),
    "reminder": _mail(carrier.Reminder, "reminder", "recordatorio"),
    "late_mark": _mail(carrier.LateMark, "deadline passed", "plazo vencido"),
    "final_notice": _mail(carrier.FinalNotice, "final notice", "aviso final"),
    "returned_plan": _mail(carrier.ReturnedPlan, *_REVIEW),
    "returned_analysis": _mail(carrier.ReturnedAnalysis, *_REVIEW),
    "evidence_returned": _mail(carrier.EvidenceReturned, *_REVIEW),
    "filing_accepted": _mail(carrier.FilingAccepted, *_REVIEW),
    "visit_report": _mail(carrier.VisitReport, "report to answer", "informe por responder"),
    "filing_received": _mail(
        carrier.FilingReceived, "receipt of a filing", "acuse de recibo de una presentación"
    ),
    "question": _mail(carrier.Question, "question to answer", "pregunta por responder"),
    "answer": _mail(carrier.Answer, "answer to your question", "respuesta a su pregunta"),
    "extension_answer": _mail(carrier.ExtensionAnswer, *_MORE_TIME),
    "milestone_redated": _mail(carrier.MilestoneRedated, *_MORE_TIME),
    "days_moved": _mail(carrier.DaysMoved, "days moved", "fechas que cambian"),
    "analysis_owed_anew": _mail(
        carrier.AnalysisOwedAnew, "analysis to file", "análisis por presentar"
    ),
    "correction": _mail(
        carrier.CorrectionMade, "correction of the file", "corrección del registro"
    ),
    "hold_placed": _mail(holds.HoldPlaced, "clocks held", "plazos en pausa"),
    "hold_over": _mail(holds.HoldOver, "clocks run again", "plazos reanudados"),
    "days_rolled": _mail(holds.DaysRolled, "last day moved", "cambio de vencimiento"),
    "stay_granted": _mail(holds.StayGranted, *_STAY),
    "stay_refused": _mail(holds.StayRefused, *_STAY),
    "stay_ended": _mail(holds.StayEnded, *_STAY),
    "finding_to_answer": _mail(
        carrier.FindingToAnswer, "statement to answer for", "declaración por aclarar"
    ),
    "finding_decided": _mail(
        carrier.FindingDecided, "result on a statement", "resultado sobre una declaración"
    ),
    "commitment_noted": _mail(carrier.CommitmentNoted, "what was promised", "lo prometido"),
    "carrier_renamed": _mail(
        carrier.CarrierRenamed, "name of the carrier", "nombre del transportista"
    ),
    "dependency_told": _mail(carrier.DependencyTold, "action that depends", "acción que depende"),
    "withdrawal_confirmed": _mail(
        carrier.WithdrawalConfirmed, "end of the membership", "fin de la membresía"
    ),
    "decision_late": _mail(carrier.DecisionLate, "CBP is late", "retraso de la CBP"),
    "lesson_to_read": _mail(carrier.LessonToRead, "lesson to read", "lección por revisar"),
    "relief_answer": _mail(
        stages.ReliefAnswer,
        "answer on early relief",
        "respuesta sobre el levantamiento anticipado",
    ),
    "stage_notice": _mail(stages.StageNotice, "stage of the return", "etapa del regreso"),
    "port_access": _mail(stages.PortAccess, "joint processing", "procesamiento conjunto"),
    "customer_text": Template(
        carrier.CustomerText,
        Bilingual(en="text for your customers", es="texto para sus clientes"),
        "carrier",
        bilingual=True,
    ),
    "escalation": _mail(offices.Escalation, "escalation", "escalamiento", "cbp"),
    "task": _mail(offices.Task, "task", "tarea", "cbp"),
    "concurrence_request": _mail(
        offices.ConcurrenceRequest, "concurrence asked for", "conformidad solicitada", "cbp"
    ),
    "benefit_order": _mail(offices.BenefitOrder, "order to a port", "orden a un puerto", "cbp"),
    "partner_notice": _mail(
        partners.PartnerNotice, "notice to a partner", "aviso a la administración", "partner"
    ),
    "partner_asked_again": _mail(
        partners.PartnerAskedAgain, "question on a status", "consulta de estatus", "partner"
    ),
    "status_notice": _mail(partners.StatusNotice, "status notice", "aviso de estatus", "partner"),
    "reversal_notice": _mail(
        partners.ReversalNotice, "correction of a status", "corrección de un estatus", "partner"
    ),
}
"""Every template by its name, which is also the name of its two files."""


def checked_facts(template: str, facts: Mapping[str, Any]) -> NoticeFacts:
    """Return a template's facts, cleaned and validated; ``FactsRefused`` names what is wrong."""
    if template not in TEMPLATES:
        raise FactsRefused("no such template")
    try:
        return TEMPLATES[template].facts.model_validate(cleaned_facts(dict(facts)))
    except ValidationError as refusal:
        raise FactsRefused(f"{template}: {'; '.join(_faults(refusal))}") from None


def problems(template: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return all that is wrong with a template's facts, unknown names included.

    For the tests of whoever makes notices: unknown facts are dropped when a notice is written.
    """
    if template not in TEMPLATES:
        return ("no such template",)
    model = TEMPLATES[template].facts
    given = cleaned_facts(dict(facts))
    try:
        checked = model.model_validate(given)
    except ValidationError as refusal:
        return _faults(refusal)
    return tuple(_unknown(given, checked, ""))


def _faults(refusal: ValidationError) -> tuple[str, ...]:
    """Name each field and the kind of fault; the messages of pydantic would quote the values."""
    errors = refusal.errors(include_url=False, include_context=False, include_input=False)
    return tuple(f"{'.'.join(map(str, error['loc']))}: {error['type']}" for error in errors)


def _unknown(given: Any, checked: Any, path: str) -> list[str]:
    """Name each fact that was given and that the model does not know."""
    if isinstance(given, dict) and isinstance(checked, BaseModel):
        found: list[str] = []
        for name, value in given.items():
            if name not in type(checked).model_fields:
                found.append(f"{path}{name}: unknown")
            else:
                found += _unknown(value, getattr(checked, name), f"{path}{name}.")
        return found
    if isinstance(given, list) and isinstance(checked, tuple):
        pairs = zip(given, checked, strict=True)
        return [name for i, (g, c) in enumerate(pairs) for name in _unknown(g, c, f"{path}{i}.")]
    return []
