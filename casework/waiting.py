"""Which clocks may not run out yet: those on which the carrier waits for CBP.

A clock for which more time was asked, in time, runs out no earlier than two business days after the
answer; one that waits on CBP's answer to a question does not run out before it (process table, 8).
"""

from datetime import datetime

from casework.case import Case
from casework.clocks import Clock, working_days_later
from casework.commands.requests import QuestionAbout

AFTER_THE_ANSWER = 2
"""Business days that a carrier has left after more time was refused (process table, EXTENSION)."""


def waits_until(case: Case, clock: Clock) -> tuple[bool, datetime | None]:
    """Return whether a clock's lapse has to wait, and until when; None: until further notice."""
    if any(
        question.open
        and question.by_carrier
        and clock.key in _held_back(question.waits, question.about)
        for question in case.questions.values()
    ):
        return True, None
    instants: list[datetime] = []
    for request in case.extensions.values():
        if request.clock != clock.key:
            continue
        if request.answered_at is None:
            return True, None
        instants.append(working_days_later(request.answered_at, AFTER_THE_ANSWER, case.zone))
    return bool(instants), max(instants, default=None)


def _held_back(waits: str | None, about: QuestionAbout) -> set[str]:
    """The clocks that a carrier's question holds back: what it names; the analysis for facts."""
    held = {waits} if waits else set()
    return held | ({"T08"} if about is QuestionAbout.FACTS_OF_GROUND else set())
