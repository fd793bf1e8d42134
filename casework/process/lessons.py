"""LESSON: what is to be learned, drafted after closing, answered, then filed or published."""

from casework.guards import lessons
from casework.process.row import Row
from casework.roles import Role

OFF, SUP, POC, SYS = (Role.OFF, Role.SUP, Role.POC, Role.SYS)

ROWS: tuple[Row, ...] = (
    Row(
        "LE1",
        (),
        "on:case.closed",
        (SYS,),
        "lesson_due",
        "DUE",
        begin=("T27",),
        raises=("matter.closed",),
        source="[SEED]",
    ),
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
        when=(
            lessons.named_with_consent,
            lessons.refusal_keeps_it_inside,
            lessons.cuts_are_made,
            lessons.words_name_nobody,
        ),
        stop=("T27P",),
        source="[P 971(c)]",
    ),
    Row("LE6", ("ANSWERED_L",), "file_lesson", (SUP,), "lesson_filed", "FILED_L", stop=("T27P",)),
    Row("LE7", ("DUE",), "lapse:T27", (SYS,), "lesson_late"),
    Row("LE8", ("ANSWERED_L",), "lapse:T27P", (SYS,), "lesson_decision_late"),
)
