"""Events about the stages of a return."""

from typing import Any

from casework.case import Case
from casework.events import Event
from casework.folds.base import Fold, Updates


def _with(case: Case, event: Event, **changes: Any) -> Updates:
    name = event.item or ""
    return {"stages": {**case.stages, name: case.stages[name].model_copy(update=changes)}}


def _started(case: Case, event: Event) -> Updates:
    return _with(case, event, started_at=event.at, fallen=False)


def _fallen_back(case: Case, event: Event) -> Updates:
    """What a stage has seen does not count when it starts again."""
    return _with(case, event, started_at=None, fallen=True)


FOLDS: dict[str, Fold] = {
    "stage_started": _started,
    "stage_fell_back": _fallen_back,
}
"""By kind of event."""
