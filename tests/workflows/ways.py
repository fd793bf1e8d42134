"""Whole ways through a case, as pure walks that a workflow can follow."""

from tests.casework.paths import (
    analysis_filed,
    attested,
    closed,
    plan,
    plan_accepted,
    plan_filed,
    reinstated,
    return_ordered,
    suspended,
    verified,
)
from tests.casework.walk import OFF, OFF2, POC, SUP, Walk


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


def silence() -> Walk:
    """A suspended carrier from whom nothing is heard any more, until headquarters is late too."""
    walk = suspended()
    walk.until(120)
    return walk
