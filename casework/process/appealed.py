"""What an appeal does in the case that it is about: rows G12A–G12H, tracks APPEAL and RECON."""

from casework.guards import appeals, scope
from casework.guards import documents as doc
from casework.matters import Matter
from casework.process.row import Row
from casework.roles import Role
from casework.states import CORRECTING, State, matter_of

HQ, POC, EXE, CNS, SYS = (Role.HQ, Role.POC, Role.EXE, Role.CNS, Role.SYS)

_CORRECTING = tuple(state for state in State if state in CORRECTING)
_UNDER_WAY = (*_CORRECTING, State.DECISION, State.MONITORING)
_ANY = tuple(state for state in State if matter_of(state) is Matter.RESUMPTION)
_ANNULS_HERE = (
    *_CORRECTING,
    State.DECISION,
    State.ORDERED,
    State.MONITORING,
    State.CLOSED_REINSTATED,
)
_ENDS = ("appeal.ended",)

ROWS: tuple[Row, ...] = (
    Row(
        "G12A",
        _ANNULS_HERE,
        "on:appeal.annuls_suspension",
        (SYS,),
        "suspension_annulled",
        State.ORDERED,
        begin=("T04", "T04B"),
        raises=("letter.signed", "order.signed", *_ENDS),
        notices=("appeal_letter",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12G",
        (State.WITHDRAWN,),
        "on:appeal.annuls_suspension",
        (SYS,),
        "record_corrected_on_appeal",
        raises=("letter.signed", *_ENDS),
        notices=("appeal_letter",),
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12H",
        tuple(state for state in _ANY if state not in (*_ANNULS_HERE, State.WITHDRAWN)),
        "on:appeal.annuls_suspension",
        (SYS,),
        "annulment_for_headquarters",
        raises=("letter.signed", "decision.remanded", *_ENDS),
        notices=("appeal_letter", "task"),
        errands=("outcome_applied",),
        document="appeal determination",
    ),
    Row(
        "G12B",
        (State.REMOVED,),
        "on:appeal.annuls_removal",
        (SYS,),
        "removal_annulled",
        State.DECISION,
        when=(appeals.was_suspended_before,),
        stop=("T24",),
        begin=("T18",),
        raises=("standing.restored", *_ENDS),
        notices=("task",),
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12BG",
        (State.REMOVED,),
        "on:appeal.annuls_removal",
        (SYS,),
        "removal_annulled",
        State.DECISION,
        when=(appeals.was_good_before,),
        stop=("T24",),
        begin=("T18",),
        raises=("benefit.ordered_on", *_ENDS),
        notices=("task",),
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12C",
        (State.REMOVED,),
        "on:appeal.replaces_removal",
        (SYS,),
        "removal_replaced",
        State.ORDERED,
        stop=("T24",),
        begin=("T04", "T04B"),
        raises=("letter.signed", "order.signed", *_ENDS),
        notices=("appeal_letter",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12D",
        _UNDER_WAY,
        "on:appeal.changes_decision",
        (SYS,),
        "decision_changed_on_appeal",
        raises=("benefit.given_back", *_ENDS),
        notices=("task",),
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12X",
        _ANY,
        "on:appeal.annuls_extension",
        (SYS,),
        "extension_annulled",
        raises=_ENDS,
        notices=("task",),
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)][D]",
    ),
    Row(
        "G12S",
        _ANY,
        "on:appeal.served",
        (SYS,),
        "changed_status_may_be_told",
        when=(scope.status_not_told_yet, appeals.no_status_embargoed),
        raises=("decision.reversed", "status.corrected"),
        source="[P 967(c)][D]",
    ),
    Row("G12T", _ANY, "on:appeal.served", (SYS,), "determination_received"),
    Row(
        "G12E",
        _ANY,
        "on:appeal.remanded",
        (SYS,),
        "decision_remanded_on_appeal",
        raises=("decision.remanded", *_ENDS),
        notices=("task",),
        errands=("outcome_applied",),
        document="appeal determination",
    ),
    Row(
        "G12F",
        _ANY,
        "on:appeal.denied",
        (SYS,),
        "appeal_denied",
        raises=_ENDS,
        errands=("outcome_applied",),
        document="appeal determination",
        source="[P 967(c)]",
    ),
)

APPEAL: tuple[Row, ...] = (
    Row(
        "AP1",
        (),
        "file_appeal",
        (POC, CNS, EXE),
        "appeal_filed",
        "PENDING",
        when=(appeals.decision_may_be_appealed, appeals.not_under_appeal),
        errands=("appeal_filed",),
        document="appeal",
        source="[P 967(c)][S15]",
        track="APPEAL",
    ),
    Row(
        "AP2",
        ("PENDING",),
        "on:appeal.ended",
        (SYS,),
        "appeal_ended",
        "ENDED",
        source="[P 967(c)][D]",
        track="APPEAL",
    ),
)

RECON: tuple[Row, ...] = (
    Row(
        "RC1",
        (),
        "on:decision.remanded",
        (SYS,),
        "reconsideration_opened",
        "PENDING",
        begin=("T46:its_item",),
        track="RECON",
    ),
    Row(
        "RC2",
        ("PENDING",),
        "confirm_decision",
        (HQ,),
        "decision_confirmed",
        "CONFIRMED_D",
        when=(
            appeals.another_decider_confirms,
            doc.letter_previewed,
            doc.letter_not_yet_used,
        ),
        stop=("T46:its_item",),
        begin=("T19:its_decision",),
        marks=("decider",),
        raises=("letter.signed",),
        notices=("reconsideration_letter",),
        document="decision letter",
        track="RECON",
    ),
    Row(
        "RC3",
        ("PENDING",),
        "on:decision.replaced",
        (SYS,),
        "remanded_decision_replaced",
        "REPLACED",
        stop=("T46:its_item",),
        track="RECON",
    ),
    Row(
        "RC4",
        ("PENDING",),
        "lapse:T46",
        (SYS,),
        "reconsideration_late",
        notices=("task", "decision_late"),
        track="RECON",
    ),
)

ENDS: dict[str, frozenset[str]] = {
    "APPEAL": frozenset({"ENDED"}),
    "RECON": frozenset({"CONFIRMED_D", "REPLACED"}),
}
"""Where these tracks rest."""

TRACKS: tuple[Row, ...] = (*APPEAL, *RECON)
