"""Histories of ended runs in PostgreSQL: the second witness, for as long as the record itself."""

from collections.abc import Collection

from desk.ports import KeptRun
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresRunHistories:
    """``RunHistories`` (desk/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role; to read, the reader's is enough."""
        self._pool = pool

    async def keep(self, run: KeptRun) -> None:
        """Keep a run's history; the same run twice is kept once, as it was first read."""
        with database_errors():
            await QUERIES.keep_run_history(self._pool, **dict(run))

    async def kept(self, run_ids: Collection[str]) -> frozenset[str]:
        """Return which of some runs are kept."""
        with database_errors():
            return frozenset(
                [
                    row["run_id"]
                    async for row in QUERIES.kept_runs(self._pool, run_ids=list(run_ids))
                ]
            )

    async def of_case(self, case_id: str) -> tuple[KeptRun, ...]:
        """Return the kept runs of a case, the first run first."""
        with database_errors():
            return tuple(
                [
                    KeptRun(**row)
                    async for row in QUERIES.run_histories_of_case(self._pool, case_id=case_id)
                ]
            )
