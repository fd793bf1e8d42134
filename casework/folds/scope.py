"""Events about a scope that changes while the suspension lasts, and requests for early relief."""

from casework.benefit_scope import after, standing_after
from casework.case import Case
from casework.commands.scope import ModifyScope, RequestEarlyRelief
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.folds.orders import decision_of
from casework.stage_parts import Relief, ScopeChange


def _signed(case: Case, event: Event) -> Updates:
    """The decision is taken; what it moves, and the standing, wait for its letter."""
    body = body_of(ModifyScope, event)
    change = ScopeChange(
        letter=body.letter,
        give_back=body.give_back,
        take_away=body.take_away,
        standing=standing_after(case, body),
    )
    updates: Updates = {
        "decisions": (*case.decisions, decision_of(case, event)),
        "scope_change": change,
    }
    if body.request is not None:
        granted = case.reliefs[body.request].model_copy(update={"letter": body.letter})
        updates["reliefs"] = {**case.reliefs, body.request: granted}
    return updates


def _in_effect(case: Case, event: Event) -> Updates:
    change = case.scope_change
    assert change is not None  # the row's guard saw it
    scope, relieved = after(case.scope, case.relieved, change.give_back, change.take_away)
    return {
        "scope": scope,
        "relieved": relieved,
        "standing": change.standing,
        "scope_change": None,
    }


def _requested(case: Case, event: Event) -> Updates:
    body = body_of(RequestEarlyRelief, event)
    asked = Relief(benefits=body.benefits, asked_at=event.at)
    return {"reliefs": {**case.reliefs, body.request: asked}}


FOLDS: dict[str, Fold] = {
    "scope_relieved": _signed,
    "scope_widened": _signed,
    "scope_change_took_effect": _in_effect,
    "scope_change_declared_served": _in_effect,
    "relief_requested": _requested,
}
"""By kind of event."""
