"""What a person might say of scopes, stages and figures: mostly sensible, sometimes not."""

from typing import Any

from tests.casework.lanes import PLAN, figure, inspection
from tests.casework.walk import OFF, Walk


def said_of_lanes(walk: Walk, pick: int) -> dict[str, dict[str, Any]]:
    """Return what is said with each command; ``pick`` chooses among what could be said."""
    number = len(walk.batches)
    crossing = ("2304", "2303")[pick % 2]
    here = {"benefit": "reduced-exams", "place": crossing}
    wider = {"benefit": ("visible-status", "reduced-exams", "joint-processing")[pick % 3]}
    basis = {"legal_basis": "967a"}
    reliefs = list(walk.case.reliefs) or ["none"]
    stages = list(walk.case.stages) or ["none"]
    stage = {"stage": stages[pick % len(stages)]}
    why = {"reason": "Rain."}
    return {
        "modify_scope": {
            **basis,
            "give_back": [here] if pick % 2 else [],
            "take_away": [] if pick % 2 else [{**wider, "place": "2304"}],
            "request": reliefs[-1] if pick % 3 == 1 else None,
        },
        "request_early_relief": {
            "request": f"r{number}",
            "benefits": [here],
            "interim_controls": "Two people look.",
        },
        "refuse_relief": {"request": reliefs[-1], **why},
        "withhold_ucp": {"port": crossing, **why},
        "grant_ucp": {"port": crossing, **why},
        "record_exposure": figure(walk, f"f{number}", crossing),
        "record_joint_inspection": inspection(walk, f"j{number}", crossing),
        "start_stage": stage,
        "pass_stage": stage,
        "prolong_stage": {**stage, "days": 1 + pick, **why},
        "fall_back": {**stage, **why},
        "unfreeze": {**stage, **why},
    }


def return_said(walk: Walk, pick: int) -> dict[str, Any]:
    """Return how headquarters returns a carrier: in full, with conditions, staged, or lower."""
    mode = ("full", "conditional", "staged", "conditional", "lower_status")[pick % 5]
    if mode == "lower_status":
        return {"mode": mode, "status": "certified"}
    if mode != "staged":
        return {"mode": mode}
    name = f"stages-{len(walk.batches)}"
    walk.do(OFF, "file_draft", document=name, content=PLAN)
    filed = walk.case.documents.get(name)
    return {
        "mode": mode,
        "stage_plan": name,
        "stage_plan_sha256": filed.sha256 if filed else "0" * 64,
    }
