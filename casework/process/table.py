"""The whole process table, and what an order does when it takes effect."""

from collections import defaultdict
from typing import NamedTuple

from casework.process import (
    adoption,
    agriculture,
    anytime,
    appealed,
    appeals,
    chain,
    corrective_action,
    decision,
    disruptions,
    false_statements,
    intake,
    leaving,
    opening,
    partners,
    reinstatement,
    review,
    scope,
    suspension,
    tracks,
    verification,
)
from casework.process.row import Row
from casework.states import STATES, Standing, State

ROWS: tuple[Row, ...] = (
    *intake.ROWS,
    *opening.ROWS,
    *suspension.ROWS,
    *adoption.ROWS,
    *corrective_action.ROWS,
    *review.ROWS,
    *verification.ROWS,
    *decision.ROWS,
    *reinstatement.ROWS,
    *scope.ROWS,
    *anytime.ROWS,
    *appealed.ROWS,
    *appeals.ROWS,
    *partners.ROWS,
    *disruptions.ROWS,
    *chain.ROWS,
    *agriculture.ROWS,
    *false_statements.ROWS,
    *leaving.ROWS,
    *tracks.ROWS,
)
"""Every row, in the order of the process."""

BY_ID: dict[str, Row] = {row.id: row for row in ROWS}
"""Every row by its id."""


def _by_act() -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ROWS:
        found[row.act].append(row)
    return {act: tuple(rows) for act, rows in found.items()}


BY_ACT: dict[str, tuple[Row, ...]] = _by_act()
"""The rows that answer to an act."""


class Effect(NamedTuple):
    """What an order does when it takes effect: the standing, the facts raised, the clocks begun."""

    standing: Standing | None
    raises: tuple[str, ...]
    begin: tuple[str, ...]


EFFECTS: dict[State, Effect] = {
    State.SUSPENDED: Effect(
        Standing.SUSPENDED_FULL,
        ("standing.suspended", "benefit.ordered_off", "stages.overtaken"),
        ("T05", "T08", "T09", "T10"),
    ),
    State.MONITORING: Effect(
        Standing.GOOD,
        ("standing.changed", "benefit.ordered_on", "stages.planned", "reliefs.overtaken"),
        ("T23", "T45:each_condition"),
    ),
    State.REMOVED: Effect(
        Standing.REMOVED,
        (
            "standing.changed",
            "benefit.ordered_off",
            "stages.overtaken",
            "reliefs.overtaken",
            "case.closed",
        ),
        ("T24",),
    ),
    State.CLOSED_RESCINDED: Effect(
        Standing.GOOD,
        (
            "standing.changed",
            "benefit.ordered_on",
            "stages.overtaken",
            "reliefs.overtaken",
            "decision.reversed",
            "case.closed",
        ),
        (),
    ),
}
"""By target of the order."""

RESTARTS: dict[State, tuple[str, ...]] = {
    State.INCIDENT_REVIEW: ("T02",),
    State.SUSPENDED: ("T08:unless_analysed", "T09", "T10"),
    State.CAP_REVIEW: ("T11:unless_complete", "T12"),
    State.CAP_REVISION: ("T13",),
    State.IMPLEMENTING: (
        "T33:each_action",
        "T50:completeness",
        "T50:each_waiting",
        "T17:if_unreported",
        "T32:if_unanswered",
    ),
    State.VERIFICATION: (
        "T16:unless_visited",
        "T17:if_unreported",
        "T32:if_unanswered",
        "T49:if_reported",
    ),
}
"""The clocks that start again when a case is sent back to a state."""

ADOPTED: dict[State, tuple[str, ...]] = {
    **RESTARTS,
    State.SUSPENDED: ("T08:unless_analysed", "T09", "T10"),
    State.NON_RESPONSE: ("T22G",),
    State.DECISION: ("T18",),
    State.MONITORING: ("T23", "T45:each_condition"),
}
"""The clocks that start when a case is taken over from paper, by the state that it is in there."""

MAIN_LINE_CLOCKS: frozenset[str] = frozenset(
    clock for about in STATES.values() for clock in about.clocks
)
"""Clocks that belong to states: one that the new state does not name stops when it is entered."""

SOLE_ITEM: dict[str, str] = {"TERM": "term", "STATUS": "status", "LESSON": "lesson"}
"""The one item of a track that has only one."""


def matches(row: Row, before: str) -> bool:
    """Whether a row starts from a state; ``""`` is what does not exist yet."""
    return before in row.start or (before == "" and not row.start)
