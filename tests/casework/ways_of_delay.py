"""Ways on which CBP is late with everything, and what runs out after the end."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, SUP, Walk


def slow_office() -> Walk:
    """Every look, visit and report of CBP comes late; nothing of it counts against the carrier."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.until(20)
    paths.plan_accepted(walk)
    walk.must(POC, "report_progress", action="a1", percent=50)
    walk.must(
        POC,
        "submit_evidence",
        evidence="e1",
        action="a1",
        file_name="log.pdf",
        file_sha256="a" * 64,
    )
    walk.until(10)
    walk.must(OFF, "accept_evidence", evidence="e1")
    walk.must(OFF, "evidence_complete")
    walk.until(10)
    today = walk.case.local_day(walk.now).isoformat()
    walk.must(OFF, "record_visit", visited_on=today, sites=["yard"], announced=False)
    paths.evidence(walk, "e2", "a2")
    walk.must(
        POC,
        "submit_evidence",
        evidence="e3",
        action="a2",
        file_name="log.pdf",
        file_sha256="a" * 64,
    )
    walk.until(10)
    walk.must(OFF, "file_visit_report", passed=True)
    walk.until(10)
    return walk


def waived() -> Walk:
    """A complete filing, and a visit that headquarters waives."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    walk.must(OFF, "mark_complete")
    paths.plan_accepted(walk)
    paths.evidence(walk, "e1", "a1")
    walk.must(OFF, "evidence_complete")
    walk.must(HQ, "waive_visit", reason="The yard is under water.")
    return walk


def removed_for_good() -> Walk:
    """Removed, the window of the appeal and the bar run out, and the lesson waits."""
    walk = paths.suspended()
    walk.until(100)
    walk.must(HQ, "remove", **walk.letter("letter-removal"), legal_basis="967a")
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    walk.until(60)
    text = {"en": "Look twice.", "es": "Mire dos veces."}
    walk.must(OFF, "draft_lesson", text=text, root_causes="Nobody looked.")
    walk.until(340)
    walk.must(SUP, "publish_lesson", level="public")
    return walk


WAYS_OF_DELAY: dict[str, Callable[[], Walk]] = {
    "slow office": slow_office,
    "waived": waived,
    "removed for good": removed_for_good,
}
"""By name."""
