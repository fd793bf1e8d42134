"""Writing the record, and asking the desk's log before a clock may lapse."""

from datetime import datetime

from temporalio import activity

from activities.ports import CaseRecord, UnansweredCommands
from casework.events import BatchReceipt, EventBatch


class RecordActivities:
    """The record as a workflow reaches it: appended to, never read back."""

    def __init__(self, record: CaseRecord, log: UnansweredCommands) -> None:
        """Take the record, and the desk's log as far as clocks must know it."""
        self._record = record
        self._log = log

    @activity.defn
    async def record_events(self, batches: list[EventBatch]) -> list[BatchReceipt]:
        """Append batches in order; one that is recorded already gives its receipt again.

        Where the first says after which event it comes, each comes after the one before it.
        """
        run_id = activity.info().workflow_run_id
        receipts: list[BatchReceipt] = []
        known = batches[0].follows if batches else None
        for batch in batches:
            receipt = await self._record.append(
                batch.model_copy(update={"follows": known}), run_id=run_id
            )
            receipts.append(receipt)
            known = None if known is None else max(known, receipt.last)
        return receipts

    @activity.defn
    async def unanswered_before(self, case_id: str, due: datetime) -> int:
        """Count the commands received before an instant that still have no outcome."""
        return await self._log.unanswered_before(case_id, due)
