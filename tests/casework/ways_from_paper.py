"""Ways on which paper comes in: adopted cases, filings by post, corrected entries."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.casework import paths
from tests.casework.walk import HQ, OFF, OPS, POC, SUP, Walk

ACTIONS = [
    {"id": "a1", "finding": "f1", "due": "2026-05-10", "gate": "BEFORE_RETURN"},
    {"id": "a2", "finding": "f1", "due": "2026-09-10", "gate": "IN_MONITORING"},
]
ON_PAPER: dict[str, Any] = {
    "state": "SUSPENDED",
    "entered_on": "2026-02-05",
    "standing": "SUSPENDED_FULL",
    "decision": {
        "decided_on": "2026-02-02",
        "effect_on": "2026-02-05",
        "served_on": "2026-02-05",
        "signed_by": "hq-0",
        "letter": "letter-paper",
        "letter_sha256": "d" * 64,
        "legal_basis": "967a",
        "scope": paths.SCOPE,
    },
    "findings": [
        {"id": "f1", "requirement": "Seals", "category": "seal", "who_controlled": "SVR"},
    ],
    "recommended_by": ["off-0"],
}
"""Suspended on paper a month before the walk begins (2 March 2026)."""

ACCEPTED: dict[str, Any] = {
    "analysis": {
        "document": "pia",
        "sha256": "1" * 64,
        "filed_on": "2026-02-10",
        "accepted": True,
    },
    "plan": {
        "document": "cap",
        "sha256": "2" * 64,
        "filed_on": "2026-02-12",
        "consent": True,
        "accepted": True,
        "actions": ACTIONS,
    },
}
INCIDENT = {**paths.INCIDENT, "discovered_at": "2026-01-20T10:00:00Z"}


def proposed(**changes: Any) -> Walk:
    """A case is entered from paper; nobody has countersigned it yet."""
    record = {**ON_PAPER, **changes}
    words = {"ground": "incident", "incident": INCIDENT, "record": record}
    return paths.begun(SUP, "adopt_case", **words)


def adopted(**changes: Any) -> Walk:
    """A case is entered from paper and countersigned."""
    walk = proposed(**changes)
    assert walk.case.adoption is not None
    walk.must(HQ, "countersign_adoption", record_sha256=walk.case.adoption.sha256)
    return walk


def implementing() -> Walk:
    """Adopted while the plan is carried out."""
    return adopted(state="IMPLEMENTING", entered_on="2026-02-20", **ACCEPTED)


def verifying() -> Walk:
    """Adopted while the report of the visit waits for its answer."""
    seen = {"visited_on": "2026-02-26", "visited_by": "off-0", "reported_on": "2026-02-27"}
    words = {"state": "VERIFICATION", "entered_on": "2026-02-25", **ACCEPTED}
    return adopted(**words, verification={**seen, "passed": True})


def monitoring() -> Walk:
    """Adopted after the return."""
    words = {"state": "MONITORING", "entered_on": "2026-02-20", "standing": "GOOD"}
    return adopted(**words, **ACCEPTED)


def deciding() -> Walk:
    """Adopted while headquarters decides on a case that went wrong."""
    words = {"state": "DECISION", "entered_on": "2026-02-27", "deciding": "DISPOSITION"}
    return adopted(**words, origin="NON_RESPONSE")


def dropped() -> Walk:
    """Entered from paper by mistake; it waits too long and is voided."""
    walk = proposed()
    walk.until(10)
    walk.must(SUP, "void_case", reason="Entered twice.")
    return walk


def received(walk: Walk, act: str, at: datetime, /, *, role: str = "POC", **words: Any) -> None:
    """Operations enter what came by post, as of its receipt."""
    walk.must(
        OPS,
        "record_received",
        filing=act,
        words=words,
        role=role,
        person=f"{role.lower()}-1",
        received_at=at.isoformat(),
        channel="post",
        original_sha256="9" * 64,
    )


def plan_by_post(days: float) -> Walk:
    """The plan lies in the post room from day 80 on, and is entered after so many days more."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    walk.until(80)
    signed = paths.attested(walk, "cap", paths.plan())
    at = walk.now
    walk.until(days)
    received(walk, "submit_plan", at, **signed)
    return walk


def in_grace_by_post() -> Walk:
    """The plan comes by post in the grace and is entered after it."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    signed = paths.attested(walk, "cap", paths.plan())
    walk.until(92)
    at = walk.now
    walk.until(10)
    received(walk, "submit_plan", at, **signed)
    return walk


def required_by_post() -> Walk:
    """A plan asked for without suspension comes by post in the grace and is entered after it."""
    walk = paths.opened()
    paths.recommendation(walk, "rec-0")
    walk.must(SUP, "require_plan", **walk.letter("letter-plan"))
    walk.must(POC, "acknowledge_letter", letter="letter-plan")
    paths.analysis_filed(walk)
    signed = paths.attested(walk, "cap", paths.plan())
    walk.until(32)
    at = walk.now
    walk.until(10)
    received(walk, "submit_plan", at, **signed)
    return walk


def comment_by_post() -> Walk:
    """A comment on the proposal comes by post in time and is entered after the last day."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.until(2)
    at = walk.now
    walk.until(18)
    received(walk, "submit_comment", at, text="The seals were whole.")
    return walk


def corrected() -> Walk:
    """Errors of entry are corrected by two persons, and one is left as it was."""
    walk = paths.opened()
    clerical = {"reason": "A digit was left out."}
    walk.must(
        OPS, "correct_entry", correction="k1", field="carrier_reference", value="R-10", **clerical
    )
    walk.must(OFF, "countersign_correction", correction="k1")
    walk.must(OPS, "correct_entry", correction="k2", field="office", value="HQ", **clerical)
    walk.must(SUP, "countersign_correction", correction="k2")
    walk.must(
        OPS, "correct_entry", correction="k3", field="entry", value="See 4.", entry=3, **clerical
    )
    walk.must(OFF, "refuse_correction", correction="k3", reason="Entry 3 is right.")
    return walk


WAYS_FROM_PAPER: dict[str, Callable[[], Walk]] = {
    "adopted": adopted,
    "adopted implementing": implementing,
    "adopted verifying": verifying,
    "adopted monitoring": monitoring,
    "adopted deciding": deciding,
    "adoption dropped": dropped,
    "plan by post": lambda: plan_by_post(12),
    "plan by post after the grace": lambda: plan_by_post(30),
    "plan by post in the grace": in_grace_by_post,
    "required plan by post": required_by_post,
    "comment by post": comment_by_post,
    "corrected": corrected,
}
"""By name."""
