"""Cases whose content was disposed of, and what the rule on disposal must know of the others."""

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, NoReturn

from casework.casetime import CaseTime, case_now
from casework.retention import Facts
from desk.ports import CaseDisposed
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class Disposal(NamedTuple):
    """That a case was disposed of: whose it was, its head, by whom, when and by what.

    ``reached`` is the case's own instant, ``disposed_at`` the database's. ``certificate`` is the
    signed envelope (``seals.statements``).
    """

    case_id: str
    carrier: str
    seq: int
    hash: bytes
    schedule: str
    due: date
    reached: datetime
    disposed_at: datetime
    person: str
    role: str
    organisation: str
    certificate: str


class Candidate(NamedTuple):
    """A case that is closed, or held: whose, its state, the number of its last event, the facts."""

    carrier: str
    state: str
    seq: int
    facts: Facts


class PostgresDisposals:
    """Reads of disposals, and of what may become one."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the reader's or the desk's role."""
        self._pool = pool

    async def of_case(self, case_id: str) -> Disposal | None:
        """Return that a case was disposed of; None where it was not."""
        return await disposal_of(self._pool, case_id)

    async def every(self) -> tuple[Disposal, ...]:
        """Return all disposals, the last first."""
        with database_errors():
            return tuple([Disposal(*row) async for row in QUERIES.disposals(self._pool)])

    async def candidates(self, at: datetime) -> tuple[Candidate, ...]:
        """Return every case that is closed or held, the one longest at rest first; ``at`` is a
        real instant."""
        return tuple([each async for each in candidates(self._pool, None, at)])

    async def candidate(self, case_id: str, at: datetime) -> Candidate | None:
        """Return one case, open or closed; None where there is none, or it was disposed of."""
        return await candidate_on(self._pool, case_id, at)


async def disposal_of(on: Any, case_id: str) -> Disposal | None:
    """Return that a case was disposed of. ``on`` is a pool or a connection."""
    with database_errors():
        row = await QUERIES.disposal_of_case(on, case_id=case_id)
    return None if row is None else Disposal(*row)


async def candidate_on(on: Any, case_id: str, at: datetime) -> Candidate | None:
    """Return one case as the rule must know it. ``on`` is a pool or a connection."""
    async for found in candidates(on, case_id, at):
        return found
    return None


async def candidates(on: Any, case_id: str | None, at: datetime) -> AsyncIterator[Candidate]:
    """Yield cases as the rule must know them."""
    with database_errors():
        rows = [row async for row in QUERIES.retention_facts(on, case_id=case_id)]
    for row in rows:
        yield _candidate(row, at)


async def raise_disposed(on: Any, case_id: str) -> NoReturn:
    """Raise ``CaseDisposed`` for a case of which no content is left."""
    found = await disposal_of(on, case_id)
    if found is None:
        raise LookupError("there is no content, and no disposal is recorded")
    raise CaseDisposed(case_id, found.carrier, found.reached, found.schedule)


def _candidate(row: Mapping[str, Any], at: datetime) -> Candidate:
    time = row["case_time"]
    own = None if time is None else CaseTime.model_validate_json(time)
    facts = Facts(
        case_id=row["case_id"],
        last_at=row["last_at"],
        reached=case_now(own, at),
        settled=row["settled"],
        held=row["held"],
        linked=row["linked"],
        unanswered=row["unanswered"],
        owing=row["owing"],
        signed=row["signed"],
    )
    return Candidate(row["carrier"], row["state"], row["seq"], facts)
