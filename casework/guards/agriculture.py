"""Conditions on agriculture's concurrence (R6), joint inspections, seals and devices."""

from casework.agriculture_parts import is_agricultural
from casework.case import Case
from casework.commands.agriculture import (
    AboutConcurrence,
    RecordInlandInspection,
    RequestConcurrence,
)
from casework.commands.corrective_action import SubmitEvidence
from casework.commands.reinstatement import Reinstate
from casework.guards.base import Asked, guard
from casework.states import OPEN, State


@guard(
    en="name findings of this case in the agricultural category, and no others",
    es="indique hallazgos de este caso de la categoría agropecuaria, y ningún otro",
)
def findings_are_agricultural(case: Case, asked: Asked) -> bool:
    """An agency sees nothing outside agriculture."""
    body = asked.body
    return isinstance(body, RequestConcurrence) and all(
        name in case.findings and is_agricultural(case.findings[name]) for name in body.findings
    )


@guard(
    en="concurrence is asked for while the case is open and no order is being served",
    es="la conformidad se pide con el caso abierto y sin orden en notificación",
)
def concurrence_can_be_asked(case: Case, asked: Asked) -> bool:
    """While an order is served nobody outside is written to."""
    return case.state in OPEN - {State.ORDERED, State.ADOPTION}


@guard(
    en="a joint work plan sets the day here",
    es="aquí el plan de trabajo conjunto fija el día",
)
def no_day_is_agreed(case: Case, asked: Asked) -> bool:
    """Without a joint work plan the policy's period runs."""
    return isinstance(asked.body, RequestConcurrence) and asked.body.agreed_day is None


@guard(
    en="no joint work plan is named, or its day is over already",
    es="no se indica un plan de trabajo conjunto, o su día ya venció",
)
def agreed_day_lies_ahead(case: Case, asked: Asked) -> bool:
    """The day of the work plan is still to come."""
    body = asked.body
    if not isinstance(body, RequestConcurrence) or body.agreed_day is None:
        return False
    return body.agreed_day >= case.local_day(asked.at)


@guard(
    en="each agency speaks for itself only",
    es="cada autoridad habla solo por sí misma",
)
def speaks_for_own_agency(case: Case, asked: Asked) -> bool:
    """APHIS does not concur for SENASICA."""
    body = asked.body
    own = asked.actor.organisation.casefold()
    return isinstance(body, AboutConcurrence) and body.agency == own


@guard(
    en="R6: agriculture must be asked and have concurred; after its silence or objection say why "
    "the return is ordered without it",
    es="R6: debe pedirse y obtenerse la conformidad agropecuaria; tras su silencio u objeción diga "
    "por qué se reincorpora sin ella",
)
def agriculture_settled(case: Case, asked: Asked) -> bool:
    """R6: CONCURRED, or headquarters' reason after LAPSED or OBJECTED."""
    answers = set(case.tracks.get("AG", {}).values())
    if not answers:
        return not any(is_agricultural(finding) for finding in case.findings.values())
    if "REQUESTED_AG" in answers:
        return False
    body = asked.body
    without = isinstance(body, Reinstate) and body.without_agriculture is not None
    return without if answers - {"CONCURRED"} else True


@guard(
    en="an inspection cannot lie ahead, nor a seal be looked at later than now",
    es="una inspección no puede ser posterior a hoy, ni un candado revisarse después de ahora",
)
def inspection_lies_behind(case: Case, asked: Asked) -> bool:
    """What is said to have happened has happened."""
    body = asked.body
    return (
        isinstance(body, RecordInlandInspection)
        and body.inspected_on <= case.local_day(asked.at)
        and all(seal.checked_at <= asked.at for seal in body.seals)
    )


@guard(
    en="a seal cannot have been looked at, nor a device been attached or removed, later than now",
    es="un candado no pudo revisarse, ni un dispositivo colocarse o retirarse, después de ahora",
)
def security_items_lie_behind(case: Case, asked: Asked) -> bool:
    """What the fields of evidence say has happened."""
    body = asked.body
    if not isinstance(body, SubmitEvidence):
        return False
    devices = body.devices or ()
    instants = [seal.checked_at for seal in body.seals or ()]
    instants += [device.attached_at for device in devices]
    instants += [device.removed_at for device in devices if device.removed_at is not None]
    return all(instant <= asked.at for instant in instants)
