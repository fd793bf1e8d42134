"""Simulated cases follow the real rules, are the same for the same seed, and come to an end."""

from datetime import timedelta
from functools import cache

import pytest

from casework.policy import CURRENT, policy, supposed
from casework.roles import Role
from casework.states import State
from simulation.assumptions import Assumptions, assumed
from simulation.measures import measured
from simulation.staff import Worked
from simulation.tasks import TASKS
from simulation.year import BEGINS, OVER, Played, play

FEW = {"arrivals_per_year": 8}


@cache
def played(specialists: int, seed: int = 5) -> Played:
    return play(assumed(FEW), staff(specialists), years=1, seed=seed)


def staff(specialists: int) -> dict[Role, int]:
    return {Role.OFF: specialists, Role.SUP: 1, Role.HQ: 1}


def certain(**chances: float) -> Assumptions:
    """Two cases or so, of which everything is certain."""
    sure = {
        "sanction": 1,
        "carrier_answers": 1,
        "carrier_comments": 1,
        "plan_returned": 0,
        "visit_in_mexico": 0,
    }
    return assumed({"arrivals_per_year": 3, "chances": {**sure, **chances}})


def test_every_case_comes_to_an_end_by_the_rules() -> None:
    """A command that the rules refuse would have stopped it."""
    for one in played(2).ended:
        assert one.case.case.state in OVER
        assert one.ended_at is not None
        assert one.ended_at > one.opened_at >= BEGINS


def test_the_same_seed_gives_the_same_and_another_gives_others() -> None:
    again = play(assumed(FEW), staff(2), years=1, seed=5)
    assert [one.case.case for one in again.ended] == [one.case.case for one in played(2).ended]
    other = [one.opened_at for one in played(2, seed=6).ended]
    assert other != [one.opened_at for one in played(2).ended]


def test_every_staff_gets_the_same_cases() -> None:
    one, three = played(1).ended, played(3).ended
    assert [(e.opened_at, e.case.course) for e in one] == [
        (e.opened_at, e.case.course) for e in three
    ]


def test_more_people_let_nobody_wait_longer_on_the_whole() -> None:
    def mean_wait(specialists: int) -> float:
        found = measured(played(specialists), assumed(FEW), staff(specialists), years=1)
        return found.queues["OFF"].mean_wait

    assert mean_wait(1) > mean_wait(2) > mean_wait(8) or mean_wait(2) == mean_wait(8) == 0


@pytest.mark.parametrize(
    ("chances", "state", "rounds"),
    [
        ({}, State.MONITORING, 0),
        ({"plan_returned": 1}, State.MONITORING, 2),
        ({"visit_in_mexico": 1}, State.MONITORING, 0),
        ({"carrier_comments": 0}, State.MONITORING, 0),
        ({"sanction": 0}, State.CLOSED_NO_ACTION, 0),
        ({"carrier_answers": 0}, State.REMOVED, 0),
    ],
)
def test_what_chance_has_in_store_decides_the_way(
    chances: dict[str, float], state: State, rounds: int
) -> None:
    found = play(certain(**chances), staff(3), years=1, seed=5).ended
    assert found
    for one in found:
        assert one.case.case.state is state
        assert one.case.case.rounds == rounds
        assert bool(one.mexico_days) is bool(chances.get("visit_in_mexico"))


def test_every_task_has_its_assumption_and_every_assumption_its_use() -> None:
    found = assumed()
    at_cbp = {task.name for task in TASKS if isinstance(task.by, Role)}
    outside = {task.name for task in TASKS if not isinstance(task.by, Role)}
    assert at_cbp == set(found.minutes)
    assert outside == set(found.days) - {"milestone_after_acceptance"}
    assert found.source == "assumption"


def test_the_measures_add_up() -> None:
    people, assumptions = staff(2), assumed(FEW)
    found = measured(played(2), assumptions, people, years=1)
    assert sum(found.ended_in.values()) == found.cases == len(played(2).ended)
    suspended = [one for one in played(2).ended if "T14" in one.case.case.clocks]
    assert found.suspended == len(suspended)
    days = [
        (one.case.case.local_day(one.ended_at) - one.case.case.local_day(one.opened_at)).days
        for one in suspended
        if one.ended_at is not None
    ]
    assert sum(found.waited_on.values()) == pytest.approx(sum(days) / len(days))
    assert found.past_term == sum(one.expired for one in suspended) / len(suspended)


def test_the_longest_line_is_counted_at_one_moment() -> None:
    def work(came: int, begun: int) -> Worked:
        hour = timedelta(hours=1)
        begins = BEGINS + begun * hour
        return Worked(Role.OFF, BEGINS + came * hour, begins, begins + hour, "off-1", 60.0)

    line = (work(0, 0), work(0, 1), work(0, 2), work(2, 3))
    played_so = Played((), {Role.OFF: line})
    queue = measured(played_so, assumed(), {Role.OFF: 1}, years=1).queues["OFF"]
    assert queue.longest_line == 2
    assert queue.mean_wait == pytest.approx((0 + 1 + 2 + 1) / 4 / 24)
    assert queue.nine_in_ten_within == pytest.approx(2 / 24)


def test_another_policy_is_in_force_for_the_simulation_only() -> None:
    own = policy(CURRENT)
    term = own.rule("T14").model_copy(update={"amount": 10, "policy": "supposed"})
    shorter = own.model_copy(update={"version": "supposed", "clocks": {**own.clocks, "T14": term}})
    with supposed(shorter):
        found = play(certain(), staff(3), years=1, seed=5).ended
    assert found
    assert all(one.expired for one in found)
    own_term = play(certain(), staff(9), years=1, seed=5).ended
    assert not all(one.expired for one in own_term)
    with pytest.raises(LookupError):
        policy("supposed")
    with pytest.raises(ValueError, match="real version"), supposed(own):
        pass
