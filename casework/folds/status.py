"""Events about the status that others may see."""

from casework.case import Case
from casework.events import Event
from casework.folds.base import Fold, Updates
from casework.status_outside import status_outside


def _published(case: Case, event: Event) -> Updates:
    return {"published": status_outside(case)}


FOLDS: dict[str, Fold] = {"status_published": _published, "status_adopted": _published}
"""By kind of event."""
