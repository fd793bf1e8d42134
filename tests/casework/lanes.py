"""Stretches of a return by stages, and of a scope that changes, on which tests go on."""

from datetime import timedelta
from typing import Any

from tests.casework import paths
from tests.casework.walk import HQ, MXC, OFF, POC, PORT, SUP, Walk

EVERYWHERE = [
    {"benefit": "reduced-exams"},
    {"benefit": "front-of-line", "place": "2304"},
    {"benefit": "joint-processing", "place": "2304"},
]
"""A scope that a return by stages gives back lane by lane."""

LAREDO: dict[str, Any] = {
    "id": "laredo",
    "crossing": "2304",
    "lane": "Ferromex to SVR",
    "benefits": ["reduced-exams", "front-of-line"],
    "measures": ["joint_inspection", "cbp_seal", "checked_consist"],
    "entry": {"figures": 1},
    "exposure": {"trains": 10, "cars": 800},
    "criterion": {
        "exceptions_at_most": 1,
        "exams_per_1000_at_least": 20,
        "joint_inspections_at_least": 1,
    },
    "days": 21,
    "fall_back": {
        "en": "Every train is inspected again.",
        "es": "Cada tren se inspecciona de nuevo.",
    },
}
EAGLE_PASS: dict[str, Any] = {
    "id": "eagle-pass",
    "crossing": "2303",
    "benefits": ["reduced-exams"],
    "measures": ["checked_consist"],
    "entry": {"figures": 0, "actions": ["a2"]},
    "exposure": {"trains": 5, "cars": 300},
    "fall_back": {"en": "Back to Laredo alone.", "es": "Se vuelve solo a Laredo."},
}
PLAN: dict[str, Any] = {"kind": "stage_plan", "stages": [LAREDO, EAGLE_PASS]}


def day(walk: Walk, ago: int = 0) -> str:
    """A day in the case's zone, so many days ago."""
    return (walk.case.local_day(walk.now) - timedelta(days=ago)).isoformat()


def figure(walk: Walk, name: str, crossing: str = "2304", **changes: Any) -> dict[str, Any]:
    """What a port says of yesterday's and today's trains; enough to pass unless changed."""
    said = {
        "figure": name,
        "crossing": crossing,
        "since": day(walk),
        "until": day(walk),
        "trains": 12,
        "cars": 900,
        "exams": 30,
        "source": "port's train log",
    }
    return {**said, **changes}


def inspection(walk: Walk, name: str, crossing: str = "2304", **changes: Any) -> dict[str, Any]:
    """What is said of a train that both sides have looked at together today."""
    said = {
        "inspection": name,
        "crossing": crossing,
        "inspected_on": day(walk),
        "train": "M-LRD-12",
        "cars": 90,
        "seals_checked": 90,
        "consist_checked": True,
        "together_with": "ANAM Nuevo Laredo",
    }
    return {**said, **changes}


def suspended(scope: list[dict[str, str]] | None = None) -> Walk:
    """A carrier whose suspension covers one benefit everywhere and two at Laredo."""
    walk = paths.opened()
    walk.must(PORT, "record_exposure", **figure(walk, "before", exams=9))
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole when the train left our yard.")
    paths.suspension_ordered(walk, scope=scope or EVERYWHERE)
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.must(PORT, "confirm_off", benefits=scope or EVERYWHERE)
    walk.must(POC, "acknowledge")
    return walk


def return_recommended(walk: Walk, *, second: str = "BEFORE_FULL") -> None:
    """To DECISION: everything is ready for the return, with one action for later."""
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk, second=second)
    paths.verified(walk)
    walk.must(OFF, "recommend_return", **paths.recommendation(walk, "rec-2"))


def staged_order(walk: Walk, plan: dict[str, Any] | None = None) -> dict[str, Any]:
    """What headquarters says to return a carrier by stages; the plan is filed first."""
    walk.must(OFF, "file_draft", document="stages", content=plan or PLAN)
    return {
        **walk.letter("letter-return"),
        "legal_basis": "967a",
        "mode": "staged",
        "stage_plan": "stages",
        "stage_plan_sha256": walk.sha("stages"),
    }


def staged(plan: dict[str, Any] | None = None) -> Walk:
    """A carrier that is back by stages, none of which has started."""
    walk = suspended()
    return_recommended(walk)
    walk.must(HQ, "reinstate", **staged_order(walk, plan))
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    return walk


def seen(walk: Walk, name: str, crossing: str = "2304", **changes: Any) -> None:
    """A figure and a joint inspection that let a stage pass unless changed."""
    walk.must(PORT, "record_exposure", **figure(walk, name, crossing, **changes))
    walk.must(MXC, "record_joint_inspection", **inspection(walk, f"{name}-joint", crossing))


def opened(walk: Walk, name: str) -> None:
    """A stage starts, and the port confirms its benefits."""
    walk.must(SUP, "start_stage", stage=name)
    confirmed(walk, name)


def confirmed(walk: Walk, name: str) -> None:
    """The port confirms what a stage has ordered on."""
    items = LAREDO_ITEMS if name == "laredo" else EAGLE_PASS_ITEMS
    walk.must(PORT, "confirm_on", benefits=items)


def passed(walk: Walk) -> None:
    """The first stage starts, is seen enough of, and passes."""
    opened(walk, "laredo")
    walk.until(3)
    seen(walk, "first-days")
    walk.must(SUP, "pass_stage", stage="laredo")


LAREDO_ITEMS = [
    {"benefit": "reduced-exams", "place": "2304"},
    {"benefit": "front-of-line", "place": "2304"},
]
EAGLE_PASS_ITEMS = [{"benefit": "reduced-exams", "place": "2303"}]
