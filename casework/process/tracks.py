"""The tracks that run beside the main line, by their files."""

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
    lessons,
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
    *_of("LESSON", lessons.ROWS),
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
