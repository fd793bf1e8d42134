"""The proofs of what must never happen, and about words, notice a table that is bent on purpose."""

from typing import cast

import pytest

from casework.guards.base import Asked, guard
from casework.process.proof import Table, beside, invariants, names
from casework.process.row import Next, Row
from casework.process.table import EFFECTS, ROWS, Effect
from casework.roles import Role
from casework.states import STATES, About, State
from tests.casework.bending import Bite, bent, unasked, with_row, without

SYS, OFF, HQ, SUP = (Role.SYS, Role.OFF, Role.HQ, Role.SUP)


@guard(en="it is always so", es="siempre es así")
def always(case: object, asked: Asked) -> bool:
    """No condition at all."""
    return True


SILENT = Effect(EFFECTS[State.REMOVED].standing, ("standing.changed",), ())

LIMBO = cast(State, "LIMBO")
WITH_LIMBO = {**STATES, LIMBO: About("nowhere", "en ninguna parte", OFF, ("T02",))}

BITES = (
    Bite(
        "a state that belongs to no phase",
        Table(states=WITH_LIMBO),
        invariants.every_state_has_a_phase,
        "LIMBO belongs to no phase",
    ),
    Bite(
        "a second state after the return",
        Table(states=WITH_LIMBO),
        invariants.monitoring_is_after_the_return,
        "after the return lie: MONITORING, LIMBO",
    ),
    Bite(
        "a return without an order",
        bent("M71", to=State.MONITORING),
        invariants.monitoring_only_by_order,
        "M71 leads to MONITORING without an order",
    ),
    Bite(
        "a case kept in monitoring that never was there",
        unasked("M75", "came_from_monitoring"),
        invariants.monitoring_only_by_order,
        "M75 leads to MONITORING without an order",
    ),
    Bite(
        "a case taken over from paper by one person",
        unasked("M05C", "countersigner_did_not_adopt"),
        invariants.monitoring_only_by_order,
        "M05C leads to MONITORING without an order",
    ),
    Bite(
        "a case taken over from paper without headquarters",
        bent("M05C", by=(SUP,)),
        invariants.removed_and_suspended_only_by_order,
        "M05C leads to SUSPENDED without an order",
    ),
    Bite(
        "a removal without an order",
        bent("M70", to=State.REMOVED),
        invariants.removed_and_suspended_only_by_order,
        "M70 leads to REMOVED without an order",
    ),
    Bite(
        "a lapse into REMOVED",
        bent("M33", to=State.REMOVED),
        invariants.a_lapse_decides_nothing,
        "M33 lets a lapse lead to REMOVED",
    ),
    Bite(
        "a lapse that closes",
        bent("M13", to=State.CLOSED_NO_ACTION),
        invariants.a_lapse_decides_nothing,
        "M13 lets a lapse lead to CLOSED_NO_ACTION",
    ),
    Bite(
        "a lapse that accepts a plan",
        bent("M41", to=State.IMPLEMENTING),
        invariants.a_lapse_decides_nothing,
        "M41 lets a lapse lead to IMPLEMENTING",
    ),
    Bite(
        "a lapse that serves an order",
        bent("M24", to=Next.TARGET),
        invariants.a_lapse_decides_nothing,
        "M24 lets a lapse carry out an order or a decision",
    ),
    Bite(
        "the end of the term that reinstates",
        bent("TE3", raises=("standing.changed",)),
        invariants.a_lapse_decides_nothing,
        "TE3 lets a lapse raise standing.changed",
    ),
    Bite(
        "a standing that changes without an order",
        bent("M67", raises=("letter.signed", "order.signed", "standing.suspended")),
        invariants.standing_changes_by_order_only,
        "M67 raises standing.suspended, which only an order in effect may",
    ),
    Bite(
        "an order that a supervisor signs",
        bent("M67", by=(SUP,)),
        invariants.orders_are_signed_by_headquarters,
        "M67 lets SUP sign an order",
    ),
    Bite(
        "a decider who recommended",
        unasked("M70", "decider_is_another_person"),
        invariants.orders_are_signed_by_headquarters,
        "M70 does not ask: decider_is_another_person",
    ),
    Bite(
        "a decision that compares no persons",
        unasked("M08", "another_person_recommended"),
        invariants.decisions_need_a_second_person,
        "M08 decides and compares no persons",
    ),
    Bite(
        "a return without R4",
        unasked("M71", "evidence_accepted_before_return"),
        invariants.a_return_meets_every_condition,
        "M71 does not ask: evidence_accepted_before_return",
    ),
    Bite(
        "a closing by the calendar",
        unasked("M82", "effectiveness_confirmed"),
        invariants.a_return_meets_every_condition,
        "M82 does not ask: effectiveness_confirmed",
    ),
    Bite(
        "a status told before the letter",
        bent("M67", raises=("letter.signed", "order.signed", "embargo.released")),
        invariants.nothing_is_told_before_delivery,
        "M67 ends the embargo and is neither delivery nor declared service",
    ),
    Bite(
        "a status corrected before the determination is served",
        bent("G12B", raises=("standing.restored", "status.corrected", "appeal.ended")),
        invariants.nothing_is_told_before_delivery,
        "G12B says that the status is another one, and neither a stay nor an appeal is over it",
    ),
    Bite(
        "a closing that teaches nothing",
        bent("M82", raises=("letter.signed",)),
        invariants.every_closing_is_said,
        "M82 closes a decided case and does not say so",
    ),
    Bite(
        "two rows of one id",
        bent("M36", id="M41"),
        names.row_ids_are_unique,
        "2 rows are called M41",
    ),
    Bite(
        "a lapse that an officer declares",
        bent("M31", by=(OFF,)),
        names.every_act_is_made_by_whom_it_fits,
        "M31 lets OFF say lapse:T10",
    ),
    Bite(
        "a command that the system gives",
        bent("M71", by=(HQ, SYS)),
        names.every_act_is_made_by_whom_it_fits,
        "M71 lets the system give the command reinstate",
    ),
    Bite(
        "a command without a row",
        without("M55"),
        names.every_command_has_a_row,
        "waive_visit is offered and no row answers to it",
    ),
    Bite(
        "a row without a command",
        bent("M12", act="forget_case"),
        names.every_command_has_a_row,
        "M12 answers to forget_case, which nobody can say",
    ),
    Bite(
        "a fact that nobody hears",
        without("L07"),
        names.every_fact_is_raised_and_answered,
        "M21 raises letter.recalled, to which no row answers",
    ),
    Bite(
        "a fact that nobody raises",
        bent("ST4", act="on:order.forgotten"),
        names.every_fact_is_raised_and_answered,
        "ST4 waits for on:order.forgotten, which nothing raises or reports",
    ),
    Bite(
        "a fact heard in two places",
        bent("M19", act="on:embargo.released"),
        names.every_act_is_of_one_track,
        "on:embargo.released is answered in STATUS and the main line",
    ),
    Bite(
        "a row that is never tried",
        with_row(Row("X2", (State.SUSPENDED,), "acknowledge", (Role.POC,), "x")),
        names.every_row_can_be_told_apart,
        "X2 is never tried, as M25 always answers first",
    ),
    Bite(
        "a document that nobody names",
        bent("M27", document=None),
        names.every_document_has_a_step,
        "M27 rests on a document and does not say which",
    ),
    Bite(
        "a letter without a name",
        bent("M71", document=None),
        names.every_document_has_a_step,
        "M71 serves a letter and does not say which",
    ),
    Bite(
        "a refusal without Spanish",
        bent("M34", when=(always._replace(es=" "),)),
        names.every_condition_is_said_in_both_languages,
        "always says nothing in Spanish",
    ),
    Bite(
        "two conditions of one name",
        Table(
            tuple(
                row._replace(when=(always._replace(en=f"it is so in {row.id}"),))
                if row.id in ("M34", "M36")
                else row
                for row in ROWS
            )
        ),
        names.every_condition_is_said_in_both_languages,
        "M34 has another condition of the name always",
    ),
    Bite(
        "an order to a closed state that does not say so",
        Table(effects={**EFFECTS, State.REMOVED: SILENT}),
        invariants.every_closing_is_said,
        "an order leads to REMOVED, which is closed, and does not say so",
    ),
    Bite(
        "an effect before service that a supervisor decides",
        bent("M22", by=(SUP,)),
        invariants.standing_changes_by_order_only,
        "M22 raises benefit.ordered_off, which only an order in effect may",
    ),
    Bite(
        "an appeal determined by whoever decided before",
        unasked("A10", "took_no_part"),
        beside.appeals_are_determined_by_the_appeal_office,
        "A10 does not ask: took_no_part",
    ),
    Bite(
        "an appeal determined by headquarters",
        bent("A10O", by=(HQ,)),
        beside.appeals_are_determined_by_the_appeal_office,
        "A10O lets HQ act on an appeal",
    ),
    Bite(
        "an order on appeal that nobody is told of",
        bent("G12A", raises=("letter.signed", "order.signed")),
        invariants.orders_are_signed_by_headquarters,
        "G12A is an order on appeal and does not say so",
    ),
    Bite(
        "an appeal that moves the case itself",
        bent("A11", to=State.CLOSED_RESCINDED),
        beside.a_matter_keeps_to_itself,
        "A11 leads from APPEAL_DETERMINED to CLOSED_RESCINDED, which is another kind of matter",
    ),
    Bite(
        "an errand that nobody can run",
        bent("A10", errands=("by_pigeon",)),
        names.every_errand_is_made_and_heard,
        "A10 has an errand run that nobody makes: by_pigeon",
    ),
    Bite(
        "a matter that a case is never told of",
        without("P10"),
        names.every_errand_is_made_and_heard,
        "on:status.changed_again is told and no row answers to it",
    ),
)


@pytest.mark.parametrize("bite", BITES, ids=str)
def test_a_bent_table_is_noticed(bite: Bite) -> None:
    assert bite.sentence in bite.check(bite.table)
