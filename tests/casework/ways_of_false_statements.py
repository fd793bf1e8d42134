"""Ways on which a statement of the carrier is said to be false."""

from collections.abc import Callable
from typing import Any

from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, Walk

LIE = {
    "finding": "lie-1",
    "statement": "Every seal of the spring is in the log.",
    "where_given": "validation visit of 12 May",
    "why_false": "Pages 3 and 4 were written on one day.",
}
KNOWN = {"knowingly": True, "during_validation": True, "legal_basis": "967b"}


def raised(walk: Walk, **changes: Any) -> None:
    """An officer raises that a statement is false."""
    walk.must(OFF, "raise_false_statement", **{**LIE, **changes})


def confirmed(walk: Walk, **changes: Any) -> None:
    """Headquarters confirms it, after the carrier has answered."""
    walk.must(POC, "answer", question="lie-1", text="The log was lost and written again.")
    reason = {"finding": "lie-1", "reason": "The ink is of one day."}
    walk.must(HQ, "confirm_finding", **reason, **{**KNOWN, **changes})


def at_review() -> Walk:
    """Raised while the plan is reviewed."""
    walk = paths.suspended()
    walk.until(10)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    raised(walk)
    walk.until(3)
    return walk


def at_headquarters() -> Walk:
    """Confirmed, and headquarters has to decide."""
    walk = at_review()
    confirmed(walk)
    return walk


def suspended_again() -> Walk:
    """Raised while the plan is reviewed, confirmed, and the carrier suspended for a stated time."""
    walk = at_review()
    confirmed(walk)
    order = {"legal_basis": "967b", "scope": paths.SCOPE, "term_days": 180}
    walk.must(HQ, "suspend", **walk.letter("letter-lie"), **order)
    walk.until(1)
    walk.must(POC, "acknowledge_letter", letter="letter-lie")
    return walk


def dismissed() -> Walk:
    """The carrier does not answer, headquarters is late with it, and dismisses it in the end."""
    walk = paths.suspended()
    raised(walk)
    walk.until(35)
    walk.must(HQ, "dismiss_finding", finding="lie-1", reason="A slip of the pen.")
    return walk


def removed_for_it() -> Walk:
    """Confirmed while headquarters has the case before it: removed, with a bar of two years."""
    walk = paths.opened()
    paths.recommended(walk)
    raised(walk)
    confirmed(walk)
    bar = {"legal_basis": "967b", "reapply_after_days": 730}
    walk.must(HQ, "remove", **walk.letter("letter-removal"), **bar)
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    return walk


WAYS_OF_FALSE_STATEMENTS: dict[str, Callable[[], Walk]] = {
    "suspended for a false statement": suspended_again,
    "false statement dismissed": dismissed,
    "removed for a false statement": removed_for_it,
}
"""By name."""
