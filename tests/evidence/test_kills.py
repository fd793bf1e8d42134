"""Killed in the middle, swept, and gone on with: nothing accepted is lost, and nothing is left."""

import asyncio
import signal
import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from evidence.objects import CONTENT
from evidence.ports import UploadState
from evidence.sweeping import Swept, sweep
from records.pool import Pool
from tests.casework.walk import POC
from tests.evidence.dying import MOMENTS
from tests.evidence.store import Store, announced, pdf, pieces, sha256
from tests.postgres import PROJECT, Database

LARGE = 12_000_000
"""Bytes; so many that half of them reach the disk."""
ENTERED = {"row before parts"}
"""Moments at which it is accepted already."""


async def killed(
    store: Store, database: Database, clamd: str, upload_id: str, moment: str, *, send: bytes
) -> int:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.evidence.dying"),
        *(database.desk, str(store.folder), clamd, upload_id, moment),
        cwd=PROJECT,
        stdin=asyncio.subprocess.PIPE,
    )
    await process.communicate(send)
    assert process.returncode is not None
    return process.returncode


@pytest.mark.parametrize("moment", MOMENTS)
async def test_kill_9_in_the_middle_of_finishing(
    store: Store, evidence_database: Database, clamd: str, moment: str
) -> None:
    upload_id = f"test-{uuid4().hex}"
    content, send = pdf(LARGE), b""
    await store.archive.begin(store.case, POC, announced(content), upload_id)
    if moment == "part before it is counted":
        send = content
    else:
        await store.archive.append(upload_id, POC, 0, pieces(content))
    code = await killed(store, evidence_database, clamd, upload_id, moment, send=send)
    assert code == -signal.SIGKILL

    items = await store.archive.items(store.case, POC)
    assert (len(items) == 1) is (moment in ENTERED)
    later = datetime.now(UTC) + timedelta(hours=2)
    swept = await sweep(store.ledger, store.objects, now=later)
    assert (
        swept
        == {
            "part before it is counted": Swept(parts=0, objects=0, half_written=0),
            "half an object": Swept(parts=0, objects=0, half_written=1),
            "object before row": Swept(parts=0, objects=1, half_written=0),
            "row before parts": Swept(parts=2, objects=0, half_written=0),
        }[moment]
    )

    # the sender asks and goes on; he may not know how far it came
    now = await store.archive.upload(upload_id, POC)
    if now.state is UploadState.OPEN and now.received < now.size:
        assert now.received == 0
        await store.archive.append(upload_id, POC, 0, pieces(content))
    item = await store.archive.finish(upload_id, POC, sha256(content))
    assert await store.got(item.reference) == content
    await sweep(store.ledger, store.objects, now=later)
    assert [file.parent.parent.name for file in store.files()] == [CONTENT]
    assert await store.archive.items(store.case, POC) == (item,)


async def test_what_is_young_and_what_is_wanted_is_never_swept(store: Store) -> None:
    item = await store.put(pdf())
    waiting = await store.sent(pdf())
    before = store.files()
    assert len(before) == 2
    assert await sweep(store.ledger, store.objects) == Swept(0, 0, 0)
    later = datetime.now(UTC) + timedelta(hours=2)
    assert await sweep(store.ledger, store.objects, now=later) == Swept(0, 0, 0)
    assert store.files() == before
    # after a day an upload that was left alone is given up; what was accepted stays
    much_later = datetime.now(UTC) + timedelta(days=2)
    assert await sweep(store.ledger, store.objects, now=much_later) == Swept(1, 0, 0)
    assert [file.name for file in store.files()] == [item.sha256]
    given_up = await store.archive.upload(waiting.upload_id, POC)
    assert given_up.state is UploadState.ABANDONED


WAITING = """
select count(*) = 2 from pg_locks where locktype = 'advisory' and not granted
and database = (select oid from pg_database where datname = current_database())
"""
"""Whether two transactions of this database wait for a lock."""


async def until_true(pool: Pool, question: str) -> None:
    """Return when the database says yes."""
    async with asyncio.timeout(30):
        while True:
            if await pool.fetchval(question):
                return
            await asyncio.sleep(0.01)


async def test_who_sweeps_waits_for_who_stores_the_same(store: Store, evidence_pool: Pool) -> None:
    """The object is there without a row, as old as can be, and somebody is just entering it."""
    content = pdf()
    sha = sha256(content)
    store.objects.put(f"content/{sha[:2]}/{sha}", [b"an orphan"])
    upload = await store.sent(content)
    later = datetime.now(UTC) + timedelta(hours=2)
    async with store.ledger.storing(sha) as storing:
        sweeping = asyncio.create_task(sweep(store.ledger, store.objects, now=later))
        finishing = asyncio.create_task(store.archive.finish(upload.upload_id, POC))
        await until_true(evidence_pool, WAITING)
        assert not await storing.wanted()
    item = await finishing
    await sweeping
    assert await store.got(item.reference) == content
