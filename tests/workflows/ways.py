"""Whole ways through a case, as pure walks that a workflow can follow."""

from tests.casework import lanes
from tests.casework.paths import (
    analysis_filed,
    attested,
    closed,
    evidence,
    plan,
    plan_accepted,
    plan_filed,
    reinstated,
    return_ordered,
    suspended,
    verified,
)
from tests.casework.walk import HQ, OFF, OFF2, POC, PORT, SUP, Walk


def lesson_filed(walk: Walk) -> None:
    """To the end: the last letter is read, the lesson drafted, answered and filed."""
    walk.must(POC, "acknowledge_letter", letter="letter-closing")
    lesson = {"en": "Look twice.", "es": "Mire dos veces."}
    walk.must(OFF, "draft_lesson", text=lesson, root_causes="No second look.")
    walk.must(POC, "answer_lesson", agrees_to_publication=False)
    walk.must(SUP, "file_lesson")


def clean_path() -> Walk:
    """From the opening to a filed lesson."""
    walk = reinstated()
    walk.until(365)
    closed(walk)
    lesson_filed(walk)
    return walk


def returned_plan() -> Walk:
    """A plan that is returned, lies too long, and is filed again; then to the return."""
    walk = suspended()
    walk.until(10)
    analysis_filed(walk)
    plan_filed(walk)
    walk.must(OFF, "mark_complete")
    results = [
        {"action": "a1", "accepted": False, "reason": "It names no date."},
        {"action": "a2", "accepted": True, "reason": "Clear."},
    ]
    walk.must(OFF2, "return_plan", results=results)
    walk.until(13)
    walk.must(POC, "submit_plan", **attested(walk, "cap", plan("Two actions, with dates.")))
    plan_accepted(walk)
    verified(walk)
    return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


def lane_by_lane() -> Walk:
    """Relief at one crossing, then a return by stages with one step back, to a filed lesson."""
    walk = lanes.suspended()
    relief = {"legal_basis": "967a", "give_back": [{"benefit": "reduced-exams", "place": "2303"}]}
    walk.must(HQ, "modify_scope", **walk.letter("letter-relief"), **relief)
    walk.must(POC, "acknowledge_letter", letter="letter-relief")
    lanes.return_recommended(walk)
    plan_of_one = {**lanes.PLAN, "stages": [lanes.LAREDO]}
    walk.must(HQ, "reinstate", **lanes.staged_order(walk, plan_of_one))
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    walk.must(SUP, "start_stage", stage="laredo")
    walk.must(SUP, "fall_back", stage="laredo", reason="Two seals were broken.")
    walk.until(2)
    walk.must(SUP, "start_stage", stage="laredo")
    walk.must(PORT, "confirm_on", benefits=lanes.LAREDO_ITEMS)
    walk.until(30)
    lanes.seen(walk, "enough")
    evidence(walk, "e2", "a2")
    walk.must(SUP, "pass_stage", stage="laredo")
    rest = [*lanes.EVERYWHERE[::2], {"benefit": "reduced-exams", "place": "2303"}]
    walk.must(SUP, "confirm_on", benefits=rest)
    walk.until(100)
    closed(walk, met=True)
    lesson_filed(walk)
    return walk


def silence() -> Walk:
    """A suspended carrier from whom nothing is heard any more, until headquarters is late too."""
    walk = suspended()
    walk.until(120)
    return walk
