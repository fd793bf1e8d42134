"""Rows G10 and G11: the carrier leaves the programme; headquarters annuls a suspension."""

from casework.guards import documents as doc
from casework.guards import false_statements, persons, rescission
from casework.process.row import Row
from casework.roles import Role
from casework.states import CORRECTING, OPEN_RESUMPTION, State

HQ, POC, OPS, SYS = (Role.HQ, Role.POC, Role.OPS, Role.SYS)

ROWS: tuple[Row, ...] = (
    Row(
        "G11",
        tuple(
            state for state in State if state in OPEN_RESUMPTION - {State.ADOPTION, State.ORDERED}
        ),
        "withdraw",
        (POC,),
        "carrier_withdrew",
        State.WITHDRAWN,
        when=(doc.withdrawal_signed,),
        raises=(
            "embargo.released",
            "standing.changed",
            "benefit.ordered_off",
            "stages.overtaken",
            "reliefs.overtaken",
            "case.closed",
        ),
        notices=("withdrawal_confirmed", "task"),
        document="withdrawal",
        source="[S13][D]",
    ),
    Row(
        "G10",
        (
            *(state for state in State if state in CORRECTING),
            State.DECISION,
            State.MONITORING,
            State.REMOVED,
            State.CLOSED_REINSTATED,
        ),
        "reconsider",
        (HQ,),
        "rescission_ordered",
        State.ORDERED,
        when=(
            rescission.something_to_annul,
            persons.decider_is_another_person,
            false_statements.no_finding_open,
            doc.letter_previewed,
            doc.letter_not_yet_used,
        ),
        stop=("T18", "T24"),
        begin=("T04", "T04B"),
        marks=("decider",),
        raises=("letter.signed", "order.signed"),
        notices=("rescission_letter",),
        document="rescission letter",
    ),
)

REVERSAL: tuple[Row, ...] = (
    Row(
        "RV1",
        ("", "TOLD", "UNREACHED"),
        "on:decision.reversed",
        (SYS,),
        "reversal_due",
        "DUE",
        stop=("T44:its_item",),
        begin=("T44:its_item",),
        notices=("reversal_notice",),
        track="REVERSAL",
    ),
    Row(
        "RV2",
        ("DUE", "UNREACHED"),
        "on:reversal.sent",
        (SYS,),
        "reversal_sent",
        "TOLD",
        stop=("T44:its_item",),
        track="REVERSAL",
    ),
    Row(
        "RV3",
        ("DUE",),
        "on:reversal.bounced",
        (SYS,),
        "reversal_bounced",
        "UNREACHED",
        notices=("task",),
        track="REVERSAL",
    ),
    Row(
        "RV4",
        ("DUE", "UNREACHED"),
        "record_reversal_told",
        (OPS,),
        "reversal_told_otherwise",
        "TOLD",
        stop=("T44:its_item",),
        document="delivery evidence",
        track="REVERSAL",
    ),
    Row(
        "RV5",
        ("DUE", "UNREACHED"),
        "lapse:T44",
        (SYS,),
        "reversal_late",
        notices=("task",),
        track="REVERSAL",
    ),
)
"""One item for everybody outside who was ever told a status in this case."""

ENDS: dict[str, frozenset[str]] = {"REVERSAL": frozenset({"TOLD"})}
"""Where this track rests."""
