"""The rows of one case inside one transaction of PostgreSQL, for verification."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from records.case_rows import (
    BatchRow,
    DisposalRow,
    EventRow,
    HeadRow,
    LinkRow,
    NoticeRow,
    SignedHeadRow,
)
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES

_AT_A_TIME = 500
"""Events per round trip: a record of any length takes the memory of this many."""


_HASHES = {
    "letters": QUERIES.named_hashes_of_prints,
    "evidence": QUERIES.hashes_of_evidence,
    "histories": QUERIES.hashes_of_histories,
}


class PostgresCaseRows:
    """``CaseRows`` (case_rows.py) on a connection with an open transaction."""

    def __init__(self, connection: Any, case_id: str) -> None:
        self._connection = connection
        self._case_id = case_id

    async def head(self) -> HeadRow | None:
        """The head, or None where nothing was ever recorded of the case."""
        with database_errors():
            row = await QUERIES.head_of_case(self._connection, case_id=self._case_id)
        return None if row is None else HeadRow(*row)

    async def events(self) -> AsyncIterator[EventRow]:
        """The events by number."""
        async for rows in self._in_parts(QUERIES.rows_of_events.sql):
            for row in rows:
                yield EventRow._make(row)

    async def links(self) -> AsyncIterator[LinkRow]:
        """The events by number, as far as the chain needs them."""
        async for rows in self._in_parts(QUERIES.links_of_events.sql):
            for row in rows:
                yield LinkRow._make(row)

    async def _in_parts(self, sql: str) -> AsyncIterator[list[Any]]:
        with database_errors():
            cursor = await self._connection.cursor(sql, self._case_id)
            while rows := await cursor.fetch(_AT_A_TIME):
                yield rows

    async def batches(self) -> Sequence[BatchRow]:
        """The batches by their first event."""
        with database_errors():
            rows = QUERIES.batches_of_case(self._connection, case_id=self._case_id)
            return [BatchRow(*row) async for row in rows]

    async def notices(self) -> Sequence[NoticeRow]:
        """The register."""
        with database_errors():
            rows = QUERIES.notices_of_case(self._connection, case_id=self._case_id)
            return [NoticeRow(*row) async for row in rows]

    async def prints(self) -> Sequence[str]:
        """SHA-256 (hex) of the bytes of each letter as it is kept in print."""
        with database_errors():
            rows = QUERIES.hashes_of_prints(self._connection, case_id=self._case_id)
            return [row["sha256"] async for row in rows]

    async def signed_heads(self) -> Sequence[SignedHeadRow]:
        """Heads that were signed, by number."""
        with database_errors():
            rows = QUERIES.signed_heads_of_case(self._connection, case_id=self._case_id)
            return [SignedHeadRow(*row) async for row in rows]

    async def unanswered(self) -> Sequence[str]:
        """Ids of commands without an outcome."""
        with database_errors():
            rows = QUERIES.unanswered_of_case(self._connection, case_id=self._case_id)
            return [row["command_id"] async for row in rows]

    async def disposal(self) -> DisposalRow | None:
        """That the case was disposed of, if it was."""
        with database_errors():
            row = await QUERIES.disposal_of_case(self._connection, case_id=self._case_id)
        return row and DisposalRow(row["reached"], row["schedule"], row["certificate"])

    async def content_left(self) -> int:
        """How many places hold content."""
        with database_errors():
            count: int = await QUERIES.content_left(self._connection, case_id=self._case_id)
        return count

    async def content_hashes(self) -> dict[str, dict[str, str]]:
        """SHA-256 (hex) of what is kept, by name."""
        return await content_hashes(self._connection, self._case_id)


async def content_hashes(on: Any, case_id: str) -> dict[str, dict[str, str]]:
    """Return the SHA-256 (hex) of letters, evidence and histories of a case by their names, as they
    are kept beside the content. ``on`` is a connection."""
    found: dict[str, dict[str, str]] = {}
    with database_errors():
        for name, query in _HASHES.items():
            rows = query(on, case_id=case_id)
            found[name] = {row["name"]: row["sha256"] async for row in rows}
    return found


@asynccontextmanager
async def snapshot(pool: Pool, case_id: str) -> AsyncIterator[PostgresCaseRows]:
    """Open the rows of a case as they are at this moment; nothing recorded later shows."""
    with database_errors():
        connection = await pool.acquire()
    try:
        transaction = connection.transaction(isolation="repeatable_read", readonly=True)
        with database_errors():
            await transaction.start()
        try:
            yield PostgresCaseRows(connection, case_id)
        finally:
            with database_errors():
                await transaction.rollback()
    finally:
        await pool.release(connection)
