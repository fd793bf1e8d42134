"""Ways on which something is promised, the carrier gets another name, and a hold is placed."""

from collections.abc import Callable

from tests.casework import paths
from tests.casework.walk import OFF, OPS, POC, SUP, Walk

CALL = {"text": "Called the yard.", "kind": "call", "with_whom": ["yard master"]}
NAME = {
    "renaming": "n1",
    "name": "Sierra Verde and Gulf",
    "scac": "SVG",
    "since": "2026-02-01",
    "why": "merged",
    "merged_with": "Gulf Holding",
    "proof": "Register of 1 February.",
}
HOLD = {"hold": "h1", "authority": "Office of counsel", "reason": "A claim is pending."}


def promise(name: str, owner: str, due: str | None) -> dict[str, str | None]:
    """A commitment as it is noted."""
    return {"id": name, "what": f"Promise {name}", "owner": owner, "person": "p-1", "due": due}


def promised() -> Walk:
    """Promises of both sides: kept by either, let go, and broken."""
    walk = paths.suspended()
    made = [
        promise("p1", "POC", "2026-03-12"),
        promise("p2", "OFF", "2026-03-12"),
        promise("p3", "POC", None),
        promise("p4", "POC", "2026-03-06"),
        promise("p5", "SUP", "2026-03-06"),
    ]
    walk.must(OFF, "contact_note", **CALL, commitments=made)
    own = [promise("p6", "POC", "2026-03-20")]
    walk.must(POC, "contact_note", text="We called back.", commitments=own)
    walk.must(POC, "fulfil_commitment", commitment="p1", basis="Sent by mail.")
    walk.must(SUP, "fulfil_commitment", commitment="p2", basis="Map handed over.")
    walk.must(OFF, "release_commitment", commitment="p6", reason="Not needed.")
    walk.until(12)
    return walk


def renamed() -> Walk:
    """One name is refused, another agreed; a legal hold is placed, and outlives the case."""
    walk = paths.opened()
    walk.must(OPS, "rename_carrier", **{**NAME, "renaming": "n0", "scac": "SVX"})
    walk.must(SUP, "refuse_renaming", renaming="n0", reason="No such mark.")
    walk.must(OPS, "rename_carrier", **NAME)
    walk.must(SUP, "countersign_renaming", renaming="n1")
    walk.must(SUP, "legal_hold", **HOLD)
    paths.recommendation(walk, "rec-0")
    walk.must(SUP, "close_no_action", **walk.letter("letter-none"))
    walk.until(30)
    over = {"authority": "Office of counsel", "reason": "Settled."}
    walk.must(SUP, "release_legal_hold", hold="h1", **over)
    return walk


WAYS_OF_NOTES: dict[str, Callable[[], Walk]] = {"promised": promised, "renamed": renamed}
"""By name."""
