"""The tracks COMMITMENT, RENAMING and LEGAL_HOLD: promises, names, and what must be kept."""

from casework.guards import standing_data
from casework.process.row import Row
from casework.roles import Role

OFF, SUP, POC, CNS, OPS, SYS = (Role.OFF, Role.SUP, Role.POC, Role.CNS, Role.OPS, Role.SYS)

COMMITMENT: tuple[Row, ...] = (
    Row(
        "CM1",
        (),
        "on:commitment.made",
        (SYS,),
        "commitment_made",
        "PROMISED",
        when=(standing_data.carrier_promised,),
        begin=("T52:its_promise",),
        notices=("commitment_noted",),
        source="[SEED][D]",
        track="COMMITMENT",
    ),
    Row(
        "CM1C",
        (),
        "on:commitment.made",
        (SYS,),
        "commitment_made",
        "PROMISED",
        when=(standing_data.cbp_promised,),
        begin=("T52/cbp:its_promise",),
        notices=("commitment_noted",),
        source="[SEED][D]",
        track="COMMITMENT",
    ),
    Row(
        "CM2",
        ("PROMISED",),
        "fulfil_commitment",
        (OFF, SUP),
        "commitment_kept",
        "KEPT",
        stop=("T52:its_item",),
        document="contact note",
        track="COMMITMENT",
    ),
    Row(
        "CM2C",
        ("PROMISED",),
        "fulfil_commitment",
        (POC, CNS),
        "commitment_kept",
        "KEPT",
        when=(standing_data.carrier_promised,),
        stop=("T52:its_item",),
        notices=("task",),
        document="contact note",
        track="COMMITMENT",
    ),
    Row(
        "CM3",
        ("PROMISED",),
        "release_commitment",
        (OFF, SUP),
        "commitment_released",
        "RELEASED",
        stop=("T52:its_item",),
        document="contact note",
        track="COMMITMENT",
    ),
    Row(
        "CM4",
        ("PROMISED",),
        "lapse:T52",
        (SYS,),
        "commitment_late",
        when=(standing_data.carrier_promised,),
        notices=("late_mark",),
        track="COMMITMENT",
    ),
    Row(
        "CM4C",
        ("PROMISED",),
        "lapse:T52",
        (SYS,),
        "commitment_late",
        when=(standing_data.cbp_promised,),
        track="COMMITMENT",
    ),
)

RENAMING: tuple[Row, ...] = (
    Row(
        "G14",
        (),
        "rename_carrier",
        (OPS,),
        "renaming_proposed",
        "PROPOSED",
        when=(standing_data.renaming_fits,),
        notices=("task",),
        document="correction",
        track="RENAMING",
    ),
    Row(
        "G14C",
        ("PROPOSED",),
        "countersign_renaming",
        (SUP,),
        "carrier_renamed",
        "RENAMED",
        when=(standing_data.another_person_proposed_name,),
        notices=("carrier_renamed",),
        document="correction",
        track="RENAMING",
    ),
    Row(
        "G14R",
        ("PROPOSED",),
        "refuse_renaming",
        (SUP,),
        "renaming_refused",
        "LEFT_AS_IT_WAS",
        when=(standing_data.another_person_proposed_name,),
        track="RENAMING",
    ),
)

LEGAL_HOLD: tuple[Row, ...] = (
    Row(
        "G15",
        (),
        "legal_hold",
        (SUP,),
        "legal_hold_placed",
        "HELD",
        document="hold note",
        track="LEGAL_HOLD",
    ),
    Row(
        "G15R",
        ("HELD",),
        "release_legal_hold",
        (SUP,),
        "legal_hold_released",
        "RELEASED",
        document="hold note",
        track="LEGAL_HOLD",
    ),
)
"""In any state, also a closed one: while one is held the case stays awake."""

ROWS: tuple[Row, ...] = (*COMMITMENT, *RENAMING, *LEGAL_HOLD)

ENDS: dict[str, frozenset[str]] = {
    "COMMITMENT": frozenset({"KEPT", "RELEASED"}),
    "RENAMING": frozenset({"RENAMED", "LEFT_AS_IT_WAS"}),
    "LEGAL_HOLD": frozenset({"RELEASED"}),
}
"""Where these tracks rest."""
