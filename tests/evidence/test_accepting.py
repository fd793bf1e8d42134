"""What is accepted is scanned, stored once under its hash, and never lost; the rest is recorded."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from casework.case import Case
from casework.roles import Role
from evidence.archive import EvidenceArchive
from evidence.errors import EvidenceForbidden, EvidenceRefused, EvidenceUnreachable
from evidence.kinds import intake
from evidence.objects import Objects, content_path, objects_at
from evidence.ports import UploadState, Verdict
from evidence.scanning import Clamd
from records.evidence_ledger import PostgresEvidenceLedger
from tests.casework.walk import EXE, OFF, POC
from tests.evidence.clamd import EICAR, running_clamd
from tests.evidence.store import KEYS, Store, announced, pdf, pieces, sha256

NOTE = {"name": "note.txt", "media_type": "text/plain"}


async def test_a_clean_file_is_entered_with_all_that_is_known_of_it(store: Store) -> None:
    content = pdf()
    item = await store.put(content, name="a/seal log.pdf")
    assert item.model_dump(exclude={"accepted_at", "upload_id", "reference"}) == {
        "case_id": store.case.id,
        "person": POC.person,
        "role": Role.POC,
        "organisation": "SVR",
        "confidentiality": "CARRIER_CASE",
        "name": "seal log.pdf",
        "media_type": "application/pdf",
        "size": 2000,
        "sha256": sha256(content),
        "own_reference": None,
        "verdict": Verdict.CLEAN,
        "scanner": "clamd",
        "signature": None,
    }
    assert await store.archive.items(store.case, POC) == (item,)


async def test_finishing_again_gives_the_same(store: Store) -> None:
    upload = await store.sent(pdf())
    first = await store.archive.finish(upload.upload_id, POC)
    assert await store.archive.finish(upload.upload_id, POC) == first
    assert (await store.archive.upload(upload.upload_id, POC)).state is UploadState.ACCEPTED
    assert len(store.files()) == 1


async def test_another_hash_than_was_said_is_refused(store: Store) -> None:
    content = pdf()
    upload = await store.sent(content)
    with pytest.raises(EvidenceRefused, match="another_hash"):
        await store.archive.finish(upload.upload_id, POC, "0" * 64)
    assert store.files() == []
    begun = await store.archive.begin(store.case, POC, announced(content), upload.upload_id)
    await store.archive.append(begun.upload_id, POC, 0, pieces(content))
    item = await store.archive.finish(begun.upload_id, POC, sha256(content).upper())
    assert item.sha256 == sha256(content)


@pytest.mark.parametrize(
    ("content", "changes"),
    [
        (EICAR, NOTE),
        (b"Dear officer,\n" + EICAR + b"\nregards", NOTE),
        (pdf(9000)[:-7] + EICAR + b"\n%%EOF\n", {}),
    ],
)
async def test_an_infected_file_is_refused_recorded_and_removed(
    store: Store, content: bytes, changes: dict[str, Any]
) -> None:
    upload = await store.sent(content, **changes)
    with pytest.raises(EvidenceForbidden, match="infected") as refused:
        await store.archive.finish(upload.upload_id, POC)
    assert "removed and recorded" in refused.value.said.en
    assert store.files() == []
    (row,) = await store.archive.items(store.case, POC)
    assert (row.verdict, row.scanner, row.sha256) == (Verdict.INFECTED, "clamd", sha256(content))
    assert row.signature is not None
    assert row.signature.startswith("Eicar-Test-Signature")
    # it stays refused, and is not begun anew under its id
    with pytest.raises(EvidenceForbidden, match="infected"):
        await store.archive.finish(upload.upload_id, POC)
    with pytest.raises(EvidenceForbidden, match="infected"):
        await store.archive.append(upload.upload_id, POC, 0, pieces(content))


async def test_what_is_harmful_only_across_the_border_of_two_parts_is_found(store: Store) -> None:
    begun = await store.archive.begin(store.case, POC, announced(EICAR, **NOTE))
    await store.archive.append(begun.upload_id, POC, 0, pieces(EICAR[:30]))
    await store.archive.append(begun.upload_id, POC, 30, pieces(EICAR[30:31], EICAR[31:]))
    with pytest.raises(EvidenceForbidden, match="infected"):
        await store.archive.finish(begun.upload_id, POC)
    assert store.files() == []


async def test_what_is_harmful_behind_megabytes_is_found(store: Store) -> None:
    content = pdf(intake().part + 3_000_000)[:-7] + EICAR + b"\n%%EOF\n"
    assert await store.refused(content) == "infected"


def archive_with(
    store: Store, scanner: Clamd | None, *, scan_required: bool = True
) -> EvidenceArchive:
    return EvidenceArchive(store.ledger, store.objects, KEYS, scanner, scan_required=scan_required)


async def test_without_the_scanner_that_is_required_nothing_is_accepted_and_nothing_lost(
    store: Store,
) -> None:
    content = pdf()
    upload = await store.sent(content)
    for absent in (None, Clamd("127.0.0.1:1")):
        with pytest.raises(EvidenceUnreachable, match="no file is accepted unscanned"):
            await archive_with(store, absent).finish(upload.upload_id, POC)
    assert await store.archive.items(store.case, POC) == ()
    # the scanner is back: nothing has to be sent again
    item = await store.archive.finish(upload.upload_id, POC)
    assert item.verdict is Verdict.CLEAN
    assert await store.got(item.reference) == content


async def test_where_no_scan_is_required_a_file_is_marked_unscanned(store: Store) -> None:
    for absent in (None, Clamd("127.0.0.1:1")):
        upload = await store.sent(pdf())
        archive = archive_with(store, absent, scan_required=False)
        item = await archive.finish(upload.upload_id, POC)
        assert (item.verdict, item.scanner) == (Verdict.UNSCANNED, None)
        assert (await store.archive.items(store.case, POC))[-1] == item


async def test_a_store_that_is_away_while_it_is_scanned_makes_no_file_unscanned(
    store: Store, monkeypatch: pytest.MonkeyPatch, clamd: str
) -> None:
    """What was looked at is gone from sight just when the scanner reads it."""
    upload = await store.sent(pdf())
    archive = archive_with(store, Clamd(clamd), scan_required=False)
    get, asked = Objects.get, 0

    def once(self: Objects, path: str) -> Iterator[bytes]:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise EvidenceUnreachable(en="away", es="no está")
        return get(self, path)

    monkeypatch.setattr(Objects, "get", once)
    with pytest.raises(EvidenceUnreachable, match="away"):
        await archive.finish(upload.upload_id, POC)
    assert await store.archive.items(store.case, POC) == ()
    assert (await store.archive.finish(upload.upload_id, POC)).verdict is Verdict.CLEAN


async def test_a_scanner_that_takes_no_file_of_this_size_calls_none_clean(
    store: Store, tmp_path: Path
) -> None:
    upload = await store.sent(pdf(3_000_000))
    with running_clamd(tmp_path / "small", stream=1_000_000) as address:
        archive = archive_with(store, Clamd(address))
        with pytest.raises(EvidenceUnreachable):
            await archive.finish(upload.upload_id, POC)
    assert await store.archive.items(store.case, POC) == ()


async def test_a_scanner_that_answers_nothing_calls_none_clean(store: Store) -> None:
    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def talks_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"%%EOF\n\0\0\0\0")
        writer.write(b"stream: whatever you like\n")
        writer.close()

    upload = await store.sent(pdf())
    for strange in (silent, talks_nonsense):
        async with await asyncio.start_server(strange, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            archive = archive_with(store, Clamd(f"127.0.0.1:{port}", patience=20))
            with pytest.raises(EvidenceUnreachable):
                await archive.finish(upload.upload_id, POC)
    assert await store.archive.items(store.case, POC) == ()


async def test_a_scanner_that_hangs_is_not_waited_for_for_ever(store: Store) -> None:
    held = asyncio.Event()

    async def hangs(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await held.wait()
        writer.close()

    upload = await store.sent(pdf())
    async with await asyncio.start_server(hangs, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        archive = archive_with(store, Clamd(f"127.0.0.1:{port}", patience=0.05))
        with pytest.raises(EvidenceUnreachable):
            await archive.finish(upload.upload_id, POC)
        held.set()


async def test_the_same_bytes_twice_are_one_object_with_two_references(store: Store) -> None:
    content = pdf()
    first = await store.put(content)
    (stored,) = store.files()
    second = await store.put(content, by=EXE, name="other name.pdf")
    assert first.reference != second.reference
    assert store.files() == [stored]
    assert await store.got(second.reference) == content


async def test_who_reads_while_the_same_is_filed_again_reads_on(store: Store) -> None:
    content = pdf(9_000_000)
    item = await store.put(content)
    reading = await store.archive.read(store.case, OFF, item.reference)
    first = await anext(reading.content)
    await store.put(content, by=EXE)
    assert first + b"".join([piece async for piece in reading.content]) == content


async def test_the_same_bytes_twice_at_once(store: Store) -> None:
    content = pdf(1_000_000)
    uploads = [await store.sent(content, by=by) for by in (POC, EXE, OFF, POC)]
    actors = (POC, EXE, OFF, POC)
    items = await asyncio.gather(
        *(
            store.archive.finish(upload.upload_id, by)
            for upload, by in zip(uploads, actors, strict=True)
        )
    )
    assert len({item.reference for item in items}) == 4
    assert [file.name for file in store.files()] == [sha256(content)]
    assert await store.got(sha256(content)) == content


async def test_one_upload_finished_twice_at_once_is_one_item(store: Store) -> None:
    upload = await store.sent(pdf(1_000_000))
    finishing = (store.archive.finish(upload.upload_id, POC) for _ in range(4))
    items = await asyncio.gather(*finishing)
    assert len({item.reference for item in items}) == 1
    assert len(await store.archive.items(store.case, POC)) == 1


async def test_of_two_parts_at_one_place_one_counts(store: Store) -> None:
    content = pdf()
    begun = await store.archive.begin(store.case, POC, announced(content))
    sent = await asyncio.gather(
        *(
            store.archive.append(begun.upload_id, POC, 0, pieces(content[:length]))
            for length in (700, 900)
        ),
        return_exceptions=True,
    )
    (wrong,) = (each for each in sent if isinstance(each, BaseException))
    assert isinstance(wrong, EvidenceRefused)
    now = await store.archive.upload(begun.upload_id, POC)
    assert now.received in (700, 900)
    assert len(store.files()) == 1
    rest = pieces(content[now.received :])
    await store.archive.append(begun.upload_id, POC, now.received, rest)
    item = await store.archive.finish(begun.upload_id, POC, sha256(content))
    assert await store.got(item.reference) == content


async def test_an_object_that_was_damaged_is_made_good_by_the_same_file(store: Store) -> None:
    content = pdf()
    await store.put(content)
    (stored,) = store.files()
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    await store.put(content, by=EXE)
    assert await store.got(sha256(content)) == content


async def test_a_full_store_refuses_and_what_was_counted_stays(
    ledger: PostgresEvidenceLedger, case: Case, tmp_path: Path
) -> None:
    archive = EvidenceArchive(ledger, objects_at(str(tmp_path / "s")), KEYS, scan_required=False)
    content = pdf()
    begun = await archive.begin(case, POC, announced(content), f"test-{uuid4().hex}")
    (tmp_path / "s" / "quarantine").write_text("no folder can be made here")
    with pytest.raises(EvidenceUnreachable):
        await archive.append(begun.upload_id, POC, 0, pieces(content))
    assert (await archive.upload(begun.upload_id, POC)).received == 0


async def test_the_largest_file_of_a_kind_is_taken(store: Store) -> None:
    picture = next(row for row in intake().rows if row.media_type == "image/jpeg")
    content = b"\xff\xd8\xff\xe0" + os.urandom(picture.largest - 4)
    item = await store.put(content, name="yard.jpg", media_type="image/jpeg")
    assert item.size == 26_214_400
    assert await store.got(item.reference) == content


def test_content_lies_by_its_hash(objects: Objects) -> None:
    assert content_path("ab" + "0" * 62) == "content/ab/ab" + "0" * 62
