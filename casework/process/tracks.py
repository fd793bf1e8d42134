"""The tracks that run beside the main line: LESSON here, the others by their files."""

from casework.matters import Matter
from casework.process import (
    agriculture,
    appealed,
    benefits,
    chain,
    false_statements,
    holds,
    intake,
    leaving,
    letters,
    partners,
    scope,
    stages,
    standing_data,
    stays,
    term,
)
from casework.process import requests as requested
from casework.process.row import Row
from casework.roles import Role

OFF, SUP, POC, SYS = (Role.OFF, Role.SUP, Role.POC, Role.SYS)

LESSON: tuple[Row, ...] = (
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
    **appealed.ENDS,
    **partners.ENDS,
    **scope.ENDS,
    **stages.ENDS,
    **holds.ENDS,
    **stays.ENDS,
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
    *_of("BENEFIT", (*benefits.BENEFIT, *stays.BENEFIT)),
    *_of("LESSON", LESSON),
    *requested.ROWS,
    *intake.CORRECTION,
    *appealed.TRACKS,
    *partners.TRACK,
    *scope.RELIEF,
    *_of("STAGE", stages.STAGE),
    *holds.ROWS,
    *stays.ROWS,
    *false_statements.FINDING,
    *false_statements.HEARING,
    *leaving.REVERSAL,
    *agriculture.AG,
    *chain.DEPENDENCY,
    *standing_data.ROWS,
)

TRACKS_BESIDE: dict[Matter, frozenset[str]] = {
    Matter.APPEAL: frozenset({"LETTER", "ASK", "CORRECTION"}),
    Matter.PARTNER_NOTICE: frozenset({"CORRECTION"}),
}
"""The tracks that run in a matter beside the resumption; in that one, every track may."""
