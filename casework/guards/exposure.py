"""Conditions on figures and joint inspections (process table, G17)."""

from casework.case import Case
from casework.commands.exposure import RecordExposure, RecordJointInspection
from casework.exposure import standing_figures
from casework.guards.base import Asked, guard


@guard(
    en="a figure or inspection of that name is on record; a correction gets a name of its own",
    es="ya consta una cifra o inspección con ese nombre; una corrección lleva nombre propio",
)
def recorded_under_a_new_name(case: Case, asked: Asked) -> bool:
    """What was recorded is never replaced."""
    body = asked.body
    if isinstance(body, RecordExposure):
        return body.figure not in case.figures
    return isinstance(body, RecordJointInspection) and body.inspection not in case.inspections


@guard(
    en="the days that are counted must have come already",
    es="los días que se cuentan deben haber llegado ya",
)
def counted_days_have_come(case: Case, asked: Asked) -> bool:
    """Nobody counts tomorrow's trains."""
    body, today = asked.body, case.local_day(asked.at)
    if isinstance(body, RecordExposure):
        return body.until <= today
    return isinstance(body, RecordJointInspection) and body.inspected_on <= today


@guard(
    en="what is superseded must stand on record at this crossing",
    es="lo que se sustituye debe constar vigente en este cruce",
)
def superseded_stands(case: Case, asked: Asked) -> bool:
    """A correction names what it corrects, at the same crossing, once."""
    body = asked.body
    if isinstance(body, RecordExposure):
        figure = case.figures.get(body.supersedes or "")
        stands = figure is not None and figure.superseded is None
        here = figure is not None and figure.crossing == body.crossing
    elif isinstance(body, RecordJointInspection):
        found = case.inspections.get(body.supersedes or "")
        stands = found is not None and found.superseded is None
        here = found is not None and found.crossing == body.crossing
    else:
        return False
    return body.supersedes is None or (stands and here)


@guard(
    en="some of these days are counted at this crossing already; supersede that figure",
    es="algunos de estos días ya constan en este cruce; sustituya esa cifra",
)
def days_are_counted_once(case: Case, asked: Asked) -> bool:
    """No day of a crossing counts twice."""
    body = asked.body
    if not isinstance(body, RecordExposure):
        return False
    corrected = case.figures.get(body.supersedes or "")
    return not any(
        figure.since <= body.until and body.since <= figure.until
        for figure in standing_figures(case, body.crossing)
        if figure is not corrected
    )
