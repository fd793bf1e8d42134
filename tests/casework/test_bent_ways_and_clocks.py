"""The proofs about states and clocks notice a table that is bent on purpose."""

import pytest

from casework.process.proof import Table, clocks, ways
from casework.process.row import Row
from casework.process.table import RESTARTS, ROWS
from casework.process.tracks import TRACK_ENDS
from casework.roles import Role
from casework.states import State
from tests.casework.bending import Bite, bent, with_clocks, with_row, without

OFF, SUP = (Role.OFF, Role.SUP)

BITES = (
    Bite(
        "a state that nothing leads to",
        without("M05C", *(row.id for row in ROWS if row.to == State.DECISION)),
        ways.every_state_is_reached,
        "DECISION cannot be reached from any opening",
    ),
    Bite(
        "a row from a state that nothing leads to",
        with_row(Row("X1", (State.WITHDRAWN,), "assign", (SUP,), "x", State.CLOSED_VOID)),
        ways.closed_states_are_left_by_nobody,
        "X1 leads from WITHDRAWN, which is closed, to CLOSED_VOID",
    ),
    Bite(
        "a row of a track from nowhere",
        bent("L05", start=("LOST",)),
        ways.every_row_starts_somewhere,
        "L05 starts from LOST, which no row of LETTER leads to",
    ),
    Bite(
        "a state without a way out by people",
        without("M38", "M35", "M39", "M40"),
        ways.no_open_state_is_a_dead_end,
        "CAP_REVIEW is a dead end: no acts of people lead from it to a closed state",
    ),
    Bite(
        "a carrier whose silence keeps the case open",
        without("M49", "M50"),
        ways.no_case_hangs_on_silence,
        "IMPLEMENTING hangs on the carrier: without it no row leads to a closed state",
    ),
    Bite(
        "a state that no clock watches",
        with_clocks(State.CAP_REVISION),
        ways.every_open_state_has_owner_and_clock,
        "CAP_REVISION is open and no clock may run in it",
    ),
    Bite(
        "an owner who cannot act",
        Table(tuple(row._replace(by=(SUP,)) if OFF in row.by else row for row in ROWS)),
        ways.every_open_state_has_owner_and_clock,
        "OFF owns CAP_REVIEW and no row lets this role act there",
    ),
    Bite(
        "a state entered without a clock",
        bent("M38", begin=()),
        ways.every_entry_has_a_clock,
        "M38 leads from CAP_REVIEW to CAP_REVISION and starts no clock there",
    ),
    Bite(
        "a track that never comes to rest",
        without("LE5", "LE6"),
        ways.every_track_comes_to_rest,
        "LESSON never comes to rest from ANSWERED_L",
    ),
    Bite(
        "a track without an end",
        Table(ends={k: v for k, v in TRACK_ENDS.items() if k != "TERM"}),
        ways.every_track_comes_to_rest,
        "TERM has no end, so a case with it never comes to rest",
    ),
    Bite(
        "a recalled order that keeps the status hidden",
        without("ST3", "ST4"),
        ways.every_track_comes_to_rest,
        "STATUS never comes to rest from EMBARGOED",
    ),
    Bite(
        "a second suspension without a term",
        bent("TE1", start=()),
        ways.every_order_reaches_its_tracks,
        "TERM does not hear standing.suspended in ENDED",
    ),
    Bite(
        "a benefit that a new suspension does not reach",
        bent("B01", start=("", "ON")),
        ways.every_order_reaches_its_tracks,
        "BENEFIT does not hear benefit.ordered_off in ON_ORDERED",
    ),
    Bite(
        "a clock without a lapse",
        without("M31"),
        clocks.every_started_clock_lapses_somewhere,
        "T10 may run in SUSPENDED and has no row for its lapse there",
    ),
    Bite(
        "an order's clock without a lapse",
        without("M26"),
        clocks.every_started_clock_lapses_somewhere,
        "T05 may run in SUSPENDED and has no row for its lapse there",
    ),
    Bite(
        "a track's clock without a lapse",
        without("B05"),
        clocks.every_loose_clock_lapses_everywhere,
        "T36 of B01 may run in BENEFIT OFF_ORDERED and has no row for its lapse there",
    ),
    Bite(
        "an appeal window that closes in some states only",
        bent("T19L", start=(State.ORDERED,)),
        clocks.every_loose_clock_lapses_everywhere,
        "T19 of M67 may run in the main line CLOSED_REINSTATED and has no row for its lapse there",
    ),
    Bite(
        "an extension whose appeal nobody closes",
        bent("T19L", start=tuple(s for s in State if s is not State.ADOPTION)),
        clocks.every_loose_clock_lapses_everywhere,
        "T19 of TE6 may run in TERM RUNNING and has no row for its lapse there",
    ),
    Bite(
        "a clock started where the state does not know it",
        with_clocks(State.ACTION_PLAN, "T04", "T04B", "T09", "T22G"),
        clocks.clocks_start_where_they_may_run,
        "M27 starts T08R in ACTION_PLAN, which does not name it",
    ),
    Bite(
        "a clock that nothing starts",
        bent("M18G", begin=()),
        clocks.every_named_clock_can_be_there,
        "ACTION_PLAN names T22G, which can never run there",
    ),
    Bite(
        "a lapse awaited where the clock does not run",
        bent("M62", start=(State.IMPLEMENTING,)),
        clocks.no_lapse_row_is_idle,
        "M62 waits for T16 in IMPLEMENTING, which does not name it",
    ),
    Bite(
        "a review that the officer may not make",
        without("M37", "M37B"),
        clocks.whoever_owes_can_act,
        "T08R runs in ACTION_PLAN and its owner can do nothing to end it",
    ),
    Bite(
        "a monitoring that nobody watches any more",
        with_clocks(State.ORDERED, "T04", "T04B"),
        clocks.a_kept_monitoring_is_still_watched,
        "ORDERED lets T23 stop, and a case may go back from there to MONITORING without it",
    ),
    Bite(
        "a rule that the policy does not know",
        bent("M38", begin=("T99",)),
        clocks.every_rule_is_in_the_policy,
        "M38 names T99, which policy 2026-12 does not know",
    ),
    Bite(
        "a variant that the policy does not know",
        bent("M42", begin=("T11", "T12/twice")),
        clocks.every_rule_is_in_the_policy,
        "M42 names T12/twice: T12 has no variant twice",
    ),
    Bite(
        "a selection that does not exist",
        bent("M39", begin=("T33:all",)),
        clocks.every_rule_is_in_the_policy,
        "M39 names T33:all: there is no selection all",
    ),
    Bite(
        "a row to a state that does not exist",
        bent("M12", to="LIMBO"),
        ways.every_row_leads_to_a_state,
        "M12 leads to LIMBO, which is no state",
    ),
    Bite(
        "a case that opens by itself",
        bent("M01", by=(Role.SYS,)),
        ways.openings_are_made_by_persons,
        "M01 opens a case and is no person's act",
    ),
    Bite(
        "a clock that no row starts",
        bent("M27", begin=()),
        clocks.every_named_clock_is_started,
        "SUSPENDED names T08R, which no row starts",
    ),
    Bite(
        "a restart with a clock of another state",
        Table(restarts={**RESTARTS, State.VERIFICATION: ("T12",)}),
        clocks.clocks_start_where_they_may_run,
        "M74 starts T12 in VERIFICATION, which does not name it",
    ),
)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_a_bent_table_is_noticed(bite: Bite) -> None:
    assert bite.sentence in bite.check(bite.table)
