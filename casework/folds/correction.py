"""Events about analysis, plan, evidence, verification and monitoring."""

from casework.case import Case
from casework.case_parts import Action, Analysis, Evidence, Plan, Verification
from casework.commands.corrective_action import (
    AcceptEvidence,
    ReturnEvidence,
    SubmitEvidence,
    SubmitPia,
    SubmitPlan,
)
from casework.commands.reinstatement import RecordCheck
from casework.commands.review import AcceptPlan, FileVisitReport, RecordVisit
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.states import DecisionKind, State


def _analysis_submitted(case: Case, event: Event) -> Updates:
    body = body_of(SubmitPia, event)
    return {"analysis": Analysis(document=body.document, sha256=body.sha256, filed_at=event.at)}


def _analysis_accepted(case: Case, event: Event) -> Updates:
    assert case.analysis is not None  # the row's guard saw it
    return {"analysis": case.analysis.model_copy(update={"accepted": True})}


def _plan_submitted(case: Case, event: Event) -> Updates:
    return {"plan": _plan_filed(case, event), "plan_kept": None}


def _plan_kept(case: Case, event: Event) -> Updates:
    """A plan for which it is not the time: on file, beside what was accepted before."""
    return {"plan_kept": _plan_filed(case, event)}


def _plan_filed(case: Case, event: Event) -> Plan:
    body = body_of(SubmitPlan, event)
    filed = case.documents[body.document]
    kept = case.plan.actions if case.plan else {}
    actions = {
        key: action.model_copy(update={"accepted": _still_accepted(kept.get(key), action)})
        for key, action in filed.actions.items()
    }
    return Plan(
        document=body.document,
        sha256=body.sha256,
        consent=filed.consent,
        filed_at=event.at,
        actions=actions,
    )


def _still_accepted(before: Action | None, now: Action) -> bool:
    """Evidence that was accepted speaks for the same action only, not for a changed one."""
    return before is not None and before.accepted and before.sha256 == now.sha256


def _analysis_returned(case: Case, event: Event) -> Updates:
    assert case.analysis is not None  # the row's guard saw it
    return {"analysis": case.analysis.model_copy(update={"returned": True})}


def _plan_reopened(case: Case, event: Event) -> Updates:
    """What was seen before the plan changes does not verify the changed one."""
    return {
        **_unsigned(case),
        "verification": Verification(failures=case.verification.failures),
        "rounds": 0,
        "returned_incomplete": False,
    }


def _found_complete(case: Case, event: Event) -> Updates:
    assert case.plan is not None  # CAP_REVIEW is entered by a filed plan only
    return {"plan": case.plan.model_copy(update={"complete": True})}


def _unsigned(case: Case) -> Updates:
    """A plan that goes back has to be signed again."""
    assert case.plan is not None  # only a filed plan goes back
    name = case.plan.document
    bare = case.documents[name].model_copy(update={"signatures": ()})
    return {"documents": {**case.documents, name: bare}}


def _returned_incomplete(case: Case, event: Event) -> Updates:
    return {**_unsigned(case), "returned_incomplete": True}


def _plan_returned(case: Case, event: Event) -> Updates:
    return {**_unsigned(case), "rounds": case.rounds + 1, "returned_incomplete": False}


def _plan_accepted(case: Case, event: Event) -> Updates:
    assert case.plan is not None  # CAP_REVIEW is entered by a filed plan only
    gates = {gated.action: gated.gate for gated in body_of(AcceptPlan, event).gates}
    actions = {
        key: action.model_copy(update={"gate": gates[key]})
        for key, action in case.plan.actions.items()
    }
    return {"plan": case.plan.model_copy(update={"accepted": True, "actions": actions})}


def _evidence_submitted(case: Case, event: Event) -> Updates:
    body = body_of(SubmitEvidence, event)
    item = Evidence(
        action=body.action,
        sha256=body.file_sha256,
        submitted_at=event.at,
        broken_seals=tuple(seal.car for seal in body.seals or () if not seal.holds),
    )
    return {"evidence": {**case.evidence, body.evidence: item}}


def _evidence_accepted(case: Case, event: Event) -> Updates:
    name = body_of(AcceptEvidence, event).evidence
    item = case.evidence[name].model_copy(update={"accepted": True})
    updates: Updates = {"evidence": {**case.evidence, name: item}}
    if case.plan and item.action in case.plan.actions:
        done = case.plan.actions[item.action].model_copy(update={"accepted": True})
        actions = {**case.plan.actions, item.action: done}
        updates["plan"] = case.plan.model_copy(update={"actions": actions})
    return updates


def _evidence_returned(case: Case, event: Event) -> Updates:
    name = body_of(ReturnEvidence, event).evidence
    item = case.evidence[name].model_copy(update={"accepted": False})
    return {"evidence": {**case.evidence, name: item}}


def _visit_recorded(case: Case, event: Event) -> Updates:
    body = body_of(RecordVisit, event)
    return {
        "verification": Verification(
            visited_on=body.visited_on,
            visited_by=event.actor.person,
            failures=case.verification.failures,
        )
    }


def _visit_waived(case: Case, event: Event) -> Updates:
    return {"verification": Verification(waived=True, failures=case.verification.failures)}


def _visit_reported(case: Case, event: Event) -> Updates:
    body = body_of(FileVisitReport, event)
    passed = body.passed and not body.actions_required
    return {
        "verification": case.verification.model_copy(
            update={"reported": True, "passed": passed, "answer_settled": False}
        )
    }


def _answer_settled(case: Case, event: Event) -> Updates:
    return {"verification": case.verification.model_copy(update={"answer_settled": True})}


def _verification_failed(case: Case, event: Event) -> Updates:
    assert case.plan is not None  # only a plan that was carried out is verified
    undone = {
        key: action.model_copy(update={"accepted": False})
        for key, action in case.plan.actions.items()
    }
    return {
        **_unsigned(case),
        "plan": case.plan.model_copy(update={"actions": undone}),
        "verification": Verification(failures=case.verification.failures + 1),
        "rounds": 0,
        "returned_incomplete": False,
    }


def _disposition(case: Case, event: Event) -> Updates:
    return {"deciding": DecisionKind.DISPOSITION, "origin": State.NON_RESPONSE}


def _check_recorded(case: Case, event: Event) -> Updates:
    passed = body_of(RecordCheck, event).passed
    return {
        "checks_passed": case.checks_passed + (1 if passed else 0),
        "last_check_failed": not passed,
    }


FOLDS: dict[str, Fold] = {
    "analysis_submitted": _analysis_submitted,
    "analysis_accepted": _analysis_accepted,
    "analysis_returned": _analysis_returned,
    "plan_reopened": _plan_reopened,
    "plan_kept_on_file": _plan_kept,
    "plan_submitted": _plan_submitted,
    "plan_submitted_late": _plan_submitted,
    "filing_found_complete": _found_complete,
    "filing_counts_as_complete": _found_complete,
    "filing_returned_incomplete": _returned_incomplete,
    "plan_returned": _plan_returned,
    "plan_accepted": _plan_accepted,
    "evidence_submitted": _evidence_submitted,
    "evidence_accepted": _evidence_accepted,
    "evidence_returned": _evidence_returned,
    "visit_recorded": _visit_recorded,
    "visit_waived": _visit_waived,
    "visit_reported": _visit_reported,
    "visit_report_answered": _answer_settled,
    "visit_report_not_answered": _answer_settled,
    "verification_failed": _verification_failed,
    "grace_passed_without_answer": _disposition,
    "check_recorded": _check_recorded,
}
"""By kind of event."""
