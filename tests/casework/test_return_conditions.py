"""R1–R7: a carrier comes back when every one of them holds, and not before."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.agenda import due_step
from casework.case import Case
from casework.case_parts import Verification
from casework.command import Command
from casework.decide import decide
from casework.guards.base import Asked
from casework.refusal import Refusal, RefusalKind
from casework.roles import Actor, Role
from casework.states import State
from tests.casework.paths import (
    analysis_filed,
    plan_accepted,
    plan_filed,
    recommendation,
    suspended,
    verified,
)
from tests.casework.walk import CASE_ID, HQ, OFF, OFF2, SUP, Walk


@pytest.fixture(scope="module")
def return_recommended() -> Walk:
    """A case in DECISION, in which everything is ready for the return."""
    walk = suspended()
    walk.until(15)
    analysis_filed(walk)
    plan_filed(walk)
    plan_accepted(walk)
    verified(walk)
    walk.must(OFF, "recommend_return", **recommendation(walk, "rec-2"))
    walk.letter("letter-return")
    return walk


def reinstating(walk: Walk, actor: Actor = HQ, mode: str = "conditional") -> Asked:
    """What headquarters asks: the return by the letter on file, now."""
    body = {
        "letter": "letter-return",
        "letter_sha256": walk.sha("letter-return"),
        "legal_basis": "967a",
        "mode": mode,
    }
    return Command(
        case_id=CASE_ID,
        command_id="c-return",
        act="reinstate",
        actor=actor,
        received_at=walk.now,
        body=body,
    ).asked()


def rule_against(case: Case, asked: Asked) -> str:
    """The condition by which the return is refused."""
    answer = decide(case, asked)
    assert isinstance(answer, Refusal), answer
    assert answer.kind is RefusalKind.CONDITION
    assert answer.rows == ("M71",)
    return answer.rule


def with_plan(case: Case, **changes: Any) -> Case:
    assert case.plan is not None
    return case.model_copy(update={"plan": case.plan.model_copy(update=changes)})


def with_open_action(case: Case) -> Case:
    assert case.plan is not None
    action = case.plan.actions["a1"].model_copy(update={"accepted": False})
    return with_plan(case, actions={**case.plan.actions, "a1": action})


def with_analysis_open(case: Case) -> Case:
    assert case.analysis is not None
    return case.model_copy(
        update={"analysis": case.analysis.model_copy(update={"accepted": False})}
    )


BROKEN: dict[str, tuple[Callable[[Case], Case], str]] = {
    "R1": (with_analysis_open, "analysis_accepted"),
    "R2": (lambda case: with_plan(case, accepted=False), "plan_accepted"),
    "R3": (lambda case: with_plan(case, consent=False), "consent_on_file"),
    "R4": (with_open_action, "evidence_accepted_before_return"),
    "R5": (
        lambda case: case.model_copy(update={"verification": Verification()}),
        "verification_passed",
    ),
    "R7": (
        lambda case: case.model_copy(update={"persons": {"recommender": (HQ.person,)}}),
        "decider_is_another_person",
    ),
}
"""Each condition of the return, broken. R6 has nothing to break until its tracks are there."""


@pytest.mark.parametrize("rule", BROKEN)
def test_no_return_while_a_condition_is_broken(return_recommended: Walk, rule: str) -> None:
    breaks, code = BROKEN[rule]
    case = breaks(return_recommended.case)
    assert rule_against(case, reinstating(return_recommended)) == code


def test_a_return_with_every_condition_met_is_ordered(return_recommended: Walk) -> None:
    events = decide(return_recommended.case, reinstating(return_recommended))
    assert not isinstance(events, Refusal)
    assert [event.after for event in events if event.track is None] == [State.ORDERED]


@pytest.mark.parametrize("part", ["reporter", "recommender", "endorser", "visit lead"])
def test_four_eyes_compares_persons_and_not_roles(return_recommended: Walk, part: str) -> None:
    """A person who took part before may not decide, though headquarters is another role."""
    persons = {"reporter": OFF, "recommender": OFF, "endorser": SUP, "visit lead": OFF}
    same_person = persons[part].model_copy(update={"role": Role.HQ, "organisation": "HQ"})
    asked = reinstating(return_recommended, actor=same_person)
    assert rule_against(return_recommended.case, asked) == "decider_is_another_person"


def test_an_officer_who_took_no_part_may_decide_as_headquarters(return_recommended: Walk) -> None:
    other = OFF2.model_copy(update={"role": Role.HQ, "organisation": "HQ"})
    events = decide(return_recommended.case, reinstating(return_recommended, actor=other))
    assert not isinstance(events, Refusal)


def test_a_full_return_is_refused_while_a_condition_is_open(return_recommended: Walk) -> None:
    asked = reinstating(return_recommended, mode="full")
    assert rule_against(return_recommended.case, asked) == "mode_fits_plan"


def test_a_signed_return_is_no_return_until_its_letter_is_served(return_recommended: Walk) -> None:
    case = return_recommended.case
    assert case.standing.suspended
    assert case.state is State.DECISION
    assert due_step(case) is not None
