"""Events about decisions, letters and orders."""

from casework.case import Case
from casework.case_parts import Decision, Order, Verification
from casework.commands.anytime import AttachIncident, ChangeContacts
from casework.commands.base import Body
from casework.commands.reinstatement import Reinstate
from casework.commands.review import ExtendAndReturn
from casework.commands.suspension import (
    Acknowledge,
    BenefitAt,
    LegalBasis,
    Remove,
    Suspend,
    SuspendImmediately,
    WithDocument,
    WithLetter,
)
from casework.commands.suspension import (
    Decision as DecisionBody,
)
from casework.events import Event
from casework.folds.base import Fold, Updates, body_named, body_of
from casework.states import DecisionKind, Standing, State


def _decision(case: Case, event: Event) -> Decision:
    body = body_named(event)
    letter = body if isinstance(body, WithLetter) else None
    decision = body if isinstance(body, DecisionBody) else None
    return Decision(
        row=event.row,
        act=event.act,
        at=event.at,
        signed_by=event.actor.person,
        recommended_by=case.did("recommender"),
        legal_basis=decision.legal_basis if decision else None,
        letter=letter.letter if letter else None,
        letter_sha256=letter.letter_sha256 if letter else None,
        rests_on=decision.rests_on if decision else (),
        policy=case.policy,
    )


def _decided(case: Case, event: Event) -> Updates:
    """A decision whose letter is served while the case goes on."""
    decision = _decision(case, event)
    return {
        "decisions": (*case.decisions, decision),
        "open_letter": decision.letter,
        "deciding": None,
    }


def _proposed(case: Case, event: Event) -> Updates:
    return {**_decided(case, event), "proposed": True}


def _ordered(case: Case, event: Event) -> Updates:
    body = body_named(event)
    decision = _decision(case, event)
    target = _TARGETS[event.act]
    order = Order(
        row=event.row,
        letter=decision.letter or "",
        target=target,
        signed_at=event.at,
        legal_basis=decision.legal_basis or LegalBasis.A,
        scope=_scope(case, body),
        immediate=event.act == SuspendImmediately.act,
        partial=body.partial if isinstance(body, Suspend) else False,
        term_days=body.term_days if isinstance(body, Suspend) else None,
        reapply_after_days=body.reapply_after_days if isinstance(body, Remove) else None,
    )
    return {
        "decisions": (*case.decisions, decision),
        "open_letter": decision.letter,
        "order": order,
    }


def _order_in_effect(case: Case, event: Event) -> Updates:
    if case.order is None:
        return {}
    return {
        "order": None,
        "open_letter": None,
        "deciding": None,
        "scope": case.order.scope,
        "term_days": case.order.term_days if _suspends(case) else case.term_days,
        "reapply_after_days": case.order.reapply_after_days,
    }


def _scope(case: Case, body: Body) -> tuple[BenefitAt, ...]:
    """A suspension names its scope; a removal takes all; a return gives back what was taken."""
    if isinstance(body, Suspend):
        return body.scope
    return () if isinstance(body, Remove) else case.scope


_TARGETS = {
    Suspend.act: State.SUSPENDED,
    SuspendImmediately.act: State.SUSPENDED,
    Remove.act: State.REMOVED,
    Reinstate.act: State.MONITORING,
}


def _suspends(case: Case) -> bool:
    return case.order is not None and case.order.target is State.SUSPENDED


def _ordered_at_once(case: Case, event: Event) -> Updates:
    """A security reason: the effect begins with the signature, the rest with service."""
    updates = _ordered(case, event)
    order: Order = updates["order"]
    standing = Standing.SUSPENDED_PARTIAL if order.partial else Standing.SUSPENDED_FULL
    return {**updates, "standing": standing, "scope": order.scope, "term_days": order.term_days}


def _embargo_released(case: Case, event: Event) -> Updates:
    assert case.order is not None  # the row's guard saw it
    return {"order": case.order.model_copy(update={"embargoed": False}), "scope": case.order.scope}


def _term_extended(case: Case, event: Event) -> Updates:
    """More time for a named step; what a failed or outdated visit found is to be seen again."""
    resume = body_of(ExtendAndReturn, event).resume
    seen = case.verification
    again = resume in (State.SUSPENDED, State.CAP_REVISION) or (seen.reported and not seen.passed)
    updates = _decided(case, event)
    if case.standing.suspended:
        updates["term_extensions"] = case.term_extensions + 1
    if again:
        updates["verification"] = Verification(failures=seen.failures)
    return updates


def _late_filing_accepted(case: Case, event: Event) -> Updates:
    return {**_decided(case, event), "plan": case.plan_kept or case.plan, "plan_kept": None}


def _term_extended_on_track(case: Case, event: Event) -> Updates:
    kept = _decided(case, event)
    return {
        "decisions": kept["decisions"],
        "term_extensions": case.term_extensions + 1,
    }


def _monitoring_extended(case: Case, event: Event) -> Updates:
    return {"decisions": (*case.decisions, _decision(case, event)), "monitoring_extended": True}


def _incident_attached(case: Case, event: Event) -> Updates:
    incident = body_of(AttachIncident, event).incident
    return {
        "incidents": (*case.incidents, incident.id),
        "incident_classes": tuple(sorted({*case.incident_classes, incident.known_class})),
        "ports": tuple(sorted({*case.ports, incident.port})),
    }


def _analysis_restarted(case: Case, event: Event) -> Updates:
    """The analysis on file does not know of the new incident: a new one is owed."""
    return {**_incident_attached(case, event), "analysis": None}


def _order_recalled(case: Case, event: Event) -> Updates:
    return {"order": None, "open_letter": None}


def _served(case: Case, event: Event) -> Updates:
    return {"open_letter": None}


class _Recommended:
    """What a recommendation does: names what headquarters decides, and where the case came from."""

    def __init__(self, kind: DecisionKind) -> None:
        self.kind = kind

    def __call__(self, case: Case, event: Event) -> Updates:
        body = body_named(event)
        updates: Updates = {"deciding": self.kind, "origin": case.state}
        if isinstance(body, WithDocument):
            document = case.documents[body.document]
            endorsers = tuple(
                signature.person
                for signature in document.signatures
                if signature.sha256 == document.sha256
            )
            known = (*case.did("endorser"), *endorsers, document.filed_by)
            updates["persons"] = {**case.persons, "endorser": tuple(dict.fromkeys(known))}
            if document.findings:
                updates["findings"] = {**case.findings, **document.findings}
        return updates


def _referred(case: Case, event: Event) -> Updates:
    kind = DecisionKind.SANCTION if case.state is State.MONITORING else DecisionKind.DISPOSITION
    return _Recommended(kind)(case, event)


def _comment_passed(case: Case, event: Event) -> Updates:
    return {"comment_passed": True, "deciding": DecisionKind.SANCTION, "open_letter": None}


def _remanded(case: Case, event: Event) -> Updates:
    return {"remanded": True, "deciding": None}


def _contacts(case: Case, event: Event) -> Updates:
    return {"contacts": body_of(ChangeContacts, event).contacts}


def _acknowledged(case: Case, event: Event) -> Updates:
    contacts = body_of(Acknowledge, event).contacts
    return {"contacts": contacts} if contacts else {}


FOLDS: dict[str, Fold] = {
    "sanction_recommended": _Recommended(DecisionKind.SANCTION),
    "return_recommended": _Recommended(DecisionKind.RETURN),
    "case_referred": _referred,
    "sanction_proposed": _proposed,
    "plan_required": _decided,
    "monitoring_kept": _decided,
    "closed_without_action": _decided,
    "closed_corrected": _decided,
    "closed_reinstated": _decided,
    "suspension_ordered": _ordered,
    "suspension_ordered_at_once": _ordered_at_once,
    "embargo_released_early": _embargo_released,
    "term_extended_and_returned": _term_extended,
    "term_extended": _term_extended_on_track,
    "monitoring_extended": _monitoring_extended,
    "late_filing_accepted": _late_filing_accepted,
    "incident_attached": _incident_attached,
    "analysis_restarted": _analysis_restarted,
    "removal_ordered": _ordered,
    "reinstatement_ordered": _ordered,
    "order_took_effect": _order_in_effect,
    "order_declared_served": _order_in_effect,
    "order_recalled": _order_recalled,
    "proposal_served": _served,
    "requirement_served": _served,
    "comment_submitted": _comment_passed,
    "comment_waived": _comment_passed,
    "no_comment_received": _comment_passed,
    "case_remanded": _remanded,
    "contacts_changed": _contacts,
    "suspension_acknowledged": _acknowledged,
}
"""By kind of event."""
