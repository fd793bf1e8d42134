"""Which system may tell what, and about whom: the one place where that is decided.

A port's systems speak about what happens at their crossings, a carrier's about that carrier, a
partner administration's about its own acts. What a role may do in a case is asked again there, by
the process table.
"""

from collections.abc import Mapping

from casework.reference import OutsideSystem
from casework.refusal import Refusal, RefusalKind
from casework.roles import Role
from exchange.incoming import (
    CarrierNotice,
    CrossingClosed,
    CrossingReopened,
    ExamsCounted,
    IncidentReported,
    PartnerActed,
    Told,
)

SENDERS: Mapping[type[Told], frozenset[Role]] = {
    IncidentReported: frozenset({Role.PORT, Role.POC}),
    CrossingClosed: frozenset({Role.PORT}),
    CrossingReopened: frozenset({Role.PORT}),
    ExamsCounted: frozenset({Role.PORT}),
    PartnerActed: frozenset({Role.MXA}),
    CarrierNotice: frozenset({Role.POC}),
}
"""Whose systems may send an event of a type."""

NOT_ITS_SOURCE = Refusal(
    kind=RefusalKind.ROLE,
    rule="not_its_source",
    en="a system sends events of its own source only; see `starter.py reference systems`",
    es="un sistema solo envía eventos de su propia fuente; vea `starter.py reference systems`",
)
NOT_ITS_TYPE = Refusal(
    kind=RefusalKind.ROLE,
    rule="not_its_type",
    en="this system may not send events of this type; see docs/events.md",
    es="este sistema no puede enviar eventos de este tipo; vea docs/events.md",
)
NOT_ITS_CROSSING = Refusal(
    kind=RefusalKind.ROLE,
    rule="not_its_crossing",
    en="a port's system speaks only about its own crossings",
    es="el sistema de un puerto solo habla de sus propios cruces",
)
NOT_ITS_CARRIER = Refusal(
    kind=RefusalKind.ROLE,
    rule="not_its_carrier",
    en="a carrier's system speaks only about that carrier",
    es="el sistema de un transportista solo habla de ese transportista",
)


def refused_source(system: OutsideSystem, source: str) -> Refusal | None:
    """Return why a system may not send under a source; else two could answer to one event's id."""
    return None if source == system.event_source else NOT_ITS_SOURCE


def refused_event(system: OutsideSystem, told: Told) -> Refusal | None:
    """Return why a system may not tell this, None where it may."""
    if system.role not in SENDERS[type(told)]:
        return NOT_ITS_TYPE
    if system.role is Role.PORT and not _crossings(told) <= set(system.crossings):
        return NOT_ITS_CROSSING
    if system.role is Role.POC and not _carriers(told) <= {system.organisation}:
        return NOT_ITS_CARRIER
    return None


def _crossings(told: Told) -> set[str]:
    match told:
        case IncidentReported():
            return {told.incident.port}
        case CrossingClosed() | CrossingReopened() | PartnerActed():
            return {told.port}
        case ExamsCounted():
            return {told.counted.crossing}
    return set()


def _carriers(told: Told) -> set[str]:
    match told:
        case IncidentReported():
            return {part.carrier for part in told.chain}
        case ExamsCounted() | PartnerActed() | CarrierNotice():
            return {told.carrier}
    return set()
