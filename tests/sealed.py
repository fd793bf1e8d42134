"""The converter of every ring that runs workflows: the codec is on, as everywhere."""

from typing import Any

from runtime.codec import sealed_converter
from seals.key_ring import KeyRing

KEY, LATER_KEY = b"\x01" * 8, b"\x02" * 8
RING = KeyRing(KEY, {KEY: bytes(range(32))})
TURNED = KeyRing(LATER_KEY, {LATER_KEY: bytes(range(32, 64)), **RING.keys})
"""The same ring after a new key was put on top."""

CONVERTER = sealed_converter(RING)


def keys_text(ring: KeyRing = RING) -> str:
    """A ring as the text of its file."""
    order = sorted(ring.keys, key=lambda key_id: key_id != ring.seals_with)
    return "".join(f"{key_id.hex()} {ring.keys[key_id].hex()}\n" for key_id in order)


def encodings(message: Any, *, skipping: tuple[str, ...] = ("search_attributes",)) -> set[bytes]:
    """Every encoding of payloads anywhere in a protobuf message, search attributes apart."""
    found: set[bytes] = set()
    for field, value in message.ListFields():
        if field.message_type is None or field.name in skipping:
            continue
        if field.message_type.GetOptions().map_entry:
            parts = list(value.values()) if hasattr(value, "values") else []
        else:
            parts = list(value) if field.is_repeated else [value]
        for part in parts:
            if not hasattr(part, "ListFields"):
                continue
            if part.DESCRIPTOR.full_name == "temporal.api.common.v1.Payload":
                found.add(part.metadata["encoding"])
            else:
                found |= encodings(part, skipping=skipping)
    return found
