"""The way in, up to the end of the last part: announced, taken part by part, kept in quarantine.

A part that was counted is durable, so that an upload goes on after a cut, or a kill, where it was.
"""

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from casework.case import Case
from casework.confidentiality import may_file
from casework.roles import Actor
from casework.visibility import admitted
from evidence.errors import EvidenceForbidden, EvidenceRefused, NoSuchEvidence, WrongOffset
from evidence.examining import HEAD, check_beginning
from evidence.kinds import intake, kind_announced
from evidence.names import neutral_name
from evidence.objects import QUARANTINE, Objects
from evidence.ports import (
    Announced,
    Ledger,
    Part,
    TooManyOpen,
    Upload,
    UploadId,
    UploadState,
)
from evidence.sealing import part_binding, seal
from seals.key_ring import KeyRing

_UPLOAD_ID: TypeAdapter[str] = TypeAdapter(UploadId)
_REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9./_-]{1,64}")
_ANNOUNCED = tuple(Announced.model_fields)


class Uploads:
    """Uploads under way."""

    def __init__(self, ledger: Ledger, objects: Objects, keys: KeyRing) -> None:
        self._ledger = ledger
        self._objects = objects
        self._keys = keys

    async def begin(
        self, case: Case, actor: Actor, announced: Announced, upload_id: str | None
    ) -> Upload:
        """``Archive.begin``: check what can be known before a byte is sent, and write it down."""
        if not admitted(case, actor):
            raise NoSuchEvidence
        if not may_file(announced.confidentiality, actor, case):
            raise EvidenceForbidden(
                "class_not_yours",
                en=f"this role files no {announced.confidentiality}; choose another class",
                es=f"este rol no presenta {announced.confidentiality}; elija otra clase",
            )
        name = neutral_name(announced.name)
        kind_announced(announced.media_type, name, announced.size)
        _check_reference(announced.own_reference)
        now = datetime.now(UTC)
        asked = Upload(
            upload_id=_checked(upload_id or secrets.token_hex(16)),
            case_id=case.id,
            person=actor.person,
            role=actor.role,
            organisation=actor.organisation,
            started_at=now,
            touched_at=now,
            **{**dict(announced), "name": name},
        )
        try:
            kept = await self._ledger.begin(asked, most_open=intake().open_uploads)
        except TooManyOpen:
            raise EvidenceForbidden(
                "too_many_open",
                en=f"you have {intake().open_uploads} files under way; finish one of them first",
                es=f"usted tiene {intake().open_uploads} archivos en curso; termine uno primero",
            ) from None
        if not kept.is_of(actor):
            raise NoSuchEvidence
        same = all(getattr(kept, field) == getattr(asked, field) for field in _ANNOUNCED)
        if not same or kept.case_id != case.id:
            raise EvidenceRefused(
                "upload_id_used",
                en="this id was used before for another file; take a new one",
                es="este identificador ya se usó para otro archivo; tome uno nuevo",
            )
        return kept

    async def mine(self, upload_id: str, actor: Actor) -> Upload:
        """``Archive.upload``. Raises ``NoSuchEvidence`` also for another's."""
        found = await self._ledger.upload(_checked(upload_id))
        if found is None or not found.is_of(actor):
            raise NoSuchEvidence
        return found

    async def append(
        self, upload_id: str, actor: Actor, start: int, content: AsyncIterable[bytes]
    ) -> Upload:
        """``Archive.append``."""
        upload = await self.mine(upload_id, actor)
        if upload.state is not UploadState.OPEN:
            raise ended(upload)
        if start != upload.received:
            raise WrongOffset(upload.received)
        at = start
        async for piece in _parts(content, intake().part):
            if at + len(piece) > upload.size:
                await self.end(upload)
                raise EvidenceRefused(
                    "longer_than_announced",
                    en=f"the file is longer than the {upload.size:,} bytes that were announced; "
                    "announce it anew",
                    es=f"el archivo es más largo que los {upload.size:,} bytes anunciados; "
                    "anúncielo de nuevo",
                )
            if at == 0 and (len(piece) >= HEAD or len(piece) == upload.size):
                await self._check_beginning(upload, piece)
            await self._keep(upload, at, piece)
            at += len(piece)
        return await self.mine(upload_id, actor)

    async def give_up(self, upload_id: str, actor: Actor) -> None:
        """``Archive.give_up``."""
        upload = await self.mine(upload_id, actor)
        if upload.state is UploadState.OPEN:
            await self.end(upload)

    async def end(self, upload: Upload) -> None:
        """End an upload that is not taken, and remove what was sent of it."""
        await self._ledger.refuse(upload.upload_id)
        await self.clear(upload)

    async def clear(self, upload: Upload) -> None:
        """Remove the parts of an upload that has ended."""
        for part in await self._ledger.parts(upload.upload_id):
            await asyncio.to_thread(self._objects.remove, part.object)

    async def _check_beginning(self, upload: Upload, piece: bytes) -> None:
        """Refuse a file of another type before the rest of it is sent."""
        kind = kind_announced(upload.media_type, upload.name, upload.size)
        try:
            check_beginning(kind, piece[:HEAD])
        except EvidenceRefused:
            await self.end(upload)
            raise

    async def _keep(self, upload: Upload, start: int, piece: bytes) -> None:
        """Make a part durable, then count it; of two at one place one is counted."""
        path = f"{QUARANTINE}/{upload.upload_id}/{start:012d}-{secrets.token_hex(4)}"
        sealed = seal((piece,), self._keys, part_binding(upload.upload_id, start))
        await asyncio.to_thread(self._objects.put, path, sealed)
        if not await self._ledger.add_part(upload.upload_id, Part(start, len(piece), path)):
            await asyncio.to_thread(self._objects.remove, path)
            now = await self._ledger.upload(upload.upload_id)
            if now is None or now.state is not UploadState.OPEN:
                raise ended(now or upload)
            raise WrongOffset(now.received)


def derived_id(meaning: Iterable[object]) -> str:
    """Return the upload's id that follows from what is sent, by whom and where: the same, sent
    again, goes on where it was."""
    return hashlib.sha256("\0".join(str(part) for part in meaning).encode()).hexdigest()[:40]


def _check_reference(own_reference: str | None) -> None:
    """A reference is one word with a digit: so nobody writes a person's name in its place."""
    if own_reference is not None and not _REFERENCE.fullmatch(own_reference):
        raise EvidenceRefused(
            "reference_form",
            en="the reference is a number of your own, one word with a digit, up to 64 letters, "
            "digits and . / _ -; never the name of a stowaway or of a crew member",
            es="la referencia es un número propio, una palabra con un dígito, de hasta 64 letras, "
            "dígitos y . / _ -; nunca el nombre de un polizón o de un tripulante",
        )


def ended(upload: Upload) -> EvidenceRefused:
    """Return the refusal of anything more of an upload that has ended."""
    if upload.state is UploadState.INFECTED:
        return infected()
    return EvidenceRefused(
        "upload_ended",
        en="this upload has ended; begin it anew",
        es="este envío ya terminó; inícielo de nuevo",
    )


def infected() -> EvidenceForbidden:
    """Return the refusal of an infected file; which signature it was stands in the ledger."""
    return EvidenceForbidden(
        "infected",
        en="the virus scanner found something harmful in the file; it was refused, removed and "
        "recorded; clean or make the file anew on another machine, and tell your security office",
        es="el antivirus encontró algo dañino en el archivo; se rechazó, se eliminó y quedó "
        "registrado; límpielo o hágalo de nuevo en otro equipo y avise a su área de seguridad",
    )


def _checked(upload_id: str) -> str:
    try:
        return _UPLOAD_ID.validate_python(upload_id)
    except ValidationError:
        raise EvidenceRefused(
            "upload_id_form",
            en="an upload's id is 16 to 64 letters, digits and dashes",
            es="el identificador de un envío tiene de 16 a 64 letras, dígitos y guiones",
        ) from None


async def _parts(content: AsyncIterable[bytes], size: int) -> AsyncIterator[bytes]:
    """Gather what comes in into parts of one size; what has come when it breaks off is the last
    part, and then the break is told on."""
    buffer = bytearray()
    broken: Exception | None = None
    try:
        async for piece in content:
            buffer += piece
            while len(buffer) >= size:
                yield bytes(buffer[:size])
                del buffer[:size]
    except Exception as error:
        broken = error
    if buffer:
        yield bytes(buffer)
    if broken is not None:
        raise broken
