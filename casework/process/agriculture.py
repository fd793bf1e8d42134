"""The track AG: agriculture's concurrence; and row G22: joint inspections."""

from casework.guards import agriculture
from casework.process.row import Row
from casework.roles import Role
from casework.states import OPEN_RESUMPTION, State

OFF, PORT, MXC, AGL, SYS = (Role.OFF, Role.PORT, Role.MXC, Role.AGL, Role.SYS)

_TO_BE_ASKED = ("", "OBJECTED", "LAPSED")
"""An agency is asked again when what it wanted is there."""

AG: tuple[Row, ...] = (
    Row(
        "AG1",
        _TO_BE_ASKED,
        "request_concurrence",
        (OFF,),
        "concurrence_requested",
        "REQUESTED_AG",
        when=(
            agriculture.no_day_is_agreed,
            agriculture.concurrence_can_be_asked,
            agriculture.findings_are_agricultural,
        ),
        stop=("T37:its_item",),
        begin=("T37:its_item",),
        notices=("concurrence_request",),
        document="concurrence request",
        source="[SEED][D]",
        track="AG",
    ),
    Row(
        "AG1J",
        _TO_BE_ASKED,
        "request_concurrence",
        (OFF,),
        "concurrence_requested",
        "REQUESTED_AG",
        when=(
            agriculture.agreed_day_lies_ahead,
            agriculture.concurrence_can_be_asked,
            agriculture.findings_are_agricultural,
        ),
        stop=("T37:its_item",),
        begin=("T37/joint_work_plan:its_agreed_day",),
        notices=("concurrence_request",),
        document="concurrence request",
        source="[SEED][D]",
        track="AG",
    ),
    Row(
        "AG2",
        ("REQUESTED_AG", "LAPSED", "OBJECTED"),
        "concur",
        (AGL,),
        "agriculture_concurred",
        "CONCURRED",
        when=(agriculture.speaks_for_own_agency,),
        stop=("T37:its_item",),
        notices=("task",),
        document="agriculture concurrence",
        source="[SEED]",
        track="AG",
    ),
    Row(
        "AG3",
        ("REQUESTED_AG", "LAPSED"),
        "object",
        (AGL,),
        "agriculture_objected",
        "OBJECTED",
        when=(agriculture.speaks_for_own_agency,),
        stop=("T37:its_item",),
        notices=("task",),
        document="agriculture concurrence",
        source="[SEED]",
        track="AG",
    ),
    Row(
        "AG4",
        ("REQUESTED_AG",),
        "lapse:T37",
        (SYS,),
        "agriculture_silent",
        "LAPSED",
        notices=("task",),
        track="AG",
    ),
)

ROWS: tuple[Row, ...] = (
    Row(
        "G17I",
        tuple(state for state in State if state in OPEN_RESUMPTION),
        "record_inland_inspection",
        (OFF, PORT, MXC, AGL),
        "inland_inspection_recorded",
        when=(agriculture.inspection_lies_behind,),
        document="joint inspection record",
        source="[SEED]",
    ),
)

ENDS: dict[str, frozenset[str]] = {"AG": frozenset({"CONCURRED", "OBJECTED", "LAPSED"})}
"""Where this track rests."""
