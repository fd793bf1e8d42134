"""A file on its way from the command line: gone on with, sent twice at once, or not kept at all."""

import asyncio
from pathlib import Path

import pytest

from casework.confidentiality import Confidentiality
from cli.attachments import measure
from cli.evidence_room import Filing, class_named, keep, kept_here, open_room
from cli.exits import BAD_INPUT, UNREACHABLE, Stop
from embedded.folder import DataFolder
from embedded.keys import ensure_evidence_keys
from evidence.errors import EvidenceRefused
from evidence.keyring import read_keys
from evidence.kinds import largest
from runtime.settings import Settings
from tests.casework.walk import POC
from tests.evidence.store import Store, announced, pdf, pieces


def filing(folder: Path, content: bytes, name: str = "seal log.pdf") -> Filing:
    (folder / name).write_bytes(content)
    path = str(folder / name)
    return Filing(path, measure(path), Confidentiality.CARRIER_CASE)


async def test_a_put_that_was_cut_goes_on_where_it_was(store: Store, tmp_path: Path) -> None:
    content = pdf(3_000_000)
    file = filing(tmp_path, content)
    upload_id = file.upload_id(store.case, POC)
    await store.archive.begin(store.case, POC, announced(content), upload_id)
    await store.archive.append(upload_id, POC, 0, pieces(content[:1_000_000]))
    # what is sent again now is the rest: of what was sent, this file says something else
    (tmp_path / "seal log.pdf").write_bytes(b"?" * 1_000_000 + content[1_000_000:])
    item = await keep(store.archive, store.case, POC, file)
    assert await store.got(item.reference) == content
    assert await keep(store.archive, store.case, POC, file) == item


async def test_a_file_sent_twice_at_once_is_one(store: Store, tmp_path: Path) -> None:
    content = pdf(9_000_000)
    file = filing(tmp_path, content)
    items = await asyncio.gather(*(keep(store.archive, store.case, POC, file) for _ in range(3)))
    assert len({item.reference for item in items}) == 1
    assert await store.got(items[0].reference) == content


async def test_a_file_that_changes_on_its_way_is_refused(store: Store, tmp_path: Path) -> None:
    file = filing(tmp_path, pdf())
    (tmp_path / "seal log.pdf").write_bytes(pdf())
    with pytest.raises(EvidenceRefused, match="another_hash"):
        await keep(store.archive, store.case, POC, file)


async def test_the_meaning_of_a_put_is_its_id(store: Store, tmp_path: Path) -> None:
    file = filing(tmp_path, pdf())
    other_class = Filing(file.path, file.file, Confidentiality.PARTNER_STATUS)
    other_name = Filing(file.path, file.file._replace(name="b.pdf"), file.confidentiality)
    colleague = POC.model_copy(update={"person": "poc-2"})
    elsewhere = store.case.model_copy(update={"id": "case-elsewhere"})
    ids = {
        file.upload_id(store.case, POC),
        other_class.upload_id(store.case, POC),
        other_name.upload_id(store.case, POC),
        file.upload_id(store.case, colleague),
        file.upload_id(elsewhere, POC),
    }
    assert len(ids) == 5


async def test_without_a_store_files_are_named_and_not_kept(tmp_path: Path) -> None:
    url = "postgresql://desk@127.0.0.1:1/x"
    without = Settings.model_validate({"data_dir": tmp_path, "database_desk_url": url})
    assert not kept_here(without)
    with pytest.raises(Stop, match="no evidence store is configured") as stop:
        await open_room(without).__aenter__()
    assert stop.value.code == UNREACHABLE


def test_a_class_is_named_in_any_case_of_letters() -> None:
    usual = Confidentiality.CARRIER_CASE
    assert class_named(None, usual) is usual
    assert class_named("gov-only", usual) is Confidentiality.GOV_ONLY
    with pytest.raises(Stop, match="one of PUBLIC_STATUS") as stop:
        class_named("secret", usual)
    assert stop.value.code == BAD_INPUT


def test_what_is_larger_than_anything_that_is_taken_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "disk.pdf").open("wb") as file:
        file.truncate(largest() + 1)
    with pytest.raises(Stop, match=f"the most is {largest()}"):
        measure(str(tmp_path / "disk.pdf"), option="FILE", largest=largest())


def test_a_stack_makes_its_keys_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = DataFolder.prepare(tmp_path / "data")
    file = ensure_evidence_keys(folder)
    made = file.read_bytes()
    assert ensure_evidence_keys(folder).read_bytes() == made
    assert file.stat().st_mode & 0o077 == 0
    assert len(read_keys(file).keys) == 1
