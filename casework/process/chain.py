"""Row G02: cases linked along the interchange chain; track DEPENDENCY: who waits for whom.

The port that reports an incident on several railroads links their cases (M03).
"""

from casework.guards import chain, requests
from casework.process.row import Row
from casework.roles import Role
from casework.states import OPEN_RESUMPTION, State

OFF, PORT = (Role.OFF, Role.PORT)
_OPEN = tuple(state for state in State if state in OPEN_RESUMPTION)

ROWS: tuple[Row, ...] = (
    Row(
        "G02",
        _OPEN,
        "link_case",
        (OFF, PORT),
        "case_linked",
        when=(
            chain.link_is_another_case,
            chain.relation_fits_carrier,
            chain.incident_is_this_cases,
        ),
        document="link note",
        source="[S24][D]",
    ),
    Row(
        "G02S",
        _OPEN,
        "share_evidence",
        (OFF,),
        "evidence_shared",
        when=(chain.case_is_linked, chain.shared_is_evidence, chain.not_shared_yet),
        document="link note",
    ),
)

DEPENDENCY: tuple[Row, ...] = (
    Row(
        "DP1",
        (),
        "record_dependency",
        (OFF,),
        "dependency_recorded",
        "WAITING",
        when=(
            requests.case_is_open,
            chain.case_is_linked,
            chain.other_is_another_railroad,
            chain.action_is_open,
        ),
        notices=("dependency_told",),
        document="link note",
        track="DEPENDENCY",
    ),
    Row(
        "DP2",
        ("WAITING",),
        "settle_dependency",
        (OFF,),
        "dependency_settled",
        "SETTLED",
        notices=("dependency_told",),
        document="link note",
        track="DEPENDENCY",
    ),
)

ENDS: dict[str, frozenset[str]] = {"DEPENDENCY": frozenset({"SETTLED"})}
"""Where this track rests."""
