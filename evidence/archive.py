"""The evidence store put together, and the way out: to who may read, verified, and logged."""

import asyncio
import hashlib
from collections.abc import AsyncIterable, AsyncIterator, Iterator

from casework.case import Case
from casework.confidentiality import may_read
from casework.roles import Actor
from evidence.accepting import Acceptance
from evidence.errors import EvidenceDamaged, EvidenceForbidden, NoSuchEvidence
from evidence.objects import ObjectAbsent, Objects, content_path
from evidence.ports import Announced, Item, Ledger, Reading, Upload, Verdict
from evidence.scanning import Scanner
from evidence.sealing import content_binding, unseal
from evidence.uploading import Uploads
from seals.key_ring import KeyRing


class EvidenceArchive:
    """``Archive`` (evidence/ports.py) on a ledger, a place for objects, keys, and a scanner.

    A file for which no scanner answers is refused, or, where no scan is required, marked unscanned.
    """

    def __init__(
        self,
        ledger: Ledger,
        objects: Objects,
        keys: KeyRing,
        scanner: Scanner | None = None,
        *,
        scan_required: bool = True,
    ) -> None:
        self._ledger = ledger
        self._objects = objects
        self._keys = keys
        self._uploads = Uploads(ledger, objects, keys)
        self._acceptance = Acceptance(
            ledger, objects, keys, self._uploads, scanner, scan_required=scan_required
        )

    async def begin(
        self, case: Case, actor: Actor, announced: Announced, upload_id: str | None = None
    ) -> Upload:
        """Begin an upload, or go on with the one of that id."""
        return await self._uploads.begin(case, actor, announced, upload_id)

    async def upload(self, upload_id: str, actor: Actor) -> Upload:
        """Return an upload of one's own, with its offset."""
        return await self._uploads.mine(upload_id, actor)

    async def append(
        self, upload_id: str, actor: Actor, start: int, content: AsyncIterable[bytes]
    ) -> Upload:
        """Add content at the offset; what was taken of it before an error stays taken."""
        return await self._uploads.append(upload_id, actor, start, content)

    async def finish(self, upload_id: str, actor: Actor, sha256: str | None = None) -> Item:
        """Accept what was sent, whole. Again gives the same."""
        return await self._acceptance.finish(upload_id, actor, sha256)

    async def give_up(self, upload_id: str, actor: Actor) -> None:
        """End an upload of one's own that is not wanted any more, and remove what was sent."""
        await self._uploads.give_up(upload_id, actor)

    async def items(self, case: Case, actor: Actor) -> tuple[Item, ...]:
        """Return the documents of a case that somebody may read, oldest first."""
        found = await self._ledger.items(case.id)
        return tuple(item for item in found if may_read(item.confidentiality, actor, case))

    async def read(self, case: Case, actor: Actor, wanted: str) -> Reading:
        """Give a document, by its reference or hash, to who may read it.

        The read is written down before the first byte is given, and so is one that is refused. Who
        may not read is told what he would be told if there were no such document.
        """
        named = [
            item
            for item in await self._ledger.items(case.id)
            if wanted in (item.reference, item.sha256) and item.verdict is not Verdict.INFECTED
        ]
        if not named:
            raise NoSuchEvidence
        item = next((each for each in named if may_read(each.confidentiality, actor, case)), None)
        harmful = await self._ledger.found_infected(named[0].sha256)
        given = item is not None and not harmful
        await self._ledger.log_read(item or named[0], actor, given=given)
        if item is None:
            raise NoSuchEvidence
        if harmful:
            raise EvidenceForbidden(
                "infected_since",
                en="the same file was found infected after this one was accepted; it is kept and "
                "not given; tell operations",
                es="el mismo archivo resultó infectado después de aceptarse este; se conserva y no "
                "se entrega; avise a operaciones",
            )
        return Reading(item, _in_threads(self._verified(item)))

    def _verified(self, item: Item) -> Iterator[bytes]:
        """Yield a document; its last piece only when the whole has the hash that it must have."""
        digest, held = hashlib.sha256(), b""
        sealed = self._objects.get(content_path(item.sha256))
        try:
            for piece in unseal(sealed, self._keys, content_binding(item.sha256)):
                if held:
                    yield held
                held = piece
                digest.update(piece)
        except ObjectAbsent:
            raise EvidenceDamaged("the stored content is not where it should be") from None
        if digest.hexdigest() != item.sha256:
            raise EvidenceDamaged("the stored content has another hash")
        yield held


async def _in_threads(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Iterate over what blocks without holding anybody else up."""
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece
