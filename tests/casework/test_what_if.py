"""Supposed holds, extensions and rules move the days that they would move, and no other."""

from datetime import date, timedelta

import pytest

from casework.clocks import apply, extend
from casework.policy import CURRENT, policy
from casework.what_if import Extended, HeldFor, Hypothesis, Outlook, Unknown, what_if
from tests.casework import paths
from tests.casework.walk import Walk

D = date


def implementing() -> Walk:
    """A plan accepted on 17 March 2026, with the milestone a1 on Sunday, 10 May."""
    walk = paths.suspended()
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    return walk


def supposed(walk: Walk, hypothesis: Hypothesis) -> dict[str, Outlook]:
    before = walk.case.model_dump_json()
    found = what_if(walk.case, hypothesis, at=walk.now)
    assert walk.case.model_dump_json() == before
    return {one.key: one for one in found}


def moved(found: dict[str, Outlook]) -> set[str]:
    return {one.key for one in found.values() if one.before != one.after}


def test_nothing_supposed_moves_nothing_and_every_open_clock_is_there() -> None:
    walk = implementing()
    found = supposed(walk, Hypothesis())
    assert moved(found) == set()
    running = {key for key, clock in walk.case.clocks.items() if clock.is_open}
    ahead = {one.key for one in found.values() if one.forecast}
    assert set(found) - ahead == running
    assert ahead == {"T16", "T17", "T49", "T18"}
    # 10 May is a Sunday: Mon 11 May; visit 7 d, report 5 d (Sat 23, Sunday, Memorial Day: Tue 26),
    # recommendation 5 bd, decision 5 bd
    assert [found[key].before for key in ("T33:a1", "T16", "T17", "T49", "T18")] == [
        D(2026, 5, 11),
        D(2026, 5, 18),
        D(2026, 5, 26),
        D(2026, 6, 2),
        D(2026, 6, 9),
    ]


def test_a_hold_moves_its_clock_by_its_days_and_what_follows_with_it() -> None:
    walk = implementing()
    held = HeldFor(("T33",), D(2026, 4, 1), D(2026, 4, 22))
    found = supposed(walk, Hypothesis(holds=(held,)))
    assert found["T33:a1"].after == D(2026, 6, 1)
    assert moved(found) == {"T33:a1", "T16", "T17", "T49", "T18"}
    assert found["T14"].notes == ()


def test_a_statutory_period_and_the_term_are_never_held() -> None:
    walk = implementing()
    (window,) = (key for key in walk.case.clocks if key.startswith("T19:"))
    held = HeldFor((window, "T14"), D(2026, 4, 1), D(2026, 4, 22))
    found = supposed(walk, Hypothesis(holds=(held,)))
    assert moved(found) == set()
    assert "never held" in found[window].notes[0].en
    assert "nunca se pausa" in found[window].notes[0].es
    assert "keeps running" in found["T14"].notes[0].en


def test_more_time_is_what_the_ledger_would_make_of_it() -> None:
    walk = paths.suspended()
    found = supposed(walk, Hypothesis(extensions=(Extended("T09", 14),)))
    clock = walk.case.clocks["T09"]
    entry = extend(clock, at=walk.now, by="sup-1", amount=14)
    assert found["T09"].after == apply(clock, entry).due_day
    assert moved(found) == {"T09"}
    assert not any(one.forecast for one in found.values()), "no plan, so no way is known"


def test_another_policy_moves_running_clocks_and_those_ahead() -> None:
    walk = implementing()
    longer = {
        name: policy(CURRENT).rule(name).model_copy(update={"amount": amount})
        for name, amount in {"T16": 14, "T14": 120, "T33": 5}.items()
    }
    found = supposed(walk, Hypothesis(rules=longer))
    assert (found["T16"].after - found["T16"].before) == timedelta(days=8), "Memorial Day"
    assert found["T33:a1"].before == found["T33:a1"].after, "the plan names its day"
    assert (found["T14"].after - found["T14"].before).days == 30
    assert "T19" not in {key.partition(":")[0] for key in moved(found)}


def test_a_hold_beside_the_clock_moves_nothing_and_says_so() -> None:
    walk = implementing()
    late = HeldFor(("T33", "T16"), D(2026, 5, 12), D(2026, 5, 15))
    found = supposed(walk, Hypothesis(holds=(late,)))
    assert found["T33:a1"].notes[0].en == "It runs out before the hold begins."
    assert (found["T16"].after - found["T16"].before).days == 3
    early = HeldFor(("T16",), D(2026, 4, 1), D(2026, 4, 10))
    found = supposed(walk, Hypothesis(holds=(early,)))
    assert moved(found) == set()
    assert found["T16"].notes[0].es == "Empieza cuando la pausa ya terminó."


@pytest.mark.parametrize("name", ["T99", "T33:a9", "T02"])
def test_a_clock_that_does_not_lie_ahead_is_named(name: str) -> None:
    with pytest.raises(Unknown, match=name):
        supposed(implementing(), Hypothesis(extensions=(Extended(name, 1),)))
