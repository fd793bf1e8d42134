"""Reading who read what, who signed in, and who asked for which file; all of it only grows."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES

_AT_A_TIME = 1000


class Log(StrEnum):
    """Which log: reads of cases, sign-ins, or reads of files that were filed as evidence."""

    READS = "reads"
    SIGN_INS = "sign-ins"
    EVIDENCE = "evidence"


_QUERIES = {
    Log.READS: QUERIES.log_of_reads,
    Log.SIGN_INS: QUERIES.log_of_sign_ins,
    Log.EVIDENCE: QUERIES.log_of_evidence,
}


@dataclass(frozen=True)
class LogAsked:
    """Which lines are asked for; None lets everything through. ``before`` is a line's number."""

    case_id: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True)
class LogLine:
    """A line of a log; what does not apply is empty.

    ``what`` was read or done, by which ``way`` (page, api; of a file, given or refused).
    """

    id: int
    at: datetime
    case_id: str
    what: str
    way: str
    person: str
    role: str
    organisation: str
    reason: str


class PostgresLogbook:
    """The logs, for the auditor."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the reader's role."""
        self._pool = pool

    async def lines(self, log: Log, asked: LogAsked, *, limit: int) -> tuple[LogLine, ...]:
        """Return lines, the last first."""
        with database_errors():
            return tuple(
                [
                    LogLine(**row)
                    async for row in _QUERIES[log](self._pool, **asdict(asked), max_rows=limit)
                ]
            )

    async def every(self, log: Log, asked: LogAsked) -> AsyncIterator[LogLine]:
        """Yield all lines that are asked for, the last first."""
        while page := await self.lines(log, asked, limit=_AT_A_TIME):
            for line in page:
                yield line
            asked = replace(asked, before=page[-1].id)
