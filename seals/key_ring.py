"""Rings of secret keys, each key with an id that stands beside whatever it sealed.

The text is one key a line: ``ID KEY``, 16 and 64 hexadecimal digits. The first line seals; every
line opens. A new key is put on top; a line is taken away only when nothing sealed with it is left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seals.trust import KeyUnusable

_LINE = re.compile(r"([0-9a-f]{16}) ([0-9a-f]{64})")


@dataclass(frozen=True)
class KeyRing:
    """Keys of 32 bytes by their ids of 8 bytes; ``seals_with`` names the one for what is new."""

    seals_with: bytes
    keys: Mapping[bytes, bytes] = field(repr=False)


def read_key_ring(path: Path, what: str) -> KeyRing:
    """Read a ring from a file. Raises ``KeyUnusable``, which says ``what`` keys are meant."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeError):
        raise KeyUnusable(f"no file of {what} keys can be read at {path}") from None
    return key_ring(text, path.name)


def key_ring(text: str, source: str) -> KeyRing:
    """Return the ring that a text says. Raises ``KeyUnusable``; no message quotes the text."""
    keys: dict[bytes, bytes] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise KeyUnusable(
                f"{source}, line {number}: is not an id of 16 and a key of 64 hex digits"
            )
        key_id = bytes.fromhex(found[1])
        if key_id in keys:
            raise KeyUnusable(f"{source}, line {number}: names an id a second time")
        keys[key_id] = bytes.fromhex(found[2])
    if not keys:
        raise KeyUnusable(f"{source} holds no key; write one as docs/security.md says")
    return KeyRing(next(iter(keys)), keys)
