"""Rows G03–G21 and what every clock does: filing, signing, notes, reminders, escalations."""

from casework.guards import (
    agriculture,
    correction,
    exposure,
    incidents,
    requests,
    standing_data,
    versions,
)
from casework.guards import documents as doc
from casework.process.row import Row
from casework.roles import Role
from casework.states import BEFORE_RETURN, CLOSED, OPEN, OPEN_RESUMPTION, State

OFF, SUP, HQ, POC, EXE, CNS, PORT, MXA, MXC, SYS = (
    Role.OFF,
    Role.SUP,
    Role.HQ,
    Role.POC,
    Role.EXE,
    Role.CNS,
    Role.PORT,
    Role.MXA,
    Role.MXC,
    Role.SYS,
)


def _in_order(states: frozenset[State]) -> tuple[State, ...]:
    return tuple(state for state in State if state in states)


_OPEN = _in_order(OPEN)
_ANY = _in_order(OPEN | CLOSED)
_LOOKING = (State.VERIFICATION, State.DECISION, State.COMMENT, State.ORDERED)
"""Where evidence still comes in for what a return may leave open, though nothing else waits."""

_INCIDENT = (
    incidents.incident_is_new,
    incidents.incident_lies_behind,
)

ROWS: tuple[Row, ...] = (
    Row("G03", _OPEN, "assign", (SUP,), "case_assigned", document="assignment"),
    Row(
        "G01R",
        (State.SUSPENDED, State.NON_RESPONSE),
        "attach_incident",
        (OFF,),
        "analysis_restarted",
        when=(incidents.restart_is_asked, *_INCIDENT),
        stop=("T08", "T08R"),
        begin=("T08",),
        notices=("task", "analysis_owed_anew"),
        document="incident record",
        source="[SEED][D]",
    ),
    Row(
        "G01",
        _in_order(BEFORE_RETURN),
        "attach_incident",
        (OFF, PORT, POC),
        "incident_attached",
        when=(incidents.no_restart_is_asked, *_INCIDENT),
        notices=("task",),
        document="incident record",
        source="[SEED][D]",
    ),
    Row(
        "G18",
        _in_order(OPEN_RESUMPTION),
        "report_partner_action",
        (MXA,),
        "partner_action_reported",
        notices=("task",),
        document="partner action",
        source="[S29][D]",
    ),
    Row(
        "G04",
        _OPEN,
        "contact_note",
        (OFF, POC, SUP),
        "contact_noted",
        when=(
            standing_data.commitments_are_new,
            standing_data.commits_own_side,
            standing_data.note_in_order,
            standing_data.policy_counts_commitments,
        ),
        raises=("commitment.made",),
        document="contact note",
        source="[SEED][D]",
    ),
    Row(
        "G05",
        _OPEN,
        "change_contacts",
        (POC, OFF),
        "contacts_changed",
        notices=("letter_again",),
        document="contacts",
        source="[S51][D]",
    ),
    Row(
        "G19",
        _LOOKING,
        "submit_evidence",
        (POC,),
        "evidence_submitted",
        when=(
            correction.action_exists,
            correction.evidence_is_new,
            agriculture.security_items_lie_behind,
        ),
        begin=("T50:its_evidence",),
        notices=("filing_received",),
        document="evidence item",
        source="[S5]",
    ),
    Row(
        "G19A",
        _LOOKING,
        "accept_evidence",
        (OFF,),
        "evidence_accepted",
        when=(correction.evidence_waits,),
        stop=("T45:its_action", "T50:its_evidence"),
        document="review result",
    ),
    Row(
        "G19B",
        _LOOKING,
        "return_evidence",
        (OFF,),
        "evidence_returned",
        when=(correction.evidence_waits,),
        stop=("T50:its_evidence",),
        notices=("evidence_returned",),
        document="review result",
    ),
    Row("G19L", _LOOKING, "lapse:T50", (SYS,), "evidence_look_late"),
    Row(
        "G20",
        _ANY,
        "file_draft",
        (OFF, POC),
        "document_filed",
        when=(doc.may_file_kind, doc.draft_may_change, versions.criteria_of_edition),
    ),
    Row(
        "G21",
        _ANY,
        "sign_document",
        (OFF, SUP, HQ, EXE, CNS),
        "document_signed",
        when=(doc.document_as_read, doc.may_sign_kind),
    ),
    Row(
        "G22",
        _OPEN,
        "move_policy",
        (HQ,),
        "policy_moved",
        when=(versions.versions_are_newer,),
        raises=("plan.dated",),
        notices=("days_moved",),
        document="policy note",
    ),
    Row(
        "G17",
        _in_order(OPEN_RESUMPTION),
        "record_exposure",
        (PORT,),
        "exposure_recorded",
        when=(
            exposure.recorded_under_a_new_name,
            exposure.counted_days_have_come,
            exposure.superseded_stands,
            exposure.days_are_counted_once,
        ),
        document="exam statistics",
        source="[SEED][D]",
    ),
    Row(
        "G17J",
        _in_order(OPEN_RESUMPTION),
        "record_joint_inspection",
        (PORT, MXC),
        "joint_inspection_recorded",
        when=(
            exposure.recorded_under_a_new_name,
            exposure.counted_days_have_come,
            exposure.superseded_stands,
        ),
        document="joint inspection record",
        source="[SEED][D]",
    ),
    Row(
        "T22",
        _ANY,
        "remind",
        (SYS,),
        "reminder_sent",
        when=(requests.reminder_is_of_use,),
        notices=("reminder",),
    ),
    Row("T22N", _ANY, "remind", (SYS,), "reminder_left_out"),
    Row("T19L", _ANY, "lapse:T19", (SYS,), "appeal_window_over", source="[P 967(c)]"),
    Row("T24L", (State.REMOVED,), "lapse:T24", (SYS,), "may_apply_again", source="[S12]"),
    Row("T22E", _ANY, "escalate", (SYS,), "lateness_escalated", notices=("escalation",)),
)
