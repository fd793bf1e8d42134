"""Signatures on webhooks, as Standard Webhooks has them: ``v1`` (HMAC) and ``v1a`` (Ed25519).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

Every key is derived from one secret and the key's id, so that no key is stored: a subscription
names ids, and a copy of the database opens nothing. While a key is being changed, a message bears a
signature by each of the two.
"""

import base64
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook

SHARED, KEY_PAIR = "v1", "v1a"
SCHEMES = (SHARED, KEY_PAIR)
"""A secret that both sides share, or a key pair of ours, where none may be shared."""

SHORTEST = 32
"""The least bytes of the secret."""


class SecretUnusable(Exception):
    """The file with the secret is absent or too short; ``args[0]`` says which and what to do."""


class WebhookKeys:
    """Every key that signs webhooks, by its id."""

    def __init__(self, secret: bytes) -> None:
        """Take the secret. Raises ``SecretUnusable`` where it is too short."""
        if len(secret) < SHORTEST:
            raise SecretUnusable(f"the webhook secret has fewer than {SHORTEST} bytes")
        self._secret = secret

    def signatures(
        self, scheme: str, keys: Iterable[str], *, id: str, at: datetime, body: str
    ) -> str:
        """Return the header ``webhook-signature``: one signature for each key."""
        return " ".join(self._signature(scheme, key, id, at, body) for key in keys)

    def for_receiver(self, scheme: str, key: str) -> str:
        """Return what a receiver verifies with: the shared secret, or our public key."""
        if scheme == SHARED:
            return "whsec_" + base64.b64encode(self._derived(scheme, key)).decode()
        public = self._pair(key).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return "whpk_" + base64.b64encode(public).decode()

    def _signature(self, scheme: str, key: str, id: str, at: datetime, body: str) -> str:
        if scheme == SHARED:
            return Webhook(self._derived(scheme, key)).sign(id, at, body)
        said = f"{id}.{int(at.timestamp())}.{body}".encode()
        return f"{KEY_PAIR},{base64.b64encode(self._pair(key).sign(said)).decode()}"

    def _pair(self, key: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derived(KEY_PAIR, key))

    def _derived(self, scheme: str, key: str) -> bytes:
        info = f"resumption webhook {scheme} {key}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._secret)


def new_key() -> str:
    """Return the id of a key that nobody has."""
    return f"whk_{secrets.token_hex(8)}"


def webhook_keys(path: Path) -> WebhookKeys:
    """Read the secret. Raises ``SecretUnusable``."""
    try:
        secret = path.read_bytes().strip()
    except OSError:
        raise SecretUnusable(f"no webhook secret at {path}") from None
    return WebhookKeys(secret)
