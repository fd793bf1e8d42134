"""A batch comes after the event that it says it comes after, or not at all; and what a restore has
lost is recorded again as it was."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from temporalio.testing import ActivityEnvironment

from activities.record import RecordActivities
from casework.events import BatchReceipt, EventBatch
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord, appended
from records.failures import (
    ENDS_ELSEWHERE,
    NOT_ALLOWED,
    NOT_WHAT_WAS_THERE,
    RecordRefused,
    database_errors,
)
from records.pool import Pool, create_pool
from records.queries import QUERIES
from records.verification import verify_case
from tests.postgres import Database
from tests.records.samples import batch, case_id, event
from tests.records.tampering import Connection, unguarded


def after(of: EventBatch, number: int | None) -> EventBatch:
    """A batch that says after which event it comes."""
    return of.model_copy(update={"follows": number})


async def test_a_batch_comes_where_it_says_or_not_at_all(record: PostgresCaseRecord) -> None:
    case = case_id()
    for elsewhere in (1, -1):
        with pytest.raises(RecordRefused) as refused:
            await record.append(after(batch(case), elsewhere))
        assert refused.value.code == ENDS_ELSEWHERE
    first = after(batch(case, event(), event()), 0)
    receipt = await record.append(first)
    assert (receipt.first, receipt.last) == (1, 2)
    for elsewhere in (0, 1, 3):
        with pytest.raises(RecordRefused):
            await record.append(after(batch(case), elsewhere))
    assert (await record.append(after(batch(case), 2))).first == 3
    assert (await record.append(batch(case))).first == 4, "who says nothing is taken at the end"
    assert await record.append(first) == receipt, "what is recorded answers wherever it comes"


async def test_batches_of_one_go_come_after_each_other(record: PostgresCaseRecord) -> None:
    case = case_id()
    first, second = after(batch(case, event(), event()), 0), batch(case)
    await record.append(first)
    activities = RecordActivities(record, None)  # type: ignore[arg-type]

    async def recording(batches: list[EventBatch]) -> list[BatchReceipt]:
        return await ActivityEnvironment().run(activities.record_events, batches)

    receipts = await recording([first, second])
    assert [(r.first, r.last) for r in receipts] == [(1, 2), (3, 3)]
    await record.append(batch(case))
    with pytest.raises(RecordRefused):
        await recording([after(batch(case), 3), batch(case)])
    again = await recording([after(first, 1), second])
    assert again == receipts


@pytest.fixture
async def owner_pool(database: Database) -> AsyncIterator[Pool]:
    """Connections of the owner."""
    async with await create_pool(database.owner, size=1, application="tests") as pool:
        yield pool


async def again(pool: Pool, lost: EventBatch, receipt: BatchReceipt) -> None:
    """Record a lost batch again."""
    with database_errors():
        await QUERIES.append_again(
            pool,
            **appended(lost),
            first=receipt.first,
            recorded_at=receipt.recorded_at,
            head=bytes.fromhex(receipt.head),
        )


async def lose(superuser: Connection, case: str, after_number: int) -> None:
    """What a restore from an older backup leaves."""
    async with unguarded(superuser) as connection:
        await connection.execute(
            "delete from record.events where case_id = $1 and seq > $2", case, after_number
        )
        await connection.execute(
            "delete from record.batches where case_id = $1 and first > $2", case, after_number
        )
        await connection.execute(
            "update record.heads h set seq = e.seq, hash = e.hash from record.events e"
            " where h.case_id = $1 and e.case_id = $1 and e.seq = $2",
            case,
            after_number,
        )


async def test_what_was_lost_is_recorded_again_with_the_same_hashes(
    record: PostgresCaseRecord,
    reader: PostgresCaseReader,
    owner_pool: Pool,
    superuser: Connection,
) -> None:
    case = case_id()
    batches = [batch(case), batch(case, event(), event()), batch(case)]
    receipts = [await record.append(each) for each in batches]
    before = await verify_case(reader, case)
    await lose(superuser, case, 1)
    with pytest.raises(RecordRefused):
        await record.append(after(batch(case), 4))
    for lost, receipt in list(zip(batches, receipts, strict=True))[1:]:
        await again(owner_pool, lost, receipt)
        await again(owner_pool, lost, receipt)
    assert await verify_case(reader, case) == before
    assert (await record.append(after(batch(case), 4))).first == 5


async def test_nothing_else_is_recorded_in_a_lost_events_place(
    record: PostgresCaseRecord, owner_pool: Pool, superuser: Connection
) -> None:
    case = case_id()
    batches = [batch(case), batch(case)]
    receipts = [await record.append(each) for each in batches]
    await lose(superuser, case, 1)
    other = batches[1].model_copy(update={"events": (event("another"),)})
    with pytest.raises(RecordRefused) as refused:
        await again(owner_pool, other, receipts[1])
    assert refused.value.code == NOT_WHAT_WAS_THERE
    await record.append(batch(case))
    with pytest.raises(RecordRefused) as refused:
        await again(owner_pool, batches[1], receipts[1])
    assert refused.value.code == ENDS_ELSEWHERE


async def test_no_role_but_the_owner_says_when_something_was_recorded(
    worker_pool: Pool, record: PostgresCaseRecord
) -> None:
    case = case_id()
    receipt = await record.append(batch(case))
    with pytest.raises(RecordRefused) as refused:
        await again(worker_pool, batch(case), receipt)
    assert refused.value.code == NOT_ALLOWED
    connection: asyncpg.Connection[asyncpg.Record]
    async with worker_pool.acquire() as connection:  # type: ignore[assignment]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                "select record.append_at('c','k','{}',null,'{}','[]',true,null,now(),null)"
            )
