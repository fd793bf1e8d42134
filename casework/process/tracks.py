"""The tracks that run beside the main line: BENEFIT and LESSON here, the others by their files."""

from casework.process import (
    agriculture,
    chain,
    false_statements,
    intake,
    leaving,
    letters,
    standing_data,
    term,
)
from casework.process import requests as requested
from casework.process.row import Row
from casework.roles import Role

OFF, SUP, POC, PORT, SYS = (Role.OFF, Role.SUP, Role.POC, Role.PORT, Role.SYS)

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
    Row("B06", (), "on:benefit.adopted", (SYS,), "benefit_adopted_off", "OFF"),
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
    **intake.ENDS,
    **false_statements.ENDS,
    **leaving.ENDS,
    **agriculture.ENDS,
    **chain.ENDS,
    **standing_data.ENDS,
}
"""Where each track rests: the workflow ends when every item of every track is at an end."""


def _of(track: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row._replace(track=track) for row in rows)


ROWS: tuple[Row, ...] = (
    *_of("LETTER", letters.LETTER),
    *_of("STATUS", letters.STATUS),
    *_of("TERM", term.TERM),
    *_of("BENEFIT", BENEFIT),
    *_of("LESSON", LESSON),
    *requested.ROWS,
    *intake.CORRECTION,
    *false_statements.FINDING,
    *false_statements.HEARING,
    *leaving.REVERSAL,
    *agriculture.AG,
    *chain.DEPENDENCY,
    *standing_data.ROWS,
)
