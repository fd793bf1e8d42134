"""The journal: batches of events on their way into the record, in order, by one writer."""

from collections import deque
from collections.abc import Callable, Iterable

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.record import RecordActivities
    from casework.events import BatchReceipt, EventBatch

from workflows.options import GATHERING, RECORD_RETRY, RECORD_TIMEOUT, SIGN_OF_LIFE

_MOST_AT_ONCE = 256 * 1024
_OWN_SIZE = 16 * 1024
"""In bytes: of signed commands, and what the view and the events of a batch add to its command's.
What a command says travels twice, in the event and in the envelope; a message holds 2 MiB."""


class Journal:
    """What has been decided and is not durable in the record yet.

    The numbers and hashes of events are the record's: they are learnt from its receipts and never
    worked out here, since replay checks neither.
    """

    def __init__(self, last: int = 0, *, sure: bool = True) -> None:
        """``last`` is the number of the last event that was recorded before; ``sure``: it is known,
        as it is not in a run that was continued before runs told each other.
        """
        self.last = last
        self._sure = sure
        self._waiting: deque[EventBatch] = deque()
        self._receipts: dict[str, BatchReceipt] = {}
        self._writing = False

    @property
    def idle(self) -> bool:
        """Whether everything decided is recorded."""
        return not self._waiting and not self._writing

    def add(self, batch: EventBatch) -> None:
        """Put a batch at the end."""
        self._waiting.append(batch)

    def holds(self, key: str) -> bool:
        """Whether a batch still waits or is being written."""
        return any(batch.key == key for batch in self._waiting)

    async def recorded(self, key: str) -> BatchReceipt:
        """Wait until a batch is durable and return the record's receipt."""
        await workflow.wait_condition(lambda: key in self._receipts)
        return self._receipts.pop(key)

    async def write(self, soon_over: Callable[[], bool]) -> None:
        """Write for ever, what waits in one go: those who wait are answered together.

        ``soon_over``: the run should hand over to the next, for which nobody may be waiting. Under
        a steady load somebody always is, unless all of them are gathered and answered at once.
        """
        while True:
            await workflow.wait_condition(lambda: bool(self._waiting))
            if soon_over():
                await workflow.sleep(GATHERING, summary="The next run of this case begins soon")
            await self._write_in_one_go()

    async def _write_in_one_go(self) -> None:
        """Write the first batches. They are this coroutine's alone: a case that rests for months
        keeps nothing of what it has recorded.
        """
        batches = _in_one_go(self._waiting)
        first = batches[0].model_copy(update={"follows": self.last if self._sure else None})
        self._writing = True
        receipts = await workflow.execute_activity_method(
            RecordActivities.record_events,
            [first, *batches[1:]],
            start_to_close_timeout=RECORD_TIMEOUT,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=RECORD_RETRY,
            summary=_summary(batches),
        )
        self.last, self._sure = max(self.last, *(receipt.last for receipt in receipts)), True
        for batch, receipt in zip(batches, receipts, strict=True):
            self._waiting.remove(batch)
            if batch.envelope is not None:
                self._receipts[receipt.key] = receipt
        self._writing = False


def _in_one_go(waiting: Iterable[EventBatch]) -> list[EventBatch]:
    """Return the first batches, at least one, that together fit into one message."""
    chosen: list[EventBatch] = []
    size = 0
    for batch in waiting:
        size += _OWN_SIZE + len((batch.envelope or "").encode())
        if chosen and size > _MOST_AT_ONCE:
            break
        chosen.append(batch)
    return chosen


def _summary(batches: list[EventBatch]) -> str:
    kinds = [event.kind.replace("_", " ") for batch in batches for event in batch.events]
    more = f" and {len(kinds) - 3} more" if len(kinds) > 3 else ""
    return f"Record: {', '.join(kinds[:3])}{more}"
