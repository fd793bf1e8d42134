"""Ways on which agriculture is asked: it concurs, objects, or says nothing."""

from collections.abc import Callable
from typing import Any

from tests.casework import paths
from tests.casework.walk import APHIS, EXE, HQ, MXC, OFF, POC, SENASICA, SUP, Walk

SOIL = {
    "id": "f1",
    "requirement": "Cars are free of soil",
    "category": "agriculture",
    "who_controlled": "SVR",
}
SECRET = {
    "id": "f2",
    "requirement": "Drivers are vetted",
    "category": "personnel",
    "severity": "should",
    "who_controlled": "SVR",
}
REQUEST = {"findings": ["f1"], "text": "May the carrier return to the lane?"}
INSPECTION = {
    "place": "inland yard of Nuevo León",
    "inland": True,
    "authorities": ["CBP", "APHIS", "SENASICA"],
    "cars": 12,
    "passed": True,
    "result": "No soil, seals whole.",
}


def seal(**changes: Any) -> dict[str, Any]:
    """A seal that is as expected and stood view, verify, tug and twist."""
    return {
        "car": "SVRX1001",
        "seal_class": "H",
        "expected": "AB-4711",
        "found": "AB-4711",
        **dict.fromkeys(("viewed", "verified", "tugged", "twisted"), True),
        "checked_at": "2026-03-01T10:00:00Z",
        "place": "yard",
        **changes,
    }


def recommended(walk: Walk) -> None:
    """A sanction is recommended on one finding of agriculture's and one of another field."""
    read = paths.recommendation(walk, "rec-1", findings=[SOIL, SECRET])
    walk.must(OFF, "recommend_sanction", **read)


def at_headquarters() -> Walk:
    """The return of a carrier with a finding of agriculture's lies before headquarters."""
    walk = paths.opened()
    recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    today = walk.case.local_day(walk.now).isoformat()
    inspection = {**INSPECTION, "inspected_on": today, "seals": [seal()]}
    walk.must(MXC, "record_inland_inspection", **inspection)
    paths.verified(walk)
    walk.must(OFF, "request_concurrence", agency="aphis", **REQUEST)
    walk.must(OFF, "recommend_return", **paths.recommendation(walk, "rec-2"))
    return walk


def returned(walk: Walk, **more: Any) -> Walk:
    """The return is ordered and served."""
    order = {"legal_basis": "967a", "mode": "conditional", **more}
    walk.must(HQ, "reinstate", **walk.letter("letter-return"), **order)
    walk.must(EXE, "acknowledge_letter", letter="letter-return")
    walk.must(SUP, "confirm_on", benefits=paths.SCOPE)
    return walk


def concurs() -> Walk:
    """APHIS objects and is satisfied; SENASICA answers by the day of the joint work plan."""
    walk = at_headquarters()
    plan = {"agreed_day": "2026-03-20", "work_plan": "Joint work plan of 2026"}
    walk.must(OFF, "request_concurrence", agency="senasica", **REQUEST, **plan)
    words = {"reason": "Soil on 2 cars.", "would_satisfy": "Washing at the yard."}
    walk.must(APHIS, "object", agency="aphis", **words)
    walk.must(OFF, "request_concurrence", agency="aphis", **REQUEST)
    walk.until(2)
    walk.must(APHIS, "concur", agency="aphis", conditions=["Cars are washed for 6 months."])
    walk.must(SENASICA, "concur", agency="senasica")
    return returned(walk)


def without() -> Walk:
    """Nobody answers; headquarters decides without, and says so."""
    walk = at_headquarters()
    walk.until(20)
    return returned(walk, without_agriculture="Asked on 2 March; no answer by the day set.")


WAYS_OF_AGRICULTURE: dict[str, Callable[[], Walk]] = {
    "agriculture concurs": concurs,
    "return without agriculture": without,
}
"""By name."""
