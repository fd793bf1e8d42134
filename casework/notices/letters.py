"""What the letters to a carrier say, from the decision, its letter draft and the clocks."""

from casework.bilingual import Bilingual
from casework.case import Document
from casework.commands.suspension import Decision, LegalBasis, Suspend, WithLetter
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    benefit_lines,
    contact,
    owed,
    owed_later,
    period_later,
    rule,
    signatory,
    to_carrier,
    words,
)
from casework.roles import Role

_DELIVERY = Bilingual(en="delivery of this letter", es="la entrega de esta carta")
_ON_DELIVERY = {"en": "on delivery of this letter", "es": "a la entrega de esta carta"}
_BASES = {
    LegalBasis.A: "6 U.S.C. 967(a)",
    LegalBasis.B: "6 U.S.C. 967(b)",
    LegalBasis.AGREEMENT: "CTPAT agreement",
}


def _letter(context: Context) -> Facts:
    body = context.asked.body
    assert isinstance(body, WithLetter)  # only decisions with a letter have one of these templates
    document = context.case.documents[body.letter]
    railroad = context.case.railroad
    return {
        **base(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "decision_date": context.case.local_day(context.at).isoformat(),
        "reasons": _reasons(document),
        "documents": _considered(context),
        "signed_by": signatory(context),
        "contact": contact(context),
    }


def _reasons(document: Document) -> Facts:
    assert document.letter is not None  # a filed letter keeps what it says
    return {"en": document.letter.reasons.en, "es": document.letter.reasons.es}


def _considered(context: Context) -> list[Facts]:
    body = context.asked.body
    rests_on = body.rests_on if isinstance(body, Decision) else ()
    return [
        {"id": name, "kind": document.kind.value, "sha256": document.sha256}
        for name, document in context.case.documents.items()
        if document.sha256 in rests_on
    ]


def _decided(context: Context) -> Facts:
    body = context.asked.body
    basis = body.legal_basis if isinstance(body, Decision) else LegalBasis.AGREEMENT
    appeal = context.clock("T19")
    decided_now = appeal is not None and appeal.started_at == context.at
    recommenders = context.case.did("recommender")
    return {
        **_letter(context),
        "legal_basis": _BASES[basis],
        "appeal": {
            "right": True,
            "basis": "6 U.S.C. 967(c)",
            "last_day": appeal.due_day.isoformat(),
            "mark": appeal.terms.mark.value,
        }
        if appeal is not None and decided_now
        else {"right": False},
        "recommended_by": {"person": recommenders[-1], "role": Role.OFF.value}
        if recommenders
        else None,
    }


def _findings(context: Context) -> list[Facts]:
    return [
        {"id": name, "requirement": finding.requirement}
        for name, finding in context.case.findings.items()
    ]


def _proposed(context: Context) -> tuple[Addressed, ...]:
    facts = {
        **_letter(context),
        "legal_basis": _BASES[LegalBasis.A],
        "measure": {
            "en": "suspension of the CTPAT membership, in whole or in part",
            "es": "suspensión de la membresía de CTPAT, total o parcial",
        },
        "scope": [{"benefit": {"en": "all benefits", "es": "todos los beneficios"}}],
        "findings": _findings(context),
        "comment": owed_later(rule(context, "T03"), starts=_DELIVERY),
    }
    return _send(context, facts)


def _suspension(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, Suspend)  # the row's command
    facts = {
        **_decided(context),
        "scope": benefit_lines(body.scope),
        "findings": _findings(context),
        "effective_from": _ON_DELIVERY,
        "term": period_later(rule(context, "T14"), starts=_DELIVERY, amount=body.term_days),
        "required": [
            owed_later(rule(context, name), starts=_DELIVERY) for name in ("T08", "T09", "T10")
        ],
    }
    return _send(context, facts)


def _removal(context: Context) -> tuple[Addressed, ...]:
    facts = {
        **_decided(context),
        "findings": _findings(context),
        "effective_from": _ON_DELIVERY,
        "reapply": period_later(rule(context, "T24"), starts=_DELIVERY),
    }
    return _send(context, facts)


def _reinstatement(context: Context) -> tuple[Addressed, ...]:
    plan = context.case.plan
    conditions = plan.conditions if plan else {}
    rule_of_conditions = rule(context, "T45")
    facts = {
        **_decided(context),
        "mode": context.event.body["mode"],
        "effective_from": _ON_DELIVERY,
        "scope": benefit_lines(context.case.scope),
        "conditions": [
            {
                "label": name,
                "day": action.due.isoformat(),
                "mark": rule_of_conditions.mark.value,
                "source": words(rule_of_conditions.source),
            }
            for name, action in conditions.items()
            if not action.accepted
        ],
        "monitoring": period_later(rule(context, "T23"), starts=_DELIVERY),
    }
    return _send(context, facts)


_OUTCOMES = {
    "closed_without_action": "no_sanction",
    "plan_required": "plan_required",
    "late_filing_accepted": "late_filing_accepted",
    "closed_corrected": "corrected",
    "monitoring_kept": "monitoring_kept",
    "monitoring_extended": "monitoring_extended",
}


def _decision(context: Context) -> tuple[Addressed, ...]:
    outcome = _OUTCOMES[context.event.kind]
    required = (
        [owed_later(rule(context, "T09"), starts=_DELIVERY)] if outcome == "plan_required" else []
    )
    return _send(context, {**_decided(context), "outcome": outcome, "required": required})


def _closing(context: Context) -> tuple[Addressed, ...]:
    lesson = context.clock("T27")
    remaining = [owed(lesson)] if lesson is not None and lesson.is_open else []
    return _send(context, {**_letter(context), "remaining": remaining})


def _send(context: Context, facts: Facts) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, WithLetter)
    return to_carrier(context, facts, letter=body.letter, executive=True)


BUILDERS: dict[str, Builder] = {
    "notice_of_proposed_action": _proposed,
    "suspension_letter": _suspension,
    "removal_letter": _removal,
    "reinstatement_letter": _reinstatement,
    "decision_letter": _decision,
    "closing_letter": _closing,
}
"""By template."""
