"""What a person might say about appeals and partner notices."""

from typing import Any

from tests.casework.paths import SCOPE
from tests.casework.walk import Walk


def said_of_matters(walk: Walk, pick: int, today: str) -> dict[str, dict[str, Any]]:
    """Return what is said with each command of a matter beside the case."""
    return {
        "file_appeal": {
            "appeal": f"ap{len(walk.batches)}",
            "letter": walk.case.decisions[-1].letter if walk.case.decisions else "none",
            "text": "Not in our custody.",
        },
        "acknowledge_appeal": {"expedited": bool(pick % 2)},
        "amend_appeal": {"text": "A photograph."},
        "hand_over_record": {"through": 1 + pick, "head_sha256": "d" * 64},
        "reject_late": {"reason": "Late.", "delivery_weighed": "On the first day."},
        "dismiss_appeal": {"reason": "No authority."},
        "determine": {
            "outcome": ("annul", "replace", "change", "remand", "deny")[pick % 5],
            "reasons": "So.",
            "scope": SCOPE,
            "term_days": 30,
            "questions": "Who?",
        },
        "confirm_decision": {
            "decision": walk.case.decisions[0].letter if walk.case.decisions else "none",
            "reasons": "So.",
        },
        "acknowledge_notice": {"folio": "OEA-7"},
        "mark_not_applicable": {"reason": "Ended."},
        "resend_notice": {"channel": "courier"},
        "record_joint_visit": {"visited_on": today, "installation": "yard", "result": "Shut."},
    }
