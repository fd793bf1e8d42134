"""Events about closed crossings and outages."""

from casework.case import Case
from casework.commands.disruptions import (
    RecordOutage,
    ReportCrossingClosed,
    ReportCrossingReopened,
)
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.hold_parts import Closure


def _closed(case: Case, event: Event) -> Updates:
    body = body_of(ReportCrossingClosed, event)
    closure = Closure(port=body.port, closed_at=body.closed_at, expected_until=body.expected_until)
    return {"closures": {**case.closures, body.event: closure}}


def _reopened(case: Case, event: Event) -> Updates:
    body = body_of(ReportCrossingReopened, event)
    open_again = {"reopened_at": body.reopened_at}
    closure = case.closures[body.event].model_copy(update=open_again)
    return {"closures": {**case.closures, body.event: closure}}


def _outage(case: Case, event: Event) -> Updates:
    return {"outages": (*case.outages, body_of(RecordOutage, event).event)}


FOLDS: dict[str, Fold] = {
    "crossing_closed": _closed,
    "crossing_reopened": _reopened,
    "outage_recorded": _outage,
}
"""By kind of event."""
