"""Events about figures and joint inspections: what is corrected stays, and no longer counts."""

from casework.case import Case
from casework.commands.exposure import RecordExposure, RecordJointInspection
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.stage_parts import Figure, JointInspection


def _figure_recorded(case: Case, event: Event) -> Updates:
    body = body_of(RecordExposure, event)
    figures = dict(case.figures)
    if body.supersedes is not None:
        old = figures[body.supersedes]
        figures[body.supersedes] = old.model_copy(update={"superseded": body.figure})
    figures[body.figure] = Figure(**body.model_dump(exclude={"figure", "supersedes"}))
    return {"figures": figures}


def _inspected(case: Case, event: Event) -> Updates:
    body = body_of(RecordJointInspection, event)
    inspections = dict(case.inspections)
    if body.supersedes is not None:
        old = inspections[body.supersedes]
        inspections[body.supersedes] = old.model_copy(update={"superseded": body.inspection})
    inspections[body.inspection] = JointInspection(
        crossing=body.crossing,
        inspected_on=body.inspected_on,
        cars=body.cars,
        exceptions=body.exceptions,
    )
    return {"inspections": inspections}


FOLDS: dict[str, Fold] = {
    "exposure_recorded": _figure_recorded,
    "joint_inspection_recorded": _inspected,
}
"""By kind of event."""
