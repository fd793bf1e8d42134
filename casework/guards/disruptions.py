"""Conditions on closed crossings and outages."""

from casework.case import Case
from casework.commands.disruptions import (
    RecordOutage,
    ReportCrossingClosed,
    ReportCrossingReopened,
)
from casework.disruptions import rolled_by
from casework.guards.base import Asked, guard


@guard(
    en="this event is in the case already",
    es="este evento ya consta en el caso",
)
def event_is_new(case: Case, asked: Asked) -> bool:
    """One event is one entry, however often it is told."""
    body = asked.body
    known = {*case.closures, *case.outages}
    return isinstance(body, ReportCrossingClosed | RecordOutage) and body.event not in known


@guard(
    en="the crossing is none of this case; `show` lists its ports",
    es="el cruce no corresponde a este caso; `show` enumera sus puertos",
)
def crossing_is_of_the_case(case: Case, asked: Asked) -> bool:
    """G13: a crossing tied to the case."""
    return isinstance(asked.body, ReportCrossingClosed) and asked.body.port in case.ports


@guard(
    en="this lies ahead; report what has happened",
    es="esto aún no ocurre; informe lo que ya sucedió",
)
def it_has_happened(case: Case, asked: Asked) -> bool:
    """Closures and outages are recorded, never announced."""
    match asked.body:
        case ReportCrossingClosed():
            return asked.body.closed_at <= asked.at
        case ReportCrossingReopened():
            return asked.body.reopened_at <= asked.at
        case RecordOutage():
            return asked.body.ended_at <= asked.at
    return False


@guard(
    en="no crossing of this case is reported shut by that event",
    es="ningún cruce de este caso consta cerrado por ese evento",
)
def crossing_is_shut(case: Case, asked: Asked) -> bool:
    """What is open again was shut before."""
    body = asked.body
    found = case.closures.get(body.event) if isinstance(body, ReportCrossingReopened) else None
    if found is None or not isinstance(body, ReportCrossingReopened):
        return False
    return found.reopened_at is None and found.closed_at <= body.reopened_at


@guard(
    en="no last day of the carrier in this case had two hours of this outage",
    es="ningún último día del transportista en este caso tuvo dos horas de esta falla",
)
def outage_fell_on_a_last_day(case: Case, asked: Asked) -> bool:
    """G16: at least two hours on a carrier's last day; a statutory day is never moved."""
    body = asked.body
    if not isinstance(body, RecordOutage):
        return False
    return any(True for _ in rolled_by(case, body.began_at, body.ended_at, asked.at))
