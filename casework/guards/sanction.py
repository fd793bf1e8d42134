"""Conditions on the way to a sanction and on orders under way."""

from casework.case import Case
from casework.commands.reinstatement import Reinstate, ReturnMode
from casework.commands.scope import ModifyScope
from casework.commands.suspension import (
    Ground,
    LegalBasis,
    Remove,
    Suspend,
)
from casework.guards.base import Asked, guard
from casework.guards.false_statements import to_be_decided
from casework.reference import BENEFITS, PORTS
from casework.states import DecisionKind, State


@guard(
    en="headquarters is not asked for a sanction here",
    es="aquí no se pide a la sede una sanción",
)
def decides_sanction(case: Case, asked: Asked) -> bool:
    """The decision before headquarters is about a sanction."""
    return case.deciding is DecisionKind.SANCTION


@guard(
    en="headquarters is not asked for a return here",
    es="aquí no se pide a la sede una reincorporación",
)
def decides_return(case: Case, asked: Asked) -> bool:
    """The decision before headquarters is about the return."""
    return case.deciding is DecisionKind.RETURN


@guard(
    en="headquarters is not asked for a disposition here",
    es="aquí no se pide a la sede una disposición",
)
def decides_disposition(case: Case, asked: Asked) -> bool:
    """The decision before headquarters is what becomes of a case that went wrong."""
    return case.deciding is DecisionKind.DISPOSITION


@guard(
    en="headquarters is asked neither for a return nor for a disposition here",
    es="aquí no se pide a la sede ni una reincorporación ni una disposición",
)
def decides_return_or_disposition(case: Case, asked: Asked) -> bool:
    """The decision before headquarters is a return or a disposition."""
    return case.deciding in (DecisionKind.RETURN, DecisionKind.DISPOSITION)


@guard(
    en="a suspension is decided on a sanction, or on a disposition while the standing is good",
    es="una suspensión se decide sobre una sanción, o sobre una disposición con estatus vigente",
)
def may_suspend_now(case: Case, asked: Asked) -> bool:
    """SANCTION, or DISPOSITION while nothing is suspended yet."""
    return case.deciding is DecisionKind.SANCTION or (
        case.deciding is DecisionKind.DISPOSITION and not case.standing.suspended
    )


@guard(
    en="the carrier must first have been heard: propose the action, or give the security reason",
    es="primero debe oírse al transportista: proponga la medida o indique la razón de seguridad",
)
def carrier_was_heard(case: Case, asked: Asked) -> bool:
    """Comment passed, own request, or a written reason why there was none (6 U.S.C. 967(a))."""
    body = asked.body
    return (
        case.comment_passed
        or case.ground is Ground.VOLUNTARY
        or case.deciding is DecisionKind.DISPOSITION
        or (isinstance(body, Suspend | ModifyScope) and body.no_comment_reason is not None)
        or bool(to_be_decided(case))  # heard on the finding
        or (isinstance(body, Suspend) and body.no_comment_reason is not None)
    )


@guard(
    en="the action was already proposed once in this matter, or the carrier asked for it itself",
    es="la medida ya se propuso una vez en este asunto, o la pidió el propio transportista",
)
def not_yet_proposed(case: Case, asked: Asked) -> bool:
    """A proposal is made once per matter."""
    return not case.proposed and case.ground is not Ground.VOLUNTARY


@guard(
    en="each benefit of the scope must be known, and each place one of the case's ports or all",
    es="cada beneficio debe ser conocido y cada lugar uno de los puertos del caso o todos",
)
def scope_known(case: Case, asked: Asked) -> bool:
    """The scope names benefits and places of the reference data, each once."""
    body = asked.body
    if not isinstance(body, Suspend):
        return False
    keys = [item.key for item in body.scope]
    return len(keys) == len(set(keys)) and all(
        item.benefit in BENEFITS and (item.place == "all" or item.place in PORTS)
        for item in body.scope
    )


@guard(
    en="removal needs an aggravated ground, a missing or unfit answer, or a confirmed finding",
    es="la remoción exige un motivo agravado, falta de respuesta o un hallazgo confirmado",
)
def removal_has_ground(case: Case, asked: Asked) -> bool:
    """Aggravated (SANCTION), no or unfit answer (DISPOSITION), or a false statement confirmed."""
    body = asked.body
    if not isinstance(body, Remove):
        return False
    if to_be_decided(case):
        return True
    return case.deciding is DecisionKind.DISPOSITION or (
        case.deciding is DecisionKind.SANCTION and body.aggravated
    )


@guard(
    en="a removal under 6 U.S.C. 967(b) must say for how long the carrier may not apply again",
    es="una remoción conforme a 6 U.S.C. 967(b) debe decir por cuánto tiempo no se puede solicitar",
)
def bar_is_stated(case: Case, asked: Asked) -> bool:
    """Subsection (b) leaves the period to the decision: "an appropriate period of time"."""
    body = asked.body
    if not isinstance(body, Remove):
        return False
    return body.legal_basis is not LegalBasis.B or body.reapply_after_days is not None


@guard(
    en="this can only be asked on a case that came from the incident review",
    es="esto solo procede en un caso que viene de la revisión del incidente",
)
def came_from_incident_review(case: Case, asked: Asked) -> bool:
    """Origin INCIDENT_REVIEW."""
    return case.origin is State.INCIDENT_REVIEW


@guard(
    en="this can only be asked on a case that was referred from monitoring",
    es="esto solo procede en un caso remitido desde el seguimiento",
)
def came_from_monitoring(case: Case, asked: Asked) -> bool:
    """Origin MONITORING."""
    return case.origin is State.MONITORING


@guard(
    en="a recommendation is sent back once, and only to where it came from",
    es="una recomendación se devuelve una sola vez y solo a su origen",
)
def may_remand(case: Case, asked: Asked) -> bool:
    """Once; origin INCIDENT_REVIEW, CAP_REVIEW, IMPLEMENTING or VERIFICATION."""
    return not case.remanded and case.origin in (
        State.INCIDENT_REVIEW,
        State.CAP_REVIEW,
        State.IMPLEMENTING,
        State.VERIFICATION,
    )


@guard(
    en="decisions were already taken in this case; close or rescind it instead",
    es="ya se tomaron decisiones en este caso; ciérrelo o rescíndalo",
)
def no_decision_taken(case: Case, asked: Asked) -> bool:
    """Nothing was decided yet."""
    return not case.decisions


@guard(
    en="this letter is not the one that the case waits for",
    es="esta carta no es la que el caso espera",
)
def is_the_letter_awaited(case: Case, asked: Asked) -> bool:
    """The delivered letter is the one whose service moves the case."""
    return case.open_letter is not None and asked.body.items[:1] == (case.open_letter,)


@guard(
    en="the standing is good; there is nothing to return from",
    es="el estatus está vigente; no hay de qué reincorporarse",
)
def standing_is_not_good(case: Case, asked: Asked) -> bool:
    """Something is suspended."""
    return case.standing.suspended


@guard(
    en="the carrier is suspended; this closes only cases without a suspension",
    es="el transportista está suspendido; esto cierra solo casos sin suspensión",
)
def standing_is_good(case: Case, asked: Asked) -> bool:
    """Nothing is suspended."""
    return not case.standing.suspended


@guard(
    en="a conditional return needs conditions in the plan; a full one needs that there are none",
    es="un retorno condicionado exige condiciones en el plan; uno pleno exige que no las haya",
)
def mode_fits_plan(case: Case, asked: Asked) -> bool:
    """A return is conditional exactly where the plan leaves open actions for later.

    A return by stages or to a lower status may have conditions and need not.
    """
    body = asked.body
    if not isinstance(body, Reinstate) or case.plan is None:
        return False
    if body.mode in (ReturnMode.STAGED, ReturnMode.LOWER_STATUS):
        return True
    open_conditions = any(not action.accepted for action in case.plan.conditions.values())
    return open_conditions == (body.mode is ReturnMode.CONDITIONAL)


@guard(
    en="the embargo is over already",
    es="la reserva ya terminó",
)
def embargo_holds(case: Case, asked: Asked) -> bool:
    """An order under way whose embargo was not lifted yet."""
    return case.order is not None and case.order.embargoed


@guard(
    en="the case must come from the incident review, or be the carrier's own request",
    es="el caso debe venir de la revisión del incidente o ser a petición propia",
)
def from_review_or_own_request(case: Case, asked: Asked) -> bool:
    """Origin INCIDENT_REVIEW, or VOLUNTARY."""
    return case.origin is State.INCIDENT_REVIEW or case.ground is Ground.VOLUNTARY


@guard(
    en="this order gives benefits back; only one that takes them away is told early, or answered",
    es="esta orden restituye beneficios; solo una que los retira se anticipa o se responde",
)
def order_takes_away(case: Case, asked: Asked) -> bool:
    """The order under way suspends or removes."""
    return case.order is not None and case.order.target in (State.SUSPENDED, State.REMOVED)


@guard(
    en="the order was visible to the ports already; serve it, and decide anew afterwards",
    es="la orden ya fue visible para los puertos; notifíquela y resuelva después de nuevo",
)
def nothing_was_visible(case: Case, asked: Asked) -> bool:
    """M21: an order is taken back as long as nobody outside could see it."""
    order = case.order
    return order is not None and order.embargoed and not order.immediate and not order.by_appeal
