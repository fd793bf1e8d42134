"""Whole ways through a case, as pure walks that a workflow can follow."""

from datetime import timedelta

from tests.casework import lanes
from tests.casework.paths import (
    analysis_filed,
    attested,
    closed,
    evidence,
    opened,
    plan,
    plan_accepted,
    plan_filed,
    recommended,
    reinstated,
    return_ordered,
    suspended,
    suspension_ordered,
    verified,
)
from tests.casework.walk import HQ, OFF, OFF2, OPS, POC, PORT, SUP, Walk
from tests.casework.ways_from_paper import implementing


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


def decided_late() -> Walk:
    """Silence; headquarters decides long after its own day and after the term, on more time."""
    walk = suspended()
    walk.until(125)
    more = {"reason": "They call.", "days": 60, "resume": "SUSPENDED"}
    walk.must(HQ, "extend_and_return", **more, **walk.letter("letter-more"))
    walk.must(POC, "acknowledge_letter", letter="letter-more")
    analysis_filed(walk)
    plan_filed(walk)
    return walk


def extended_on_the_last_day() -> Walk:
    """More time for the last day to answer is asked for on that day, and granted after it."""
    walk = suspended()
    walk.until((walk.case.clocks["T10"].due - walk.now) / timedelta(days=1) - 0.1)
    request = {"request": "x1", "clock": "T10", "days": 14, "reason": "A flood."}
    walk.must(POC, "request_extension", **request)
    walk.until(2)
    walk.must(HQ, "grant_extension", request="x1", days=14, reason="A flood.")
    walk.until(10)
    analysis_filed(walk)
    plan_filed(walk)
    return walk


def adopted_to_the_return() -> Walk:
    """Adopted from paper while the plan is carried out, and led to the return."""
    walk = implementing()
    verified(walk)
    return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


def undeliverable() -> Walk:
    """A letter that no mailbox takes, sent again in vain; headquarters declares it served."""
    walk = opened()
    recommended(walk)
    suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    bounced = {"message_id": "<1@ctpat.example>", "content_sha256": "b" * 64}
    walk.hear("on:bounced", letter="letter-suspension", at=walk.now.isoformat(), **bounced)
    walk.until(1)
    walk.must(OPS, "resend", letter="letter-suspension", channel="courier")
    walk.until(3)
    walk.must(HQ, "declare_served", channels_tried=["mail", "courier"], log="Nobody opened.")
    return walk


def removed() -> Walk:
    """Silence to the last day and beyond; headquarters removes the carrier."""
    walk = suspended()
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    return walk
