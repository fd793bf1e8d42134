"""Ways on which a case is linked with others along the interchange chain."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import OFF, POC, Walk

POINT = {
    "place": "interchange at the bridge",
    "owned_by": "GSL",
    "custody": "SVR",
    "controlled_by": "SVR",
    "inspected_before_by": "GSL",
}
SAME = {
    "other_case": "case-7",
    "other_carrier": "GSL",
    "relation": "same_incident",
    "incident": "i1",
    "points": [POINT],
    "reported_first": "GSL",
}
EARLIER = {"other_case": "case-0", "other_carrier": "SVR", "relation": "earlier_case"}
NEED = {
    "dependency": "log",
    "action": "a1",
    "other_case": "case-7",
    "other_action": "b4",
    "needs": "A second look at each seal before the bridge.",
    "waits": "this",
}


def linked() -> Walk:
    """The same incident has another carrier's case, and the carrier an earlier one."""
    walk = paths.suspended()
    walk.must(OFF, "link_case", **SAME)
    walk.must(OFF, "link_case", **EARLIER)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    return walk


def waiting() -> Walk:
    """An action waits for the other railroad's; evidence is shared by its hash."""
    walk = linked()
    walk.must(OFF, "record_dependency", **NEED)
    seen = {"other_case": "case-7", "what": "Seal log of the bridge"}
    theirs = {"sha256": "d" * 64, "filed_here": False, "access": "cbp"}
    walk.must(OFF, "share_evidence", **seen, **theirs)
    return walk


def waited_and_done() -> Walk:
    """The other railroad does its part after the day; then the carrier does its own."""
    walk = waiting()
    other = {**NEED, "dependency": "keys", "action": "a2", "waits": "other"}
    walk.must(OFF, "record_dependency", **other)
    walk.until(80)
    walk.must(OFF, "settle_dependency", dependency="log", basis="Seen at the bridge.")
    walk.until(1)
    paths.evidence(walk, "e1", "a1")
    shared = {"other_case": "case-7", "what": "Own seal log", "access": "both_carriers"}
    walk.must(OFF, "share_evidence", sha256="a" * 64, filed_here=True, **shared)
    walk.must(POC, "report_progress", action="a2", percent=40)
    return walk


WAYS_OF_CHAINS: dict[str, Callable[[], Walk]] = {"waited for another railroad": waited_and_done}
"""By name."""
