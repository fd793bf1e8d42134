"""The proofs about benefits in part, stages and ports notice a table that is bent on purpose."""

import pytest

from casework.process.proof import invariants, lanes
from casework.roles import Role
from tests.casework.bending import Bite, bent, unasked

SUP, OFF, PORT = (Role.SUP, Role.OFF, Role.PORT)

BITES = (
    Bite(
        "benefits that come back with a hearing",
        bent("M14", raises=("benefit.given_back",)),
        lanes.benefits_move_by_decision_only,
        "M14 moves benefits and is neither a served scope nor a stage",
    ),
    Bite(
        "a stage that passes and takes away",
        bent("SG3", raises=("benefit.taken_back",)),
        lanes.benefits_move_by_decision_only,
        "SG3 takes a lane's benefits away and does not fall back",
    ),
    Bite(
        "a scope that a supervisor changes",
        bent("G08", by=(SUP,)),
        lanes.a_scope_is_decided_by_headquarters,
        "G08 lets SUP change a scope",
    ),
    Bite(
        "a wider scope without an appeal",
        bent("G08W", begin=("T04", "T04B")),
        lanes.a_scope_is_decided_by_headquarters,
        "G08W takes more away and begins no window of appeal",
    ),
    Bite(
        "a wider scope without a hearing",
        unasked("G08W", "carrier_was_heard"),
        lanes.a_scope_is_decided_by_headquarters,
        "G08W takes more away from a carrier that was not heard",
    ),
    Bite(
        "a relief that may take away",
        unasked("G08", "only_gives_back"),
        lanes.a_scope_is_decided_by_headquarters,
        "G08 may take benefits away and begins no window of appeal",
    ),
    Bite(
        "benefits that move before the letter",
        bent("G08W", raises=("letter.signed", "benefit.taken_back")),
        lanes.a_scope_is_decided_by_headquarters,
        "G08W moves benefits before its letter is served",
    ),
    Bite(
        "a scope that is told before its letter",
        bent("G08", raises=("letter.signed", "scope.changed")),
        invariants.nothing_is_told_before_delivery,
        "G08 says that the scope has changed and is no service of its letter",
    ),
    Bite(
        "a lane that opens before the one before it",
        unasked("SG2", "earlier_stages_passed"),
        lanes.stages_rest_on_figures,
        "SG2 does not ask: earlier_stages_passed",
    ),
    Bite(
        "a stage that passes without trains",
        unasked("SG3", "exposure_reached"),
        lanes.stages_rest_on_figures,
        "SG3 does not ask: exposure_reached",
    ),
    Bite(
        "a stage that passes by the calendar",
        bent("SG4", to="PASSED"),
        lanes.no_stage_moves_by_itself,
        "SG4 lets a lapse move a stage to PASSED",
    ),
    Bite(
        "a stage that a fact thaws",
        bent("SG7", to="ACTIVE"),
        lanes.no_stage_moves_by_itself,
        "SG7 lets a fact move a stage to ACTIVE",
    ),
    Bite(
        "a supervisor who falls back to the beginning",
        unasked("SG6", "first_step_back"),
        lanes.no_stage_moves_by_itself,
        "SG6 lets a supervisor fall back further than one stage",
    ),
    Bite(
        "a port that decides on any benefit",
        unasked("B10", "port_has_joint_processing"),
        lanes.ports_decide_on_their_own_access_only,
        "B10 lets a port decide on a benefit",
    ),
    Bite(
        "a closing before the last lane",
        unasked("M82", "stages_complete"),
        invariants.a_return_meets_every_condition,
        "M82 does not ask: stages_complete",
    ),
)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_a_bent_table_is_noticed(bite: Bite) -> None:
    assert bite.sentence in bite.check(bite.table)
