"""What a record lacks of what its case was told is found; what cannot be mended is told apart."""

from datetime import UTC, datetime

from casework.events import BatchReceipt, EventBatch
from records.case_reader import RecordedBatch
from records.refilling import How, Standing, standing
from tests.records.samples import batch, event

AT = datetime(2026, 11, 23, tzinfo=UTC)


def told(*sizes: int) -> list[tuple[EventBatch, BatchReceipt]]:
    """Batches of some sizes, with the receipts that their case was given."""
    found, last = [], 0
    for number, size in enumerate(sizes):
        sent = batch("c", *(event() for _ in range(size)), key=f"k{number}")
        receipt = BatchReceipt(
            case_id="c",
            key=sent.key,
            first=last + 1,
            last=last + size,
            head=f"{number:064x}",
            recorded_at=AT,
        )
        found.append((sent, receipt))
        last += size
    return found


def recorded(of: list[tuple[EventBatch, BatchReceipt]]) -> list[RecordedBatch]:
    """They as the record has them."""
    return [RecordedBatch(r.key, r.first, r.last, r.head, r.recorded_at, None) for _, r in of]


def test_a_record_that_has_all_of_it_is_whole() -> None:
    known = told(1, 2, 1)
    assert standing("c", recorded(known), known) == Standing("c", How.WHOLE, 4, 4)
    assert standing("c", recorded(known), known[2:]).how is How.WHOLE, "earlier runs are gone"
    assert standing("c", recorded(known), []) == Standing("c", How.WHOLE, 4, 0)


def test_what_is_missing_at_the_end_can_be_recorded_again() -> None:
    known = told(1, 2, 1)
    found = standing("c", recorded(known[:1]), known)
    assert found == Standing("c", How.BEHIND, 1, 4, missing=tuple(known[1:]))
    assert standing("c", [], known).missing == tuple(known)


def test_another_event_in_a_lost_ones_place_needs_a_person() -> None:
    known = told(1, 2, 1)
    other = [*recorded(known[:1]), RecordedBatch("other", 2, 2, "f" * 64, AT, None)]
    assert standing("c", other, known) == Standing("c", How.FORKED, 2, 4, 2)


def test_events_that_no_history_holds_any_more_need_a_person() -> None:
    known = told(1, 2, 1)
    assert standing("c", recorded(known[:1]), known[2:]) == Standing("c", How.HOLE, 1, 4, 2)
