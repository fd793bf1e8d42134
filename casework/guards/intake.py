"""Conditions on filings that came on paper, and on clerical corrections."""

from datetime import datetime

from casework.case import Case
from casework.commands.intake import (
    AboutCorrection,
    Correctable,
    CorrectEntry,
    RecordReceived,
)
from casework.guards.base import Asked, guard
from casework.reference import OFFICES
from casework.states import DecisionKind, State


@guard(
    en="a filing is received after the case was opened, and not later than now",
    es="una presentación se recibe después de abierto el caso y no después de ahora",
)
def received_before_now(case: Case, asked: Asked) -> bool:
    """The instant of receipt lies between the opening and the entry."""
    body = asked.body
    return isinstance(body, RecordReceived) and case.opened_at <= body.received_at <= asked.at


@guard(
    en="the sender does not speak for the carrier of this case; enter the filing in its own case",
    es="el remitente no habla por el transportista de este caso; asiéntelo en el caso que toca",
)
def sender_speaks_for_carrier(case: Case, asked: Asked) -> bool:
    """Nobody's paper is entered as another railroad's."""
    body = asked.body
    return isinstance(body, RecordReceived) and body.organisation in (None, case.carrier)


def _was_timely(case: Case, at: datetime, *rules: str) -> bool:
    """Whether an instant kept the last day of a clock that has run out since."""
    found = [case.clocks[rule] for rule in rules if rule in case.clocks]
    return any(clock.lapsed_at is not None and clock.is_timely(at) for clock in found)


@guard(
    en="this was not received before the last day to answer was over",
    es="esto no se recibió antes de vencer el último día para responder",
)
def received_before_last_day(case: Case, asked: Asked) -> bool:
    """A filing on paper that came in time, though entered after the lapse (T10, T13)."""
    return _was_timely(case, asked.at, "T10", "T13")


@guard(
    en="this was not received before the grace was over",
    es="esto no se recibió antes de vencer la gracia",
)
def received_in_grace(case: Case, asked: Asked) -> bool:
    """A filing on paper that came in the grace, though entered after it (T22G)."""
    return _was_timely(case, asked.at, "T22G")


@guard(
    en="a comment counts here only if it was received before the last day to comment was over",
    es="aquí un comentario solo cuenta si se recibió antes de vencer el plazo para responder",
)
def comment_received_in_time(case: Case, asked: Asked) -> bool:
    """A comment on paper that came in time, though entered after the lapse of T03."""
    deciding = case.deciding is DecisionKind.SANCTION
    return deciding and case.proposed and _was_timely(case, asked.at, "T03")


@guard(
    en="headquarters does not decide on the carrier's silence here",
    es="aquí la sede no resuelve sobre el silencio del transportista",
)
def silence_led_here(case: Case, asked: Asked) -> bool:
    """The case came to headquarters because the grace passed without an answer."""
    return case.deciding is DecisionKind.DISPOSITION and case.origin is State.NON_RESPONSE


@guard(
    en="an office must be known to the reference data, and an entry be named by its number",
    es="la oficina debe constar en los datos de referencia y el asiento indicarse por su número",
)
def correction_fits(case: Case, asked: Asked) -> bool:
    """The new value is one that the field can hold."""
    body = asked.body
    if not isinstance(body, CorrectEntry):
        return False
    if body.field is Correctable.OFFICE:
        return body.value in OFFICES
    return (body.field is Correctable.ENTRY) == (body.entry is not None)


@guard(
    en="the person who proposed the correction may not countersign it",
    es="quien propuso la corrección no puede refrendarla",
)
def countersigner_did_not_propose(case: Case, asked: Asked) -> bool:
    """Two persons correct an entry."""
    body = asked.body
    found = case.corrections.get(body.correction) if isinstance(body, AboutCorrection) else None
    return found is not None and found.by != asked.actor.person


@guard(
    en="this moves a party of the case; a supervisor or headquarters must countersign",
    es="esto cambia una parte del caso; debe refrendarlo un supervisor o la sede",
)
def correction_is_clerical(case: Case, asked: Asked) -> bool:
    """An officer countersigns what moves no clock, decision or party."""
    body = asked.body
    found = case.corrections.get(body.correction) if isinstance(body, AboutCorrection) else None
    return found is not None and found.field is not Correctable.OFFICE
