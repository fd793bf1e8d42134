"""The tracks that run beside the main line: BENEFIT here, the others by their files."""

from casework.process import intake, lessons, letters, term
from casework.process import requests as requested
from casework.process.row import Row
from casework.roles import Role

SUP, PORT, SYS = (Role.SUP, Role.PORT, Role.SYS)

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

TRACK_ENDS: dict[str, frozenset[str]] = {
    "LETTER": frozenset({"DELIVERED", "DECLARED", "RECALLED"}),
    "TERM": frozenset({"ENDED"}),
    "STATUS": frozenset({"PUBLISHED", "UNCHANGED"}),
    "BENEFIT": frozenset({"ON", "OFF"}),
    "LESSON": frozenset({"PUBLISHED", "FILED_L"}),
    **requested.ENDS,
    **intake.ENDS,
}
"""Where each track rests: the workflow ends when every item of every track is at an end."""


def _of(track: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row._replace(track=track) for row in rows)


ROWS: tuple[Row, ...] = (
    *_of("LETTER", letters.LETTER),
    *_of("STATUS", letters.STATUS),
    *_of("TERM", term.TERM),
    *_of("BENEFIT", BENEFIT),
    *_of("LESSON", lessons.ROWS),
    *requested.ROWS,
    *intake.CORRECTION,
)
