"""Walks put into a real record, so that what reads the record has something to read."""

from casework.events import EventBatch
from casework.evolve import evolve
from casework.view import case_view
from records.case_record import PostgresCaseRecord
from tests.casework.walk import Walk


async def put_on_record(
    record: PostgresCaseRecord, walk: Walk, case_id: str, *, after: int = 0
) -> None:
    """Record a walk as a workflow would: batch by batch, each with the view after it.

    ``after``: so many batches are recorded already.
    """
    case = None
    for number, batch in enumerate(walk.batches, start=1):
        for event in batch.events:
            case = evolve(case, event, case_id=case_id)
        assert case is not None  # the first batch opens it
        if number <= after:
            continue
        changed = {change.key for event in batch.events for change in event.clocks}
        await record.append(
            EventBatch(
                case_id=case_id,
                key=f"{number}",
                events=tuple(
                    event.model_copy(update={"command_id": None}) for event in batch.events
                ),
                view=case_view(case, clocks=changed),
            )
        )
