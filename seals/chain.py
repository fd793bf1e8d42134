"""The hash chain of a case's record: what is hashed, in which order, starting from what.

Each event of a case is one *entry*: four header lines (case, number, batch key, instant recorded)
and the event's canonical JSON, joined by line feeds, in UTF-8. The hash of an event is

    SHA-256( hash of the event before it  ‖  entry )

and the first event of every case follows ``GENESIS``. So a change to any byte of an event, to its
number, to its case or to when it was recorded changes its hash and that of all events after it.

The database computes the same (``record.event_hash`` in ``records/migrations``); a test keeps the
two equal. Anyone can repeat it with nothing but SHA-256.
"""

import hashlib
from datetime import UTC, datetime

GENESIS = bytes(32)
"""What the first event of a case follows: 32 zero bytes."""


def event_hash(previous: bytes | None, entry: bytes) -> bytes:
    """Return the hash of an entry that follows ``previous`` (None: it is the case's first)."""
    return hashlib.sha256((GENESIS if previous is None else previous) + entry).digest()


def chain_entry(case_id: str, seq: int, key: str, recorded_at: datetime, body: str) -> bytes:
    """Return the bytes that are hashed for an event.

    ``body`` is the canonical JSON exactly as recorded. ``case_id`` and ``key`` hold no line feed
    (the record refuses them), and canonical JSON has none, so no two events share an entry.
    """
    return f"{case_id}\n{seq}\n{key}\n{stamp(recorded_at)}\n{body}".encode()


def stamp(recorded_at: datetime) -> str:
    """Return an instant as it is hashed: UTC, microseconds, ``2026-11-23T02:04:59.000001Z``."""
    return recorded_at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
