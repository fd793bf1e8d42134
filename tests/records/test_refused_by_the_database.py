"""What is recorded stays: the database refuses for everyone, and each role has only its rights."""

import asyncpg
import pytest

from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog
from records.event_inbox import PostgresEventInbox
from records.failures import APPEND_ONLY, NOT_ALLOWED, NOT_NEXT, UNIQUE
from records.notice_register import PostgresNoticeRegister
from records.pool import Pool
from records.run_histories import PostgresRunHistories
from seals.chain import GENESIS
from tests.postgres import Database
from tests.records.samples import (
    batch,
    case_id,
    delivery,
    event,
    kept_run,
    notice,
    prints,
    received,
    received_event,
)
from tests.records.tampering import Connection, refusal

EVIDENCE = (
    "record.events",
    "record.batches",
    "record.notices",
    "record.deliveries",
    "record.prints",
    "record.run_histories",
    "record.signed_heads",
    "record.disposals",
    "desk.commands",
    "evidence.items",
    "evidence.reads",
    "exchange.received",
)
REMOVALS = [
    f"{statement} {table}{'' if statement == 'delete from' else ' cascade'}"
    for table in (*EVIDENCE, "record.heads")
    for statement in ("delete from", "truncate")
]
CHANGES = [
    "update record.events set body = '{}'",
    "update record.events set case_id = case_id where false",
    "update record.batches set envelope = 'x'",
    "update record.notices set address = 'else@partner.example'",
    "update record.deliveries set accepted = true",
    "update record.prints set pdf = ''",
    "update record.heads set seq = 0",
    "update record.events set body = ''",
    "update record.disposals set schedule = 'x'",
    "update record.run_histories set history = '{}'",
    "update record.signed_heads set statement = '{}'",
    "update evidence.items set verdict = 'CLEAN'",
    "update evidence.items set confidentiality = 'PUBLIC_STATUS' where false",
    "update evidence.reads set given = false",
    "update record.heads set case_id = case_id || 'x', seq = seq + 1",
    "update exchange.received set text = 'x'",
    "update desk.commands set envelope = 'x'",
    "update desk.commands set received_at = received_at - interval '1 day'",
    "update desk.commands set digest = 'x', outcome = '{}', outcome_at = now()",
    "update desk.commands set outcome = 'x' where outcome is not null",
    "update desk.commands set outcome = null, outcome_at = null where outcome is not null",
]
TABLES = (
    *EVIDENCE,
    "record.heads",
    "record.cases",
    "record.clocks",
    "record.tracks",
    "record.schema_version",
    "desk.openings",
    "desk.carrier_references",
    "desk.case_times",
    "evidence.uploads",
    "evidence.parts",
    "exchange.subscriptions",
    "exchange.owed",
    "exchange.deliveries",
    "exchange.attempts",
)
ROLES = ("worker", "desk", "reader", "portal")


@pytest.fixture(scope="module")
async def recorded(worker_pool: Pool, desk_pool: Pool) -> str:
    """A case with a row in every table that keeps evidence."""
    case = case_id()
    await PostgresCaseRecord(worker_pool).append(batch(case, event(notices=(notice(),)), event()))
    register = PostgresNoticeRegister(worker_pool)
    await register.keep_prints(case, "n1", prints("en"))
    await register.record(case, "n1", delivery())
    log = PostgresCommandLog(desk_pool)
    await log.receive(received(case))
    answered = await log.receive(received(case))
    await log.answer(answered.received.command_id, "{}", answered.received.received_at)
    await PostgresRunHistories(desk_pool).keep(kept_run(case))
    await PostgresEventInbox(desk_pool).receive(received_event(), ())
    return case


@pytest.mark.parametrize("sql", REMOVALS + CHANGES)
@pytest.mark.parametrize("role", ["owner", "superuser"])
async def test_not_even_the_owner_changes_or_removes(
    database: Database, recorded: str, role: str, sql: str
) -> None:
    connection = await asyncpg.connect(getattr(database, role))
    try:
        assert await refusal(connection, sql) == APPEND_ONLY
    finally:
        await connection.close()


async def test_calling_itself_a_replica_does_not_help(superuser: Connection, recorded: str) -> None:
    await superuser.execute("set session_replication_role = replica")
    assert await refusal(superuser, "delete from record.events") == APPEND_ONLY


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ROLES)
async def test_no_role_writes_to_a_table(database: Database, role: str, table: str) -> None:
    connection = await asyncpg.connect(getattr(database, role))
    try:
        for sql in (
            f"insert into {table} default values",
            f"delete from {table}",
            f"truncate {table}",
            f"drop table {table}",
            f"alter table {table} disable trigger all",
        ):
            assert await refusal(connection, sql) == NOT_ALLOWED, sql
        # not by ::regclass, for which one needs the right to look into the schema
        column = await connection.fetchval(
            "select attname from pg_attribute a join pg_class c on c.oid = attrelid "
            "where c.relnamespace::regnamespace || '.' || relname = $1 and attnum = 1",
            table,
        )
        assert await refusal(connection, f"update {table} set {column} = {column}") == NOT_ALLOWED
    finally:
        await connection.close()


# The event after the last one, inserted by hand: with its batch, and the head moved to it. Each
# case below spoils one part and leaves the rest consistent with it.
_BY_HAND = """
with last as (
    select seq, hash from record.events where case_id = $1 order by seq desc limit 1
), moved as (
    update record.heads set seq = last.seq + {moved_by}, hash = {head} from last where case_id = $1
), batch as (
    insert into record.batches (case_id, key, first, last, head, recorded_at)
    select $1, 'by hand', last.seq + {first}, last.seq + {last}, {head}, '{batch_at}' from last
)
insert into record.events (
    case_id, seq, key, recorded_at, body, prev_hash, hash, at, kind, process_row, act, person, role,
    organisation
)
select $1, last.seq + {step}, '{key}', '2026-01-01T00:00:00Z', '{{}}', {previous}, {hash},
       now(), 'k', 'r', 'a', 'p', 'OFF', 'o'
from last
"""
_HASH = (
    "record.event_hash({previous}, $1, last.seq + {step}, '{key}', '2026-01-01T00:00:00Z', '{{}}')"
)
_ZEROS = f"'\\x{GENESIS.hex()}'::bytea"
_WRONG = {
    "a number is left out": {"step": "2", "first": "2", "last": "2", "moved_by": "2"},
    "another previous hash": {"previous": _ZEROS},
    "another hash": {"hash": _ZEROS, "head": _ZEROS},
    "of no batch": {"key": "another"},
    "outside its batch": {"first": "2", "last": "2", "moved_by": "2"},
    "recorded at another time than its batch": {"batch_at": "2026-01-02T00:00:00Z"},
    "with too few events for its batch": {"last": "2", "moved_by": "2"},
    "with another head of its batch": {"head": _ZEROS},
    "with the head elsewhere": {"moved_by": "2"},
}


def by_hand(**spoilt: str) -> str:
    """Return the statement that inserts the next event, but for what is spoilt."""
    parts = {
        "step": "1",
        "first": "1",
        "last": "1",
        "moved_by": "1",
        "key": "by hand",
        "batch_at": "2026-01-01T00:00:00Z",
        "previous": "last.hash",
        **spoilt,
    }
    hash_ = _HASH.format(**parts)
    return _BY_HAND.format(**{"hash": hash_, "head": hash_, **parts})


async def test_the_next_event_by_hand_would_be_taken(owner: Connection, recorded: str) -> None:
    assert await refusal(owner, by_hand(), recorded) is None


@pytest.mark.parametrize("wrong", _WRONG)
async def test_an_event_outside_the_chain_is_refused(
    owner: Connection, recorded: str, wrong: str
) -> None:
    assert await refusal(owner, by_hand(**_WRONG[wrong]), recorded) == NOT_NEXT


async def test_a_number_is_given_once(owner: Connection, recorded: str) -> None:
    # The head stays, as it may only move forward; the number's own uniqueness is what refuses.
    again = by_hand(step="0", first="0", last="0").replace(
        "from last where", "from last where 1=0 and"
    )
    assert await refusal(owner, again, recorded) == UNIQUE
