"""Objects in a folder and in a bucket: whole or not at all, and the same to who uses them."""

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from obstore.store import LocalStore

from casework.case import Case
from evidence.archive import EvidenceArchive
from evidence.errors import EvidenceUnreachable
from evidence.objects import Listed, ObjectAbsent, Objects, objects_at
from evidence.scanning import Clamd
from evidence.sweeping import Swept, sweep, sweep_for_ever
from records.evidence_ledger import PostgresEvidenceLedger
from tests.evidence.bucket import Bucket, running_bucket
from tests.evidence.store import KEYS, Store, joined, pdf, sha256

LARGE = os.urandom(11_000_000)
"""More than two parts of what travels at once."""


@pytest.fixture(scope="module")
def bucket() -> Iterator[tuple[Objects, Bucket]]:
    with running_bucket() as (address, held):
        yield in_bucket(address), held


def in_bucket(address: str) -> Objects:
    return objects_at(
        "s3://bucket/of/ours",
        s3={
            "endpoint": address,
            "region": "us-east-1",
            "access_key_id": "test",
            "secret_access_key": "test",
            "virtual_hosted_style_request": False,
        },
    )


@pytest.fixture(params=["folder", "bucket"])
def place(
    request: pytest.FixtureRequest, objects: Objects, bucket: tuple[Objects, Bucket]
) -> Objects:
    return objects if request.param == "folder" else bucket[0]


def test_what_is_put_is_there_whole_and_can_be_replaced_and_removed(place: Objects) -> None:
    pieces = [LARGE[start : start + 700_001] for start in range(0, len(LARGE), 700_001)]
    place.put("content/aa/x", pieces)
    assert joined(place.get("content/aa/x")) == LARGE
    place.put("content/aa/x", [b"other"])
    assert joined(place.get("content/aa/x")) == b"other"
    place.put("quarantine/u/0", [b"part"])
    assert [found.path for found in place.listed("content")] == ["content/aa/x"]
    place.remove("content/aa/x")
    place.remove("content/aa/x")
    with pytest.raises(ObjectAbsent):
        joined(place.get("content/aa/x"))
    place.remove("quarantine/u/0")


def test_what_breaks_off_in_the_middle_is_not_there(place: Objects) -> None:
    def broken() -> Iterator[bytes]:
        yield LARGE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        place.put("content/bb/x", broken())
    assert list(place.listed("content/bb")) == []
    with pytest.raises(ObjectAbsent):
        joined(place.get("content/bb/x"))


def test_a_place_that_is_away_is_told_without_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceUnreachable) as refused:
        objects_at(str(tmp_path / "file" / "store"))
    assert str(tmp_path) not in str(refused.value)


def test_a_folder_is_its_owners_alone(objects: Objects, tmp_path: Path) -> None:
    assert (tmp_path / "store").stat().st_mode & 0o077 == 0


async def test_a_file_in_a_bucket_is_filed_read_and_swept_as_in_a_folder(
    ledger: PostgresEvidenceLedger, case: Case, clamd: str, tmp_path: Path
) -> None:
    with running_bucket() as (address, held):
        objects = in_bucket(address)
        archive = EvidenceArchive(ledger, objects, KEYS, Clamd(clamd))
        store = Store(archive, ledger, objects, case, tmp_path)
        content = pdf(6_000_000)
        item = await store.put(content)
        assert await store.got(item.reference) == content
        assert list(held.objects) == [f"of/ours/content/{item.sha256[:2]}/{item.sha256}"]
        assert content[1000:1032] not in held.objects[next(iter(held.objects))]
        orphan = sha256(b"nobody entered this")
        await asyncio.to_thread(objects.put, f"content/{orphan[:2]}/{orphan}", [b"x"])
        assert await sweep(ledger, objects) == Swept(parts=0, objects=1, half_written=0)
        assert len(held.objects) == 1
        assert held.uploads == {}


class AwayOnce(Objects):
    """A place that is away when it is first asked."""

    asked = 0

    def listed(self, prefix: str) -> Iterator[Listed]:
        """List, but for the first time."""
        self.asked += 1
        if self.asked == 1:
            raise EvidenceUnreachable(en="away", es="no está")
        return super().listed(prefix)


async def test_the_sweep_goes_on_when_the_store_was_away(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    orphan = sha256(b"nobody entered this either")
    store.objects.put(f"content/{orphan[:2]}/{orphan}", [b"x"])
    (file,) = store.files()
    yesterday = (datetime.now(UTC) - timedelta(days=1)).timestamp()
    os.utime(file, (yesterday, yesterday))
    away = AwayOnce(LocalStore(store.folder), store.folder)
    often = timedelta(milliseconds=10)
    sweeping = asyncio.create_task(sweep_for_ever(store.ledger, away, interval=often))
    await until(lambda: not file.exists())
    sweeping.cancel()
    await asyncio.gather(sweeping, return_exceptions=True)
    assert "could not be swept (EvidenceUnreachable)" in caplog.text
    assert orphan not in caplog.text


async def until(fact: Callable[[], bool]) -> None:
    """Return when something is so."""
    async with asyncio.timeout(30):
        while True:
            if fact():
                return
            await asyncio.sleep(0.01)
