"""What the case's clocks do next, and when: reminders, lapses, escalations, in one order."""

from datetime import datetime

from casework.case import Case
from casework.clocks import Clock, Step, StepKind, next_step
from casework.command import system_asked
from casework.decide import decide, firing
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.process.tracks import TRACK_ENDS
from casework.refusal import Refusal
from casework.states import CLOSED
from casework.waiting import waits_until

_OF_AN_OPEN_CASE = frozenset(
    {"ASK", "EXTENSION", "CORRECTION", "DEPENDENCY", "COMMITMENT", "RENAMING"}
)
"""Tracks from which nothing follows any more once the case is closed."""


def due_step(case: Case) -> Step | None:
    """Return the earliest step of the case's clocks, None if nothing is due ever.

    A lapse that no row answers to now, because the clock waits on CBP, is left out: whatever ends
    the waiting is an event, after which this is asked again.
    """
    waiting: dict[str, datetime | None] = {}
    for key, clock in case.clocks.items():
        if not clock.is_open:
            continue
        waits, until = waits_until(case, clock)
        if waits:
            waiting[key] = until
        if _must_wait(case, clock):
            waiting[key] = None
    return next_step(case.clocks.values(), waiting=waiting)


def step_asked(case: Case, step: Step) -> Asked:
    """Return what a step asks of the case.

    A lapse is judged at the instant when the clock ran out, not when somebody noticed.
    """
    if step.kind is StepKind.LAPSE:
        return _lapse(case.clocks[step.key], at=step.at, key=step.id)
    act = "escalate" if step.kind is StepKind.ESCALATION else "remind"
    body = {"clock": step.key, "step": step.id}
    return system_asked(act, body, at=step.at, key=step.id)


def caught_up(case: Case, at: datetime) -> Case:
    """Return the case after every step that is due at or before an instant; the same one if none.

    What was received after a clock ran out is judged by what the case is after that.
    """
    while (step := due_step(case)) is not None and step.at <= at:
        events = decide(case, step_asked(case, step))
        if isinstance(events, Refusal):
            break
        for event in events:
            case = evolve(case, event)
    return case


def settled(case: Case) -> bool:
    """Whether nothing is owed any more: closed, every track at rest, no clock running.

    A letter that the mail server has taken does not keep a closed case awake for ever, nor does a
    question, a request or a correction that came to nothing: only their clocks do, while they run.
    """
    if case.state not in CLOSED:
        return False
    at_rest = all(
        state in TRACK_ENDS[track]
        or track in _OF_AN_OPEN_CASE
        or (track == "LETTER" and state == "SENT")
        for track, items in case.tracks.items()
        for state in items.values()
    )
    return at_rest and not any(clock.is_open for clock in case.clocks.values())


def _lapse(clock: Clock, *, at: datetime, key: str) -> Asked:
    return system_asked("lapse", {"clock": clock.key}, at=at, key=key, rule=clock.terms.rule)


def _must_wait(case: Case, clock: Clock) -> bool:
    answer = firing(case, _lapse(clock, at=clock.due, key=""))
    return isinstance(answer, Refusal) or not answer
