"""What the letters to a carrier say, from the decision, its letter draft and the clocks."""

from datetime import date

from casework.bilingual import Bilingual
from casework.case import Case
from casework.case_parts import Document
from casework.clocks import Clock
from casework.commands.leaving import Reconsider
from casework.commands.reinstatement import MemberStatus, Reinstate
from casework.commands.review import ExtendAndReturn
from casework.commands.suspension import Decision, LegalBasis, Suspend, WithLetter
from casework.documents import DocumentKind
from casework.notices.context import (
    APPEAL_LAW,
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    benefit_lines,
    contact,
    heading,
    legal_basis_name,
    owed,
    owed_later,
    period,
    period_later,
    rule,
    signatory,
    to_carrier,
    words,
)
from casework.notices.stage_lines import stage_line
from casework.policy import Holdable
from casework.roles import Party, Role
from casework.states import STATES, State

_DELIVERY = Bilingual(en="delivery of this letter", es="la entrega de esta carta")
ON_DELIVERY = {"en": "on delivery of this letter", "es": "a la entrega de esta carta"}
_CLOSING = Bilingual(en="the closing of the case", es="la fecha de cierre del caso")


def letter_facts(context: Context) -> Facts:
    """What every letter says, from its draft and the case."""
    body = context.asked.body
    assert isinstance(body, WithLetter)  # only decisions with a letter have one of these templates
    document = context.case.documents[body.letter]
    railroad = context.case.railroad
    return {
        **base(context),
        "carrier_name": railroad.name,
        "scac": railroad.scac,
        "decision_date": context.case.local_day(context.at).isoformat(),
        **_written(document),
        "documents": _considered(context),
        "signed_by": signatory(context),
        "contact": contact(context),
    }


def _written(document: Document) -> Facts:
    """What the drafter has written: reasons, and what is required beyond the days of the case."""
    letter = document.letter
    assert letter is not None  # a filed letter keeps what it says
    required = letter.required.model_dump() if letter.required is not None else None
    return {"reasons": letter.reasons.model_dump(), "required_text": required}


def _considered(context: Context) -> list[Facts]:
    body = context.asked.body
    rests_on = body.rests_on if isinstance(body, Decision) else ()
    if isinstance(body, Reinstate) and body.stage_plan_sha256 is not None:
        rests_on = (*rests_on, body.stage_plan_sha256)  # signed together with the letter
    return [
        {"id": name, "kind": document.kind.value, "sha256": document.sha256}
        for name, document in context.case.documents.items()
        if document.sha256 in rests_on
    ]


def decided(context: Context) -> Facts:
    """What every letter of a decision says: basis, appeal, who recommended, who signed."""
    body = context.asked.body
    basis = body.legal_basis if isinstance(body, Decision) else LegalBasis.AGREEMENT
    appeal = context.clock(f"T19:{_letter_of(context)}")
    decided_now = appeal is not None and appeal.started_at == context.at
    return {
        **letter_facts(context),
        "legal_basis": legal_basis_name(basis),
        "appeal": {
            "right": True,
            "basis": APPEAL_LAW,
            "last_day": appeal.due_day.isoformat(),
            "mark": appeal.terms.mark.value,
        }
        if appeal is not None and decided_now
        else {"right": False},
        "recommended_by": _recommended_by(context.case),
    }


def _recommended_by(case: Case) -> Facts | None:
    """The officer whose recommendation was acted on last; none where silence led here."""
    filed = [
        document
        for document in case.documents.values()
        if document.kind is DocumentKind.RECOMMENDATION
        and (document.signatures or document.filed_by in case.did("endorser"))
    ]
    if not filed or case.origin is State.NON_RESPONSE:
        return None
    latest = max(filed, key=lambda document: document.filed_at)
    return {"person": latest.filed_by, "role": Role.OFF.value}


def _findings(context: Context) -> list[Facts]:
    return [
        {"id": name, "requirement": finding.requirement}
        for name, finding in context.case.findings.items()
    ]


def _proposed(context: Context) -> tuple[Addressed, ...]:
    facts = {
        **letter_facts(context),
        "legal_basis": legal_basis_name(LegalBasis.A),
        "measure": {
            "en": "suspension of the CTPAT membership, in whole or in part",
            "es": "suspensión de la membresía de CTPAT, total o parcial",
        },
        "scope": [{"benefit": {"en": "all benefits", "es": "todos los beneficios"}}],
        "findings": _findings(context),
        "comment": owed_later(rule(context, "T03"), starts=_DELIVERY),
    }
    return send(context, facts)


def _suspension(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, Suspend)  # the row's command
    facts = {
        **decided(context),
        "scope": benefit_lines(body.scope),
        "findings": _findings(context),
        "effective_from": ON_DELIVERY,
        "term": period_later(rule(context, "T14"), starts=_DELIVERY, amount=body.term_days),
        "required": [
            owed_later(rule(context, name), starts=_DELIVERY) for name in ("T08", "T09", "T10")
        ],
    }
    return send(context, facts)


def _removal(context: Context) -> tuple[Addressed, ...]:
    facts = {
        **decided(context),
        "findings": _findings(context),
        "effective_from": ON_DELIVERY,
        "reapply": period_later(rule(context, "T24"), starts=_DELIVERY),
    }
    return send(context, facts)


def _reinstatement(context: Context) -> tuple[Addressed, ...]:
    plan, order = context.case.plan, context.order
    assert order is not None  # the row signs it
    conditions = plan.conditions if plan else {}
    rule_of_conditions = rule(context, "T45")
    facts = {
        **decided(context),
        "mode": context.event.body["mode"],
        "effective_from": ON_DELIVERY,
        "scope": benefit_lines(context.case.scope),
        "conditions": [
            {
                "label": heading(rule_of_conditions.what, {"en": name, "es": name}),
                "day": action.due.isoformat(),
                "mark": rule_of_conditions.mark.value,
                "source": words(rule_of_conditions.source),
            }
            for name, action in conditions.items()
            if not action.accepted
        ],
        "monitoring": period_later(rule(context, "T23"), starts=_DELIVERY),
        "open_appeals": [owed(clock) for clock in context.case.running("T19")],
        "stages": [stage_line(stage) for stage in order.stages],
        "status": _STATUSES[order.status] if order.status is not None else None,
        "kept_off": benefit_lines(order.keeps_off),
        "without_agriculture": context.event.body.get("without_agriculture"),
        "agriculture_conditions": [
            said for found in context.case.concurrences.values() for said in found.conditions
        ],
    }
    return send(context, facts)


def _rescission(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, Reconsider)  # the row's command
    facts = {
        **decided(context),
        "ground_fell_away": body.ground_fell_away,
        "effective_from": ON_DELIVERY,
        "annulled": [
            {"id": found.letter, "decided_on": context.case.local_day(found.at).isoformat()}
            for found in context.case.decisions
            if found.act in ("suspend", "suspend_immediately", "remove") and found.letter
        ],
    }
    return send(context, facts)


_STATUSES: dict[MemberStatus, Facts] = {
    MemberStatus.CERTIFIED: {
        "en": "certified, to be validated again",
        "es": "certificada, sujeta a nueva validación",
    }
}

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
    return send(context, {**decided(context), "outcome": outcome, "required": required})


def _closing(context: Context) -> tuple[Addressed, ...]:
    appeals = [owed(clock) for clock in context.case.running("T19")]
    lesson = owed_later(rule(context, "T27"), starts=_CLOSING)
    return send(context, {**letter_facts(context), "remaining": [*appeals, lesson]})


_GOES_ON: dict[State, Facts] = {
    State.SUSPENDED: {"en": "your analysis and your plan", "es": "su análisis y su plan"},
    State.NON_RESPONSE: {"en": "your analysis and your plan", "es": "su análisis y su plan"},
    State.CAP_REVIEW: {"en": "the review of your plan", "es": "la revisión de su plan"},
    State.CAP_REVISION: {"en": "the revision of your plan", "es": "la corrección de su plan"},
    State.IMPLEMENTING: {
        "en": "the milestones of your plan",
        "es": "los hitos de su plan",
    },
    State.VERIFICATION: {"en": "the verification", "es": "la verificación"},
    State.DECISION: {"en": "the decision of headquarters", "es": "la resolución de la sede"},
}
"""What a carrier calls the step in which its case is; elsewhere it is told what the state means."""


def _step(state: State) -> Facts:
    about = STATES[state]
    return _GOES_ON.get(state, {"en": about.meaning_en, "es": about.meaning_es})


def _extension(context: Context) -> tuple[Addressed, ...]:
    """More time; where nothing is suspended there is no term, and the step gets its days alone."""
    term = context.clock("T14") if context.case.standing.suspended else None
    body = context.asked.body
    step = body.resume if isinstance(body, ExtendAndReturn) else context.case.state
    facts = {
        **decided(context),
        "old_term_end": _old_day(term).isoformat() if term is not None else None,
        "term": period(term) if term is not None else None,
        "resume": _step(step),
        "required": [
            owed(clock)
            for clock in context.case.clocks.values()
            if clock.is_open
            and clock.started_at == context.at
            and clock.terms.party is Party.CARRIER
            and clock.terms.holdable is not Holdable.NEVER
        ],
    }
    return send(context, facts)


def _old_day(clock: Clock) -> date:
    """The last day before the clock was extended."""
    entry = clock.entries[-1]
    return entry.old_due_day or entry.due_day


def _letter_of(context: Context) -> str:
    body = context.asked.body
    return body.letter if isinstance(body, WithLetter) else ""


def send(context: Context, facts: Facts) -> tuple[Addressed, ...]:
    """Address a letter to the carrier's contact and its executive."""
    body = context.asked.body
    assert isinstance(body, WithLetter)
    return to_carrier(context, facts, letter=body.letter, executive=True)


BUILDERS: dict[str, Builder] = {
    "notice_of_proposed_action": _proposed,
    "suspension_letter": _suspension,
    "removal_letter": _removal,
    "reinstatement_letter": _reinstatement,
    "rescission_letter": _rescission,
    "decision_letter": _decision,
    "extension_letter": _extension,
    "closing_letter": _closing,
}
"""By template."""
