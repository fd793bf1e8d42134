"""Conditions on a scope that changes, on early relief, and on a port's joint processing."""

from casework.benefit_scope import after, is_off, waits_for_stage
from casework.case import Case
from casework.commands.scope import AboutPortsAccess, ModifyScope, RequestEarlyRelief
from casework.commands.suspension import BenefitAt
from casework.guards.base import Asked, guard
from casework.reference import LANES
from casework.states import CORRECTING
from casework.status_outside import status_outside


def _off(case: Case, item: BenefitAt) -> bool:
    return is_off(item, case.scope, case.relieved)


@guard(
    en="give back only what the suspension covers, at the places that it names",
    es="restituya solo lo que la suspensión abarca, en los lugares que indica",
)
def given_back_is_off(case: Case, asked: Asked) -> bool:
    """Each benefit that is given back is off there."""
    body = asked.body
    return isinstance(body, ModifyScope) and all(_off(case, item) for item in body.give_back)


@guard(
    en="take away only what the suspension does not cover yet",
    es="retire solo lo que la suspensión aún no abarca",
)
def taken_away_is_on(case: Case, asked: Asked) -> bool:
    """Each benefit that is taken away is on there."""
    body = asked.body
    return isinstance(body, ModifyScope) and not any(_off(case, item) for item in body.take_away)


@guard(
    en="this gives everything back, which is a return; recommend and decide that (reinstate)",
    es="esto restituye todo, lo que es una reincorporación; recomiéndela y resuélvala",
)
def something_stays_off(case: Case, asked: Asked) -> bool:
    """A relief is in part: the whole comes back by R1–R7 only."""
    body = asked.body
    if not isinstance(body, ModifyScope):
        return False
    scope, _ = after(case.scope, case.relieved, body.give_back, body.take_away)
    return bool(scope)


@guard(
    en="the letter of an earlier change of scope is being served; settle its service first",
    es="está en curso la notificación de un cambio de alcance anterior; conclúyala primero",
)
def no_scope_change_under_way(case: Case, asked: Asked) -> bool:
    """One change at a time."""
    return case.scope_change is None


@guard(
    en="the request named must be open, and what it asks for be given back in part or whole",
    es="la solicitud indicada debe estar abierta y concederse, al menos en parte, lo que pide",
)
def grants_its_request(case: Case, asked: Asked) -> bool:
    """A decision that names a request gives back something that it asks for."""
    body = asked.body
    if not isinstance(body, ModifyScope):
        return False
    if body.request is None:
        return True
    asked_for = case.reliefs.get(body.request)
    open_now = case.tracks.get("RELIEF", {}).get(body.request) == "REQUESTED"
    return (
        open_now and asked_for is not None and bool(set(asked_for.benefits) & set(body.give_back))
    )


@guard(
    en="this takes nothing away",
    es="esto no retira nada",
)
def takes_more_away(case: Case, asked: Asked) -> bool:
    """A wider scope is a new decision, with a right of appeal of its own."""
    return isinstance(asked.body, ModifyScope) and bool(asked.body.take_away)


@guard(
    en="this takes benefits away and is a new decision",
    es="esto retira beneficios y es una nueva decisión",
)
def only_gives_back(case: Case, asked: Asked) -> bool:
    """A relief takes nothing away."""
    return isinstance(asked.body, ModifyScope) and not asked.body.take_away


@guard(
    en="this letter does not change the scope of the suspension",
    es="esta carta no cambia el alcance de la suspensión",
)
def is_the_scope_letter(case: Case, asked: Asked) -> bool:
    """The delivered letter is the one by which the scope changes."""
    change = case.scope_change
    return change is not None and asked.body.items[:1] == (change.letter,)


@guard(
    en="no letter is being served here",
    es="aquí no hay ninguna carta en notificación",
)
def scope_letter_under_way(case: Case, asked: Asked) -> bool:
    """A change of scope waits for its service."""
    return case.scope_change is not None


@guard(
    en="partners know this standing already",
    es="los socios ya conocen este estatus",
)
def standing_has_just_changed(case: Case, asked: Asked) -> bool:
    """The standing changed at this very instant: partners hear a new status, and no old one."""
    if len(case.spans) < 2:
        return False
    last, before = case.spans[-1], case.spans[-2]
    return last.standing is not before.standing and last.since == asked.at


@guard(
    en="partners were told this status already",
    es="a los socios ya se les comunicó este estatus",
)
def status_not_told_yet(case: Case, asked: Asked) -> bool:
    """What partners were told last is not what holds now, by a stay or by an appeal."""
    return status_outside(case) != case.published


@guard(
    en="relief is asked for while a suspension is being corrected",
    es="el levantamiento anticipado se solicita mientras se corrige una suspensión",
)
def case_is_correcting(case: Case, asked: Asked) -> bool:
    """G09: in the states of the correction, under a suspension."""
    return case.state in CORRECTING and case.standing.suspended


@guard(
    en="name benefits and crossings that the suspension covers",
    es="indique beneficios y cruces que la suspensión abarque",
)
def relief_is_of_what_is_off(case: Case, asked: Asked) -> bool:
    """Relief is asked for what is off."""
    body = asked.body
    return isinstance(body, RequestEarlyRelief) and all(_off(case, i) for i in body.benefits)


@guard(
    en="reference data know of no joint processing at this crossing",
    es="los datos de referencia no conocen procesamiento conjunto en este cruce",
)
def port_has_joint_processing(case: Case, asked: Asked) -> bool:
    """Both customs services work side by side there (domain.md 6, S30)."""
    body = asked.body
    return isinstance(body, AboutPortsAccess) and any(
        lane.crossing == body.port and lane.unified_processing for lane in LANES.values()
    )


@guard(
    en="the port decides while a suspension lasts or a return is watched, and not otherwise",
    es="el puerto decide mientras dura una suspensión o se sigue un regreso, y no de otro modo",
)
def access_is_in_question(case: Case, asked: Asked) -> bool:
    """Where nothing was ever taken away, a port has nothing to decide here."""
    return case.standing.suspended or bool(case.tracks.get("BENEFIT"))


@guard(
    en="headquarters holds this access off, or a stage will give it back; it is not the port's now",
    es="la sede mantiene retirado este acceso o lo restituirá una etapa; no toca ahora al puerto",
)
def headquarters_leaves_it(case: Case, asked: Asked) -> bool:
    """A port gives access that no order of headquarters has taken away."""
    body = asked.body
    if not isinstance(body, AboutPortsAccess):
        return False
    (key,) = body.items
    benefit, _, place = key.partition("@")
    item = BenefitAt(benefit=benefit, place=place)
    ordered = case.standing.suspended and _off(case, item)
    return not ordered and item not in case.kept_off and not waits_for_stage(case, key)
