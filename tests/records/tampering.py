"""What only a superuser with the triggers switched off can do to a record."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

import asyncpg

from seals.chain import GENESIS, chain_entry, event_hash

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_OFF = """
do $$
declare t regclass;
begin
    for t in select oid from pg_class where relkind = 'r' and relnamespace = 'record'::regnamespace
    loop
        execute format('alter table %s disable trigger all', t);
    end loop;
end
$$
"""

_ON = """
do $$
declare t regclass; g name;
begin
    for t in select oid from pg_class where relkind = 'r' and relnamespace = 'record'::regnamespace
    loop
        execute format('alter table %s enable trigger all', t);
        for g in select tgname from pg_trigger where tgrelid = t and not tgisinternal
        loop
            execute format('alter table %s enable always trigger %I', t, g);
        end loop;
    end loop;
end
$$
"""


@asynccontextmanager
async def unguarded(superuser: Connection) -> AsyncIterator[Connection]:
    """Let a superuser change the record as if it had no rules."""
    async with superuser.transaction():
        await superuser.execute(_OFF)
        yield superuser
        await superuser.execute(_ON)


async def rechain(connection: Connection, case: str, *, receipts: bool = False) -> None:
    """Compute all hashes of a case anew, so that the chain holds again.

    ``receipts`` also rewrites what batches and head say about it.
    """
    previous = GENESIS
    rows = await connection.fetch(
        "select seq, key, recorded_at, body from record.events where case_id = $1 order by seq",
        case,
    )
    for seq, key, recorded_at, body in rows:
        entry = chain_entry(case, seq, key, recorded_at, body)
        hash_ = event_hash(previous, entry)
        await connection.execute(
            "update record.events set prev_hash = $3, hash = $4 where case_id = $1 and seq = $2",
            case,
            seq,
            previous,
            hash_,
        )
        previous = hash_
    if receipts:
        await connection.execute(
            "update record.batches b set head = e.hash from record.events e"
            " where b.case_id = $1 and e.case_id = $1 and e.seq = b.last",
            case,
        )
        await connection.execute(
            "update record.heads set hash = $2, seq = $3 where case_id = $1",
            case,
            previous,
            len(rows),
        )


async def refusal(connection: Connection, sql: str, *arguments: object) -> str | None:
    """Return the SQLSTATE with which a statement is refused; what it did is undone."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await connection.execute(sql, *arguments)
        await connection.execute("set constraints all immediate")
    except asyncpg.PostgresError as error:
        return error.sqlstate
    finally:
        await transaction.rollback()
    return None
