"""The signed envelope: the exact bytes that a command travelled as, and who vouches for it.

The desk signs the payload's text with Ed25519; nothing is re-serialised on the way, so that what
was signed is what is verified, stored and shown as evidence years later.
"""

import base64
import hashlib
import json
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class SealBroken(Exception):
    """An envelope that cannot be trusted; ``code`` says why, without any content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Envelope(NamedTuple):
    """A payload's text with its signature and the id of the key that made it."""

    payload: str
    kid: str
    signature: bytes


def key_id(key: Ed25519PublicKey) -> str:
    """Return the id of a key: the first 16 hex digits of the SHA-256 of its 32 raw bytes."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[:16]


def seal(payload: str, key: Ed25519PrivateKey) -> str:
    """Return the envelope's text for a payload, signed over the payload's UTF-8 bytes."""
    signature = base64.b64encode(key.sign(payload.encode())).decode()
    envelope = {"kid": key_id(key.public_key()), "payload": payload, "signature": signature}
    return json.dumps(envelope, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def read(text: str) -> Envelope:
    """Take an envelope apart without trusting it. Raises ``SealBroken("malformed")``."""
    try:
        fields = json.loads(text)
        payload, kid = fields["payload"], fields["kid"]
        payload.encode()  # not every JSON string is text
        signature = base64.b64decode(fields["signature"], validate=True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise SealBroken("malformed") from None
    if not isinstance(payload, str) or not isinstance(kid, str):
        raise SealBroken("malformed")
    return Envelope(payload, kid, signature)


def verify(text: str, keys: dict[str, Ed25519PublicKey]) -> str:
    """Return the payload of an envelope that a trusted key has signed.

    Raises ``SealBroken``: ``malformed``, ``unknown_key`` or ``wrong_signature``.
    """
    envelope = read(text)
    key = keys.get(envelope.kid)
    if key is None:
        raise SealBroken("unknown_key")
    try:
        key.verify(envelope.signature, envelope.payload.encode())
    except InvalidSignature:
        raise SealBroken("wrong_signature") from None
    return envelope.payload


def digest(text: str) -> str:
    """Return the SHA-256 (hex) of an envelope's text, as events keep it."""
    return hashlib.sha256(text.encode()).hexdigest()
