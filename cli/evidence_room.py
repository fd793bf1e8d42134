"""The evidence store as the command line opens it, and files on their way into it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple

from casework.case import Case
from casework.confidentiality import Confidentiality
from casework.roles import Actor
from cli.attachments import Measured
from cli.connections import PATIENCE, database_url
from cli.exits import BAD_INPUT, UNREACHABLE, Stop
from evidence.assembly import archive_on
from evidence.errors import EvidenceRefused
from evidence.kinds import type_of_name
from evidence.names import neutral_name
from evidence.ports import Announced, Archive, Item, UploadState
from evidence.uploading import derived_id
from records.case_reader import PostgresCaseReader
from records.evidence_ledger import PostgresEvidenceLedger
from records.pool import create_pool
from runtime.settings import DatabaseRole, Settings

_PIECE = 1024 * 1024
_OVERTAKEN = ("wrong_offset", "upload_ended")


class Room(NamedTuple):
    """The store, and the record of the cases that its documents belong to."""

    archive: Archive
    cases: PostgresCaseReader


@dataclass(frozen=True)
class Filing:
    """A file that is to be kept: where it is, what it was found to be, in which class."""

    path: str
    file: Measured
    confidentiality: Confidentiality
    media_type: str | None = None
    own_reference: str | None = None

    def upload_id(self, case: Case, actor: Actor) -> str:
        """Return the id by which the same file, sent again, goes on or is found accepted."""
        meaning = (
            *(case.id, actor.person, actor.role, actor.organisation, self.file.sha256),
            *(self.file.name, self.confidentiality, self.media_type or "", self.own_reference),
        )
        return derived_id(meaning)


def kept_here(settings: Settings) -> bool:
    """Whether there is a store for evidence; without one files are named by their hash only."""
    return settings.evidence_keys_path is not None


@asynccontextmanager
async def open_room(settings: Settings) -> AsyncIterator[Room]:
    """Open the store. Ends the command where none is configured."""
    if settings.evidence_keys_path is None:
        # asked first, because in development no settings at all means that no stack runs
        database_url(settings, DatabaseRole.DESK)
        raise Stop(
            UNREACHABLE, "no evidence store is configured here (RESUMPTION_EVIDENCE_KEYS_PATH)"
        )
    url = database_url(settings, DatabaseRole.DESK)
    pool = await create_pool(url, size=2, application="evidence", patience=PATIENCE)
    try:
        archive = archive_on(
            PostgresEvidenceLedger(pool),
            keys=settings.evidence_keys_path,
            place=settings.evidence_place,
            scanner=settings.evidence_scanner,
            scan_required=settings.evidence_scanned,
        )
        yield Room(archive, PostgresCaseReader(pool))
    finally:
        await pool.close()


async def keep(archive: Archive, case: Case, actor: Actor, filing: Filing) -> Item:
    """Put a file into the store, from where it was cut if it was; the same again is the same."""
    announced = Announced(
        name=filing.file.name,
        media_type=filing.media_type or type_of_name(neutral_name(filing.file.name)),
        size=filing.file.size,
        confidentiality=filing.confidentiality,
        own_reference=filing.own_reference,
    )
    upload_id = filing.upload_id(case, actor)
    while True:
        upload = await archive.begin(case, actor, announced, upload_id)
        if upload.state is not UploadState.OPEN or upload.received == upload.size:
            return await archive.finish(upload_id, actor, filing.file.sha256)
        try:
            content = _read_from(filing.path, upload.received)
            await archive.append(upload_id, actor, upload.received, content)
        except EvidenceRefused as refused:
            # the same file is being sent from elsewhere, and is further: go on from there
            if refused.code not in _OVERTAKEN:
                raise


def class_named(text: str | None, usual: Confidentiality) -> Confidentiality:
    """Return a class by its name, in any case of letters; the usual one where none is named."""
    if text is None:
        return usual
    try:
        return Confidentiality(text.upper().replace("-", "_"))
    except ValueError:
        known = ", ".join(Confidentiality)
        raise Stop(BAD_INPUT, f"--class: there is no {text[:40]!r}; one of {known}") from None


async def _read_from(path: str, offset: int) -> AsyncIterator[bytes]:
    try:
        file = await asyncio.to_thread(open, path, "rb")
        with file:
            file.seek(offset)
            while piece := await asyncio.to_thread(file.read, _PIECE):
                yield piece
    except OSError as error:
        raise Stop(BAD_INPUT, f"FILE: {error.strerror or 'cannot be read'}") from None
