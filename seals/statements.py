"""What the record itself says under its own key: how far a chain goes, what became of a command,
what a bundle holds, what was disposed of.

A statement travels in an envelope like a command, and begins with what it is (``kind``), so that
none can be taken for another, nor for a command: who checks one asks for its kind. The record's key
signs nothing else and speaks for no person. Its public half lies in the folder ``record`` within
that of the desk's public keys; keys are added, and what an earlier key signed stays signed.
"""

import json
from datetime import datetime
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seals.chain import stamp
from seals.envelope import SealBroken, seal, verify
from seals.trust import Keyring

HEAD = "resumption/head/1"
RECEIPT = "resumption/receipt/1"
BUNDLE = "resumption/bundle/1"
DISPOSAL = "resumption/disposal/1"


class SignedHead(NamedTuple):
    """That the first ``seq`` events of a case end in a hash (hex)."""

    case_id: str
    seq: int
    hash: str


def state(kind: str, said: dict[str, Any], key: Ed25519PrivateKey) -> str:
    """Return a signed statement's envelope (text). The same said with the same key is the same."""
    text = json.dumps(
        {"kind": kind, **said}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return seal(text, key)


def stated(text: str, kind: str, keys: Keyring) -> dict[str, Any]:
    """Return what a statement says. Raises ``SealBroken``, also for one of another kind."""
    try:
        said = json.loads(verify(text, keys))
    except ValueError:
        raise SealBroken("malformed") from None
    if not isinstance(said, dict) or said.get("kind") != kind:
        raise SealBroken("another_kind")
    return said


def state_head(head: SignedHead, signed_at: datetime, key: Ed25519PrivateKey) -> str:
    """Sign the head of a case's chain."""
    return state(HEAD, {**head._asdict(), "signed_at": stamp(signed_at)}, key)


def stated_head(text: str, keys: Keyring) -> SignedHead:
    """Return the head that was signed. Raises ``SealBroken``."""
    said = stated(text, HEAD, keys)
    try:
        head = SignedHead(str(said["case_id"]), int(said["seq"]), str(said["hash"]))
        bytes.fromhex(head.hash)
    except (KeyError, ValueError, TypeError):
        raise SealBroken("malformed") from None
    return head
