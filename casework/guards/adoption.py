"""Conditions on a case that is taken over from paper."""

from collections.abc import Iterator
from datetime import date

from casework.adoption import noon
from casework.case import Case
from casework.clocks import local_day, start
from casework.commands.adoption import AdoptCase, AdoptionRecord, CountersignAdoption
from casework.guards.base import Asked, guard
from casework.policy import policy
from casework.reference import BENEFITS, PORTS
from casework.states import ADOPTABLE, CORRECTING, DecisionKind, Standing, State

_SUSPENDED_ONLY = frozenset({State.SUSPENDED, State.NON_RESPONSE})
_WITH_PLAN = frozenset({State.CAP_REVIEW, State.CAP_REVISION})
_WITH_ACCEPTED_PLAN = frozenset({State.IMPLEMENTING, State.VERIFICATION, State.MONITORING})
_LEADS_ON = {State.SUSPENDED: "T10", State.NON_RESPONSE: "T22G", State.CAP_REVISION: "T13"}
"""The clock whose end moves a case of that state on."""


def _dates(record: AdoptionRecord) -> Iterator[date]:
    yield record.entered_on
    if record.decision is not None:
        yield from (record.decision.decided_on, record.decision.served_on)
        yield record.decision.effect_on
    filed = (record.analysis, record.plan)
    yield from (found.filed_on for found in filed if found is not None)
    seen = record.verification
    yield from (day for day in (seen.visited_on, seen.reported_on) if day is not None)


@guard(
    en="nothing in the adoption record may lie in the future",
    es="nada en el acta de incorporación puede ser posterior a hoy",
)
def record_lies_behind(case: Case | None, asked: Asked) -> bool:
    """What is said to have happened has happened."""
    body = asked.body
    if not isinstance(body, AdoptCase) or body.port not in PORTS:
        return False
    today = local_day(asked.at, PORTS[body.port].zone)
    return all(day <= today for day in _dates(body.record))


@guard(
    en="dates are out of order: discovery before decision, decision before effect and service, "
    "service and the plan under review not after the day on which the state was entered, plan "
    "before visit, visit before report",
    es="las fechas no guardan orden: hallazgo antes de resolución, resolución antes de efectos y "
    "notificación, notificación y plan en revisión no después del día en que se entró al estado, "
    "plan antes de visita, visita antes de informe",
)
def record_in_order(case: Case | None, asked: Asked) -> bool:
    """Each date comes after what it must follow."""
    body = asked.body
    if not isinstance(body, AdoptCase):
        return False
    decision, seen = body.record.decision, body.record.verification
    plan, found = body.record.plan, [True]
    if decision is not None:
        found.append(decision.decided_on <= min(decision.effect_on, decision.served_on))
        found.append(decision.served_on <= body.record.entered_on)
    if seen.reported_on is not None:
        found.append(seen.visited_on is not None and seen.visited_on <= seen.reported_on)
    if plan is not None and body.record.state in _WITH_PLAN | _WITH_ACCEPTED_PLAN:
        found.append(plan.filed_on <= body.record.entered_on)
    if plan is not None and seen.visited_on is not None:
        found.append(plan.filed_on <= seen.visited_on)
    if body.incident is not None and decision is not None:
        discovered = local_day(body.incident.discovered_at, PORTS[body.incident.port].zone)
        found.append(discovered <= decision.decided_on)
    return all(found)


@guard(
    en="the record must hold what its state and standing rest on: decision, plan, who decides what",
    es="el acta debe contener aquello en que se apoyan su estado y estatus: resolución, plan, qué "
    "se decide",
)
def record_is_whole(case: Case | None, asked: Asked) -> bool:
    """State and standing fit each other, and what the state works on is there."""
    body = asked.body
    if not isinstance(body, AdoptCase) or body.record.state not in ADOPTABLE:
        return False
    record, state = body.record, body.record.state
    suspended = record.standing.suspended
    plan = record.plan
    return all(
        (
            suspended or record.standing is Standing.GOOD,
            suspended or state not in _SUSPENDED_ONLY,
            not suspended or (record.decision is not None and bool(record.decision.scope)),
            state is not State.MONITORING or (not suspended and record.decision is not None),
            state not in _WITH_PLAN or plan is not None,
            state not in _WITH_ACCEPTED_PLAN or (plan is not None and _accepted(record)),
            (state is State.DECISION) == (record.deciding is not None),
            record.deciding is None or _decidable(record),
        )
    )


def _accepted(record: AdoptionRecord) -> bool:
    """Plan and analysis are accepted, and every action has its gate."""
    plan, analysis = record.plan, record.analysis
    gated = plan is not None and plan.accepted and all(a.gate is not None for a in plan.actions)
    return gated and analysis is not None and analysis.accepted


def _decidable(record: AdoptionRecord) -> bool:
    """A return is decided on an accepted plan; each decision came from a state that makes it."""
    match record.deciding:
        case DecisionKind.SANCTION:
            return record.origin is State.INCIDENT_REVIEW and not record.standing.suspended
        case DecisionKind.RETURN:
            from_visit = record.origin is State.VERIFICATION and _accepted(record)
            return from_visit and record.standing.suspended
        case _:
            return record.origin in CORRECTING


@guard(
    en="the last day in that state is over already; adopt the case where that day has led it",
    es="el último día en ese estado ya venció; incorpore el caso en el estado al que condujo",
)
def last_day_not_over(case: Case | None, asked: Asked) -> bool:
    """No case is moved on by a day that passed before the carrier was told of this system."""
    body = asked.body
    if not isinstance(body, AdoptCase) or body.port not in PORTS:
        return False
    rule = _LEADS_ON.get(body.record.state)
    if rule is None:
        return True
    decision = body.record.decision
    served = decision is not None and rule == "T10"
    day = decision.served_on if served and decision is not None else body.record.entered_on
    clock = start(
        policy(asked.versions.policy).rule(rule),
        key=rule,
        at=noon(day, PORTS[body.port].zone),
        zone=PORTS[body.port].zone,
        calendar_version=asked.versions.calendar,
    )
    return clock.is_timely(asked.at)


@guard(
    en="each benefit of the scope must be known, each place a known port or all, and once only",
    es="cada beneficio debe ser conocido, cada lugar un puerto conocido o todos, y una sola vez",
)
def adopted_scope_known(case: Case | None, asked: Asked) -> bool:
    """The scope names benefits and places of the reference data."""
    body = asked.body
    if not isinstance(body, AdoptCase):
        return False
    scope = body.record.decision.scope if body.record.decision is not None else ()
    keys = [item.key for item in scope]
    return len(keys) == len(set(keys)) and all(
        item.benefit in BENEFITS and (item.place == "all" or item.place in PORTS) for item in scope
    )


@guard(
    en="the record must be the one that you read; its hash says otherwise",
    es="el acta debe ser la que usted leyó; su huella no coincide",
)
def record_as_read(case: Case, asked: Asked) -> bool:
    """The second person signs exactly what the first has entered."""
    body = asked.body
    return (
        isinstance(body, CountersignAdoption)
        and case.adoption is not None
        and case.adoption.sha256 == body.record_sha256
    )


@guard(
    en="whoever entered the case from paper may not countersign it; another person must",
    es="quien incorporó el caso no puede refrendarlo; debe hacerlo otra persona",
)
def countersigner_did_not_adopt(case: Case, asked: Asked) -> bool:
    """Two persons take a case over from paper."""
    return asked.actor.person not in case.did("adopter")


@guard(
    en="nothing is suspended in the adopted case",
    es="en el caso incorporado no hay suspensión",
)
def adopted_suspended(case: Case, asked: Asked) -> bool:
    """The term of a suspension runs on only where there is one."""
    return case.standing.suspended


@guard(
    en="no decision is in force in the adopted case",
    es="en el caso incorporado no hay resolución vigente",
)
def adopted_with_decision(case: Case, asked: Asked) -> bool:
    """A status is known outside only where a decision was served."""
    return bool(case.decisions)
