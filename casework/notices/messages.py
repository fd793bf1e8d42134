"""What the carrier is told between the letters."""

from casework.clocks import Clock, local_day
from casework.commands.corrective_action import ReturnEvidence, SubmitEvidence, SubmitPia
from casework.commands.review import (
    FailVerification,
    FileVisitReport,
    ReturnIncomplete,
    ReturnPia,
    ReturnPlan,
)
from casework.commands.scope import RequestEarlyRelief
from casework.commands.suspension import WithDocument
from casework.notices.clocks import days_after, own_clock
from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    contact,
    label,
    owed,
    to_carrier,
)
from casework.notices.offices import task_for
from casework.roles import Party, Role
from casework.states import State


def _carrier_facts(context: Context) -> Facts:
    return {**base(context), "contact": contact(context)}


def _next_owed(context: Context, *rules: str) -> Facts | None:
    clocks = [clock for rule in rules for clock in context.case.running(rule)]
    return owed(min(clocks, key=lambda clock: clock.due)) if clocks else None


def _reminder(context: Context) -> tuple[Addressed, ...]:
    clock = own_clock(context)
    assert clock is not None  # a reminder is always one clock's
    if clock.terms.party is not Party.CARRIER:
        what = label(clock)
        todo = {"en": f"Due soon: {what['en']}", "es": f"Por vencer: {what['es']}"}
        return task_for(context, Role(clock.terms.owner), todo, clock)
    left = max(0, (clock.due_day - local_day(context.at, context.case.zone)).days)
    return to_carrier(context, {**_carrier_facts(context), "clock": owed(clock), "days_left": left})


def _late_mark(context: Context) -> tuple[Addressed, ...]:
    clock = own_clock(context)
    assert clock is not None  # only a lapse marks late
    facts = {
        **_carrier_facts(context),
        "clock": owed(clock),
        "next_clock": _next_owed(context, "T22G", "T10"),
    }
    return to_carrier(context, facts)


def _final_notice(context: Context) -> tuple[Addressed, ...]:
    clock, grace = own_clock(context), context.clock("T22G")
    assert clock is not None  # only a lapse is final
    assert grace is not None  # the row starts it
    facts = {**_carrier_facts(context), "clock": owed(clock), "grace": owed(grace)}
    return to_carrier(context, facts, executive=True)


def _returned_plan(context: Context) -> tuple[Addressed, ...]:
    body, revision = context.asked.body, context.clock("T13")
    assert revision is not None  # the row starts it
    facts = {
        **_carrier_facts(context),
        "rounds_allowed": 2,
        "actions": [],
        "revision": owed(revision),
    }
    if isinstance(body, ReturnPlan):
        facts["reason"] = body.no_longer_fits
        if context.case.rounds:  # a plan under way that goes back begins its rounds anew
            facts["round"] = context.case.rounds
        facts["actions"] = [result.model_dump(mode="json") for result in body.results]
    elif isinstance(body, ReturnIncomplete):
        facts["reason"] = body.missing
    elif isinstance(body, FailVerification):
        facts["reason"] = body.reason
    return to_carrier(context, facts)


def _returned_analysis(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, ReturnPia)  # the row's command
    facts = {
        **_carrier_facts(context),
        "reason": body.reason,
        "revision": _next_owed(context, "T08"),
    }
    return to_carrier(context, facts)


_FILINGS = {
    "analysis_submitted": ("post-incident analysis", "análisis posterior al incidente"),
    "plan_submitted": ("corrective action plan", "plan de acciones correctivas"),
    "plan_kept_on_file": ("corrective action plan", "plan de acciones correctivas"),
    "plan_submitted_late": ("corrective action plan", "plan de acciones correctivas"),
    "evidence_submitted": ("evidence", "evidencia"),
    "relief_requested": (
        "request for early relief",
        "solicitud de levantamiento anticipado",
    ),
}


def _filing_received(context: Context) -> tuple[Addressed, ...]:
    en, es = _FILINGS[context.event.kind]
    day, look = _day_kept(context), context.clock(_look(context))
    facts = {
        **_carrier_facts(context),
        "filing": {"en": en, "es": es},
        "received_at": context.at.isoformat(),
        "receipt": context.event.command_id,
        "late": context.event.kind.endswith("_late")
        or (day is not None and day.lapsed_at is not None and not day.is_timely(context.at)),
        "documents": _filed(context),
        "next_clock": owed(look) if look is not None and look.is_open else None,
    }
    return to_carrier(context, facts)


def _day_kept(context: Context) -> Clock | None:
    """The clock whose last day a filing had to keep."""
    body = context.asked.body
    if isinstance(body, SubmitEvidence):
        return context.clock(f"T45:{body.action}") or context.clock(f"T33:{body.action}")
    if isinstance(body, RequestEarlyRelief):
        return None
    if context.event.before == State.CAP_REVISION:
        return context.clock("T13")
    return context.clock("T08" if isinstance(body, SubmitPia) else "T09")


def _look(context: Context) -> str:
    """The key of the clock in which CBP looks at a filing."""
    body = context.asked.body
    if isinstance(body, SubmitEvidence):
        return f"T50:{body.evidence}"
    if isinstance(body, RequestEarlyRelief):
        return f"T40:{body.request}"
    return "T08R" if isinstance(body, SubmitPia) else "T12"


def _filed(context: Context) -> list[Facts]:
    body = context.asked.body
    if isinstance(body, SubmitEvidence):
        return [{"id": body.evidence, "kind": "evidence_item", "sha256": body.file_sha256}]
    if isinstance(body, WithDocument):
        document = context.case.documents[body.document]
        return [{"id": body.document, "kind": document.kind.value, "sha256": document.sha256}]
    return []


def _filing_accepted(context: Context) -> tuple[Addressed, ...]:
    milestones = [owed(clock) for clock in context.case.running("T33")]
    return to_carrier(context, {**_carrier_facts(context), "milestones": milestones})


def _evidence_returned(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, ReturnEvidence)  # the row's command
    item = context.case.evidence[body.evidence]
    facts = {
        **_carrier_facts(context),
        "evidence": body.evidence,
        "action": item.action,
        "reason": body.reason,
    }
    return to_carrier(context, facts)


def _visit_report(context: Context) -> tuple[Addressed, ...]:
    body = context.asked.body
    assert isinstance(body, FileVisitReport)  # the row's command
    answer = context.clock("T32")
    assert answer is not None  # the row starts it
    facts = {
        **_carrier_facts(context),
        "passed": context.case.verification.passed,
        "actions_required": list(body.actions_required),
        "recommendations": list(body.recommendations),
        "best_practices": list(body.best_practices),
        "answer": owed(answer),
    }
    return to_carrier(context, facts)


def _decision_late(context: Context) -> tuple[Addressed, ...]:
    clock = own_clock(context)
    assert clock is not None  # only a lapse is late
    facts = {
        **_carrier_facts(context),
        "clock": owed(clock),
        "days_late": days_after(context, clock),
    }
    return to_carrier(context, facts)


def _lesson_to_read(context: Context) -> tuple[Addressed, ...]:
    answer = context.clock("T42")
    assert answer is not None  # the row starts it
    facts = {
        **_carrier_facts(context),
        "lesson": context.event.body["text"],
        "publication": {
            "en": "for internal use unless you agree to more",
            "es": "para uso interno, salvo que usted acepte otra cosa",
        },
        "answer": owed(answer),
    }
    return to_carrier(context, facts)


BUILDERS: dict[str, Builder] = {
    "reminder": _reminder,
    "late_mark": _late_mark,
    "final_notice": _final_notice,
    "returned_plan": _returned_plan,
    "returned_analysis": _returned_analysis,
    "filing_received": _filing_received,
    "filing_accepted": _filing_accepted,
    "evidence_returned": _evidence_returned,
    "visit_report": _visit_report,
    "decision_late": _decision_late,
    "lesson_to_read": _lesson_to_read,
}
"""By template."""
