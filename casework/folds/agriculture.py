"""Events about agriculture's concurrence and about joint inspections."""

from casework.agriculture_parts import Concurrence, InlandInspection
from casework.case import Case
from casework.commands.agriculture import (
    Concur,
    Object,
    RecordInlandInspection,
    RequestConcurrence,
)
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of


def _asked(case: Case, event: Event) -> Updates:
    body = body_of(RequestConcurrence, event)
    found = Concurrence(
        findings=body.findings,
        asked_at=event.at,
        agreed_day=body.agreed_day,
        work_plan=body.work_plan,
    )
    return {"concurrences": {**case.concurrences, body.agency: found}}


def _concurred(case: Case, event: Event) -> Updates:
    body = body_of(Concur, event)
    said = {"conditions": body.conditions, "reason": None, "would_satisfy": None}
    found = case.concurrences[body.agency].model_copy(update=said)
    return {"concurrences": {**case.concurrences, body.agency: found}}


def _objected(case: Case, event: Event) -> Updates:
    body = body_of(Object, event)
    said = {"conditions": (), "reason": body.reason, "would_satisfy": body.would_satisfy}
    found = case.concurrences[body.agency].model_copy(update=said)
    return {"concurrences": {**case.concurrences, body.agency: found}}


def _inspected(case: Case, event: Event) -> Updates:
    body = body_of(RecordInlandInspection, event)
    found = InlandInspection(
        inspected_on=body.inspected_on,
        place=body.place,
        inland=body.inland,
        authorities=body.authorities,
        cars=body.cars,
        passed=body.passed,
        broken_seals=tuple(seal.car for seal in body.seals if not seal.holds),
    )
    return {"inland_inspections": (*case.inland_inspections, found)}


FOLDS: dict[str, Fold] = {
    "concurrence_requested": _asked,
    "agriculture_concurred": _concurred,
    "agriculture_objected": _objected,
    "inland_inspection_recorded": _inspected,
}
"""By kind of event."""
