"""Ways on which the carrier leaves, or headquarters annuls what it had decided."""

from collections.abc import Callable

from tests.casework import paths, ways_of_false_statements
from tests.casework.walk import POC, PORT, Walk

GOODBYE = {"kind": "withdrawal", "reason": "We sell the line."}


def left(walk: Walk) -> Walk:
    """The carrier leaves, by a withdrawal that its executive has signed."""
    walk.must(POC, "withdraw", **paths.attested(walk, "goodbye", GOODBYE))
    return walk


def left_in_review() -> Walk:
    """It leaves while a sanction is reviewed; nothing was ever taken from it before."""
    return left(paths.opened())


def left_suspended() -> Walk:
    """It leaves while suspended and said to have lied, which is decided all the same."""
    walk = left(ways_of_false_statements.at_review())
    walk.must(PORT, "confirm_off", benefits=[{"benefit": "business-resumption"}])
    ways_of_false_statements.confirmed(walk)
    return walk


WAYS_OF_LEAVING: dict[str, Callable[[], Walk]] = {
    "left in review": left_in_review,
    "left suspended": left_suspended,
}
"""By name."""
