"""Ways on which a case moves to newer versions of policy and calendars."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import HQ, POC, Walk

NEWER = {"policy": "2026-11b", "calendar": "2026-11b"}
KING = "2028-01-17"
"""A Monday that the first calendars do not hold: the Birthday of Martin Luther King, Jr."""


def monitored_into_2028() -> Walk:
    """Back, with a condition that is due on a holiday of a year that was not loaded."""
    walk = paths.suspended(paths.opened_at_first())
    paths.analysis_filed(walk)
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", paths.plan(second_due=KING)))
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


def moved_on() -> Walk:
    """Headquarters moves the case to the calendars that hold 2028, and to the newer policy."""
    walk = monitored_into_2028()
    walk.until(20)
    walk.must(HQ, "move_policy", **NEWER, reason="The calendars hold 2028.")
    walk.until(460)
    return walk


WAYS_OF_VERSIONS: dict[str, Callable[[], Walk]] = {"moved on": moved_on}
"""By name."""
