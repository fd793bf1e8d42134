"""Is every case looked after, on both sides? What is wrong, what it means, and what to do.

The record says how a case stands, Temporal whether it runs. Both are handed in as they were read;
nothing here asks or changes anything.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from casework.agenda import due_step, settled
from casework.case import Case
from casework.clocks import ClockStatus
from casework.events import CaseView
from casework.states import OPEN, STATES, State
from casework.view import case_view
from desk.engine import Run
from desk.faults import Fault, Kind
from desk.ports import OnRecord

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
