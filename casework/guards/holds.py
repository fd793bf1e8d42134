"""Conditions on holds."""

from casework.case import Case
from casework.commands.holds import PlaceHold
from casework.guards.base import Asked, guard
from casework.hold_parts import Hold
from casework.holds import SUPERVISOR_DAYS, may_stand_still, supervisors_days


@guard(
    en="name clocks of this case that run; `clocks` lists them",
    es="indique plazos de este caso que estén corriendo; `clocks` los enumera",
)
def named_clocks_run(case: Case, asked: Asked) -> bool:
    """A hold touches clocks that run or that another hold lets stand still already."""
    body = asked.body
    if not isinstance(body, PlaceHold):
        return False
    return all(key in case.clocks and case.clocks[key].is_open for key in body.clocks)


@guard(
    en="a clock that is named keeps running during a hold: the term, an appeal's periods and what"
    " else policy says are never held",
    es="un plazo indicado sigue corriendo durante una pausa: el término, los plazos de apelación y"
    " los demás que dice la política nunca se pausan",
)
def named_clocks_may_stand_still(case: Case, asked: Asked) -> bool:
    """T14, T19, T20 and every other clock of which policy says so are never held."""
    body = asked.body
    if not isinstance(body, PlaceHold):
        return False
    return all(may_stand_still(case.clocks[key]) for key in body.clocks if key in case.clocks)


@guard(
    en="the last day of a hold may not lie before today",
    es="el último día de una pausa no puede ser anterior a hoy",
)
def hold_ends_ahead(case: Case, asked: Asked) -> bool:
    """A hold lets days to come stand still, never days that have passed."""
    body = asked.body
    return isinstance(body, PlaceHold) and body.until >= case.local_day(asked.at)


@guard(
    en="a supervisor holds one clock for at most 10 days in sum, first and last day counted;"
    " headquarters may hold it for longer",
    es="un supervisor pausa un plazo a lo más 10 días en total, contados el primero y el último;"
    " la sede puede pausarlo por más tiempo",
)
def within_supervisors_hold(case: Case, asked: Asked) -> bool:
    """SUP ≤ 10 d: several holds of supervisors over one clock count together."""
    body = asked.body
    if not isinstance(body, PlaceHold):
        return False
    further = Hold(
        clocks=body.clocks,
        reason=body.reason,
        authority=body.authority,
        placed_at=asked.at,
        placed_by=asked.actor.person,
        placed_as=asked.actor.role,
        until=body.until,
    )
    return all(
        supervisors_days(case, case.clocks[key], further) <= SUPERVISOR_DAYS
        for key in body.clocks
        if key in case.clocks
    )
