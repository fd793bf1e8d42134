"""Recording: numbers, chain, one receipt for one key, projections in the same transaction."""

import asyncio
from datetime import timedelta

import pytest

from casework.states import Phase, State
from records.canonical import canonical
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.failures import NOTICE_KEY_REUSED, DatabaseUnreachable, RecordRefused
from seals.chain import GENESIS, chain_entry, event_hash
from tests.records.samples import (
    OPENED,
    batch,
    case_id,
    clock,
    clock_view,
    event,
    notice,
    started,
)
from tests.records.tampering import Connection


async def test_events_are_numbered_from_one_without_gaps(record: PostgresCaseRecord) -> None:
    case = case_id()
    first = await record.append(batch(case, event(), event()))
    second = await record.append(batch(case, event()))
    assert (first.first, first.last, second.first, second.last) == (1, 2, 3, 3)


async def test_the_database_chains_as_the_seals_do(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    said = [event("open_case", body={"matter": "Ñandú “çà” \N{FACTORY}"}), event(), event()]
    await record.append(batch(case, *said[:2]))
    receipt = await record.append(batch(case, said[2]))

    head = GENESIS
    for recorded, expected in zip(await reader.events(case), said, strict=True):
        assert recorded.body == canonical(expected)
        assert recorded.event == expected
        entry = chain_entry(case, recorded.seq, recorded.key, recorded.recorded_at, recorded.body)
        head = event_hash(head, entry)
        assert recorded.hash == head.hex()
    assert receipt.head == head.hex()


async def test_the_same_key_gives_the_stored_receipt_and_changes_nothing(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    first = await record.append(batch(case, event("first"), key="k"))
    again = await record.append(
        batch(case, event("other"), event("more"), key="k", state=State.MONITORING)
    )
    assert again == first
    assert [e.event.act for e in await reader.events(case)] == ["first"]
    stored = await reader.case(case)
    assert stored is not None
    assert stored.view.state is State.INCIDENT_REVIEW


async def test_the_same_key_in_another_case_is_another_batch(record: PostgresCaseRecord) -> None:
    one, other = case_id(), case_id()
    first = await record.append(batch(one, key="k"))
    second = await record.append(batch(other, key="k"))
    assert first.head != second.head


async def test_eight_writers_of_one_case_wait_for_each_other(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    batches = [batch(case, event(), event(), key=f"k{n}") for n in range(40)]
    queue = iter(batches)

    async def writer() -> list[tuple[int, int]]:
        return [(r.first, r.last) for b in queue for r in [await record.append(b)]]

    spans = sorted(span for done in await asyncio.gather(*(writer() for _ in range(8)))
                   for span in done)  # fmt: skip
    assert spans == [(n, n + 1) for n in range(1, 81, 2)]
    assert [e.seq for e in await reader.events(case)] == list(range(1, 81))


async def test_one_key_from_eight_sides_at_once_is_recorded_once(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    same = batch(case, event(), key="k")
    receipts = await asyncio.gather(*(record.append(same) for _ in range(8)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert len(await reader.events(case)) == 1


async def test_a_connection_lost_in_the_middle_is_settled_by_the_same_call_again(
    record: PostgresCaseRecord, reader: PostgresCaseReader, superuser: Connection
) -> None:
    case = case_id()
    await record.append(batch(case))
    second = batch(case, event("second"))
    async with superuser.transaction():
        await superuser.execute("select from record.heads where case_id = $1 for update", case)
        lost = asyncio.create_task(record.append(second))
        waits = None
        async with asyncio.timeout(10):
            while waits is None:
                waits = await superuser.fetchval(
                    "select pid from pg_stat_activity"
                    " where pg_backend_pid() = any (pg_blocking_pids(pid))"
                )
        await superuser.execute("select pg_terminate_backend($1)", waits)
        with pytest.raises(DatabaseUnreachable):
            await lost
    receipt = await record.append(second)
    assert (receipt.first, receipt.last) == (2, 2)
    assert [e.event.act for e in await reader.events(case)] == ["file_draft", "second"]


async def test_a_batch_without_events_is_refused(record: PostgresCaseRecord) -> None:
    empty = batch(case_id()).model_copy(update={"events": ()})
    with pytest.raises(RecordRefused, match="without events"):
        await record.append(empty)


async def test_a_case_or_key_with_a_line_feed_is_refused(record: PostgresCaseRecord) -> None:
    for bad in (batch("case\n1"), batch(case_id(), key="k\n1")):
        with pytest.raises(RecordRefused):
            await record.append(bad)


async def test_the_view_of_a_case_is_read_back_whole(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    shown = batch(
        case,
        event(clocks=(started(clock("T08")),)),
        clocks=(clock_view(clock("T08", extended=2)), clock_view(clock("T33:action-2"))),
        tracks={"LETTER": {"l1": "DRAFT"}, "BENEFIT": {"fast@LRD": "ON", "fast@EGP": "ON"}},
        next_due=None,
        statutory_due=OPENED + timedelta(days=90),
    )
    receipt = await record.append(shown)
    stored = await reader.case(case)
    assert stored is not None
    assert stored.view == shown.view
    assert (stored.seq, stored.head) == (receipt.last, receipt.head)
    assert stored.recorded_at == receipt.recorded_at
    assert await reader.clocks(case) == shown.view.clocks


async def test_projections_follow_the_last_view(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(
        batch(
            case,
            clocks=(clock_view(clock("T08")), clock_view(clock("T03"))),
            tracks={"LETTER": {"l1": "DRAFT", "l2": "DRAFT"}},
        )
    )
    after = batch(
        case,
        state=State.COMMENT,
        phase=Phase.SUSPENSION,
        clocks=(clock_view(clock("T03", extended=1)),),
        tracks={"LETTER": {"l1": "SIGNED"}},
    )
    await record.append(after)
    stored = await reader.case(case)
    assert stored is not None
    # a batch brings the clocks that it changed; T08 stands as it was
    kept = (clock_view(clock("T03", extended=1)), clock_view(clock("T08")))
    assert stored.view == after.view.model_copy(update={"clocks": kept})


async def test_nothing_is_recorded_of_a_batch_that_fails(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, event(notices=(notice("n1"),))))
    clash = batch(case, event(notices=(notice("n1", address="else@partner.example"),)))
    with pytest.raises(RecordRefused) as refused:
        await record.append(clash)
    assert refused.value.code == NOTICE_KEY_REUSED
    assert len(await reader.events(case)) == 1
    assert (await record.append(batch(case))).first == 2


async def test_an_error_says_nothing_of_the_case(record: PostgresCaseRecord) -> None:
    secret = batch("marker-7f3a\n", event(body={"note": "marker-7f3a"}))
    with pytest.raises(RecordRefused) as refused:
        await record.append(secret)
    assert "marker-7f3a" not in str(refused.value)
    assert refused.value.__cause__ is None
