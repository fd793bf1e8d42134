"""What is wrong with a case is found on either side; a case that is looked after has no fault."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casework.case import Case
from casework.case_parts import Assignment
from casework.clocks import ClockStatus, hold
from casework.clocks import apply as apply_entry
from casework.view import case_view
from desk.doctor import faults
from desk.engine import Failing, Run
from desk.faults import ABOUT, Kind, Runbook
from desk.ports import OnRecord, Owed
from tests.casework import paths
from tests.casework.walk import SUP, Walk
from tests.casework.ways import WAYS, walked


def on_record(walk: Walk, case: Case | None = None, **changes: Any) -> OnRecord:
    found = case or walk.case
    fields: dict[str, Any] = {
        "view": case_view(found),
        "case": found,
        "reached": walk.now - timedelta(minutes=10),
        "last": walk.now,
        **changes,
    }
    return OnRecord(**fields)


def going_on(at: datetime, **changes: Any) -> Run:
    return Run(**{"case_id": "case-1", "status": "RUNNING", "started_at": at, **changes})


def kinds(record: OnRecord | None, run: Run | None, at: datetime) -> list[str]:
    return [fault.kind.value for fault in faults(record, run, at)]


def test_no_case_on_any_way_is_ever_without_owner_or_watch() -> None:
    for way in WAYS:
        walk = walked(way)
        for batch in walk.batches:
            if batch.before is not None:
                at = batch.asked.at
                found = kinds(on_record(walk, batch.before, reached=at, last=at), going_on(at), at)
                assert set(found) <= {"clock_stands"}, found


def test_a_case_that_is_looked_after_has_no_fault() -> None:
    walk = paths.suspended()
    assert kinds(on_record(walk), going_on(walk.now), walk.now) == []


@pytest.mark.parametrize("status", ["TERMINATED", "TIMED_OUT", "COMPLETED", None])
def test_an_open_case_without_a_run_is_missed(status: str | None) -> None:
    walk = paths.suspended()
    run = None if status is None else going_on(walk.now, status=status)
    assert kinds(on_record(walk), run, walk.now) == ["no_run"]


def test_a_case_that_is_over_needs_no_run_unless_somebody_is_still_owed_a_notice() -> None:
    walk = paths.opened()
    walk.must(SUP, "void_case", reason="Opened twice.")
    owed = Owed("n1", None, walk.now, False)
    assert kinds(on_record(walk), None, walk.now) == []
    assert kinds(on_record(walk, owed=(owed,)), None, walk.now) == ["no_run"]
    later = walk.now + timedelta(hours=1)
    assert kinds(on_record(walk), going_on(walk.now), later) == ["not_ended"]
    assert kinds(on_record(walk), going_on(walk.now), walk.now) == []


def test_a_run_of_which_nothing_is_recorded_is_told_once_it_should_be() -> None:
    at = paths.opened().now
    assert kinds(None, going_on(at), at) == []
    assert kinds(None, going_on(at), at + timedelta(hours=1)) == ["no_record"]
    assert kinds(None, going_on(at, status="COMPLETED"), at + timedelta(hours=1)) == []


def test_a_stated_hold_watches_a_case_and_nothing_at_all_does_not() -> None:
    walk = paths.opened()
    clock = walk.case.clocks["T02"]
    held = apply_entry(clock, hold(clock, at=walk.now, by="sup-1", why="court"))
    assert held.status is ClockStatus.HELD
    case = walk.case.model_copy(update={"clocks": {"T02": held}})
    assert kinds(on_record(walk, case), going_on(walk.now), walk.now) == []
    case = walk.case.model_copy(update={"clocks": {}})
    assert kinds(on_record(walk, case), going_on(walk.now), walk.now) == ["no_clock"]


def test_somebody_who_stood_in_until_yesterday_is_told() -> None:
    walk = paths.opened()
    today = walk.case.local_day(walk.now)
    for until, expected in ((today, []), (today - timedelta(days=1), ["owner_gone"])):
        stand_in = Assignment(person="off-2", until=until)
        case = walk.case.model_copy(update={"assigned": stand_in})
        assert kinds(on_record(walk, case), going_on(walk.now), walk.now) == expected


def test_a_step_that_was_due_and_not_done_is_told() -> None:
    walk = paths.opened()
    due = walk.case.clocks["T02"].due
    assert kinds(on_record(walk, reached=due), going_on(due), due) == ["clock_stands"]


def test_a_list_that_says_something_else_than_the_events_is_told() -> None:
    walk = paths.suspended()
    stale = case_view(walk.case).model_copy(update={"overdue": True})
    assert kinds(on_record(walk, view=stale), going_on(walk.now), walk.now) == ["view_differs"]


def test_notices_that_wait_or_were_refused_are_told() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    letter, now = "letter-proposal", walk.now
    undeliverable = {"LETTER": {letter: "UNDELIVERABLE"}}
    bounced = walk.case.model_copy(update={"tracks": undeliverable})
    before = now - timedelta(minutes=16)
    for case, owed, expected in (
        (walk.case, Owed("n", None, now, False), []),
        (walk.case, Owed("n", None, before, False), ["notice_stuck"]),
        (walk.case, Owed("n", None, now, True), ["notice_refused"]),
        (walk.case, Owed("n", letter, now, True), []),  # it was delivered by another way
        (bounced, Owed("n", letter, now, True), ["notice_refused"]),
    ):
        assert kinds(on_record(walk, case, owed=(owed,)), going_on(now), now) == expected


def test_what_fails_again_and_again_in_a_run_is_told() -> None:
    walk = paths.suspended()
    at = walk.now

    def of(**changes: Any) -> list[str]:
        return kinds(on_record(walk), going_on(at, **changes), at)

    assert of(task_attempts=1) == of(task_attempts=2) == []
    assert of(task_attempts=3) == ["wedged"]
    assert of(untaken_since=at - timedelta(seconds=30)) == []
    assert of(untaken_since=at - timedelta(minutes=2)) == ["no_worker"]
    tried = (Failing("record_events", 5), Failing("deliver_notice", 4), Failing("x", 9))
    assert of(activities=tried) == ["record_not_written", "activity_fails"]
    behind = (Failing("record_events", 2, behind=True),)
    assert of(activities=behind) == ["record_behind"], "at once: it does not heal by itself"
    assert of(task_attempts=9, status="TERMINATED") == ["no_run"], "it tries no more"


def test_a_case_that_cannot_be_made_from_its_events_is_told() -> None:
    walk = paths.suspended()
    record = on_record(walk)._replace(case=None)
    assert kinds(record, going_on(walk.now), walk.now) == ["unreadable"]


def test_every_fault_says_what_it_means_and_what_to_do() -> None:
    assert set(ABOUT) == set(Kind)
    for about in ABOUT.values():
        for said in (about.meaning, about.remedy):
            assert said.en
            assert said.es != said.en


def test_every_runbook_is_a_chapter_of_the_operations_guide() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    headings = {line.lstrip("# ") for line in guide.splitlines() if line.startswith("#")}
    assert {book.value for book in Runbook} <= headings
