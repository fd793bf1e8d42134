"""Is every case looked after, on both sides? What is wrong, what it means, and what to do.

The record says how a case stands, Temporal whether it runs. Both are handed in as they were read;
nothing here asks or changes anything.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from casework.agenda import due_step, settled
from casework.case import Case
from casework.clocks import ClockStatus
from casework.events import CaseView
from casework.states import OPEN, STATES, State
from casework.view import case_view
from desk.engine import Run

UNANSWERED_FOR = timedelta(minutes=1)
"""How old a command without outcome is before it is a fault: sooner, it is on its way."""

STILL_FOR = timedelta(minutes=10)
"""How long a step may be due, a settled case run on, or a run be unknown to the record."""

OWED_FOR = timedelta(minutes=15)
"""How long a notice may be owed without any answer of a mail server."""

UNTAKEN_FOR = timedelta(minutes=1)
"""How long a workflow's task may wait for a worker."""

TASK_ATTEMPTS = 3
ACTIVITY_ATTEMPTS = 5
"""From this try on, something fails again and again."""


class Kind(StrEnum):
    """What can be wrong."""

    NO_RUN = "no_run"
    NO_RECORD = "no_record"
    NOT_ENDED = "not_ended"
    NO_OWNER = "no_owner"
    OWNER_GONE = "owner_gone"
    NO_CLOCK = "no_clock"
    CLOCK_STANDS = "clock_stands"
    VIEW_DIFFERS = "view_differs"
    UNREADABLE = "unreadable"
    WEDGED = "wedged"
    NO_WORKER = "no_worker"
    RECORD_BEHIND = "record_behind"
    RECORD_NOT_WRITTEN = "record_not_written"
    ACTIVITY_FAILS = "activity_fails"
    NOTICE_STUCK = "notice_stuck"
    NOTICE_REFUSED = "notice_refused"
    UNANSWERED = "unanswered"
    HISTORY_NOT_KEPT = "history_not_kept"


class About(NamedTuple):
    """What a fault means, what to do about it, and whether ``doctor --mend`` does it."""

    meaning: str
    remedy: str
    mends: bool = False


ABOUT: dict[Kind, About] = {
    Kind.NO_RUN: About(
        "the record says that something is owed, but no workflow keeps its clocks",
        "`doctor --mend` starts it again from the record, with the same due days",
        mends=True,
    ),
    Kind.NO_RECORD: About(
        "a workflow runs for a case of which nothing is recorded",
        "look at its page: an activity that cannot write says why; else terminate it there",
    ),
    Kind.NOT_ENDED: About(
        "nothing is owed in the case any more, but its workflow has not ended",
        "look at its page for what it waits for, and report it",
    ),
    Kind.NO_OWNER: About(
        "the case is open and nobody has to act in it",
        "the process table lacks an owner for this state: report it",
    ),
    Kind.OWNER_GONE: About(
        "the person whom the case was given to stood in until a day that has passed",
        "a supervisor gives it to somebody: do CASE assign",
    ),
    Kind.NO_CLOCK: About(
        "the case is open, and neither a clock of its state nor a stated hold watches it",
        "report it; until then somebody has to watch the case",
    ),
    Kind.CLOCK_STANDS: About(
        "a step of a clock is due and was not done",
        "see whether worker and Temporal run; a command without outcome may hold up a lapse",
    ),
    Kind.VIEW_DIFFERS: About(
        "lists show the case otherwise than its events make it",
        "`verify` it; the events are what counts, and the next event corrects the list",
    ),
    Kind.UNREADABLE: About(
        "the case cannot be made from its recorded events",
        "`verify` it, and stop acting on it",
    ),
    Kind.WEDGED: About(
        "its workflow task fails again and again: a fault of the code, nothing is lost",
        "read the failure on its page, mend the code, deploy; it goes on by itself",
    ),
    Kind.NO_WORKER: About(
        "its workflow task waits, and no worker takes it",
        "start a worker, or see in its log why it does not take tasks",
    ),
    Kind.RECORD_BEHIND: About(
        "the record does not end where the case saw it end: it was restored from an older backup",
        "`refill --write` records again what the histories hold; what waits then goes on by itself",
    ),
    Kind.RECORD_NOT_WRITTEN: About(
        "what was decided cannot be written into the record",
        "see whether the database runs and has room; it is tried for ever",
    ),
    Kind.ACTIVITY_FAILS: About(
        "an activity fails again and again",
        "read its failure on the case's page; it is tried for ever",
    ),
    Kind.NOTICE_STUCK: About(
        "a notice is owed, and no mail server has taken or refused it",
        "see whether the mail server answers; it is tried for ever",
    ),
    Kind.NOTICE_REFUSED: About(
        "the mail server refused a notice for good",
        "correct the contacts, or take another channel: do CASE resend, record_delivery",
    ),
    Kind.UNANSWERED: About(
        "a command was received and has no outcome",
        "`doctor --mend` sends it again; the sweeper does it every few seconds, if it runs",
        mends=True,
    ),
    Kind.HISTORY_NOT_KEPT: About(
        "a run has ended and its history is not in the record yet; retention will remove it",
        "`doctor --mend` keeps it; the sweeper does it every few minutes, if it runs",
        mends=True,
    ),
}


class Fault(NamedTuple):
    """Something that is wrong with a case; ``detail`` holds ids and days, never content."""

    kind: Kind
    case_id: str
    detail: str = ""


class Owed(NamedTuple):
    """A notice that no mail server has accepted: since when, and whether one has refused it."""

    key: str
    letter: str | None
    since: datetime
    refused: bool


class OnRecord(NamedTuple):
    """A case as the record has it.

    ``case`` is None where it cannot be made from its events. ``reached`` is the case's own instant
    ``STILL_FOR`` ago; ``last`` when its last event was recorded; ``owed`` what was not accepted.
    """

    view: CaseView
    case: Case | None
    reached: datetime
    last: datetime
    owed: tuple[Owed, ...] = ()


def faults(record: OnRecord | None, run: Run | None, at: datetime) -> Iterator[Fault]:
    """Yield what is wrong with one case at an instant (real time)."""
    if record is None:
        if run is not None and run.running and run.started_at < at - STILL_FOR:
            yield Fault(Kind.NO_RECORD, run.case_id)
    else:
        yield from _of_the_record(record, at)
        yield from _of_both(record, run, at)
    if run is not None and run.running:
        yield from _of_the_run(run, at)


def _of_the_record(record: OnRecord, at: datetime) -> Iterator[Fault]:
    name, case = record.view.case_id, record.case
    if case is None:
        yield Fault(Kind.UNREADABLE, name)
        return
    if _told(case_view(case)) != _told(record.view):
        yield Fault(Kind.VIEW_DIFFERS, name)
    if case.state in OPEN:
        yield from _looked_after(case, record.reached)
    step = due_step(case)
    if step is not None and step.at <= record.reached:
        yield Fault(Kind.CLOCK_STANDS, name, f"{step.key}, since {step.at.isoformat()}")
    letters = case.tracks.get("LETTER", {})
    for owed in record.owed:
        if owed.refused:
            if not settled(case) and letters.get(owed.letter or "") in (None, "UNDELIVERABLE"):
                yield Fault(Kind.NOTICE_REFUSED, name, owed.key)
        elif owed.since < at - OWED_FOR:
            yield Fault(Kind.NOTICE_STUCK, name, owed.key)


def _told(view: CaseView) -> tuple[object, ...]:
    """What people act on when they read a list; a view of older code may lack other fields."""
    clocks = {clock.key: (clock.status, clock.due) for clock in view.clocks}
    return (view.state, view.standing, view.settled, view.next_due, view.overdue, clocks)


def _looked_after(case: Case, now: datetime) -> Iterator[Fault]:
    about = STATES[case.state]
    if about.owner is None:
        yield Fault(Kind.NO_OWNER, case.id, case.state.value)
    assigned = case.assigned
    if assigned and assigned.until is not None and assigned.until < case.local_day(now):
        yield Fault(Kind.OWNER_GONE, case.id, f"until {assigned.until.isoformat()}")
    watching = [
        clock
        for clock in case.clocks.values()
        if clock.terms.rule in about.clocks and clock.status is not ClockStatus.STOPPED
    ]
    if not watching and case.state is not State.NOTICE_ACTION_RECORDED:  # waits to be told more
        yield Fault(Kind.NO_CLOCK, case.id, case.state.value)


def _of_both(record: OnRecord, run: Run | None, at: datetime) -> Iterator[Fault]:
    name = record.view.case_id
    over = record.view.settled if record.case is None else settled(record.case)
    waiting = any(not owed.refused for owed in record.owed)
    if run is None or not run.running:
        if waiting or not over:
            yield Fault(Kind.NO_RUN, name, f"the last run: {run.status if run else 'unknown'}")
    elif over and not waiting and record.last < at - STILL_FOR:
        yield Fault(Kind.NOT_ENDED, name)


def _of_the_run(run: Run, at: datetime) -> Iterator[Fault]:
    if run.task_attempts >= TASK_ATTEMPTS:
        yield Fault(Kind.WEDGED, run.case_id, f"tried {run.task_attempts} times")
    elif run.untaken_since is not None and run.untaken_since < at - UNTAKEN_FOR:
        yield Fault(Kind.NO_WORKER, run.case_id, f"since {run.untaken_since.isoformat()}")
    for activity, attempts, behind in run.activities:
        if behind:
            yield Fault(Kind.RECORD_BEHIND, run.case_id, f"tried {attempts} times")
        elif attempts >= ACTIVITY_ATTEMPTS:
            writes = activity == "record_events"
            kind = Kind.RECORD_NOT_WRITTEN if writes else Kind.ACTIVITY_FAILS
            yield Fault(kind, run.case_id, f"{activity}, tried {attempts} times")
