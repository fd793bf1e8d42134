"""What a stay does: the effect of a decision is lifted, and nothing else stands still.

The standing stays what it is, and the term runs on; only the benefits go on. A stay of a decision
that another one has replaced is over by itself.
"""

from casework.case import Case
from casework.case_parts import ORDERING
from casework.hold_parts import Stay
from casework.states import Standing

APPEAL_AT_REST = frozenset({"ENDED"})
"""States of an appeal on the case in which nothing is under way any more."""


def in_force(case: Case) -> dict[str, Stay]:
    """Return the stays that lift an effect now, by name."""
    states = case.tracks.get("STAY", {})
    return {name: stay for name, stay in case.stays.items() if states.get(name) == "GRANTED"}


def is_stayed(case: Case) -> bool:
    """Whether the effect of the decision that took benefits away is lifted now."""
    return bool(in_force(case)) and takes_benefits(case)


def takes_benefits(case: Case) -> bool:
    """Whether the carrier is without benefits by a decision that is in effect."""
    return case.standing.suspended or case.standing is Standing.REMOVED


def decision_in_effect(case: Case) -> str | None:
    """Return the letter of the decision that takes the benefits now; None where none does."""
    if not takes_benefits(case):
        return None
    under_way = case.order.letter if case.order and not case.order.immediate else None
    letters = case.tracks.get("LETTER", {})
    served = (
        made.letter
        for made in reversed(case.decisions)
        if made.act in ORDERING and made.letter is not None and made.letter != under_way
        if letters.get(made.letter) != "RECALLED"
    )
    return next(served, None)


def benefits_of_decision(case: Case) -> tuple[str, ...]:
    """Return the benefits at places that the decision in effect takes away."""
    if not takes_benefits(case):
        return ()
    if case.standing is Standing.REMOVED or not case.scope:
        return tuple(case.tracks.get("BENEFIT", {}))
    return tuple(item.key for item in case.scope)


def appeal_is_under_way(case: Case) -> bool:
    """Whether an appeal in this case has not ended."""
    return any(state not in APPEAL_AT_REST for state in case.tracks.get("APPEAL", {}).values())
