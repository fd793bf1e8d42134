"""Rows G03–G21 and what every clock does: filing, signing, notes, reminders, escalations."""

from casework.guards import documents as doc
from casework.process.row import Row
from casework.roles import Role
from casework.states import CLOSED, OPEN, State

OFF, SUP, HQ, POC, EXE, CNS, SYS = (
    Role.OFF,
    Role.SUP,
    Role.HQ,
    Role.POC,
    Role.EXE,
    Role.CNS,
    Role.SYS,
)


def _in_order(states: frozenset[State]) -> tuple[State, ...]:
    return tuple(state for state in State if state in states)


_OPEN = _in_order(OPEN)
_ANY = _in_order(OPEN | CLOSED)

ROWS: tuple[Row, ...] = (
    Row("G03", _OPEN, "assign", (SUP,), "case_assigned", document="assignment"),
    Row(
        "G04",
        _OPEN,
        "contact_note",
        (OFF, POC, SUP),
        "contact_noted",
        document="contact note",
        source="[SEED][D]",
    ),
    Row(
        "G05",
        _OPEN,
        "change_contacts",
        (POC, OFF),
        "contacts_changed",
        document="contacts",
        source="[S51][D]",
    ),
    Row(
        "G20",
        _OPEN,
        "file_draft",
        (OFF, POC),
        "document_filed",
        when=(doc.may_file_kind, doc.draft_may_change),
    ),
    Row(
        "G21",
        _OPEN,
        "sign_document",
        (OFF, SUP, HQ, EXE, CNS),
        "document_signed",
        when=(doc.document_as_read, doc.may_sign_kind),
    ),
    Row("T22", _ANY, "remind", (SYS,), "reminder_sent", notices=("reminder",)),
    Row("T19L", _ANY, "lapse:T19", (SYS,), "appeal_window_over", source="[P 967(c)]"),
    Row("T24L", (State.REMOVED,), "lapse:T24", (SYS,), "may_apply_again", source="[S12]"),
    Row("T22E", _ANY, "escalate", (SYS,), "lateness_escalated", notices=("escalation",)),
)
