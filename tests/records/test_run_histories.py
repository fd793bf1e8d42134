"""Histories of ended runs stay as they were first read."""

from uuid import uuid4

from records.pool import Pool
from records.run_histories import PostgresRunHistories
from tests.records.samples import case_id, kept_run


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
