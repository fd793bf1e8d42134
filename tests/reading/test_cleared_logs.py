"""Lines of logs go when their period is over, and nothing else of them, before or besides."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import asyncpg
import pytest

from casework.retention import current
from records.clearing import Clearance, clear, clearances, past
from records.failures import APPEND_ONLY
from records.pool import Pool, create_pool
from tests.postgres import Database
from tests.reading.disposed_case import KAY, closed_case, disposed
from tests.records.tampering import refusal

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG_AGO = datetime(2016, 11, 22, 23, 59, tzinfo=UTC)
KEPT_YET = datetime(2016, 11, 23, tzinfo=UTC)
A_SIGN_IN = datetime(2023, 11, 22, tzinfo=UTC)


async def read(owner: Pool, case_id: str, at: datetime) -> None:
    await owner.execute(
        "insert into portal.reads (at, case_id, what, way, person, role, organisation)"
        " values ($1, $2, 'case', 'page', 'lee', 'POC', 'SVR')",
        at,
        case_id,
    )


async def reads(owner: Pool, case_id: str) -> int:
    found: int = await owner.fetchval(
        "select count(*) from portal.reads where case_id = $1", case_id
    )
    return found


async def event(owner: Pool, at: datetime, *commands: str) -> str:
    name = uuid4().hex
    await owner.execute(
        "insert into exchange.received"
        " (source, id, type, system, received_at, sha256, text, known, commands, set_aside)"
        " values ('/s', $1, 't', 'y', $2, 'aa', 'A tank car.', true, $3, '[]')",
        name,
        at,
        list(commands),
    )
    return name


async def text(owner: Pool, name: str) -> str:
    found: str = await owner.fetchval("select text from exchange.received where id = $1", name)
    return found


async def test_what_is_old_enough_goes_and_its_hash_stays(owner_pool: Pool) -> None:
    case = f"unheard-{uuid4().hex[:8]}"
    for at in (LONG_AGO, LONG_AGO - timedelta(days=900), KEPT_YET):
        await read(owner_pool, case, at)
    old, young = await event(owner_pool, LONG_AGO), await event(owner_pool, KEPT_YET)
    for at in (A_SIGN_IN, A_SIGN_IN + timedelta(days=2)):
        await owner_pool.execute(
            "insert into portal.sign_ins (at, what, way, person) values ($1, 'in', 'page', $2)",
            at,
            case,
        )
    went = {
        kind: b"".join(
            f"{row['line']}\n".encode()
            for row in await owner_pool.fetch(
                "select line from record.lines_past($1, $2) order by place, id", kind, before
            )
        )
        for kind, before in (("reads", KEPT_YET), ("received_events", KEPT_YET))
    }
    said = await past(owner_pool, current(), NOW)
    gone = await clear(owner_pool, current(), KAY, NOW)
    assert gone == said
    assert {each.kind.id: each.lines for each in gone}["reads"] >= 2
    assert await reads(owner_pool, case) == 1
    assert (await text(owner_pool, old), await text(owner_pool, young)) == ("", "A tank car.")
    left = await owner_pool.fetch("select at from portal.sign_ins where person = $1", case)
    assert [row["at"] for row in left] == [A_SIGN_IN + timedelta(days=2)]
    kept: dict[str, Clearance] = {}
    for each in await clearances(owner_pool):
        kept.setdefault(each.kind, each)  # the last of each kind
    for kind, lines in went.items():
        assert kept[kind].sha256 == sha256(lines).digest()
        assert kept[kind].lines == lines.count(b"\n")
        assert (kept[kind].person, kept[kind].schedule) == ("kay", current().version)
    assert [each.lines for each in await clear(owner_pool, current(), KAY, NOW)] == [0, 0, 0]


async def test_what_concerns_a_case_stays_as_long_as_the_case(
    worker_pool: Pool, desk_pool: Pool, owner_pool: Pool
) -> None:
    closed = await closed_case(worker_pool, desk_pool)
    await read(owner_pool, closed.case_id, LONG_AGO)
    name = await event(owner_pool, LONG_AGO, "of no case", closed.command_id)
    await clear(owner_pool, current(), KAY, NOW)
    assert await reads(owner_pool, closed.case_id) == 1
    assert await text(owner_pool, name) == "A tank car."
    await disposed(owner_pool, closed.case_id)
    await clear(owner_pool, current(), KAY, NOW)
    assert await reads(owner_pool, closed.case_id) == 0
    assert await text(owner_pool, name) == ""


CLEARED = (
    "insert into record.clearances (kind, before, schedule, lines, sha256, person, role,"
    " organisation) values ('{}', '2016-11-23Z', 's', 1, sha256(''), 'kay', 'OPS', 'HQ');"
)


@pytest.mark.parametrize(
    ("kind", "statement"),
    [
        ("reads", "delete from portal.reads where at >= '2016-11-23Z'"),
        ("sign_ins", "delete from portal.reads where at < '2016-11-23Z'"),
        ("reads", "update portal.reads set person = 'nobody' where at < '2016-11-23Z'"),
        ("reads", "truncate portal.reads"),
        ("received_events", "update exchange.received set text = 'x' where text <> ''"),
        ("received_events", "update exchange.received set text = '', sha256 = 'bb'"),
        ("received_events", "delete from exchange.received"),
        ("reads", "delete from record.clearances"),
    ],
)
async def test_nothing_else_goes_not_even_by_who_may_do_all(
    superuser: "asyncpg.Connection[asyncpg.Record]",
    owner_pool: Pool,
    kind: str,
    statement: str,
) -> None:
    """Also in a transaction that says that it clears; and without saying so nothing goes at all."""
    for at in (LONG_AGO, KEPT_YET):
        await read(owner_pool, "case-1", at)
        await event(owner_pool, at)
    assert await refusal(superuser, CLEARED.format(kind) + statement) == APPEND_ONLY
    assert await refusal(superuser, statement) == APPEND_ONLY


async def test_whoever_reads_the_record_may_ask_what_is_past(
    database: Database, owner_pool: Pool
) -> None:
    await read(owner_pool, "case-1", LONG_AGO)
    async with await create_pool(database.reader, size=1, application="tests") as pool:
        assert {each.kind.id: each.lines for each in await past(pool, current(), NOW)}["reads"] >= 1
        assert isinstance(await clearances(pool), tuple)
