"""What the entries of a ledger do to the last day, computed by hand, and what a clock refuses."""

from datetime import date, datetime

import pytest

from casework.clocks import (
    Clock,
    ClockRefusal,
    ClockRefused,
    ClockStatus,
    EntryKind,
    days_granted,
    extend,
    hold,
    lapse,
    move,
    rebase,
    release,
    stop,
    times_extended,
)
from casework.policy import Roll
from tests.casework.clock_making import POLICY, after, local, started

DECISION = local(2023, 8, 22)


# --- extensions, moves, holds ----------------------------------------------------------------


def test_extension_in_the_last_minute_of_the_last_day() -> None:
    revision = started("T13", local(2024, 3, 1))
    assert revision.due_day == date(2024, 3, 15)
    entry = extend(revision, at=local(2024, 3, 15, 23, 59), by="SUP", amount=7)
    assert (entry.old_due_day, entry.due_day) == (date(2024, 3, 15), date(2024, 3, 22))
    extended = after(revision, entry)
    assert (days_granted(extended), times_extended(extended)) == (7, 1)


def test_an_extension_counts_from_the_day_as_printed() -> None:
    plan = started("T09", local(2023, 8, 5))  # printed 5 Sep 2023, after Labor Day
    assert extend(plan, at=local(2023, 9, 1), by="SUP", amount=3).due_day == date(2023, 9, 8)
    comment = started("T03", DECISION)  # 6 Sep 2023
    assert extend(comment, at=local(2023, 9, 1), by="SUP", amount=3).due_day == date(2023, 9, 11)


def test_the_term_is_extended_by_headquarters_and_after_its_end_from_that_day() -> None:
    term = started("T14", DECISION)
    assert extend(term, at=local(2023, 11, 1), by="HQ", amount=30).due_day == date(2023, 12, 20)
    ended = after(term, lapse(term))
    assert ended.status is ClockStatus.LAPSED
    revived = after(ended, extend(ended, at=local(2023, 12, 1), by="HQ", amount=30))
    assert revived.status is ClockStatus.RUNNING
    assert revived.due_day == date(2023, 12, 31)
    assert revived.lapsed_at == term.due


def test_a_milestone_is_moved_even_after_it_lapsed() -> None:
    milestone = started("T33", DECISION, to_day=date(2023, 10, 2))
    late = after(milestone, lapse(milestone))
    moved = after(late, move(late, at=local(2023, 10, 4), by="SUP", to_day=date(2023, 10, 16)))
    assert (moved.due_day, moved.status) == (date(2023, 10, 16), ClockStatus.RUNNING)
    assert days_granted(moved) == 14


def test_a_hold_gives_back_the_days_that_were_left() -> None:
    plan = started("T09", DECISION)  # 21 Sep 2023
    held = after(plan, hold(plan, at=local(2023, 9, 1), by="SUP"))
    assert held.status is ClockStatus.HELD
    assert held.due_day == date(2023, 9, 21)
    entry = release(held, at=local(2023, 9, 11), by="SUP")
    assert (entry.old_due_day, entry.due_day) == (date(2023, 9, 21), date(2023, 10, 2))
    # 10 days: 1 Oct 2023, a Sunday, goes to Monday.


def test_a_hold_across_an_extension() -> None:
    plan = started("T09", DECISION)
    held = after(plan, hold(plan, at=local(2023, 9, 1), by="SUP"))
    longer = after(held, extend(held, at=local(2023, 9, 5), by="HQ", amount=7))
    assert (longer.status, longer.due_day) == (ClockStatus.HELD, date(2023, 9, 28))
    free = after(longer, release(longer, at=local(2023, 9, 11), by="SUP"))
    # 27 days were left; 8 Oct is a Sunday, the 9th Columbus Day.
    assert (free.status, free.due_day) == (ClockStatus.RUNNING, date(2023, 10, 10))


def test_release_on_a_holiday() -> None:
    comment = started("T03", DECISION)
    assert comment.due_day == date(2023, 9, 6)
    held = after(comment, hold(comment, at=local(2023, 8, 30), by="SUP"))
    # Left: 31 Aug, 1, 5 and 6 Sep. Released on Labor Day: 5, 6, 7, 8 Sep.
    assert release(held, at=local(2023, 9, 4), by="SUP").due_day == date(2023, 9, 8)


def test_a_hold_on_the_last_day_leaves_the_day_of_the_release() -> None:
    comment = started("T03", DECISION)
    held = after(comment, hold(comment, at=local(2023, 9, 6, 9), by="SUP"))
    assert release(held, at=local(2023, 9, 12), by="SUP").due_day == date(2023, 9, 12)
    assert release(held, at=local(2023, 9, 16), by="SUP").due_day == date(2023, 9, 18)


def test_a_day_named_during_a_hold_moves_only_by_what_is_held_after() -> None:
    milestone = started("T33", DECISION, to_day=date(2023, 10, 2))
    held = after(milestone, hold(milestone, at=local(2023, 9, 1), by="HQ"))
    named = after(held, move(held, at=local(2023, 9, 20), by="HQ", to_day=date(2023, 11, 1)))
    assert named.status is ClockStatus.HELD
    assert release(named, at=local(2023, 9, 25), by="HQ").due_day == date(2023, 11, 6)


def test_a_stop_is_possible_at_any_instant_and_only_once() -> None:
    plan = started("T09", DECISION)
    late = after(plan, lapse(plan))
    filed = after(late, stop(late, at=local(2023, 9, 20), why="came by post, received in time"))
    assert (filed.status, filed.lapsed_at) == (ClockStatus.STOPPED, plan.due)
    assert filed.is_timely(filed.entries[-1].at)
    with pytest.raises(ClockRefused) as refused:
        stop(filed, at=local(2023, 9, 20))
    assert refused.value.code is ClockRefusal.STOPPED


# --- rebase ----------------------------------------------------------------------------------


def test_a_rebase_shows_the_old_and_the_new_day() -> None:
    plan = started("T09", DECISION)
    held = after(plan, hold(plan, at=local(2023, 9, 1), by="SUP"))
    free = after(held, release(held, at=local(2023, 9, 5), by="SUP"))
    rule = POLICY.rule("T09").model_copy(update={"amount": 45, "policy": "2027-01"})
    entry = rebase(
        free, rule, at=local(2023, 9, 6), by="HQ", why="new policy", calendar_version="2026-11"
    )
    assert (entry.kind, entry.old_due_day) == (EntryKind.REBASED, date(2023, 9, 25))
    assert entry.due_day == date(2023, 10, 10)  # 45 + 4 days; Columbus Day
    rebased = after(free, entry)
    assert rebased.terms.policy == "2027-01"
    assert extend(rebased, at=local(2023, 9, 7), by="SUP", amount=1).due_day == date(2023, 10, 11)


def test_a_rebase_leaves_alone_what_a_decision_or_a_statute_gave() -> None:
    given = started("T14", DECISION, amount=60)
    other = POLICY.rule("T14").model_copy(update={"amount": 30, "policy": "2027-01"})
    assert (
        rebase(given, other, at=DECISION, by="HQ", calendar_version="2026-11").due_day
        == given.due_day
    )
    statutory = started("T19", DECISION)
    shorter = POLICY.rule("T19").model_copy(update={"amount": 10, "roll": Roll.NONE})
    assert (
        rebase(statutory, shorter, at=DECISION, by="HQ", calendar_version="2026-11").due_day
        == statutory.due_day
    )
    named = started("T33", DECISION, to_day=date(2023, 10, 2))
    assert (
        rebase(named, POLICY.rule("T33"), at=DECISION, by="HQ", calendar_version="2026-11").due_day
        == named.due_day
    )


# --- refusals --------------------------------------------------------------------------------

APPEAL = started("T19", DECISION)
TERM = started("T14", DECISION)
PLAN = started("T09", DECISION)
REVIEW = started("T16", DECISION)
HELD = after(PLAN, hold(PLAN, at=DECISION, by="SUP"))
LATE = after(PLAN, lapse(PLAN))
STOPPED = after(PLAN, stop(PLAN, at=DECISION))
LATER = local(2023, 12, 1)
BEFORE = local(2023, 8, 1)
NAIVE = datetime(2023, 9, 1)  # noqa: DTZ001 - that it has no zone is the point


@pytest.mark.parametrize(
    ("code", "act"),
    [
        (ClockRefusal.NEVER_HELD, lambda: hold(APPEAL, at=LATER, by="HQ")),
        (ClockRefusal.NEVER_EXTENDED, lambda: extend(APPEAL, at=LATER, by="HQ", amount=1)),
        (
            ClockRefusal.NEVER_EXTENDED,
            lambda: move(APPEAL, at=LATER, by="HQ", to_day=date(2024, 1, 1)),
        ),
        (ClockRefusal.NOT_HOLDABLE, lambda: hold(TERM, at=LATER, by="HQ")),
        (ClockRefusal.NOT_EXTENDABLE, lambda: extend(REVIEW, at=LATER, by="HQ", amount=1)),
        (ClockRefusal.ALREADY_HELD, lambda: hold(HELD, at=LATER, by="HQ")),
        (ClockRefusal.NOT_HELD, lambda: release(PLAN, at=LATER, by="HQ")),
        (ClockRefusal.NOT_RUNNING, lambda: hold(LATE, at=LATER, by="HQ")),
        (ClockRefusal.NOT_RUNNING, lambda: extend(LATE, at=LATER, by="HQ", amount=1)),
        (ClockRefusal.NOT_RUNNING, lambda: lapse(HELD, at=LATER)),
        (ClockRefusal.NOT_RUNNING, lambda: lapse(LATE, at=LATER)),
        (
            ClockRefusal.NOT_RUNNING,
            lambda: rebase(LATE, POLICY.rule("T09"), at=LATER, by="HQ", calendar_version="2026-11"),
        ),
        (ClockRefusal.STOPPED, lambda: extend(STOPPED, at=LATER, by="HQ", amount=1)),
        (ClockRefusal.STOPPED, lambda: move(STOPPED, at=LATER, by="HQ", to_day=date(2024, 1, 1))),
        (ClockRefusal.NOT_DUE, lambda: lapse(PLAN, at=local(2023, 9, 21, 23, 59))),
        (ClockRefusal.BACKWARDS, lambda: hold(PLAN, at=BEFORE, by="HQ")),
        (ClockRefusal.AMOUNT, lambda: extend(PLAN, at=LATER, by="HQ", amount=0)),
        (ClockRefusal.AMOUNT, lambda: move(PLAN, at=LATER, by="HQ", to_day=date(2023, 8, 1))),
        (ClockRefusal.AMOUNT, lambda: started("T09", DECISION, amount=0)),
        (ClockRefusal.AMOUNT, lambda: started("T33", DECISION, to_day=date(2023, 8, 1))),
        (ClockRefusal.NO_TERM, lambda: started("T33", DECISION)),
        (ClockRefusal.NO_TERM, lambda: started("T29", DECISION)),
        (ClockRefusal.NO_TERM, lambda: started("T22", DECISION)),
        (ClockRefusal.NO_ZONE_IN_INSTANT, lambda: hold(PLAN, at=NAIVE, by="HQ")),
        (ClockRefusal.NO_ZONE_IN_INSTANT, lambda: stop(PLAN, at=NAIVE)),
        (ClockRefusal.NO_ZONE_IN_INSTANT, lambda: started("T09", NAIVE)),
        (ClockRefusal.UNKNOWN_ZONE, lambda: started("T09", DECISION, zone="America/Atlantis")),
        (ClockRefusal.UNKNOWN_ZONE, lambda: started("T09", DECISION, zone="../../etc/passwd")),
        (ClockRefusal.UNKNOWN_ZONE, lambda: started("T09", DECISION, zone="")),
        (
            ClockRefusal.OTHER_RULE,
            lambda: rebase(PLAN, POLICY.rule("T10"), at=LATER, by="HQ", calendar_version="2026-11"),
        ),
    ],
)
def test_what_a_clock_refuses(code: ClockRefusal, act: object) -> None:
    assert callable(act)
    with pytest.raises(ClockRefused) as refused:
        act()
    assert refused.value.code is code
    assert refused.value.sentence.en
    assert refused.value.sentence.es


def test_a_clock_that_was_written_by_newer_code_can_be_read() -> None:
    written = started("T09", DECISION).model_dump(mode="json")
    written["colour"] = "blue"
    written["entries"][0]["mood"] = "calm"
    written["first_terms"]["calendar_version"] = "2031-02"
    read = Clock.model_validate(written)
    assert read.due_day == date(2023, 9, 21)
    assert after(read, stop(read, at=DECISION)).status is ClockStatus.STOPPED
