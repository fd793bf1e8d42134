"""What tells one received command from another."""

import hashlib
import json
from typing import Any

from casework.roles import Actor


def digest_of(actor: Actor, case_id: str, act: str, body: dict[str, Any]) -> str:
    """Return the SHA-256 (hex) of what was asked of which case, and by whom."""
    said = {"actor": actor.model_dump(mode="json"), "case": case_id, "act": act, "body": body}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
