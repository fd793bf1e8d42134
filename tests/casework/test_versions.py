"""A case keeps its versions until headquarters moves it; no day that was named is taken away."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from pydantic import ValidationError

from activities.renderings import wording
from casework.calendars import CURRENT as CALENDAR
from casework.clock_moves import moved_to
from casework.clocks import Clock, EntryKind, apply, explain
from casework.clocks.steps import Rung, steps
from casework.commands.anytime import MovePolicy
from casework.events import Event
from casework.guards.base import Asked
from casework.policy import CURRENT, Policy, policy
from casework.refusal import Refusal, RefusalKind
from casework.versions import BEFORE_THEY_TRAVELLED, versions_in_force
from tests.casework import paths
from tests.casework.clock_making import local, started
from tests.casework.walk import CASE_ID, HQ, OFF, SUP, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_versions import NEWER, monitored_into_2028

DECISION = local(2023, 8, 22)
WHY = "The calendars hold 2028."


def moved(walk: Walk) -> Event:
    (event,) = walk.must(HQ, "move_policy", **NEWER, reason=WHY)
    return event


def test_an_opening_is_judged_by_the_versions_that_travel_with_it() -> None:
    walk = Walk(versions=versions_in_force())
    (event,) = walk.must(OFF, "open_case", **paths.OPENING, ground="incident")
    assert (event.policy, event.calendar) == (CURRENT, CALENDAR)
    assert (walk.case.policy, walk.case.calendar) == (CURRENT, CALENDAR)
    assert walk.case.clocks["T02"].terms.policy == CURRENT


def test_an_opening_that_names_none_was_received_when_there_was_one_of_each() -> None:
    walk = paths.opened_at_first()
    assert walk.case.policy == BEFORE_THEY_TRAVELLED.policy != CURRENT
    assert walk.case.clocks["T02"].terms.calendar_version == "2026-11"


def test_a_move_records_the_old_and_the_new_day_of_each_open_clock() -> None:
    walk = monitored_into_2028()
    before = {key: clock.due_day for key, clock in walk.case.clocks.items() if clock.is_open}
    event = moved(walk)
    assert {change.key for change in event.clocks} == set(before)
    for change in event.clocks:
        assert change.entry.kind is EntryKind.REBASED
        assert (change.entry.old_due_day, change.entry.why) == (before[change.key], WHY)
    condition = walk.case.clocks["T45:a2"]
    assert (before["T45:a2"], condition.due_day) == (date(2028, 1, 17), date(2028, 1, 18))
    assert not condition.provisional
    assert (walk.case.policy, walk.case.calendar) == ("2026-11b", "2026-11b")
    assert condition.terms.calendar_version == "2026-11b"


def test_the_explanation_shows_the_move_in_both_languages() -> None:
    walk = monitored_into_2028()
    moved(walk)
    english = "\n".join(explain(walk.case.clocks["T45:a2"], "en"))
    spanish = "\n".join(explain(walk.case.clocks["T45:a2"], "es"))
    assert "with policy 2026-11b and calendars 2026-11b" in english
    assert (
        "The last day went from 17 Jan 2028 to 18 Jan 2028; without this it would be 17" in english
    )
    assert "El último día pasó del 17" in spanish


def test_the_carrier_is_told_of_its_days_that_have_moved_and_of_no_other() -> None:
    walk = monitored_into_2028()
    (notice,) = moved(walk).notices
    assert notice.template == "days_moved"
    assert notice.party == "carrier"
    text = wording(
        notice.template, notice.facts, case_id=CASE_ID, illustrative=True, languages=("en", "es")
    ).text
    assert "Day until now: 17 Jan 2028" in text
    assert "18 Jan 2028" in text
    assert "Fecha hasta ahora: 17" in text
    assert WHY in text
    assert len(notice.facts["moved"]) == 1


def test_where_no_day_of_the_carrier_moves_nobody_is_written_to() -> None:
    walk = paths.suspended(paths.opened_at_first())
    assert moved(walk).notices == ()


@pytest.mark.parametrize(
    "body",
    [
        {"policy": "2026-11"},
        {"calendar": "2026-11"},
        {"policy": "2026-11", "calendar": "2026-11"},
    ],
)
def test_a_case_does_not_stay_or_go_back(body: dict[str, str]) -> None:
    walk = paths.suspended(paths.opened_at_first())
    stays = walk.do(HQ, "move_policy", **body, reason=WHY)
    assert isinstance(stays, Refusal)
    moved(walk)
    back = walk.do(HQ, "move_policy", **body, reason=WHY)
    assert isinstance(back, Refusal)
    assert stays.rule == back.rule == "versions_are_newer"


def test_only_headquarters_moves_a_case_and_says_why() -> None:
    walk = paths.suspended(paths.opened_at_first())
    refused = walk.do(SUP, "move_policy", **NEWER, reason=WHY)
    assert isinstance(refused, Refusal)
    assert refused.kind is RefusalKind.ROLE
    for wrong in ({"reason": WHY}, {"policy": "1999-01", "reason": WHY}, NEWER):
        with pytest.raises(ValidationError):
            MovePolicy.model_validate(wrong)


def test_a_lapsed_monitoring_is_told_to_headquarters_weekly() -> None:
    walk = walked("moved on")
    monitoring = walk.case.clocks["T23"]
    assert monitoring.lapsed_at is not None
    rungs = [e.rung for e in monitoring.entries if e.kind is EntryKind.ESCALATED]
    assert rungs[:3] == [Rung.OWNER, Rung.SUP, Rung.HQ]
    assert set(rungs[3:]) == {Rung.WEEKLY}
    weekly = [e.at for e in monitoring.entries if e.rung == Rung.WEEKLY]
    assert {(b - a).days for a, b in pairwise(weekly)} == {7}
    told = [
        notice.party
        for event in walk.events
        for notice in event.notices
        if event.act == "escalate" and event.body["clock"] == "T23"
    ]
    assert told == ["cbp:OFF", "cbp:SUP", *["cbp:HQ"] * (len(told) - 2)]


# --- what a move may not do, with policies that are not published ----------------------------


def shorter(rule: str, amount: int) -> Policy:
    """A policy in which one clock is shorter."""
    rules = policy(CURRENT)
    changed = rules.rule(rule).model_copy(update={"amount": amount})
    return rules.model_copy(update={"clocks": {**rules.clocks, rule: changed}})


def after_move(clock: Clock, rules: Policy, days: int) -> Clock:
    """The clock after a move so many days after its start; itself where the move leaves it."""
    body = MovePolicy(policy=CURRENT, reason=WHY)
    at = clock.started_at + timedelta(days=days)
    asked = Asked(act="move_policy", body=body, actor=HQ, at=at, key="k")
    entry = moved_to(clock, rules, CALENDAR, asked, why=WHY, authority="[D]")
    return clock if entry is None else apply(clock, entry)


@pytest.mark.parametrize("rule", ["T09", "T19", "T14"])
def test_days_of_the_carrier_of_a_statute_and_of_the_term_are_never_taken_away(rule: str) -> None:
    clock = started(rule, at=DECISION)
    kept = after_move(clock, shorter(rule, 5), 1)
    assert kept.due_day == clock.due_day
    assert kept.terms == clock.terms if rule != "T19" else kept.terms.amount == 90
    assert kept.entries[-1].kind is EntryKind.REBASED


def test_a_kept_day_is_explained_as_kept() -> None:
    kept = after_move(started("T09", at=DECISION), shorter("T09", 5), 1)
    assert any(line.startswith("Kept as it was on") for line in explain(kept, "en"))
    assert any(line.startswith("Se mantuvo el") for line in explain(kept, "es"))


def test_a_longer_period_moves_the_carriers_day() -> None:
    clock = started("T09", at=DECISION)
    assert after_move(clock, shorter("T09", 45), 1).due_day == date(2023, 10, 6)


def test_cbp_may_become_quicker_but_not_at_once() -> None:
    clock = started("T12", at=DECISION)
    assert after_move(clock, shorter("T12", 10), 3).due_day < clock.due_day
    assert after_move(clock, shorter("T12", 3), 3).due_day == clock.due_day


def test_a_day_that_has_come_stays_as_it_is() -> None:
    clock = started("T09", at=DECISION)
    on_the_day = (clock.due_day - date(2023, 8, 22)).days
    assert after_move(clock, shorter("T09", 45), on_the_day) is clock
    assert after_move(clock, shorter("T09", 45), on_the_day + 3) is clock


def test_a_clock_that_a_newer_policy_does_not_know_ends_as_it_began() -> None:
    rules = policy(CURRENT)
    without = rules.model_copy(
        update={"clocks": {name: r for name, r in rules.clocks.items() if name != "T12"}}
    )
    clock = started("T12", at=DECISION)
    assert after_move(clock, without, 1).due_day == clock.due_day


def test_a_reminder_that_was_sent_is_not_sent_again() -> None:
    clock = started("T09", at=DECISION)
    kept = after_move(clock, shorter("T09", 5), 20)
    assert all(step.at > local(2023, 9, 11) for step in steps(kept))
