"""The proofs about what runs beside the main line notice a table that is bent on purpose."""

import pytest

from casework.process.proof import Table, beside, invariants, ways
from casework.process.table import EFFECTS, Effect
from casework.roles import Role
from casework.states import State
from tests.casework.bending import Bite, bent, unasked, without

SUP, OFF = (Role.SUP, Role.OFF)

UNTOLD = Effect(
    EFFECTS[State.CLOSED_RESCINDED].standing,
    ("standing.changed", "benefit.ordered_on", "case.closed"),
    (),
)

BITES = (
    Bite(
        "a plan accepted over a lie",
        unasked("M39", "no_finding_open"),
        beside.nothing_passes_over_a_finding,
        "M39 does not ask: no_finding_open",
    ),
    Bite(
        "a return over a lie",
        unasked("M71", "no_finding_open"),
        invariants.a_return_meets_every_condition,
        "M71 does not ask: no_finding_open",
    ),
    Bite(
        "more time instead of a sanction for a lie",
        unasked("M72", "no_finding_to_decide"),
        beside.nothing_passes_over_a_finding,
        "M72 does not ask: no_finding_to_decide",
    ),
    Bite(
        "a suspension for a lie without an end",
        unasked("M67", "time_is_stated"),
        beside.nothing_passes_over_a_finding,
        "M67 does not ask: time_is_stated",
    ),
    Bite(
        "a carrier that is found to have lied unheard",
        unasked("FN2", "carrier_heard_on_finding"),
        beside.a_finding_is_heard_and_decided_by_another,
        "FN2 does not ask: carrier_heard_on_finding",
    ),
    Bite(
        "a finding that a supervisor decides",
        bent("FN3", by=(SUP,)),
        beside.a_finding_is_heard_and_decided_by_another,
        "FN3 lets SUP decide on a finding",
    ),
    Bite(
        "a lie that is confirmed and forgotten",
        without("FN6"),
        beside.a_finding_is_heard_and_decided_by_another,
        "a confirmed finding goes unheard in DECISION",
    ),
    Bite(
        "a lie that removes by itself",
        bent("FN5", to=State.REMOVED),
        beside.a_finding_is_heard_and_decided_by_another,
        "a confirmed finding leads to REMOVED",
    ),
    Bite(
        "a membership that an officer ends",
        bent("G11", by=(OFF,)),
        beside.leaving_is_the_carriers_own_act,
        "G11 ends a membership and is not the carrier's own act",
    ),
    Bite(
        "a membership that ends without a signature",
        unasked("G11", "withdrawal_signed"),
        beside.leaving_is_the_carriers_own_act,
        "G11 does not ask: withdrawal_signed",
    ),
    Bite(
        "an order that is escaped by leaving",
        bent("G11", start=(State.ORDERED,)),
        beside.leaving_is_the_carriers_own_act,
        "G11 lets a carrier escape an order by leaving",
    ),
    Bite(
        "a leaving that keeps the benefits",
        bent("G11", raises=("embargo.released", "standing.changed", "case.closed")),
        beside.leaving_is_the_carriers_own_act,
        "G11 does not raise benefit.ordered_off",
    ),
    Bite(
        "an annulled suspension that nobody is told of",
        Table(effects={**EFFECTS, State.CLOSED_RESCINDED: UNTOLD}),
        beside.an_annulled_suspension_is_undone,
        "a rescission does not raise decision.reversed",
    ),
    Bite(
        "an annulled suspension without a letter",
        bent("G10", to=State.CLOSED_RESCINDED),
        beside.an_annulled_suspension_is_undone,
        "G10 leads to CLOSED_RESCINDED without a served order",
    ),
    Bite(
        "a rescission that is taken back",
        unasked("M21", "order_may_be_recalled"),
        beside.an_annulled_suspension_is_undone,
        "M21 does not ask: order_may_be_recalled",
    ),
    Bite(
        "a closed case that goes on",
        bent("G10", to=State.DECISION),
        ways.closed_states_are_left_by_nobody,
        "G10 leads from REMOVED, which is closed, to DECISION",
    ),
)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_a_bent_table_is_noticed(bite: Bite) -> None:
    assert bite.sentence in bite.check(bite.table)
