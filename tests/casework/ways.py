"""Whole ways through a case by the real rules: together they take every row of the table."""

from collections.abc import Callable
from functools import cache

from tests.casework import paths
from tests.casework.walk import EXE, HQ, OFF, POC, SUP, Walk
from tests.casework.ways_from_paper import WAYS_FROM_PAPER
from tests.casework.ways_of_agriculture import WAYS_OF_AGRICULTURE
from tests.casework.ways_of_appeals import WAYS_OF_APPEALS
from tests.casework.ways_of_chains import WAYS_OF_CHAINS
from tests.casework.ways_of_delay import WAYS_OF_DELAY
from tests.casework.ways_of_disruptions import WAYS_OF_DISRUPTIONS
from tests.casework.ways_of_false_statements import WAYS_OF_FALSE_STATEMENTS
from tests.casework.ways_of_holds import WAYS_OF_HOLDS
from tests.casework.ways_of_lanes import WAYS_OF_LANES
from tests.casework.ways_of_leaving import WAYS_OF_LEAVING
from tests.casework.ways_of_lessons import WAYS_OF_LESSONS
from tests.casework.ways_of_notes import WAYS_OF_NOTES
from tests.casework.ways_of_orders import WAYS_OF_ORDERS
from tests.casework.ways_of_partners import WAYS_OF_PARTNERS
from tests.casework.ways_of_requests import WAYS_OF_REQUESTS
from tests.casework.ways_of_stays import WAYS_OF_STAYS
from tests.casework.ways_of_versions import WAYS_OF_VERSIONS

MARK = "Motive-4711"
"""Stands in every reason that is given on the ways below, and may reach no partner."""

UNHEARD = {"no_comment_reason": f"{MARK}: the carrier cannot be reached."}


def clean() -> Walk:
    """Heard, suspended, corrected, returned with a condition, monitored, closed, lesson filed."""
    walk = paths.reinstated()
    walk.until(100)
    paths.closed(walk)
    walk.must(
        OFF, "draft_lesson", text={"en": "Look twice.", "es": "Mire dos veces."}, root_causes="r"
    )
    walk.must(POC, "answer_lesson", agrees_to_publication=False)
    walk.must(SUP, "file_lesson")
    return walk


def returned() -> Walk:
    """Analysis, plan, evidence and verification all go back; then the case is referred twice."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    walk.must(OFF, "return_pia", reason=f"{MARK}: no map.")
    paths.analysis_filed(walk, "Second telling.")
    paths.plan_filed(walk)
    walk.must(OFF, "return_pia", reason=f"{MARK}: still no map.")
    walk.must(OFF, "return_incomplete", missing=f"{MARK}: no owner.")
    paths.analysis_filed(walk, "Third telling.")
    paths.plan_filed(walk, "Second plan.")
    results = [
        {"action": "a1", "accepted": False, "reason": f"{MARK}: too late."},
        {"action": "a2", "accepted": True, "reason": "Good."},
    ]
    walk.must(OFF, "return_plan", results=results)
    paths.plan_filed(walk, "Third plan.")
    paths.plan_accepted(walk)
    paths.evidence(walk, "e0", "a1", accepted=False)
    walk.until(75)
    paths.visited(walk, passed=False, actions_required=[f"{MARK}: lock the gate."])
    paths.evidence(walk, "e1", "a1")
    walk.must(OFF, "evidence_complete")
    paths.evidence(walk, "e2", "a2", accepted=False)
    walk.must(SUP, "fail_verification", reason=f"{MARK}: the gate is open.")
    paths.plan_filed(walk, "Fourth plan.")
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-2"))
    walk.must(HQ, "remand", questions="Who holds the keys?")
    paths.plan_accepted(walk)
    paths.evidence(walk, "e3", "a1")
    walk.must(OFF, "evidence_complete")
    paths.visited(walk, passed=False)
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-3"))
    return walk


def silent() -> Walk:
    """No answer at all: every lapse, the term, the late decision, and the removal."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, **UNHEARD)
    walk.until(5)
    walk.hear(
        "on:bounced",
        letter="letter-suspension",
        message_id="<1@ctpat.example>",
        content_sha256="b" * 64,
        at=walk.now.isoformat(),
    )
    proof = {"proof": "courier receipt", "proof_sha256": "c" * 64}
    walk.must(OFF, "record_delivery", letter="letter-suspension", **proof)
    walk.until(130)
    letter = walk.letter("letter-removal")
    hashes = [walk.sha("rec-1")]
    bar = {"legal_basis": "967b", "reapply_after_days": 730}
    walk.must(HQ, "remove", **letter, **bar, rests_on=hashes)
    walk.must(EXE, "acknowledge_letter", letter="letter-removal")
    walk.until(5)
    return walk


def late() -> Walk:
    """The plan comes in the grace; its correction does not come at all."""
    walk = paths.suspended()
    walk.until(93)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.must(OFF, "return_incomplete", missing=f"{MARK}: no owner.")
    walk.until(16)
    return walk


def unsuspended() -> Walk:
    """A plan without a suspension: not filed, asked for again, filed late, sent back, done."""
    walk = paths.opened()
    paths.recommendation(walk, "rec-0")
    walk.must(SUP, "require_plan", **walk.letter("letter-plan"))
    walk.must(POC, "acknowledge_letter", letter="letter-plan")
    walk.until(50)
    walk.must(SUP, "require_plan", **walk.letter("letter-plan-2"))
    walk.must(POC, "acknowledge_letter", letter="letter-plan-2")
    walk.until(33)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk, second="BEFORE_RETURN")
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-1"))
    walk.must(HQ, "remand", questions="Who holds the keys?")
    walk.until(1)
    paths.evidence(walk, "e1", "a1")
    paths.evidence(walk, "e2", "a2")
    walk.must(OFF, "evidence_complete")
    paths.visited(walk)
    walk.must(SUP, "close_corrected", **walk.letter("letter-corrected"))
    return walk


def commented(then: str) -> Walk:
    """A proposed sanction that headquarters does not take, after silence or a waiver."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    if then == "require_plan":
        walk.until(20)
    else:
        walk.must(EXE, "waive_comment")
    walk.must(HQ, then, **walk.letter("letter-decision"))
    return walk


def dropped() -> Walk:
    """Closed by the supervisor at once."""
    walk = paths.opened()
    paths.recommendation(walk, "rec-0")
    walk.must(SUP, "close_no_action", **walk.letter("letter-none"))
    return walk


def relapsed() -> Walk:
    """Back, but a condition is not met; referred, and kept in monitoring until it is over."""
    walk = paths.reinstated()
    paths.evidence(walk, "e8", "a2", accepted=False)
    walk.until(170)
    walk.must(SUP, "refer", **paths.recommendation(walk, "rec-3"))
    walk.must(HQ, "keep_monitoring", **walk.letter("letter-kept"))
    walk.until(220)
    return walk


WAYS: dict[str, Callable[[], Walk]] = {
    "clean": clean,
    "returned": returned,
    "silent": silent,
    "late": late,
    "unsuspended": unsuspended,
    "plan after silence": lambda: commented("require_plan"),
    "nothing after a waiver": lambda: commented("close_no_action"),
    "dropped": dropped,
    "relapsed": relapsed,
    **WAYS_OF_REQUESTS,
    **WAYS_OF_ORDERS,
    **WAYS_OF_DELAY,
    **WAYS_OF_LANES,
    **WAYS_FROM_PAPER,
    **WAYS_OF_APPEALS,
    **WAYS_OF_PARTNERS,
    **WAYS_OF_VERSIONS,
    **WAYS_OF_HOLDS,
    **WAYS_OF_DISRUPTIONS,
    **WAYS_OF_STAYS,
    **WAYS_OF_FALSE_STATEMENTS,
    **WAYS_OF_LEAVING,
    **WAYS_OF_AGRICULTURE,
    **WAYS_OF_CHAINS,
    **WAYS_OF_NOTES,
    **WAYS_OF_LESSONS,
}
"""By name."""


@cache
def walked(way: str) -> Walk:
    """A way, walked once for all tests."""
    return WAYS[way]()
