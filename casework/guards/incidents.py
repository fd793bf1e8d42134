"""Conditions on a further incident that is attached to a case."""

from casework.case import Case
from casework.commands.anytime import AttachIncident
from casework.guards.base import Asked, guard


@guard(
    en="the analysis starts anew only where asked for",
    es="el análisis solo se reinicia si se pide",
)
def restart_is_asked(case: Case, asked: Asked) -> bool:
    """G01R: the officer lets the analysis start anew."""
    return isinstance(asked.body, AttachIncident) and asked.body.restart_analysis


@guard(
    en="only the officer lets the analysis start anew, and only while it is owed",
    es="solo el especialista reinicia el análisis, y solo mientras se debe",
)
def no_restart_is_asked(case: Case, asked: Asked) -> bool:
    """G01: the incident is attached and no clock moves."""
    return isinstance(asked.body, AttachIncident) and not asked.body.restart_analysis


@guard(
    en="an incident of that id is part of this case already",
    es="ya consta en este caso un incidente con ese número",
)
def incident_is_new(case: Case, asked: Asked) -> bool:
    """Each incident is attached once."""
    body = asked.body
    return isinstance(body, AttachIncident) and body.incident.id not in case.incidents


@guard(
    en="an incident cannot have been discovered later than now",
    es="un incidente no puede haberse descubierto después de ahora",
)
def incident_lies_behind(case: Case, asked: Asked) -> bool:
    """What is said to have happened lies in the past."""
    body = asked.body
    return isinstance(body, AttachIncident) and body.incident.discovered_at <= asked.at
