"""Histories of ended runs stay as they were first read."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord, appended
from records.failures import RUN_IS_OVER, RecordRefused
from records.pool import Pool
from records.queries import QUERIES
from records.run_histories import PostgresRunHistories
from tests.postgres import Database
from tests.records.samples import batch, case_id, kept_run


async def test_runs_come_back_to_the_byte_the_first_one_first(
    desk_pool: Pool, reader_pool: Pool
) -> None:
    histories, case = PostgresRunHistories(desk_pool), case_id()
    later, first = kept_run(case, day=3), kept_run(case, status="CONTINUED_AS_NEW")
    for run in (later, first, kept_run(case_id())):
        await histories.keep(run)
    assert await PostgresRunHistories(reader_pool).of_case(case) == (first, later)


async def test_what_is_kept_is_not_kept_anew(desk_pool: Pool) -> None:
    histories, case = PostgresRunHistories(desk_pool), case_id()
    run = kept_run(case)
    await histories.keep(run)
    await histories.keep(run.model_copy(update={"history": '{"events": []}'}))
    assert await histories.of_case(case) == (run,)


async def test_which_of_some_are_kept(desk_pool: Pool) -> None:
    histories, run = PostgresRunHistories(desk_pool), kept_run(case_id())
    await histories.keep(run)
    assert await histories.kept([run.run_id, str(uuid4())]) == {run.run_id}
    assert await histories.kept([]) == frozenset()


async def test_a_run_that_is_kept_writes_nothing_more(
    desk_pool: Pool, record: PostgresCaseRecord
) -> None:
    """Its activity may come long after its case has started again from the record."""
    case, run = case_id(), kept_run(case_id())
    before = batch(case)
    receipt = await record.append(before, run_id=run.run_id)
    await PostgresRunHistories(desk_pool).keep(run.model_copy(update={"case_id": case}))
    for late in (batch(case), before):
        with pytest.raises(RecordRefused) as refused:
            await record.append(late, run_id=run.run_id)
        assert refused.value.code == RUN_IS_OVER
    assert await record.append(before, run_id=str(uuid4())) == receipt
    follows = batch(case).model_copy(update={"follows": 1})
    assert (await record.append(follows, run_id=str(uuid4()))).first == 2


async def test_a_history_is_kept_once_nothing_of_its_case_is_being_written(
    database: Database, desk_pool: Pool, record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    """So that who reads the record next reads all that the run wrote."""
    case = case_id()
    run = kept_run(case)
    await record.append(batch(case), run_id=run.run_id)
    worker = await asyncpg.connect(database.worker)
    owner = await asyncpg.connect(database.owner)
    try:
        async with worker.transaction():
            last = appended(batch(case))
            await QUERIES.append(worker, **last, follows=1, run_id=run.run_id)
            keeping = asyncio.create_task(PostgresRunHistories(desk_pool).keep(run))
            while not await owner.fetchval(WAITS, worker.get_server_pid()):
                assert not keeping.done(), "it was kept beside a write"
        await keeping
    finally:
        await worker.close()
        await owner.close()
    assert len(await reader.events(case)) == 2
    with pytest.raises(RecordRefused):
        await record.append(batch(case), run_id=run.run_id)


WAITS = "select exists (select from pg_stat_activity where $1 = any (pg_blocking_pids(pid)))"
