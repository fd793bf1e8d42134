"""Row G06: filings that came on paper count from their receipt; track CORRECTION (row G07)."""

from casework.guards import correction, intake
from casework.guards import documents as doc
from casework.process.row import Row
from casework.roles import Role
from casework.states import OPEN, State

OFF, SUP, HQ, POC, CNS, OPS, SYS = (
    Role.OFF,
    Role.SUP,
    Role.HQ,
    Role.POC,
    Role.CNS,
    Role.OPS,
    Role.SYS,
)
_OPEN = tuple(state for state in State if state in OPEN)
_PLAN = (doc.plan_signed, correction.plan_consents, correction.analysis_filed)

ROWS: tuple[Row, ...] = (
    Row(
        "G06",
        _OPEN,
        "record_received",
        (OFF, OPS),
        "filing_entered",
        when=(intake.sender_speaks_for_carrier, intake.received_before_now),
        document="intake note",
        source="[S14][D]",
    ),
    Row(
        "G06C",
        (State.DECISION,),
        "submit_comment",
        (POC, CNS),
        "comment_received_in_time",
        when=(intake.comment_received_in_time,),
        notices=("task",),
        document="comment",
    ),
    Row(
        "G06R",
        (State.INCIDENT_REVIEW,),
        "submit_plan",
        (POC,),
        "plan_submitted_late",
        State.CAP_REVIEW,
        when=(intake.received_in_grace, *_PLAN),
        stop=("T02",),
        begin=("T11", "T12"),
        notices=("filing_received", "task"),
        document="CAP",
    ),
    Row(
        "G06N",
        (State.NON_RESPONSE,),
        "submit_plan",
        (POC,),
        "plan_submitted",
        State.CAP_REVIEW,
        when=(intake.received_before_last_day, *_PLAN),
        stop=("T22G",),
        begin=("T11", "T12"),
        notices=("filing_received", "task"),
        document="PIA; CAP; consent",
    ),
    Row(
        "G06D",
        (State.DECISION,),
        "submit_plan",
        (POC,),
        "plan_submitted",
        State.CAP_REVIEW,
        when=(intake.silence_led_here, intake.received_before_last_day, *_PLAN),
        stop=("T18",),
        begin=("T11", "T12"),
        notices=("filing_received", "task"),
        document="PIA; CAP; consent",
    ),
    Row(
        "G06G",
        (State.DECISION,),
        "submit_plan",
        (POC,),
        "plan_submitted_late",
        State.CAP_REVIEW,
        when=(intake.silence_led_here, intake.received_in_grace, *_PLAN),
        stop=("T18",),
        begin=("T11", "T12"),
        notices=("filing_received", "task"),
        document="PIA; CAP; consent",
    ),
)
"""Tried before the rows for what comes in the usual way: only paper is judged at an earlier day."""

CORRECTION: tuple[Row, ...] = (
    Row(
        "G07",
        (),
        "correct_entry",
        (OPS,),
        "correction_proposed",
        "PROPOSED",
        when=(intake.correction_fits,),
        notices=("task",),
        document="correction",
        track="CORRECTION",
    ),
    Row(
        "G07C",
        ("PROPOSED",),
        "countersign_correction",
        (OFF,),
        "entry_corrected",
        "CORRECTED",
        when=(intake.countersigner_did_not_propose, intake.correction_is_clerical),
        notices=("correction",),
        document="correction",
        track="CORRECTION",
    ),
    Row(
        "G07S",
        ("PROPOSED",),
        "countersign_correction",
        (SUP, HQ),
        "entry_corrected",
        "CORRECTED",
        when=(intake.countersigner_did_not_propose,),
        notices=("correction",),
        document="correction",
        track="CORRECTION",
    ),
    Row(
        "G07R",
        ("PROPOSED",),
        "refuse_correction",
        (OFF, SUP, HQ),
        "correction_refused",
        "LEFT_AS_IT_WAS",
        when=(intake.countersigner_did_not_propose,),
        track="CORRECTION",
    ),
)

ENDS: dict[str, frozenset[str]] = {"CORRECTION": frozenset({"CORRECTED", "LEFT_AS_IT_WAS"})}
"""Where this track rests."""
