"""Nobody acts: clocks alone remind, mark late, escalate, and bring the case where it must be."""

from datetime import timedelta

from casework.clocks import StepKind, steps
from casework.states import Standing, State
from tests.casework.paths import opened
from tests.workflows.comparing import told
from tests.workflows.stage import Stage
from tests.workflows.ways import silence


async def test_a_silent_carrier_is_reminded_marked_late_and_brought_before_headquarters(
    stage: Stage,
) -> None:
    walk = silence()
    await stage.follow(walk)
    await stage.run_to(walk.now)
    assert told(stage.events) == told(walk.events)
    assert stage.state == State.DECISION
    assert stage.case.standing is Standing.SUSPENDED_FULL
    happened = [kind for kind in stage.kinds if kind not in ("reminder_sent", "lateness_escalated")]
    late = happened[happened.index("suspension_acknowledged") + 1 :]
    main_line = [kind for kind in late if not kind.startswith(("term_", "appeal_"))]
    assert main_line == [
        "analysis_late",
        "plan_late",
        "no_answer_by_the_last_day",
        "grace_passed_without_answer",
        "decision_late",
    ]
    assert "reminder_sent" in stage.kinds
    assert "lateness_escalated" in stage.kinds


async def test_silence_in_real_time_with_every_task_replayed_from_the_start(
    forgetful_stage: Stage,
) -> None:
    stage = forgetful_stage
    await stage.follow(opened(), own_time=False)
    clock = stage.case.clocks["T02"]
    planned = [(step.at, step.kind) for step in steps(clock) if step.kind is not StepKind.LAPSE]
    await stage.sleep(clock.due + timedelta(days=9) - stage.now())
    await stage.quiet()
    reminders = [(e.at, StepKind.REMINDER) for e in stage.events if e.kind == "reminder_sent"]
    assert reminders == planned
    (late,) = [event for event in stage.events if event.kind == "incident_review_late"]
    assert late.at == clock.due, "a lapse is dated when the clock ran out, not when it was noticed"
    escalated = [event for event in stage.events if event.kind == "lateness_escalated"]
    assert escalated[0].at == clock.due
    assert len(escalated) >= 3, "owner, supervisor, headquarters"
    assert stage.state == State.INCIDENT_REVIEW, "CBP's lateness decides nothing"
