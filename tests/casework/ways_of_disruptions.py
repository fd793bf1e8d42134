"""Ways on which a crossing is shut and the portal is away."""

from collections.abc import Callable
from datetime import timedelta

from tests.casework import paths
from tests.casework.walk import OPS, PORT, SUP, Walk
from tests.casework.ways_of_holds import held


def shut(walk: Walk, event: str = "flood") -> None:
    """The crossing of the case is reported shut."""
    said = {"closed_at": walk.now.isoformat(), "text": "The river is high."}
    walk.must(PORT, "report_crossing_closed", event=event, port="2304", **said)


def crossing_shut() -> Walk:
    """Milestones are held for a crossing that is shut, and released when it is open again."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    shut(walk)
    held(walk, SUP, "flood", "T33:a1", days=10, reason="crossing_closed")
    walk.until(3)
    walk.must(PORT, "report_crossing_reopened", event="flood", reopened_at=walk.now.isoformat())
    walk.must(SUP, "release_hold", hold="flood", reason="The crossing is open.")
    return walk


def outage(walk: Walk, event: str = "cable", *, hours: float = 3.0) -> dict[str, str]:
    """What operations say of an outage that has just ended."""
    began = walk.now - timedelta(hours=hours)
    return {
        "event": event,
        "began_at": began.isoformat(),
        "ended_at": walk.now.isoformat(),
        "text": "A cable was cut.",
    }


def portal_away() -> Walk:
    """The portal is away on the last day of the analysis."""
    walk = paths.suspended()
    walk.until(21)
    walk.must(OPS, "record_outage", **outage(walk))
    return walk


WAYS_OF_DISRUPTIONS: dict[str, Callable[[], Walk]] = {
    "crossing shut": crossing_shut,
    "portal away": portal_away,
}
"""By name."""
