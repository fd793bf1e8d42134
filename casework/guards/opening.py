"""Conditions on how a case is opened: who and where are known, and what is told lies behind."""

from casework.case import Case
from casework.clocks import local_day
from casework.commands.suspension import (
    Ground,
    Opening,
    OpenOnPartnerAction,
    RequestOwnSuspension,
)
from casework.guards.base import Asked, guard
from casework.reference import CARRIERS, OFFICES, PORTS


@guard(
    en="carrier, port and office must be known to the reference data; see casework/data/reference",
    es="transportista, puerto y oficina deben constar en los datos de referencia",
)
def parties_known(case: Case | None, asked: Asked) -> bool:
    """The opening names a known railroad, crossing and office."""
    body = asked.body
    return (
        isinstance(body, Opening)
        and body.carrier in CARRIERS
        and body.port in PORTS
        and body.routed_to in OFFICES
        and (body.incident is None or body.incident.port in PORTS)
    )


@guard(
    en="an incident cannot have been discovered after it is reported",
    es="un incidente no puede haberse descubierto después de informarse",
)
def discovered_before_reported(case: Case | None, asked: Asked) -> bool:
    """What is said to have happened lies in the past."""
    body = asked.body
    return (
        not isinstance(body, Opening)
        or body.incident is None
        or body.incident.discovered_at <= asked.at
    )


@guard(
    en="the carrier was validated after it became a member, and neither lies ahead",
    es="el transportista fue validado después de ser miembro, y ambos días han pasado",
)
def membership_lies_behind(case: Case | None, asked: Asked) -> bool:
    """The days of the membership that an opening names have passed, in their order."""
    body = asked.body
    if not isinstance(body, Opening) or body.membership is None or body.port not in PORTS:
        return True
    today = local_day(asked.at, PORTS[body.port].zone)
    days = (body.membership.since, body.membership.last_validated_on)
    said = [day for day in days if day is not None]
    return said == sorted(said) and all(day <= today for day in said)


@guard(
    en="an invented railroad's case must be marked illustrative",
    es="el caso de un ferrocarril inventado debe marcarse como ilustrativo",
)
def invented_is_illustrative(case: Case | None, asked: Asked) -> bool:
    """Nobody shall take an invented railroad for a real one."""
    body = asked.body
    if not isinstance(body, Opening) or body.carrier not in CARRIERS:
        return True
    return body.illustrative or not CARRIERS[body.carrier].invented


@guard(
    en="only the carrier asks for its own suspension, and only a partner's action is its ground",
    es="solo el transportista pide su propia suspensión; el motivo de un socio exige su acción",
)
def ground_fits_opening(case: Case | None, asked: Asked) -> bool:
    """VOLUNTARY is the carrier's own request, PARTNER the report of a partner administration."""
    ground = getattr(asked.body, "ground", None)
    own = ground is Ground.VOLUNTARY, isinstance(asked.body, RequestOwnSuspension)
    theirs = ground is Ground.PARTNER, isinstance(asked.body, OpenOnPartnerAction)
    return own[0] == own[1] and theirs[0] == theirs[1]
