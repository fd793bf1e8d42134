"""Ways on which the effect of a decision is lifted: by a court, until its end or a return."""

from collections.abc import Callable

from casework.roles import Actor
from tests.casework import paths
from tests.casework.walk import APP, CNS, HQ, POC, PORT, SUP, Walk

ORDER = {"court": "a district court", "order": "order.pdf", "order_sha256": "d" * 64}
REASONS = {"reasons": "The appeal raises a serious question."}


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


def asked_for(*, days: float = 0) -> Walk:
    """An appeal is filed, and a stay asked for until it is determined."""
    walk = paths.suspended()
    walk.must(CNS, "file_appeal", appeal="appeal-1", letter="letter-suspension", text="Not ours.")
    walk.must(POC, "request_stay", stay="s1", decision="letter-suspension", reason="Harm.")
    walk.until(days)
    return walk


def answered(who: Actor, act: str, *, days: float = 0) -> Walk:
    """A stay granted or refused, by headquarters or by the appeal office, in time or late."""
    walk = asked_for(days=days)
    walk.must(who, act, stay="s1", reasons="The appeal raises a serious question.")
    return walk


WAYS_OF_STAYS: dict[str, Callable[[], Walk]] = {
    "stayed by a court": stayed_by_a_court,
    "returned while stayed": returned_while_stayed,
    "stay granted late": lambda: answered(HQ, "grant_stay", days=10),
    "stay granted on appeal": lambda: answered(APP, "grant_stay"),
    "stay refused": lambda: answered(HQ, "refuse_stay"),
    "stay refused on appeal": lambda: answered(APP, "refuse_stay"),
}
"""By name."""
