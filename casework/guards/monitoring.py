"""Conditions on monitoring and closing (invariant R8)."""

from casework.case import Case
from casework.commands.reinstatement import RecordCheck
from casework.commands.system import LinkedCase
from casework.guards.base import Asked, guard
from casework.states import State


@guard(
    en="the check cannot be later than today, nor before the monitoring began",
    es="la revisión no puede ser posterior a hoy ni anterior al inicio del seguimiento",
)
def check_lies_behind(case: Case, asked: Asked) -> bool:
    """A check is recorded after it was made; an adopted case was monitored before it came here."""
    body = asked.body
    began = [span.since for span in case.spans if span.state is State.MONITORING]
    if "T23" in case.clocks:
        began.append(case.clocks["T23"].started_at)
    if not isinstance(body, RecordCheck) or not began:
        return False
    return case.local_day(min(began)) <= body.checked_on <= case.local_day(asked.at)


@guard(
    en="R8: a check must have passed, and the last one must not have failed",
    es="R8: debe haberse aprobado una revisión y la última no debe haber fallado",
)
def checks_done(case: Case, asked: Asked) -> bool:
    """R8: the checks of the monitoring are done."""
    return case.checks_passed >= 1 and not case.last_check_failed


@guard(
    en="R8: an officer must have confirmed that the actions work",
    es="R8: un especialista debe haber confirmado la eficacia de las acciones",
)
def effectiveness_confirmed(case: Case, asked: Asked) -> bool:
    """R8: effectiveness is confirmed, not presumed from the calendar."""
    return bool(case.did("effectiveness_confirmer"))


@guard(
    en="the monitoring was extended once already",
    es="el seguimiento ya se prorrogó una vez",
)
def monitoring_not_yet_extended(case: Case, asked: Asked) -> bool:
    """M83: once."""
    return not case.monitoring_extended


@guard(
    en="a linked case is open already under that id",
    es="ya consta abierto un caso vinculado con ese número",
)
def link_is_new(case: Case, asked: Asked) -> bool:
    """A case is linked once."""
    return isinstance(asked.body, LinkedCase) and asked.body.linked_case not in case.linked


@guard(
    en="no linked case of that id is open",
    es="no hay abierto un caso vinculado con ese número",
)
def link_is_open(case: Case, asked: Asked) -> bool:
    """The linked case was opened and is not decided yet."""
    return isinstance(asked.body, LinkedCase) and case.linked.get(asked.body.linked_case, False)


@guard(
    en="a new case of this carrier is open; this one is closed once that is decided",
    es="hay otro caso abierto de este transportista; este se cierra cuando aquel se resuelva",
)
def no_linked_case_open(case: Case, asked: Asked) -> bool:
    """M82: a new incident bars the closing until it is decided."""
    return not any(case.linked.values())
