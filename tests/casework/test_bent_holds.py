"""The proofs about holds and stays notice a table that is bent on purpose."""

import pytest

from casework.policy import CURRENT, Holdable, policy
from casework.process.proof import Table, holds, stays
from casework.process.row import Next
from casework.roles import Role
from tests.casework.bending import Bite, bent, unasked

BITES = (
    Bite(
        "a hold that asks not what it holds",
        unasked("HO1", "named_clocks_may_stand_still"),
        holds.a_hold_never_touches_what_may_not_stand_still,
        "HO1 does not ask: named_clocks_may_stand_still",
    ),
    Bite(
        "headquarters holds the term",
        unasked("HO1H", "named_clocks_may_stand_still"),
        holds.a_hold_never_touches_what_may_not_stand_still,
        "HO1H does not ask: named_clocks_may_stand_still",
    ),
    Bite(
        "a hold without an end",
        bent("HO1", begin=()),
        holds.a_hold_has_an_end,
        "HO1 places a hold without an end",
    ),
    Bite(
        "a hold that outlasts its last day",
        bent("HO3", to=Next.SAME),
        holds.a_hold_has_an_end,
        "HO3 leaves a hold in force without an end",
    ),
    Bite(
        "a released hold whose clock runs on",
        bent("HO2", stop=()),
        holds.a_hold_has_an_end,
        "HO2 ends a hold and leaves its clock running",
    ),
    Bite(
        "an officer who holds clocks",
        bent("HO1", by=(Role.OFF,)),
        holds.only_a_hold_lets_clocks_stand_still,
        "HO1 lets OFF place a hold",
    ),
    Bite(
        "a stay that lifts nothing",
        bent("SY2", raises=()),
        stays.a_stay_lifts_an_effect_and_gives_it_back,
        "SY2 grants a stay and lifts nothing",
    ),
    Bite(
        "a stay that nobody reviews a second time",
        bent("SY7", begin=()),
        stays.a_stay_lifts_an_effect_and_gives_it_back,
        "SY7 leaves a stay without a review",
    ),
    Bite(
        "a stay whose end brings nothing back",
        bent("SY6", raises=()),
        stays.a_stay_lifts_an_effect_and_gives_it_back,
        "SY6 ends a stay and brings nothing back",
    ),
    Bite(
        "a supervisor who lifts an effect",
        bent("SY3", by=(Role.SUP,)),
        stays.a_stay_lifts_an_effect_and_gives_it_back,
        "SY3 lets SUP grant a stay",
    ),
    Bite(
        "a stay that stops the term",
        bent("SY2", stop=("T14",)),
        stays.nothing_stops_the_term_but_its_end,
        "SY2 stops the term and is no change of the standing",
    ),
    Bite(
        "a review that is not made and ends a stay",
        bent("SY7", to="ENDED"),
        stays.silence_never_ends_or_grants_a_stay,
        "SY7 lets a lapse decide on a stay",
    ),
)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_the_proof_notices(bite: Bite) -> None:
    assert bite.sentence in bite.check(bite.table)


@pytest.mark.parametrize("name", holds.NEVER_HELD)
def test_a_policy_that_holds_the_term_or_an_appeal_is_noticed(name: str) -> None:
    rules = policy(CURRENT)
    bent_rule = rules.clocks[name].model_copy(update={"holdable": Holdable.YES})
    loose = rules.model_copy(update={"clocks": {**rules.clocks, name: bent_rule}})
    problems = holds.a_hold_never_touches_what_may_not_stand_still(Table(), loose)
    assert problems == [f"policy {rules.version} lets {name} stand still"]
