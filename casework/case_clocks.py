"""The lines that a row writes into the ledgers of a case's clocks."""

from datetime import timedelta

from casework.case import Case
from casework.clock_pen import ClockPen
from casework.clocks import (
    Clock,
    ClockStatus,
    EntryKind,
    escalate,
    lapse,
    local_day,
    remind,
    steps,
)
from casework.clocks.steps import Step, StepKind
from casework.commands.anytime import MovePolicy
from casework.commands.appeals import AnnulsExtension, ChangesDecision
from casework.commands.corrective_action import RedateMilestone
from casework.commands.disruptions import RecordOutage
from casework.commands.holds import PlaceHold, ReleaseHold
from casework.commands.reinstatement import ExtendMonitoring
from casework.commands.requests import Answer, ExtendTerm, GrantExtension, QuestionAbout
from casework.commands.review import ExtendAndReturn
from casework.commands.stages import ProlongStage
from casework.commands.system import Escalate, Lapse, Remind
from casework.events import ClockChange
from casework.guards.base import Asked
from casework.process.row import Next, Row
from casework.process.table import ADOPTED, EFFECTS, RESTARTS
from casework.states import State


def clock_changes(
    case: Case, row: Row, asked: Asked, *, entered: str | None
) -> tuple[ClockChange, ...]:
    """Return what a row does to the clocks of a case that it has already moved.

    ``entered`` is the state entered, None where the case stays. In order: the entry of the lapse
    or reminder itself, then what stops (also what the new state does not know), then what begins.
    """
    pen = ClockPen(case, row, asked)
    raised = asked.act.startswith("on:") and asked.command_id is None
    if not raised:  # what a command raises does not grant it again
        _own_entry(pen, asked)
    for token in row.stop:
        pen.stop_all(token)
    if entered is not None and not row.track:
        pen.stop_strangers(State(entered))
    for token in (*row.begin, *_begun_on_entry(row, entered)):
        pen.begin(token)
    return tuple(pen.changes)


def step_of(clock: Clock, step_id: str) -> Step:
    """Return the agenda step of a clock by its id; ``LookupError`` once it has happened."""
    for step in steps(clock):
        if step.id == step_id:
            return step
    raise LookupError(step_id)


def _lapse_step(clock: Clock) -> Step | None:
    return next((step for step in steps(clock) if step.kind is StepKind.LAPSE), None)


def _own_entry(pen: ClockPen, asked: Asked) -> None:
    body = asked.body
    if isinstance(body, Lapse):
        clock = pen.clocks[body.clock]
        pen.enter(body.clock, lapse(clock, at=asked.at, step=_lapse_step(clock)))
        if pen.row.track == "HOLD":
            pen.let_go(asked.item or "")
    elif isinstance(body, Remind):
        clock = pen.clocks[body.clock]
        pen.enter(body.clock, remind(clock, step_of(clock, body.step), at=asked.at))
    elif isinstance(body, Escalate):
        clock = pen.clocks[body.clock]
        pen.enter(body.clock, escalate(clock, step_of(clock, body.step), at=asked.at))
    else:
        _granted_entry(pen, asked)


def _granted_entry(pen: ClockPen, asked: Asked) -> None:
    """More time, as it was granted: each changes one clock and nothing else."""
    body = asked.body
    match body:
        case GrantExtension():
            key = pen.case.extensions[body.request].clock
            pen.extend(key, body.days, body.reason)
        case ExtendTerm() | ExtendAndReturn():
            if "T14" in pen.clocks and pen.clocks["T14"].status is not ClockStatus.STOPPED:
                pen.extend("T14", body.days, body.reason)
        case RedateMilestone():
            pen.move(f"T33:{body.action}", body.due, body.reason)
        case ExtendMonitoring():
            clock = pen.clocks["T23"]
            pen.move("T23", clock.due_day + timedelta(days=body.days), body.reason)
        case ProlongStage():
            _prolonged(pen, body)
        case Answer():
            _facts_given(pen, body)
        case ChangesDecision() | AnnulsExtension():
            _term_changed(pen, body)
        case MovePolicy():
            pen.move_versions(body.reason)
        case PlaceHold():
            for key in body.clocks:
                pen.hold(key, body.hold)
        case ReleaseHold():
            pen.let_go(body.hold)
        case RecordOutage():
            pen.roll_over(body)
        case _:
            return


def _term_changed(pen: ClockPen, body: ChangesDecision | AnnulsExtension) -> None:
    """An appeal has given the term another length, or taken its last extension away."""
    term = pen.clocks.get("T14")
    if term is None or term.status is ClockStatus.STOPPED:
        return
    why = "determined on appeal"
    if isinstance(body, ChangesDecision):
        if body.term_days is not None:
            began = local_day(term.started_at, pen.case.zone)
            pen.move("T14", began + timedelta(days=body.term_days), why)
        return
    extended = [entry for entry in term.entries if entry.kind is EntryKind.EXTENDED]
    if extended and extended[-1].old_due_day is not None:
        pen.move("T14", extended[-1].old_due_day, why)


def _prolonged(pen: ClockPen, body: ProlongStage) -> None:
    """More days for a stage, from its last day; from today where that has passed."""
    key = f"T41:{body.stage}"
    day = max(pen.clocks[key].due_day, local_day(pen.asked.at, pen.case.zone))
    pen.move(key, day + timedelta(days=body.days), body.reason)


def _facts_given(pen: ClockPen, body: Answer) -> None:
    """The analysis is not due before the releasable facts of the ground were given (T08)."""
    question = pen.case.questions[body.question]
    clock = pen.clocks.get("T08")
    if question.about is not QuestionAbout.FACTS_OF_GROUND or not question.by_carrier:
        return
    if clock is not None and clock.is_open and clock.terms.amount is not None:
        day = local_day(pen.asked.at, pen.case.zone) + timedelta(days=clock.terms.amount)
        if day > clock.due_day:  # an answer gives time and never takes any
            pen.move("T08", day, "facts of the ground given")


def _begun_on_entry(row: Row, entered: str | None) -> tuple[str, ...]:
    if entered is None:
        return ()
    if row.to is Next.TARGET:
        return EFFECTS[State(entered)].begin
    if row.to in (Next.ORIGIN, Next.RESUME):
        return RESTARTS.get(State(entered), ())
    if row.to is Next.ADOPTED:
        return ADOPTED[State(entered)]
    return ()
