"""Which clocks may not run out yet: those on which the carrier waits for somebody else.

A clock for which more time was asked, or on which a question to CBP was put, before its day was
over runs out no earlier than two business days after the answer (process table, 8). So does the
day of an action that waits for another railroad, once that has done its part. What is asked
later holds nothing back, so that no clock can be held open for ever by asking again.
"""

from collections.abc import Iterator
from datetime import datetime

from casework.case import Case
from casework.case_parts import ExtensionRequest, Question
from casework.chain_parts import Dependency
from casework.clocks import Clock, working_days_later
from casework.commands.chain import Waits
from casework.commands.requests import QuestionAbout

AFTER_THE_ANSWER = 2
"""Business days that a carrier has left after an answer (process table, EXTENSION)."""


def waits_until(case: Case, clock: Clock) -> tuple[bool, datetime | None]:
    """Return whether a clock's lapse has to wait, and until when; None: until further notice."""
    ends = [_end(case, found) for found in _held_by(case, clock)]
    settled = [end for end in ends if end is not None]
    if len(settled) < len(ends):
        return True, None
    return bool(settled), max(settled, default=None)


def _held_by(case: Case, clock: Clock) -> Iterator[ExtensionRequest | Question | Dependency]:
    for request in case.extensions.values():
        if request.clock == clock.key and _while_it_ran(clock, request.asked_at):
            yield request
    for question in case.questions.values():
        if question.by_carrier and _holds(question, clock):
            yield question

    for found in case.dependencies.values():
        of_action = clock.key in (f"T33:{found.action}", f"T45:{found.action}")
        if of_action and found.waits is Waits.THIS and _while_it_ran(clock, found.recorded_at):
            yield found


def _holds(question: Question, clock: Clock) -> bool:
    """Facts of the ground may be asked for before the analysis is even owed."""
    if question.about is QuestionAbout.FACTS_OF_GROUND and clock.key == "T08":
        return clock.is_timely(question.asked_at)
    return question.waits == clock.key and _while_it_ran(clock, question.asked_at)


def _while_it_ran(clock: Clock, at: datetime) -> bool:
    """A later clock of the same name does not wait for what was asked on an earlier one."""
    return clock.started_at <= at and clock.is_timely(at)


def _end(case: Case, found: ExtensionRequest | Question | Dependency) -> datetime | None:
    """When the clock may run out; None while CBP owes the answer."""
    if isinstance(found, Question) and not found.answered:
        return found.settled_at  # taken back: nobody waits any more
    at = found.answered_at if isinstance(found, ExtensionRequest) else found.settled_at
    if at is None:
        return None
    return working_days_later(at, AFTER_THE_ANSWER, case.zone, calendar_version=case.calendar)
