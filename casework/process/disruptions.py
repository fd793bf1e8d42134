"""Rows G13 and G16: a crossing is shut, or the portal was away; both reach many cases at once."""

from casework.guards import disruptions
from casework.process.row import Row
from casework.roles import Role
from casework.states import OPEN, OPEN_RESUMPTION, State

PORT, OPS = (Role.PORT, Role.OPS)
_OPEN = tuple(state for state in State if state in OPEN)
_OPEN_CASES = tuple(state for state in State if state in OPEN_RESUMPTION)

ROWS: tuple[Row, ...] = (
    Row(
        "G13",
        _OPEN_CASES,
        "report_crossing_closed",
        (PORT, OPS),
        "crossing_closed",
        when=(
            disruptions.event_is_new,
            disruptions.crossing_is_of_the_case,
            disruptions.it_has_happened,
        ),
        notices=("hold_offered",),
        document="event note",
        source="[S26][D]",
    ),
    Row(
        "G13R",
        _OPEN_CASES,
        "report_crossing_reopened",
        (PORT, OPS),
        "crossing_reopened",
        when=(disruptions.crossing_is_shut, disruptions.it_has_happened),
        notices=("release_offered",),
        document="event note",
        source="[S26][D]",
    ),
    Row(
        "G16",
        _OPEN,
        "record_outage",
        (OPS,),
        "outage_recorded",
        when=(
            disruptions.event_is_new,
            disruptions.it_has_happened,
            disruptions.outage_fell_on_a_last_day,
        ),
        raises=("plan.dated",),
        notices=("days_rolled",),
        document="outage note",
    ),
)
