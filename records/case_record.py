"""The record of a case in PostgreSQL: one call, one transaction, one receipt."""

from typing import Any

from casework.events import BatchReceipt, EventBatch
from casework.states import BEFORE_RETURN
from records.canonical import canonical
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresCaseRecord:
    """``CaseRecord`` (activities/ports.py) over the database's own append function."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the worker's role."""
        self._pool = pool

    async def append(self, batch: EventBatch, *, run_id: str | None = None) -> BatchReceipt:
        """Number, chain and keep a batch, with its notices and the view of its case.

        The same ``(case_id, key)`` again gives the stored receipt, also when two try at once.
        A batch that says after which event it comes is taken there and nowhere else; one that a run
        of the case sends is taken as long as that run's history is not kept (it is over then).
        Raises ``DatabaseUnreachable`` when trying again later may help; then the batch may or may
        not have been recorded, and the same call again settles it. Raises ``RecordRefused`` when
        it does not help.
        """
        with database_errors():
            receipt = await QUERIES.append(
                self._pool, **appended(batch), follows=batch.follows, run_id=run_id
            )
        return BatchReceipt(
            case_id=batch.case_id,
            key=batch.key,
            first=receipt["first"],
            last=receipt["last"],
            head=receipt["head"].hex(),
            recorded_at=receipt["recorded_at"],
        )


def appended(batch: EventBatch) -> dict[str, Any]:
    """Return what the append functions take of a batch."""
    view = batch.view
    return {
        "case_id": batch.case_id,
        "key": batch.key,
        "bodies": [canonical(event) for event in batch.events],
        "envelope": batch.envelope,
        "view": view.model_dump_json(exclude={"clocks"}),
        "clocks": f"[{','.join(clock.model_dump_json() for clock in view.clocks)}]",
        "before_return": view.state in BEFORE_RETURN,
    }
