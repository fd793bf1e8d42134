"""The keys that seal evidence at rest, each with an id that stands in what it sealed.

One text file, one key a line: ``ID KEY``, 16 and 64 hexadecimal digits. The first line seals; every
line opens. A new key is put on top; a line is taken away only when nothing sealed with it is left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evidence.errors import EvidenceDamaged, KeyRingUnusable

_LINE = re.compile(r"([0-9a-f]{16}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class KeyRing:
    """Keys of 32 bytes by their ids of 8 bytes; ``seals_with`` names the one for new content."""

    seals_with: bytes
    keys: Mapping[bytes, bytes] = field(repr=False)

    def key(self, key_id: bytes) -> bytes:
        """Return a key. Raises ``EvidenceDamaged`` where there is none of that id."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise EvidenceDamaged(f"sealed with key {key_id.hex()}, which is not here") from None


def read_keys(path: Path) -> KeyRing:
    """Read the file of keys. Raises ``KeyRingUnusable``; no message quotes what it holds."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeError):
        raise KeyRingUnusable(f"no file of evidence keys can be read at {path}") from None
    keys: dict[bytes, bytes] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise KeyRingUnusable(
                f"{path.name}, line {number}: is not an id of 16 and a key of 64 hex digits"
            )
        key_id = bytes.fromhex(found[1])
        if key_id in keys:
            raise KeyRingUnusable(f"{path.name}, line {number}: names an id a second time")
        keys[key_id] = bytes.fromhex(found[2])
    if not keys:
        raise KeyRingUnusable(f"{path.name} holds no key; write one as docs/evidence.md says")
    return KeyRing(next(iter(keys)), keys)
