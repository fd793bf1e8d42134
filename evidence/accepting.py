"""The end of the way in: what was sent is looked at, scanned, sealed under its hash, and entered.

The order keeps what is accepted: first the object is durable, then its row, then the parts go. A
process that dies between leaves an object without a row, or parts without a need, which the sweep
removes; never a row without its object. Who stores and who sweeps one hash wait for each other.
"""

import asyncio
import hashlib
from collections.abc import Iterator

from casework.roles import Actor
from evidence.errors import (
    EvidenceDamaged,
    EvidenceRefused,
    NoSuchEvidence,
    ScannerAway,
)
from evidence.examining import Examination
from evidence.kinds import kind_announced
from evidence.objects import ObjectAbsent, Objects, content_path
from evidence.ports import Item, Judged, Ledger, Part, Upload, UploadState, Verdict
from evidence.scanning import Scanner, scanner_away
from evidence.sealing import content_binding, part_binding, seal, unseal
from evidence.uploading import Uploads, ended, infected
from seals.key_ring import KeyRing

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for each other when read aloud or copied."""


class Acceptance:
    """Turns what was sent into an item, once."""

    def __init__(
        self,
        ledger: Ledger,
        objects: Objects,
        keys: KeyRing,
        uploads: Uploads,
        scanner: Scanner | None,
        *,
        scan_required: bool,
    ) -> None:
        self._ledger = ledger
        self._objects = objects
        self._keys = keys
        self._uploads = uploads
        self._scanner = scanner
        self._scan_required = scan_required

    async def finish(self, upload_id: str, actor: Actor, sha256: str | None) -> Item:
        """``Archive.finish``."""
        upload = await self._uploads.mine(upload_id, actor)
        if upload.state is not UploadState.OPEN:
            return await self._as_it_ended(upload)
        if upload.received != upload.size:
            raise EvidenceRefused(
                "not_all_sent",
                en=f"{upload.received:,} of {upload.size:,} bytes have arrived; send the rest from "
                f"byte {upload.received}",
                es=f"han llegado {upload.received:,} de {upload.size:,} bytes; envíe el resto "
                f"desde el byte {upload.received}",
            )
        try:
            return await self._accept(upload, sha256)
        except ObjectAbsent:
            # another finished, or refused, the same upload at the same time and removed its parts
            again = await self._uploads.mine(upload_id, actor)
            if again.state is UploadState.OPEN:
                raise EvidenceDamaged("a part of the upload is gone") from None
            return await self._as_it_ended(again)

    async def _accept(self, upload: Upload, sha256: str | None) -> Item:
        parts = await self._ledger.parts(upload.upload_id)
        kind = kind_announced(upload.media_type, upload.name, upload.size)
        try:
            found = await asyncio.to_thread(
                lambda: Examination(kind).take(self._content(upload, parts))
            )
            if sha256 is not None and found != sha256.lower():
                raise EvidenceRefused(
                    "another_hash",
                    en="what arrived has another SHA-256 than was said; send the file again",
                    es="lo que llegó tiene otro SHA-256 que el indicado; envíe el archivo de nuevo",
                )
        except EvidenceRefused:
            await self._uploads.end(upload)
            raise
        judged = await self._judged(upload, parts, found)
        if judged.verdict is Verdict.INFECTED:
            await self._ledger.infected(upload.upload_id, judged)
            await self._uploads.clear(upload)
            raise infected()
        async with self._ledger.storing(found) as storing:
            await asyncio.to_thread(self._store, upload, parts, found)
            item = await storing.accept(upload.upload_id, judged)
        if item is None:
            return await self._as_it_ended(upload)
        await self._uploads.clear(upload)
        return item

    async def _judged(self, upload: Upload, parts: tuple[Part, ...], sha256: str) -> Judged:
        """Have the content scanned. Fails closed where a scan is required and there is none."""
        reference = _reference(upload.upload_id)
        try:
            if self._scanner is None:
                raise scanner_away()
            scanned = await self._scanner.scan(self._content(upload, parts))
        except ScannerAway:
            if self._scan_required:
                raise
            return Judged(reference, sha256, Verdict.UNSCANNED, None)
        verdict = Verdict.CLEAN if scanned.signature is None else Verdict.INFECTED
        return Judged(reference, sha256, verdict, self._scanner.name, scanned.signature)

    def _store(self, upload: Upload, parts: tuple[Part, ...], sha256: str) -> None:
        """Put the object of a hash where it lies, also where one lies already.

        Written anew, it takes the time that any file takes: nobody learns by a clock what others
        have filed. And an object that was damaged is made good.
        """
        content = self._content(upload, parts)
        self._objects.put(content_path(sha256), seal(content, self._keys, content_binding(sha256)))

    def _content(self, upload: Upload, parts: tuple[Part, ...]) -> Iterator[bytes]:
        for part in parts:
            binding = part_binding(upload.upload_id, part.start)
            yield from unseal(self._objects.get(part.object), self._keys, binding)

    async def _as_it_ended(self, upload: Upload) -> Item:
        """Return what an upload has become, or refuse as it was refused."""
        now = await self._ledger.upload(upload.upload_id)
        if now is None:
            raise NoSuchEvidence
        item = await self._ledger.item_of_upload(upload.upload_id)
        if item is None or item.verdict is Verdict.INFECTED:
            raise infected() if item is not None else ended(now)
        return item


def _reference(upload_id: str) -> str:
    """Return a document's name for people, always the same for one upload: 60 bits of it."""
    number = int.from_bytes(hashlib.sha256(upload_id.encode()).digest(), "big")
    letters = "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(12))
    return f"E-{letters}"
