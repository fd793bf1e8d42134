"""The bare counterparts of our tables, in a schema of the bench's own: same columns and indexes,
same database and durability, no chain, no check, no trigger.
"""

from datetime import datetime

from records.pool import Pool

_MADE = """
create schema if not exists bench;
create table if not exists bench.rows (
    number      bigint      generated always as identity primary key,
    workflow_id text        not null,
    body        text        not null,
    recorded_at timestamptz not null default clock_timestamp()
);
create table if not exists bench.heads (
    like record.heads including defaults including indexes including storage
) with (fillfactor = 50);
create table if not exists bench.batches (like record.batches including indexes);
create table if not exists bench.events (like record.events including indexes);
create table if not exists bench.notices (like record.notices including indexes);
create table if not exists bench.cases (like record.cases including indexes) with (fillfactor = 60);
create table if not exists bench.clocks (like record.clocks including indexes);
create table if not exists bench.tracks (like record.tracks including indexes);
create unlogged table if not exists bench.waiting (
    nth           bigint primary key,
    case_id       text,
    key           text,
    bodies        text[],
    view          jsonb,
    clocks        jsonb,
    before_return boolean
);
"""


async def make_tables(owner: Pool) -> None:
    """Make them, as the role that owns the database."""
    await owner.execute(_MADE)


class BareRows:
    """Rows of the bare workflow."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the owner's role."""
        self._pool = pool

    async def add(self, workflow_id: str, body: str) -> tuple[int, datetime]:
        """Write a row, durably; return its number and when it was written."""
        row = await self._pool.fetchrow(
            "insert into bench.rows (workflow_id, body) values ($1, $2)"
            " returning number, recorded_at",
            workflow_id,
            body,
        )
        assert row is not None  # it was just written
        return row["number"], row["recorded_at"]

    async def number(self, names: list[str]) -> int:
        """Return how many rows of these workflows there are."""
        found: int = await self._pool.fetchval(
            "select count(*) from bench.rows where workflow_id = any($1)", names
        )
        return found

    async def written(self, prefix: str) -> list[tuple[str, str, datetime]]:
        """Return workflow, text and instant of the rows of workflows whose id begins so."""
        rows = await self._pool.fetch(
            "select workflow_id, body, recorded_at from bench.rows"
            " where starts_with(workflow_id, $1) order by number",
            prefix,
        )
        return [(row["workflow_id"], row["body"], row["recorded_at"]) for row in rows]
