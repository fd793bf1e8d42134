"""Records again what a restore has lost, as it was: number, instant and hash of every event.

Runs as the owner of the database, like the restore itself. What it takes was read from Temporal's
histories; the database checks that each batch gets exactly the hash that its receipt names.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from activities.ports import Delivery
from casework.events import BatchReceipt, EventBatch
from casework.prints import Print
from records.case_reader import PostgresCaseReader, RecordedBatch
from records.case_record import appended
from records.failures import database_errors
from records.notice_register import PostgresNoticeRegister
from records.pool import Pool
from records.queries import QUERIES

ToldBatch = tuple[EventBatch, BatchReceipt]
"""A batch with the receipt that its case was given."""


class How(StrEnum):
    """How the record stands to what its case was told."""

    WHOLE = "whole"
    BEHIND = "behind"
    FORKED = "forked"
    HOLE = "hole"


class Standing(NamedTuple):
    """How a case's record stands: up to ``recorded``, while its runs know of ``told`` events.

    ``at`` is the event at which it is FORKED (another one is recorded there), or at which nothing
    is known of the event (HOLE): Temporal has that history no more.
    """

    case_id: str
    how: How
    recorded: int
    told: int
    at: int | None = None
    missing: tuple[ToldBatch, ...] = ()


def standing(
    case_id: str, recorded: Sequence[RecordedBatch], told: Sequence[ToldBatch]
) -> Standing:
    """Compare what is recorded with what the runs were told, both in order."""
    here = {batch.first: batch for batch in recorded}
    last = recorded[-1].last if recorded else 0
    known = told[-1][1].last if told else 0
    missing: list[ToldBatch] = []
    end = last
    for batch, receipt in told:
        found = here.get(receipt.first)
        if found is not None and (found.key, found.head) == (receipt.key, receipt.head):
            continue
        if receipt.first <= last:
            return Standing(case_id, How.FORKED, last, known, receipt.first)
        if receipt.first != end + 1:
            return Standing(case_id, How.HOLE, last, known, end + 1)
        missing.append((batch, receipt))
        end = receipt.last
    how = How.BEHIND if missing else How.WHOLE
    return Standing(case_id, how, last, known, missing=tuple(missing))


class Refill:
    """Records lost batches again, and what came of their notices."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the owner's role."""
        self._pool = pool
        self._register = PostgresNoticeRegister(pool)

    async def standing(self, case_id: str, told: Sequence[ToldBatch]) -> Standing:
        """Return how a case's record stands to what its runs were told."""
        recorded = await PostgresCaseReader(self._pool).batches(case_id)
        return standing(case_id, recorded, told)

    async def batch(self, batch: EventBatch, receipt: BatchReceipt) -> None:
        """Record a batch again. Raises ``RecordRefused`` where it would not be what it was."""
        with database_errors():
            await QUERIES.append_again(
                self._pool,
                **appended(batch),
                first=receipt.first,
                recorded_at=receipt.recorded_at,
                head=bytes.fromhex(receipt.head),
            )

    async def deliveries(self, case_id: str, told: Iterable[tuple[str, dict[str, Any]]]) -> int:
        """Keep again how notices went out, as far as it is not kept; how many that were."""
        count = 0
        for key, said in told:
            delivery = Delivery.model_validate(
                {name: said[name] for name in Delivery.model_fields if name in said}
            )
            try:
                if await self._register.delivered(case_id, key) is None:
                    await self._register.record(case_id, key, delivery)
                    count += 1
            except LookupError:
                continue  # its batch is not in this record
        return count

    async def prints(self, case_id: str, key: str, prints: tuple[Print, ...]) -> None:
        """Keep again how a letter was printed."""
        if prints:
            await self._register.keep_prints(case_id, key, prints)
