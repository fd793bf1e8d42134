"""Events about decisions, letters and orders."""

from casework.case import Case
from casework.case_parts import Decision, Order, Verification
from casework.commands.base import Body
from casework.commands.leaving import Reconsider
from casework.commands.reinstatement import Reinstate
from casework.commands.review import ExtendAndReturn
from casework.commands.suspension import (
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
from casework.folds.false_statements import acted_on
from casework.stage_parts import Stage
from casework.states import DecisionKind, Standing, State


def decision_of(case: Case, event: Event) -> Decision:
    """Return the decision that an event records, as it stands on the record."""
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
    decision = decision_of(case, event)
    return {
        "decisions": (*case.decisions, decision),
        "open_letter": decision.letter,
        "deciding": None,
    }


def _proposed(case: Case, event: Event) -> Updates:
    return {**_decided(case, event), "proposed": True}


def _ordered(case: Case, event: Event) -> Updates:
    body = body_named(event)
    decision = decision_of(case, event)
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
        **(_return(case, body) if isinstance(body, Reinstate) else {}),
    )
    return {
        "decisions": (*case.decisions, decision),
        "open_letter": decision.letter,
        "order": order,
        "scope_change": None,  # a new order overtakes what was not served yet
    }


def _return(case: Case, body: Reinstate) -> Updates:
    """What only a return says: the stages as signed, a lower status, what stays off."""
    filed = case.documents.get(body.stage_plan or "")
    return {
        "stage_plan": body.stage_plan,
        "stages": filed.stages if filed is not None else (),
        "status": body.status,
        "keeps_off": body.keeps_off,
    }


def _order_in_effect(case: Case, event: Event) -> Updates:
    if case.order is None:
        return {}
    return {
        "order": None,
        "open_letter": None,
        "deciding": None,
        "scope": case.order.scope,
        "relieved": (),
        "stage_plan": case.order.stage_plan,
        "stages": {
            stage.id: Stage(plan=stage, place=place)
            for place, stage in enumerate(case.order.stages)
        },
        "returned_as": case.order.status,
        "kept_off": case.order.keeps_off,
        "term_days": case.order.term_days if _suspends(case) else case.term_days,
        "reapply_after_days": case.order.reapply_after_days,
        **_findings_acted_on(case),
        **_annulled(case),
    }


def _annulled(case: Case) -> Updates:
    """The record is corrected: what took something away says by which letter it was annulled."""
    if case.order is None or case.order.target is not State.CLOSED_RESCINDED:
        return {}
    letter = case.order.letter
    return {
        "decisions": tuple(
            decision.model_copy(update={"annulled_by": letter})
            if decision.act in _TAKING and decision.annulled_by is None
            else decision
            for decision in case.decisions
        )
    }


def _findings_acted_on(case: Case) -> Updates:
    """A suspension or removal in effect is what a confirmed false statement demands."""
    took = case.order is not None and case.order.target in (State.SUSPENDED, State.REMOVED)
    return {"false_statements": acted_on(case)} if took and case.false_statements else {}


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
    Reconsider.act: State.CLOSED_RESCINDED,
}


_TAKING = frozenset({Suspend.act, SuspendImmediately.act, Remove.act})


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
    if resume is State.CAP_REVISION and case.plan is None:  # what came late is what is corrected
        updates |= {"plan": case.plan_kept, "plan_kept": None}
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
    return {"decisions": (*case.decisions, decision_of(case, event)), "monitoring_extended": True}


def _order_recalled(case: Case, event: Event) -> Updates:
    return {"order": None, "open_letter": None}


def _delivered(case: Case, event: Event) -> Updates:
    """When the letter of a decision was delivered; an appeal is shown it beside the dates."""
    return {
        "decisions": tuple(
            made.model_copy(update={"delivered_at": event.at})
            if made.letter == event.item and made.delivered_at is None
            else made
            for made in case.decisions
        )
    }


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
    "removal_ordered": _ordered,
    "reinstatement_ordered": _ordered,
    "rescission_ordered": _ordered,
    "order_took_effect": _order_in_effect,
    "order_declared_served": _order_in_effect,
    "order_recalled": _order_recalled,
    "proposal_served": _served,
    "letter_acknowledged": _delivered,
    "delivery_recorded": _delivered,
    "letter_declared_served": _delivered,
    "requirement_served": _served,
    "comment_submitted": _comment_passed,
    "comment_waived": _comment_passed,
    "no_comment_received": _comment_passed,
    "case_remanded": _remanded,
}
"""By kind of event."""
