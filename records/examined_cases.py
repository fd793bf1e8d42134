"""Cases as their records make them, with the notices that nobody has taken, for the doctor."""

from collections.abc import Iterable
from datetime import datetime

from casework.case import Case
from casework.casetime import case_now
from casework.evolve import evolve
from desk.ports import OnRecord, Owed
from records.case_reader import PostgresCaseReader, RegisteredNotice
from records.command_log import PostgresCommandLog

_AT_A_TIME = 200
_EVENTS = 500


class PostgresExaminedCases:
    """``ExaminedCases`` (desk/ports.py)."""

    def __init__(self, reader: PostgresCaseReader, log: PostgresCommandLog) -> None:
        """Take readers on connections of the desk's role, or the reader's."""
        self._reader = reader
        self._log = log

    async def ids(self) -> frozenset[str]:
        """Return the ids of all cases."""
        names: set[str] = set()
        after: str | None = None
        while True:
            page = await self._reader.list_cases(limit=_AT_A_TIME, after=after)
            names |= {view.case_id for view in page.cases}
            after = page.after
            if after is None:
                return frozenset(names)

    async def on_record(self, case_id: str, reached: datetime) -> OnRecord | None:
        """Return a case, None where nothing is recorded of it; ``reached`` is a real instant."""
        recorded = await self._reader.case(case_id)
        if recorded is None:
            return None
        case: Case | None = None
        instants: dict[int, datetime] = {}
        try:
            after = 0
            while page := await self._reader.events(case_id, after=after, limit=_EVENTS):
                for row in page:
                    case, after = evolve(case, row.event, case_id=case_id), row.seq
                    instants[row.seq] = row.recorded_at
        except (LookupError, ValueError, AssertionError):
            case = None
        time = await self._log.case_time(case_id)
        return OnRecord(
            view=recorded.view,
            case=case,
            reached=case_now(time, reached),
            last=recorded.recorded_at,
            owed=_owed(await self._reader.notices(case_id), instants, recorded.recorded_at),
        )


def _owed(
    notices: Iterable[RegisteredNotice], instants: dict[int, datetime], last: datetime
) -> tuple[Owed, ...]:
    """Return what no mail server has accepted.

    A refusal is over once something else was accepted for the same party.
    """
    owed: dict[str, Owed] = {}
    refused: dict[str, str] = {}
    for found in notices:
        notice = found.notice
        if any(delivery.accepted for delivery in found.deliveries):
            owed.pop(refused.pop(notice.party, ""), None)
            continue
        since = instants.get(found.seq, last)
        owed[notice.key] = Owed(notice.key, notice.letter, since, bool(found.deliveries))
        if found.deliveries and notice.letter is None:
            refused[notice.party] = notice.key
    return tuple(owed.values())
