"""The track FINDING: a false statement is raised, the carrier is heard, headquarters decides."""

from casework.guards import false_statements, persons
from casework.process.row import Row
from casework.roles import Role
from casework.states import CORRECTING, State

OFF, HQ, SYS = (Role.OFF, Role.HQ, Role.SYS)

_BEFORE_HEADQUARTERS = (
    State.INCIDENT_REVIEW,
    State.COMMENT,
    State.ACTION_PLAN,
    *(state for state in State if state in CORRECTING),
    State.MONITORING,
)

FINDING: tuple[Row, ...] = (
    Row(
        "FN1",
        (),
        "raise_false_statement",
        (OFF,),
        "false_statement_raised",
        "RAISED",
        when=(false_statements.finding_can_be_raised, false_statements.hearing_can_be_named),
        begin=("T39:its_item",),
        marks=("finding_raiser",),
        raises=("finding.raised",),
        notices=("task",),
        document="false-statement finding",
        source="[P 967(b)]",
        track="FINDING",
    ),
    Row(
        "FN2",
        ("RAISED",),
        "confirm_finding",
        (HQ,),
        "finding_confirmed",
        "CONFIRMED",
        when=(
            false_statements.another_person_raised,
            persons.decider_is_another_person,
            false_statements.carrier_heard_on_finding,
            false_statements.basis_fits_finding,
            false_statements.no_order_under_way,
        ),
        stop=("T39:its_item",),
        marks=("decider",),
        raises=("finding.settled", "finding.confirmed"),
        notices=("finding_decided",),
        document="false-statement finding",
        source="[P 967(b)(c)(2)]",
        track="FINDING",
    ),
    Row(
        "FN3",
        ("RAISED",),
        "dismiss_finding",
        (HQ,),
        "finding_dismissed",
        "DISMISSED",
        when=(false_statements.another_person_raised, persons.decider_is_another_person),
        stop=("T39:its_item",),
        marks=("decider",),
        raises=("finding.settled",),
        notices=("finding_decided",),
        document="false-statement finding",
        track="FINDING",
    ),
    Row("FN4", ("RAISED",), "lapse:T39", (SYS,), "finding_late", track="FINDING"),
)

HEARING: tuple[Row, ...] = (
    Row(
        "AS1F",
        (),
        "on:finding.raised",
        (SYS,),
        "hearing_opened",
        "ASKED",
        begin=("T30:its_item",),
        notices=("finding_to_answer",),
        document="question",
        source="[P 967(b)][D]",
        track="ASK",
    ),
    Row(
        "AS5F",
        ("ASKED",),
        "on:finding.settled",
        (SYS,),
        "hearing_over",
        "WITHDRAWN_Q",
        stop=("T30:its_item", "T31:its_item"),
        track="ASK",
    ),
)
"""The carrier is heard by a question that bears the finding's name."""

ROWS: tuple[Row, ...] = (
    Row(
        "FN5",
        _BEFORE_HEADQUARTERS,
        "on:finding.confirmed",
        (SYS,),
        "finding_to_be_decided",
        State.DECISION,
        begin=("T18/sanction",),
        notices=("task",),
        source="[P 967(b)]",
    ),
    Row(
        "FN6",
        (State.DECISION,),
        "on:finding.confirmed",
        (SYS,),
        "finding_decided_with_the_case",
        notices=("task",),
        source="[P 967(b)]",
    ),
)
"""A confirmed finding brings the case to headquarters, wherever it stands."""

ENDS: dict[str, frozenset[str]] = {"FINDING": frozenset({"CONFIRMED", "DISMISSED"})}
"""Where this track rests."""
