"""Short ways to use a store in tests."""

import hashlib
import os
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from casework.case import Case
from casework.confidentiality import Confidentiality
from casework.roles import Actor
from evidence.archive import EvidenceArchive
from evidence.errors import EvidenceRefused
from evidence.objects import Objects
from evidence.ports import Announced, Item, Upload
from records.evidence_ledger import PostgresEvidenceLedger
from seals.key_ring import KeyRing
from tests.casework.walk import POC

KEYS = KeyRing(b"\x01" * 8, {b"\x01" * 8: bytes(range(32))})


def pdf(size: int = 2000) -> bytes:
    """Return a file that is taken for a PDF, of so many bytes, unlike any other."""
    start, end = b"%PDF-1.7\n", b"\n%%EOF\n"
    return start + os.urandom(size - len(start) - len(end)) + end


def announced(content: bytes, **changes: Any) -> Announced:
    """Announce a PDF of the carrier's case, or what is changed of that."""
    usual = {
        "name": "seal log.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "confidentiality": Confidentiality.CARRIER_CASE,
    }
    return Announced.model_validate({**usual, **changes})


async def pieces(*some: bytes) -> AsyncIterator[bytes]:
    """Send pieces one after the other."""
    for piece in some:
        yield piece


def sha256(content: bytes) -> str:
    """Return the hash of content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Store:
    """A store and what it stands on, with one case."""

    archive: EvidenceArchive
    ledger: PostgresEvidenceLedger
    objects: Objects
    case: Case
    folder: Path

    async def sent(self, content: bytes, *, by: Actor = POC, **changes: Any) -> Upload:
        """Announce a file and send it in one go; it is not finished."""
        upload = await self.archive.begin(
            self.case, by, announced(content, **changes), f"test-{uuid4().hex}"
        )
        return await self.archive.append(upload.upload_id, by, 0, pieces(content))

    async def put(self, content: bytes, *, by: Actor = POC, **changes: Any) -> Item:
        """Announce, send and finish a file."""
        upload = await self.sent(content, by=by, **changes)
        return await self.archive.finish(upload.upload_id, by)

    async def got(self, wanted: str, *, by: Actor = POC) -> bytes:
        """Read a document to its end."""
        reading = await self.archive.read(self.case, by, wanted)
        return b"".join([piece async for piece in reading.content])

    async def refused(self, content: bytes, *, by: Actor = POC, **changes: Any) -> str:
        """Put a file that is refused; return the refusal's code."""
        with pytest.raises(EvidenceRefused) as refusal:
            await self.put(content, by=by, **changes)
        assert refusal.value.said.en != refusal.value.said.es
        return refusal.value.code

    def files(self, prefix: str = "") -> list[Path]:
        """Return what lies in the folder."""
        return sorted(file for file in (self.folder / prefix).rglob("*") if file.is_file())


def joined(some: Iterable[bytes]) -> bytes:
    """Join pieces."""
    return b"".join(some)
