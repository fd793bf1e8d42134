"""Ways on which the effect of a decision is lifted: by a court, until its end or a return."""

from collections.abc import Callable

from casework.process.table import ROWS
from tests.casework import paths
from tests.casework.walk import HQ, POC, PORT, SUP, Walk

_ON_AN_APPEAL = frozenset({"SY1", "SY3", "SY3A", "SY4", "SY4A", "SY5"})
"""Rows that ask for an appeal under way; test_stays.py walks them on a case that is given one."""


def walked_beside_the_table() -> frozenset[str]:
    """Rows that no way by the table alone can reach: none, once a case has appeals by the table."""
    return frozenset() if "APPEAL" in {row.track for row in ROWS} else _ON_AN_APPEAL


ORDER = {"court": "a district court", "order": "order.pdf", "order_sha256": "d" * 64}


def stayed(walk: Walk, decision: str = "letter-suspension") -> None:
    """A court lifts the effect of a decision."""
    walk.must(HQ, "record_court_stay", stay="court", decision=decision, **ORDER)


def stayed_by_a_court() -> Walk:
    """Lifted, reviewed after a month, ended; a port confirms each order."""
    walk = paths.suspended()
    stayed(walk)
    walk.must(SUP, "confirm_on", benefits=paths.SCOPE)
    walk.until(40)
    walk.must(HQ, "end_stay", stay="court", reasons="The court has lifted its order.")
    walk.must(PORT, "confirm_off", benefits=paths.SCOPE)
    return walk


def returned_while_stayed() -> Walk:
    """The return takes effect while the suspension is stayed: the stay is without object."""
    walk = paths.suspended()
    stayed(walk)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


WAYS_OF_STAYS: dict[str, Callable[[], Walk]] = {
    "stayed by a court": stayed_by_a_court,
    "returned while stayed": returned_while_stayed,
}
"""By name."""
