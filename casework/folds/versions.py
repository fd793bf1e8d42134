"""Events about the versions that a case is judged by."""

from casework.case import Case
from casework.commands.anytime import MovePolicy
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _moved(case: Case, event: Event) -> Updates:
    body = body_of(MovePolicy, event)
    return {"policy": body.policy or case.policy, "calendar": body.calendar or case.calendar}


FOLDS: dict[str, Fold] = {"policy_moved": _moved}
"""By kind of event."""
