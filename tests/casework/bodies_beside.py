"""What a person might say with the commands beside the main line."""

from typing import Any

from tests.casework.walk import Walk


def said_beside(walk: Walk, pick: int, action: str) -> dict[str, dict[str, Any]]:
    """Return what is said with each; ``pick`` chooses among what could be said."""
    today = walk.case.local_day(walk.now).isoformat()
    findings = list(walk.case.false_statements) or ["none"]
    return {
        "raise_false_statement": {
            "finding": f"lie{len(walk.batches)}",
            "statement": "The log is whole.",
            "where_given": "validation visit",
            "why_false": "It is not.",
        },
        "confirm_finding": {
            "legal_basis": ("967a", "967b")[pick % 2],
            "finding": findings[-1],
            "knowingly": bool(pick % 2),
            "during_validation": True,
            "reason": "The ink.",
        },
        "contact_note": {
            "text": "Called.",
            "commitments": [
                {
                    "id": f"p{len(walk.batches)}",
                    "what": "A map",
                    "owner": ("POC", "OFF")[pick % 2],
                    "person": "p",
                    "due": today if pick % 3 else None,
                }
            ],
        },
        "fulfil_commitment": {
            "commitment": (list(walk.case.promises) or ["none"])[-1],
            "basis": "Seen.",
        },
        "release_commitment": {
            "commitment": (list(walk.case.promises) or ["none"])[-1],
            "reason": "No need.",
        },
        "rename_carrier": {
            "renaming": f"n{len(walk.batches)}",
            "name": f"Name {len(walk.batches)}",
            "scac": "SVX",
            "since": today,
            "why": "renamed",
            "proof": "Register.",
        },
        "countersign_renaming": {"renaming": (list(walk.case.names) or ["none"])[-1]},
        "refuse_renaming": {
            "renaming": (list(walk.case.names) or ["none"])[-1],
            "reason": "No.",
        },
        "legal_hold": {"hold": f"h{len(walk.batches)}", "authority": "Counsel", "reason": "So."},
        "release_legal_hold": {
            "hold": (list(walk.case.tracks.get("LEGAL_HOLD", {})) or ["none"])[-1],
            "authority": "Counsel",
            "reason": "Over.",
        },
        "link_case": {
            "other_case": f"case-{len(walk.batches)}",
            "other_carrier": ("GSL", "SVR")[pick % 2],
            "relation": ("same_incident", "earlier_case")[pick % 2],
        },
        "share_evidence": {
            "other_case": (list(walk.case.chain) or ["case-0"])[0],
            "sha256": "a" * 64,
            "filed_here": bool(pick % 2),
            "what": "Seal log",
            "access": ("cbp", "both_carriers")[pick % 2],
        },
        "record_dependency": {
            "dependency": f"d{len(walk.batches)}",
            "action": action,
            "other_case": (list(walk.case.chain) or ["case-0"])[0],
            "other_action": "b1",
            "needs": "A log at the bridge.",
            "waits": ("this", "other")[pick % 2],
        },
        "settle_dependency": {
            "dependency": (list(walk.case.dependencies) or ["none"])[-1],
            "basis": "Seen.",
        },
        "request_concurrence": {
            "agency": ("aphis", "senasica")[pick % 2],
            "findings": list(walk.case.findings)[:1] or ["f1"],
            "text": "May it return?",
        },
        "concur": {"agency": ("aphis", "senasica")[pick % 2]},
        "object": {"agency": "aphis", "reason": "Soil.", "would_satisfy": "Washing."},
        "record_inland_inspection": {
            "inspected_on": today,
            "place": "yard",
            "inland": True,
            "authorities": ["CBP", "APHIS"],
            "cars": 3,
            "passed": True,
            "result": "Clean.",
        },
        "reconsider": {
            "legal_basis": ("967a", "967b")[pick % 2],
            "ground_fell_away": "The test was negative.",
        },
        "record_reversal_told": {
            "recipient": (list(walk.case.told) or ["none"])[0],
            "how": "phone",
        },
        "dismiss_finding": {"finding": findings[-1], "reason": "A slip."},
    }
