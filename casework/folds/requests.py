"""Events about questions, extensions, the term and what else the parties ask for."""

from casework.case import Case
from casework.case_parts import ExtensionRequest, Question
from casework.commands.corrective_action import RedateMilestone
from casework.commands.requests import AboutRequest, Ask, RequestExtension
from casework.events import Event
from casework.folds.base import Fold, Updates, body_named, body_of
from casework.roles import CARRIER_ROLES


def _asked(case: Case, event: Event) -> Updates:
    body = body_of(Ask, event)
    question = Question(
        by_carrier=event.actor.role in CARRIER_ROLES,
        about=body.about,
        asked_at=event.at,
        waits=body.waits,
    )
    return {"questions": {**case.questions, body.question: question}}


def _settled(case: Case, event: Event) -> Updates:
    name = event.item or ""
    answered = event.kind == "question_answered"
    settled = {"settled_at": event.at, "answered": answered}
    closed = case.questions[name].model_copy(update=settled)
    return {"questions": {**case.questions, name: closed}}


def _requested(case: Case, event: Event) -> Updates:
    body = body_of(RequestExtension, event)
    request = ExtensionRequest(clock=body.clock, asked_at=event.at)
    return {"extensions": {**case.extensions, body.request: request}}


def _request_settled(case: Case, event: Event) -> Updates:
    body = body_named(event)
    assert isinstance(body, AboutRequest)  # only these rows settle a request
    settled = case.extensions[body.request].model_copy(update={"answered_at": event.at})
    return {"extensions": {**case.extensions, body.request: settled}}


def _redated(case: Case, event: Event) -> Updates:
    body = body_of(RedateMilestone, event)
    if case.plan is None or body.action not in case.plan.actions:
        return {}
    moved = case.plan.actions[body.action].model_copy(update={"due": body.due})
    actions = {**case.plan.actions, body.action: moved}
    return {"plan": case.plan.model_copy(update={"actions": actions})}


FOLDS: dict[str, Fold] = {
    "question_asked": _asked,
    "question_answered": _settled,
    "question_withdrawn": _settled,
    "extension_requested": _requested,
    "extension_granted": _request_settled,
    "extension_refused": _request_settled,
    "milestone_redated": _redated,
}
"""By kind of event."""
