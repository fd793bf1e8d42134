"""The tracks LETTER, STATUS, TERM, BENEFIT and LESSON, which run beside the main line."""

from casework.guards import documents as doc
from casework.guards import persons, requests
from casework.process import requests as requested
from casework.process.row import Row
from casework.roles import Role

OFF, SUP, HQ, POC, EXE, CNS, PORT, OPS, SYS = (
    Role.OFF,
    Role.SUP,
    Role.HQ,
    Role.POC,
    Role.EXE,
    Role.CNS,
    Role.PORT,
    Role.OPS,
    Role.SYS,
)

LETTER: tuple[Row, ...] = (
    Row("L01", (), "on:letter.signed", (SYS,), "letter_signed", "SIGNED", source="[S15][D]"),
    Row("L02", ("SIGNED",), "on:sent", (SYS,), "letter_sent", "SENT", source="[S15]"),
    Row(
        "L03",
        ("SIGNED", "SENT"),
        "on:bounced",
        (SYS,),
        "letter_bounced",
        "UNDELIVERABLE",
        notices=("task",),
        source="[S51][D]",
    ),
    Row(
        "L04",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "acknowledge_letter",
        (POC, EXE, CNS),
        "letter_acknowledged",
        "DELIVERED",
        raises=("letter.delivered",),
    ),
    Row(
        "L05",
        ("SENT", "UNDELIVERABLE"),
        "record_delivery",
        (OFF,),
        "delivery_recorded",
        "DELIVERED",
        raises=("letter.delivered",),
    ),
    Row(
        "L06",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "on:letter.declared_served",
        (SYS,),
        "letter_declared_served",
        "DECLARED",
    ),
    Row(
        "L07",
        ("SIGNED", "SENT", "UNDELIVERABLE"),
        "on:letter.recalled",
        (SYS,),
        "letter_recalled",
        "RECALLED",
    ),
)

TERM: tuple[Row, ...] = (
    Row(
        "TE1",
        ("", "ENDED"),
        "on:standing.suspended",
        (SYS,),
        "term_began",
        "RUNNING",
        begin=("T14", "T29"),
        source="[S24]",
    ),
    Row("TE2", ("RUNNING",), "lapse:T29", (SYS,), "term_ends_soon", notices=("task",)),
    Row(
        "TE3",
        ("RUNNING",),
        "lapse:T14",
        (SYS,),
        "term_over_undecided",
        "EXPIRED_UNDECIDED",
        stop=("T29",),
        begin=("T29D",),
        notices=("task", "decision_late"),
        source="[S24][D]",
    ),
    Row(
        "TE4",
        ("EXPIRED_UNDECIDED",),
        "lapse:T29D",
        (SYS,),
        "term_still_undecided",
        begin=("T29D",),
        notices=("task", "decision_late"),
    ),
    Row(
        "TE6",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "extend_term",
        (HQ,),
        "term_extended",
        "RUNNING",
        when=(
            requests.term_extended_less_than_twice,
            persons.decider_is_another_person,
            doc.letter_previewed,
            doc.letter_not_yet_used,
        ),
        stop=("T29", "T29D"),
        begin=("T29:while_suspended", "T19:its_decision"),
        marks=("decider",),
        raises=("letter.signed",),
        notices=("extension_letter",),
        document="extension letter",
    ),
    Row(
        "TE7",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "on:term.extended",
        (SYS,),
        "term_runs_on",
        "RUNNING",
        stop=("T29", "T29D"),
        begin=("T29:while_suspended",),
    ),
    Row(
        "TE8",
        ("RUNNING",),
        "on:plan.dated",
        (SYS,),
        "plan_passes_term",
        when=(requests.plan_passes_term,),
        notices=("task",),
    ),
    Row(
        "TE5",
        ("RUNNING", "EXPIRED_UNDECIDED"),
        "on:standing.changed",
        (SYS,),
        "term_ended",
        "ENDED",
        stop=("T14", "T29", "T29D"),
    ),
)

STATUS: tuple[Row, ...] = (
    Row("ST1", (), "on:order.signed", (SYS,), "status_embargoed", "EMBARGOED"),
    Row(
        "ST2",
        ("PUBLISHED", "UNCHANGED"),
        "on:order.signed",
        (SYS,),
        "status_embargoed",
        "EMBARGOED",
    ),
    Row(
        "ST3",
        ("EMBARGOED",),
        "on:embargo.released",
        (SYS,),
        "status_published",
        "PUBLISHED",
        notices=("status_notice", "customer_text"),
        source="[S13][S18][S24]",
    ),
    Row(
        "ST4",
        ("EMBARGOED",),
        "on:order.recalled",
        (SYS,),
        "status_left_as_it_was",
        "UNCHANGED",
    ),
)

BENEFIT: tuple[Row, ...] = (
    Row(
        "B01",
        ("", "ON", "ON_ORDERED"),
        "on:benefit.ordered_off",
        (SYS,),
        "benefit_ordered_off",
        "OFF_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source="[P 967(a)]",
    ),
    Row(
        "B02",
        ("OFF_ORDERED",),
        "confirm_off",
        (PORT, SUP),
        "benefit_confirmed_off",
        "OFF",
        stop=("T36:its_item",),
    ),
    Row(
        "B03",
        ("OFF", "OFF_ORDERED"),
        "on:benefit.ordered_on",
        (SYS,),
        "benefit_ordered_on",
        "ON_ORDERED",
        stop=("T36:its_item",),
        begin=("T36:its_item",),
        notices=("benefit_order",),
        source="[S5][D]",
    ),
    Row(
        "B04",
        ("ON_ORDERED",),
        "confirm_on",
        (PORT, SUP),
        "benefit_confirmed_on",
        "ON",
        stop=("T36:its_item",),
    ),
    Row(
        "B05",
        ("OFF_ORDERED", "ON_ORDERED"),
        "lapse:T36",
        (SYS,),
        "benefit_order_not_confirmed",
    ),
)

LESSON: tuple[Row, ...] = (
    Row("LE1", (), "on:case.closed", (SYS,), "lesson_due", "DUE", begin=("T27",), source="[SEED]"),
    Row(
        "LE2",
        ("DUE",),
        "draft_lesson",
        (OFF, POC),
        "lesson_drafted",
        "DRAFTED",
        stop=("T27",),
        begin=("T42",),
        notices=("lesson_to_read",),
        source="[SEED]",
    ),
    Row(
        "LE3",
        ("DRAFTED",),
        "answer_lesson",
        (POC, SUP),
        "lesson_answered",
        "ANSWERED_L",
        stop=("T42",),
        begin=("T27P",),
        notices=("task",),
        source="[P 971(c)][D]",
    ),
    Row(
        "LE4",
        ("DRAFTED",),
        "lapse:T42",
        (SYS,),
        "lesson_not_answered",
        "ANSWERED_L",
        begin=("T27P",),
    ),
    Row(
        "LE5",
        ("ANSWERED_L",),
        "publish_lesson",
        (SUP,),
        "lesson_published",
        "PUBLISHED",
        stop=("T27P",),
        source="[P 971(c)]",
    ),
    Row("LE6", ("ANSWERED_L",), "file_lesson", (SUP,), "lesson_filed", "FILED_L", stop=("T27P",)),
    Row("LE7", ("DUE",), "lapse:T27", (SYS,), "lesson_late"),
    Row("LE8", ("ANSWERED_L",), "lapse:T27P", (SYS,), "lesson_decision_late"),
)

TRACK_ENDS: dict[str, frozenset[str]] = {
    "LETTER": frozenset({"DELIVERED", "DECLARED", "RECALLED"}),
    "TERM": frozenset({"ENDED"}),
    "STATUS": frozenset({"PUBLISHED", "UNCHANGED"}),
    "BENEFIT": frozenset({"ON", "OFF"}),
    "LESSON": frozenset({"PUBLISHED", "FILED_L"}),
    **requested.ENDS,
}
"""Where each track rests: the workflow ends when every item of every track is at an end."""


def _of(track: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row._replace(track=track) for row in rows)


ROWS: tuple[Row, ...] = (
    *_of("LETTER", LETTER),
    *_of("STATUS", STATUS),
    *_of("TERM", TERM),
    *_of("BENEFIT", BENEFIT),
    *_of("LESSON", LESSON),
    *requested.ROWS,
)
