"""The track HOLD: named clocks stand still, for a stated reason, until a stated day."""

from casework.guards import holds, requests
from casework.process.row import Row
from casework.roles import Role

SUP, HQ, SYS = (Role.SUP, Role.HQ, Role.SYS)

_PLACED = (
    requests.case_is_open,
    holds.named_clocks_run,
    holds.named_clocks_may_stand_still,
    holds.hold_ends_ahead,
)

HOLD: tuple[Row, ...] = (
    Row(
        "HO1",
        (),
        "place_hold",
        (SUP,),
        "hold_placed",
        "HELD",
        when=(*_PLACED, holds.within_supervisors_hold),
        begin=("T35:its_hold",),
        raises=("plan.dated",),
        notices=("hold_placed",),
        document="hold note",
        source="[S26][D]",
        track="HOLD",
    ),
    Row(
        "HO1H",
        (),
        "place_hold",
        (HQ,),
        "hold_placed",
        "HELD",
        when=_PLACED,
        begin=("T35:its_hold",),
        raises=("plan.dated",),
        notices=("hold_placed",),
        document="hold note",
        source="[S26][D]",
        track="HOLD",
    ),
    Row(
        "HO2",
        ("HELD",),
        "release_hold",
        (SUP, HQ),
        "hold_released",
        "RELEASED",
        stop=("T35:its_item",),
        raises=("plan.dated",),
        notices=("hold_over",),
        document="hold note",
        track="HOLD",
    ),
    Row(
        "HO3",
        ("HELD",),
        "lapse:T35",
        (SYS,),
        "hold_over",
        "RELEASED",
        notices=("hold_over",),
        track="HOLD",
    ),
)

ENDS: dict[str, frozenset[str]] = {"HOLD": frozenset({"RELEASED"})}
"""Where this track rests."""

ROWS: tuple[Row, ...] = HOLD
