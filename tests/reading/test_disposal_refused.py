"""What must be kept cannot be disposed of: by the rule, and by the database on its own."""

import asyncio

import asyncpg
import pytest

from casework.retention import Reason
from desk.ports import CaseDisposed
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog
from records.disposing import MayNotGo
from records.failures import APPEND_ONLY, MAY_NOT_GO
from records.pool import Pool
from tests.postgres import Database
from tests.reading.disposed_case import (
    DISPOSE,
    Closed,
    closed_case,
    disposed,
    said_of,
    verdict,
)
from tests.records.samples import batch, received
from tests.records.tampering import Connection, refusal
from tests.workflows.office import until


@pytest.fixture
async def closed(worker_pool: Pool, desk_pool: Pool) -> Closed:
    """A closed case whose time has run out."""
    return await closed_case(worker_pool, desk_pool)


async def test_a_legal_hold_makes_it_impossible_by_rule_and_by_database(
    worker_pool: Pool, desk_pool: Pool, owner_pool: Pool, superuser: Connection
) -> None:
    held = await closed_case(worker_pool, desk_pool, hold=True)
    with pytest.raises(MayNotGo) as kept:
        await disposed(owner_pool, held.case_id)
    assert kept.value.judgement.against == (Reason.LEGAL_HOLD, Reason.OPEN)
    said = await said_of(held, desk_pool)
    assert await refusal(superuser, DISPOSE, *said) == MAY_NOT_GO
    # also where every list says that it is settled and not held: the events count
    await superuser.execute("delete from record.tracks where case_id = $1", held.case_id)
    await superuser.execute(
        "update record.cases set settled = true where case_id = $1", held.case_id
    )
    assert await refusal(superuser, DISPOSE, *said) == MAY_NOT_GO
    assert (await verdict(desk_pool, held.case_id)).disposed is None


STANDS_AGAINST = {
    Reason.OPEN: "update record.cases set settled = false where case_id = $1",
    Reason.LINKED: "update record.cases set view = jsonb_set(view, '{linked}', '[\"case-2\"]')"
    " where case_id = $1",
    Reason.UNANSWERED: "insert into desk.commands (command_id, case_id, act, person, role,"
    " organisation, received_at, digest, envelope)"
    " values ('open ' || $1, $1, 'a', 'p', 'r', 'o', now(), 'd', 'e')",
    Reason.OWING: "insert into exchange.owed (case_id, key) values ($1, 'k')",
}


@pytest.mark.parametrize("reason", STANDS_AGAINST)
async def test_rule_and_database_keep_it_for_the_same_reason(
    reason: Reason,
    closed: Closed,
    desk_pool: Pool,
    owner_pool: Pool,
    superuser: Connection,
) -> None:
    said = await said_of(closed, desk_pool)
    assert await refusal(superuser, DISPOSE, *said) is None
    await superuser.execute(STANDS_AGAINST[reason], closed.case_id)
    assert await refusal(superuser, DISPOSE, *said) == MAY_NOT_GO
    with pytest.raises(MayNotGo) as kept:
        await disposed(owner_pool, closed.case_id)
    assert kept.value.judgement.against == (reason,)


async def test_the_database_takes_no_wrong_word_on_time_or_head(
    closed: Closed, worker_pool: Pool, desk_pool: Pool, superuser: Connection, owner_pool: Pool
) -> None:
    said = await said_of(closed, desk_pool)
    for place, value in {1: 1, 2: b"\0" * 32, 3: said[3].replace(year=2000)}.items():  # type: ignore[attr-defined]
        wrong = [*said]
        wrong[place] = value
        assert await refusal(superuser, DISPOSE, *wrong) == MAY_NOT_GO
    unsigned = await closed_case(worker_pool, desk_pool, sign=False)
    assert await refusal(superuser, DISPOSE, *await said_of(unsigned, desk_pool)) == MAY_NOT_GO
    with pytest.raises(MayNotGo) as kept:
        await disposed(owner_pool, unsigned.case_id)
    assert kept.value.judgement.against == (Reason.UNSIGNED,)
    # a case in real time cannot be told that its day has come
    await superuser.execute("delete from desk.case_times where case_id = $1", closed.case_id)
    assert await refusal(superuser, DISPOSE, *said) == MAY_NOT_GO
    with pytest.raises(MayNotGo) as early:
        await disposed(owner_pool, closed.case_id)
    assert early.value.judgement.against == (Reason.NOT_YET,)


async def test_an_appeal_beside_it_keeps_it_and_starts_its_years_anew(
    closed: Closed, worker_pool: Pool, desk_pool: Pool, owner_pool: Pool, superuser: Connection
) -> None:
    said = await said_of(closed, desk_pool)
    appeal = f"{closed.case_id}-appeal-1"
    await PostgresCaseRecord(worker_pool).append(batch(appeal))
    assert await refusal(superuser, DISPOSE, *said) == MAY_NOT_GO
    with pytest.raises(MayNotGo) as kept:
        await disposed(owner_pool, closed.case_id)
    assert kept.value.judgement.against == (Reason.OPEN,)


async def test_content_is_emptied_by_a_disposal_and_by_nothing_else(
    closed: Closed, worker_pool: Pool, desk_pool: Pool, superuser: Connection
) -> None:
    other = await closed_case(worker_pool, desk_pool)
    said = await said_of(closed, desk_pool)
    await superuser.execute("begin")
    await superuser.execute(DISPOSE, *said)
    for sql in (
        "update record.events set body = '' where case_id = $2 and $1 <> ''",
        "update record.events set body = '{\"a\": 1}' where case_id = $1 and $2 <> ''",
        "update record.events set hash = prev_hash where case_id = $1 and $2 <> ''",
        "delete from record.events where case_id = $1 and $2 <> ''",
        "update desk.commands set envelope = 'x' where case_id = $1 and $2 <> ''",
        "update desk.commands set envelope = '' where case_id = $2 and $1 <> ''",
        "update record.disposals set schedule = 'x' where case_id = $1 and $2 <> ''",
    ):
        await superuser.execute("savepoint one")
        with pytest.raises(asyncpg.PostgresError) as refused:
            await superuser.execute(sql, closed.case_id, other.case_id)
        assert refused.value.sqlstate == APPEND_ONLY, sql
        await superuser.execute("rollback to one")
    await superuser.execute("rollback")


async def waiting(connection: Connection) -> None:
    """Return once somebody waits for what another transaction holds."""

    async def is_so() -> bool:
        return bool(
            await connection.fetchval("select exists (select from pg_locks where not granted)")
        )

    await until(is_so)


async def test_a_command_and_a_disposal_at_the_same_moment_see_each_other(
    closed: Closed, worker_pool: Pool, desk_pool: Pool, database: Database, superuser: Connection
) -> None:
    other = await closed_case(worker_pool, desk_pool)
    log = PostgresCommandLog(desk_pool)
    first = await asyncpg.connect(database.owner)
    async with asyncio.timeout(60):
        async with first.transaction():
            await first.execute(DISPOSE, *await said_of(closed, desk_pool))
            late = asyncio.create_task(log.receive(received(closed.case_id)))
            await waiting(superuser)
        with pytest.raises(CaseDisposed):
            await late
        said = await said_of(other, desk_pool)
        async with first.transaction():
            await first.execute(
                "insert into desk.commands (command_id, case_id, act, person, role, organisation,"
                " received_at, digest, envelope)"
                " values ('open ' || $1, $1, 'a', 'p', 'r', 'o', now(), 'd', 'e')",
                other.case_id,
            )
            disposal = asyncio.create_task(refusal(superuser, DISPOSE, *said))
            second = await asyncpg.connect(database.superuser)
            await waiting(second)
        assert await disposal == MAY_NOT_GO
    await second.close()
    await first.close()
