"""Conditions on the stages of a return: figures that are recorded decide, and nothing else."""

from casework import exposure
from casework.benefit_scope import is_off
from casework.case import Case
from casework.clocks import ClockStatus
from casework.commands.reinstatement import Reinstate
from casework.commands.stages import AboutStage
from casework.commands.suspension import BenefitAt
from casework.documents import DocumentKind
from casework.guards.base import Asked, guard
from casework.stage_parts import Stage
from casework.states import State


def _stage(case: Case, asked: Asked) -> Stage | None:
    name = asked.body.stage if isinstance(asked.body, AboutStage) else asked.item
    return case.stages.get(name or "")


@guard(
    en="the stage plan must be filed, and its hash must be the one that you read",
    es="el plan por etapas debe estar presentado, y su huella debe ser la que usted leyó",
)
def stage_plan_previewed(case: Case, asked: Asked) -> bool:
    """A return by stages names the plan as it stands: that is the signature."""
    body = asked.body
    if not isinstance(body, Reinstate) or body.stage_plan is None:
        return isinstance(body, Reinstate)
    sha256 = body.stage_plan_sha256 or ""
    return case.document(body.stage_plan, DocumentKind.STAGE_PLAN, sha256) is not None


@guard(
    en="each stage gives back what is off at its crossing, and names actions of the plan",
    es="cada etapa restituye lo retirado en su cruce y nombra acciones del plan",
)
def stages_fit_the_case(case: Case, asked: Asked) -> bool:
    """A stage gives back what the suspension took away there; its entry can be met."""
    body = asked.body
    if not isinstance(body, Reinstate) or body.stage_plan is None:
        return isinstance(body, Reinstate)
    actions = set(case.plan.actions) if case.plan else set()
    filed = case.documents.get(body.stage_plan)
    return filed is not None and all(
        set(stage.entry.actions) <= actions
        and all(
            is_off(BenefitAt(benefit=name, place=stage.crossing), case.scope, case.relieved)
            for name in stage.benefits
        )
        for stage in filed.stages
    )


@guard(
    en="only what the suspension took away may stay off, and not all of it",
    es="solo puede seguir retirado lo que la suspensión retiró, y no todo",
)
def kept_off_fits_the_scope(case: Case, asked: Asked) -> bool:
    """A lower status leaves off some of what was off."""
    body = asked.body
    if not isinstance(body, Reinstate):
        return False
    off = all(is_off(item, case.scope, case.relieved) for item in body.keeps_off)
    return off and not (case.scope and set(case.scope) <= set(body.keeps_off))


@guard(
    en="stages start and pass while the carrier is monitored, not while headquarters decides",
    es="las etapas inician y concluyen durante el seguimiento, no mientras la sede resuelve",
)
def case_is_monitored(case: Case, asked: Asked) -> bool:
    """State MONITORING."""
    return case.state is State.MONITORING


@guard(
    en="a condition of the return is late; its stages wait until it is met or redated",
    es="una condición del regreso está vencida; sus etapas esperan a que se cumpla",
)
def no_condition_is_late(case: Case, asked: Asked) -> bool:
    """M79: while a condition is late no stage goes on."""
    return not any(
        clock.terms.rule == "T45" and clock.status is ClockStatus.LAPSED
        for clock in case.clocks.values()
    )


@guard(
    en="the stages before this one must have passed",
    es="las etapas anteriores a esta deben haberse concluido",
)
def earlier_stages_passed(case: Case, asked: Asked) -> bool:
    """One lane first, then the next."""
    stage, states = _stage(case, asked), case.tracks.get("STAGE", {})
    return stage is not None and all(
        states.get(name) == "PASSED"
        for name, other in case.stages.items()
        if other.place < stage.place
    )


@guard(
    en="an action that the stage's entry names is not accepted yet",
    es="una acción que exige el inicio de la etapa aún no está aceptada",
)
def entry_actions_accepted(case: Case, asked: Asked) -> bool:
    """The entry names actions of the plan."""
    stage = _stage(case, asked)
    actions = case.plan.actions if case.plan else {}
    return stage is not None and all(
        name in actions and actions[name].accepted for name in stage.plan.entry.actions
    )


@guard(
    en="the figures or joint inspections of the crossing that the entry asks for are not recorded",
    es="no constan las cifras o inspecciones conjuntas del cruce que exige el inicio",
)
def entry_figures_recorded(case: Case, asked: Asked) -> bool:
    """There is something to compare with."""
    stage = _stage(case, asked)
    if stage is None:
        return False
    seen, entry = exposure.at_entry(case, stage), stage.plan.entry
    return seen.figures >= entry.figures and seen.joint_inspections >= entry.joint_inspections


@guard(
    en="the port has not confirmed every benefit of the lane; without them a result says nothing",
    es="el puerto no ha confirmado todos los beneficios del cruce; sin ellos no hay resultado",
)
def lane_is_carried_out(case: Case, asked: Asked) -> bool:
    """What is watched is a lane with its benefits on."""
    stage, states = _stage(case, asked), case.tracks.get("BENEFIT", {})
    return stage is not None and all(states.get(item) == "ON" for item in stage.plan.items)


@guard(
    en="fewer trains or cars than planned are on record since the stage started",
    es="constan menos trenes o carros de los previstos desde el inicio de la etapa",
)
def exposure_reached(case: Case, asked: Asked) -> bool:
    """A result is worth what it rests on."""
    stage = _stage(case, asked)
    return stage is not None and exposure.exposure_reached(stage, exposure.result(case, stage))


@guard(
    en="the recorded result does not meet the stage's criterion; prolong the stage or take it back",
    es="el resultado registrado no cumple el criterio de la etapa; prorróguela o retroceda",
)
def criterion_met(case: Case, asked: Asked) -> bool:
    """Exceptions and rate of examinations as the plan asks."""
    stage = _stage(case, asked)
    return stage is not None and exposure.criterion_met(stage, exposure.result(case, stage))


@guard(
    en="fewer joint inspections than the stage asks for are on record since it started",
    es="constan menos inspecciones conjuntas de las que exige la etapa desde su inicio",
)
def joint_inspections_recorded(case: Case, asked: Asked) -> bool:
    """Both sides have looked together."""
    stage = _stage(case, asked)
    return stage is not None and exposure.inspections_made(stage, exposure.result(case, stage))


@guard(
    en="an action that the plan wants before the full return is open; the last stage waits for it",
    es="está pendiente una acción exigida antes del retorno pleno; la última etapa la espera",
)
def full_return_is_earned(case: Case, asked: Asked) -> bool:
    """The last stage is the full return: gate BEFORE_FULL (process table, section 8)."""
    stage = _stage(case, asked)
    if stage is None:
        return False
    return not exposure.is_last(case, stage) or exposure.full_actions_done(case)


@guard(
    en="a later stage has started; take that one back first",
    es="ya inició una etapa posterior; retroceda primero esa",
)
def is_the_latest_stage(case: Case, asked: Asked) -> bool:
    """Lanes are taken back in the order in which they were opened, the last one first."""
    stage, states = _stage(case, asked), case.tracks.get("STAGE", {})
    return stage is not None and all(
        states.get(name) == "PLANNED"
        for name, other in case.stages.items()
        if other.place > stage.place
    )


@guard(
    en="a stage was taken back already; to fall back further is for headquarters",
    es="ya se retrocedió una etapa; retroceder más corresponde a la sede",
)
def first_step_back(case: Case, asked: Asked) -> bool:
    """A supervisor goes back to the previous stage and no further."""
    return not any(stage.fallen for stage in case.stages.values())


@guard(
    en="every stage of the return must have passed",
    es="deben haberse concluido todas las etapas del regreso",
)
def stages_complete(case: Case, asked: Asked) -> bool:
    """M82: stages complete."""
    states = case.tracks.get("STAGE", {})
    return all(states.get(name) == "PASSED" for name in case.stages)
