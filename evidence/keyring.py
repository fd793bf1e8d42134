"""The keys that seal evidence at rest: a ring of secret keys, read from one file."""

from pathlib import Path

from evidence.errors import EvidenceDamaged, KeyRingUnusable
from seals.key_ring import KeyRing, read_key_ring
from seals.trust import KeyUnusable


def key_of(ring: KeyRing, key_id: bytes) -> bytes:
    """Return a key. Raises ``EvidenceDamaged`` where there is none of that id."""
    try:
        return ring.keys[key_id]
    except KeyError:
        raise EvidenceDamaged(f"sealed with key {key_id.hex()}, which is not here") from None


def read_keys(path: Path) -> KeyRing:
    """Read the file of keys. Raises ``KeyRingUnusable``; no message quotes what it holds."""
    try:
        return read_key_ring(path, "evidence")
    except KeyUnusable as wrong:
        raise KeyRingUnusable(str(wrong)) from None
