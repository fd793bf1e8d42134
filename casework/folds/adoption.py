"""Events about a case taken over from paper, and about the matters linked to a case."""

from casework.adoption import noon
from casework.case import Case
from casework.case_parts import Action, Analysis, Decision, Document, Finding, Plan, Verification
from casework.commands.adoption import AdoptionRecord
from casework.commands.system import LinkedCase
from casework.documents import DocumentKind
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _adopted(case: Case, event: Event) -> Updates:
    """Everything that the record says becomes so, as if it had been done here."""
    record = case.adoption
    assert record is not None  # the row's guard saw it
    return {
        "adopted": True,
        "standing": record.standing,
        "deciding": record.deciding,
        "origin": record.origin,
        "rounds": record.rounds,
        "term_extensions": record.term_extensions,
        "findings": {
            f.id: Finding(
                requirement=f.requirement,
                severity=f.severity,
                category=f.category,
                criterion=f.criterion,
            )
            for f in record.findings
        },
        "analysis": _analysis(case, record),
        "plan": _plan(case, record),
        "verification": _verification(record),
        "documents": {**case.documents, **_documents(case, record, event)},
        "persons": {
            **case.persons,
            "recommender": record.recommended_by,
            "plan_reviewer": record.plan_reviewed_by,
            "visit_lead": (record.verification.visited_by,)
            if record.verification.visited_by
            else (),
        },
        **_decision(case, record),
    }


def _decision(case: Case, record: AdoptionRecord) -> Updates:
    decision = record.decision
    if decision is None:
        return {}
    taken = Decision(
        row="M05",
        act="reinstate" if not record.standing.suspended else "suspend",
        at=noon(decision.decided_on, case.zone),
        signed_by=decision.signed_by,
        recommended_by=record.recommended_by,
        legal_basis=decision.legal_basis,
        letter=decision.letter,
        letter_sha256=decision.letter_sha256,
        policy=case.policy,
    )
    return {
        "decisions": (*case.decisions, taken),
        "comment_passed": True,
        "proposed": True,
        "scope": decision.scope,
        "term_days": decision.term_days,
    }


def _analysis(case: Case, record: AdoptionRecord) -> Analysis | None:
    found = record.analysis
    if found is None:
        return None
    return Analysis(
        document=found.document,
        sha256=found.sha256,
        filed_at=noon(found.filed_on, case.zone),
        accepted=found.accepted,
    )


def _plan(case: Case, record: AdoptionRecord) -> Plan | None:
    found = record.plan
    if found is None:
        return None
    return Plan(
        document=found.document,
        sha256=found.sha256,
        consent=found.consent,
        filed_at=noon(found.filed_on, case.zone),
        complete=True,
        accepted=found.accepted,
        actions={
            a.id: Action(finding=a.finding, due=a.due, gate=a.gate, accepted=a.accepted)
            for a in found.actions
        },
    )


def _verification(record: AdoptionRecord) -> Verification:
    seen = record.verification
    return Verification(
        visited_on=seen.visited_on,
        visited_by=seen.visited_by,
        reported=seen.reported_on is not None,
        passed=seen.passed and seen.reported_on is not None,
        answer_settled=seen.answered,
    )


def _documents(case: Case, record: AdoptionRecord, event: Event) -> dict[str, Document]:
    """The papers by their hashes; what they say stays on paper."""
    papers: dict[str, tuple[DocumentKind, str]] = {}
    if record.analysis is not None:
        papers[record.analysis.document] = (DocumentKind.PIA, record.analysis.sha256)
    if record.plan is not None:
        papers[record.plan.document] = (DocumentKind.CAP, record.plan.sha256)
    if record.decision is not None:
        papers[record.decision.letter] = (DocumentKind.LETTER, record.decision.letter_sha256)
    adopter = next(iter(case.did("adopter")), event.actor.person)
    return {
        name: Document(kind=kind, sha256=sha256, filed_by=adopter, filed_at=event.at)
        for name, (kind, sha256) in papers.items()
    }


def _linked(case: Case, event: Event) -> Updates:
    return {"linked": {**case.linked, body_of(LinkedCase, event).linked_case: True}}


def _link_decided(case: Case, event: Event) -> Updates:
    return {"linked": {**case.linked, body_of(LinkedCase, event).linked_case: False}}


FOLDS: dict[str, Fold] = {
    "adoption_countersigned": _adopted,
    "linked_case_opened": _linked,
    "linked_case_decided": _link_decided,
}
"""By kind of event."""
