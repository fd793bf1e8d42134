"""Rows M01–M04: how a case is opened, and by whom."""

from casework.guards import opening
from casework.process.row import Row
from casework.roles import Role
from casework.states import State

OFF, POC, EXE, PORT, MXA = (Role.OFF, Role.POC, Role.EXE, Role.PORT, Role.MXA)
_OPENING = (
    opening.parties_known,
    opening.discovered_before_reported,
    opening.membership_lies_behind,
    opening.invented_is_illustrative,
    opening.ground_fits_opening,
)

ROWS: tuple[Row, ...] = (
    Row(
        "M01",
        (),
        "open_case",
        (OFF,),
        "case_opened",
        State.INCIDENT_REVIEW,
        when=_OPENING,
        begin=("T02",),
        errands=("new_matter",),
        marks=("reporter",),
        document="incident record",
        source="[S5][D]",
    ),
    Row(
        "M02",
        (),
        "self_report",
        (POC,),
        "incident_self_reported",
        State.INCIDENT_REVIEW,
        when=_OPENING,
        begin=("T02",),
        errands=("new_matter",),
        marks=("reporter",),
        document="incident record",
        source="[S9][S11]",
    ),
    Row(
        "M03",
        (),
        "report_incident",
        (PORT,),
        "incident_reported",
        State.INCIDENT_REVIEW,
        when=_OPENING,
        begin=("T02",),
        errands=("new_matter",),
        marks=("reporter",),
        document="incident record",
    ),
    Row(
        "M03P",
        (),
        "open_on_partner_action",
        (MXA,),
        "partner_action_opened_review",
        State.INCIDENT_REVIEW,
        when=_OPENING,
        begin=("T02",),
        errands=("new_matter",),
        document="partner action",
        source="[S29][D]",
    ),
    Row(
        "M04",
        (),
        "request_own_suspension",
        (EXE,),
        "own_suspension_requested",
        State.DECISION,
        when=_OPENING,
        begin=("T18/sanction",),
        errands=("new_matter",),
        notices=("task",),
        document="own-suspension request",
        source="[S36 type c][D]",
    ),
)
