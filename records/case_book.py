"""Cases as their records make them, for judging what an event means to them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from casework.casetime import case_now
from casework.events import CaseView
from casework.states import OPEN
from desk.ports import CaseNow
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.pool import Pool

_AT_A_TIME = 200


class PostgresCaseBook:
    """``CaseBook`` (exchange/ports.py)."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the desk's role, or the reader's."""
        self._reader = PostgresCaseReader(pool)
        self._log = PostgresCommandLog(pool)

    async def of_carrier(self, carrier: str) -> tuple[CaseNow, ...]:
        """Return a railroad's matters of every kind, the one opened last first."""
        return tuple([await self.case(v.case_id) async for v in self._views(carrier)])

    async def open_cases(self) -> AsyncIterator[CaseView]:
        """Yield the view of every case that is not closed."""
        async for view in self._views(None):
            if view.state in OPEN:
                yield view

    async def case(self, case_id: str) -> CaseNow:
        """Return one case. ``LookupError`` where nothing is recorded of it."""
        found = await self._reader.folded(case_id)
        if found is None:
            raise LookupError("nothing is recorded of this case")
        time = await self._log.case_time(case_id)
        return CaseNow(found.case, case_now(time, datetime.now(UTC)))

    async def _views(self, carrier: str | None) -> AsyncIterator[CaseView]:
        after: str | None = None
        while True:
            page = await self._reader.list_cases(carrier=carrier, limit=_AT_A_TIME, after=after)
            for view in page.cases:
                yield view
            after = page.after
            if after is None:
                return
