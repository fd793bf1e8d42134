"""Conditions on stays."""

from casework.case import Case
from casework.commands.stays import AboutStay, RecordCourtStay, RequestStay
from casework.guards.base import Asked, guard
from casework.stays import appeal_is_under_way, decision_in_effect, in_force


@guard(
    en="a stay is asked for while an appeal of this case is under way; file the appeal first",
    es="la suspensión del acto se pide mientras esté en curso una apelación de este caso;"
    " presente antes la apelación",
)
def appeal_is_pending(case: Case, asked: Asked) -> bool:
    """STAY: an appeal is filed and has not ended."""
    return appeal_is_under_way(case)


@guard(
    en="name the decision by its letter: the one that takes benefits away and is in effect now",
    es="indique por su carta la decisión vigente que retira los beneficios",
)
def decision_takes_effect(case: Case, asked: Asked) -> bool:
    """Only what has an effect can have it lifted."""
    body = asked.body
    if isinstance(body, RequestStay | RecordCourtStay):
        return decision_in_effect(case) == body.decision
    stay = case.stays.get(body.stay) if isinstance(body, AboutStay) else None
    return stay is not None and decision_in_effect(case) == stay.decision


@guard(
    en="the effect of this decision is lifted already",
    es="los efectos de esta decisión ya están suspendidos",
)
def no_stay_in_force(case: Case, asked: Asked) -> bool:
    """One stay at a time."""
    return not in_force(case)


@guard(
    en="a request for a stay waits for its answer already",
    es="ya hay una solicitud de suspensión del acto en espera de respuesta",
)
def no_stay_requested(case: Case, asked: Asked) -> bool:
    """One request at a time."""
    return "REQUESTED" not in case.tracks.get("STAY", {}).values()


@guard(
    en="who decides for the appeal office took no part in this case before",
    es="quien resuelve por la oficina de apelación no intervino antes en este caso",
)
def appeal_office_took_no_part(case: Case, asked: Asked) -> bool:
    """APP ≠ anyone earlier, compared by person."""
    took_part = {person for persons in case.persons.values() for person in persons}
    return asked.actor.person not in took_part


@guard(
    en="the effect of this decision is lifted for now",
    es="los efectos de esta decisión están suspendidos por ahora",
)
def effect_is_not_lifted(case: Case, asked: Asked) -> bool:
    """What was stayed before its letter was served takes no benefit when it is."""
    effective = decision_in_effect(case)
    return not any(stay.decision == effective for stay in in_force(case).values())


@guard(
    en="nothing takes this benefit away any more",
    es="ya nada retira este beneficio",
)
def decision_still_takes_it(case: Case, asked: Asked) -> bool:
    """At a stay's end a benefit goes back as the decision has it, if that is in effect still."""
    return decision_in_effect(case) is not None
