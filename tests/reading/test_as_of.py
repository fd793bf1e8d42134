"""What the record said on a day, as then known and as later entered and corrected."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.case import Case
from casework.evolve import evolve
from casework.roles import Actor
from casework.states import State
from casework.visibility import sight, visible_phase
from desk.errors import NoSuchCase
from reading.as_of import AsOf, NotYet, as_of, end_of_day, of_events
from reading.record import Record
from reading.seen import Seen
from records.case_record import PostgresCaseRecord
from records.event_rows import RecordedEvent
from tests.casework import paths
from tests.casework.walk import MONDAY, OFF, OPS, POC, SUP, Walk
from tests.casework.ways_from_paper import WAYS_FROM_PAPER, comment_by_post
from tests.recorded import put_on_record
from tests.records.samples import case_id
from tests.workflows import ways

WALKS: dict[str, Callable[[], Walk]] = {
    "returned": paths.reinstated,
    "removed": ways.removed,
    "learned": ways.clean_path,
    "lanes": ways.lane_by_lane,
    **WAYS_FROM_PAPER,
}


def rows_of(walk: Walk) -> list[RecordedEvent]:
    """The events of a walk, each recorded when it was asked for."""
    recorded = [(event, batch.asked.at) for batch in walk.batches for event in batch.events]
    return [
        RecordedEvent(seq, "key", entered, f"{seq:064x}", event, "")
        for seq, (event, entered) in enumerate(recorded, start=1)
    ]


def today(walk: Walk, actor: Actor | None = None) -> Seen:
    """A walk as somebody sees it now."""
    rows = rows_of(walk)
    shown = sight(walk.case, (row.event for row in rows), actor)
    events = tuple(zip(rows, shown.events, strict=True))
    phase = visible_phase(walk.case, actor)
    return Seen(whole=walk.case, case=shown.case, events=events, now=walk.now, phase=phase)


def past(walk: Walk, at: datetime, known: datetime | None = None) -> AsOf:
    """A walk as of an instant, for who sees it whole."""
    return of_events(today(walk), None, until=at, knowing=known or at, own_time=False)


def folded(rows: list[RecordedEvent], walk: Walk) -> Case | None:
    """Some events of a walk, folded one after the other."""
    case = None
    for row in rows:
        case = evolve(case, row.event, case_id=walk.case_id)
    return case


@pytest.mark.parametrize("name", WALKS)
def test_at_every_instant_it_is_what_had_happened_and_was_on_record_by_then(name: str) -> None:
    walk = WALKS[name]()
    rows = rows_of(walk)
    for at in sorted({row.recorded_at for row in rows}):
        found = past(walk, at)
        by_then = [row for row in rows if row.recorded_at <= at]
        assert found.seen.whole == folded(by_then, walk), at
        assert found.unplaced == ()
        later = {row.seq for row in found.later}
        assert later.isdisjoint(row.seq for row in by_then)
    with pytest.raises(NotYet):
        past(walk, MONDAY - timedelta(seconds=1), walk.now)


@pytest.mark.parametrize("name", WALKS)
def test_of_every_day_something_can_be_said_as_known_at_the_end(name: str) -> None:
    walk = WALKS[name]()
    rows = rows_of(walk)
    for at in sorted({row.event.at for row in rows if row.event.at >= rows[0].event.at}):
        found = past(walk, at, walk.now)
        counted = {row.seq for row, _ in found.seen.events} | set(found.unplaced)
        assert counted >= {row.seq for row in rows if row.event.at <= at}
        assert found.later == ()


def test_a_filing_by_post_counts_from_its_receipt_for_who_knows_of_it() -> None:
    walk = comment_by_post()
    filing = next(row for row in rows_of(walk) if row.event.entered_by is not None)
    between = filing.event.at + timedelta(days=1)
    assert filing.event.at < between < filing.recorded_at
    then, later = past(walk, between), past(walk, between, walk.now)
    assert filing.seq in {row.seq for row in then.later}
    assert filing.seq not in {row.seq for row, _ in then.seen.events}
    placed = {row.seq for row, _ in later.seen.events} | set(later.unplaced)
    assert filing.seq in placed


def test_a_correction_changes_the_past_for_who_knows_of_it() -> None:
    walk = paths.opened()
    walk.until(10)
    clerical = {"correction": "k1", "field": "carrier_reference", "value": "R-10"}
    walk.must(OPS, "correct_entry", **clerical, reason="A digit was left out.")
    walk.until(1)
    walk.must(OFF, "countersign_correction", correction="k1")
    day = MONDAY + timedelta(days=5)
    then, later = past(walk, day), past(walk, day, walk.now)
    assert then.seen.whole.carrier_reference == "R-1"
    assert [row.event.kind for row in then.later] == ["correction_proposed", "entry_corrected"]
    assert later.seen.whole.carrier_reference == "R-10"
    assert later.seen.whole.state is State.INCIDENT_REVIEW


def test_a_correction_that_was_refused_changes_no_past() -> None:
    walk = paths.opened()
    walk.until(10)
    clerical = {"correction": "k1", "field": "office", "value": "HQ"}
    walk.must(OPS, "correct_entry", **clerical, reason="Wrong office.")
    walk.must(SUP, "refuse_correction", correction="k1", reason="It is right.")
    found = past(walk, MONDAY + timedelta(days=5), walk.now)
    kinds = {row.event.kind for row, _ in found.seen.events}
    assert "correction_proposed" not in kinds


def test_nobody_sees_more_of_the_past_than_of_today() -> None:
    walk = paths.suspended()
    now = today(walk, POC)
    shown_now = {row.seq for row, shown in now.events if shown is not None}
    for at in sorted({row.recorded_at for row, _ in now.events}):
        found = of_events(now, POC, until=at, knowing=at, own_time=False)
        shown = {row.seq for row, event in found.seen.events if event is not None}
        assert shown <= shown_now
        assert {row.seq for row in found.later} <= shown_now
        assert set(found.seen.case.documents) <= set(now.case.documents)


def test_in_a_time_of_its_own_what_was_known_follows_the_order_of_recording() -> None:
    walk = comment_by_post()
    rows = rows_of(walk)
    now = today(walk)
    real = datetime(2030, 1, 1, tzinfo=UTC)
    there = tuple(
        (RecordedEvent(row.seq, row.key, real, row.hash, row.event, ""), shown)
        for row, shown in now.events
    )
    own = Seen(now.whole, now.case, there, now.now, now.phase)
    filing = next(row for row in rows if row.event.entered_by is not None)
    at = filing.event.at + timedelta(days=1)
    found = of_events(own, None, until=at, knowing=at, own_time=True)
    assert filing.seq in {row.seq for row in found.later}
    assert {row.seq for row, _ in found.seen.events} == {
        row.seq for row, _ in past(walk, at).seen.events
    }


def test_a_day_ends_at_midnight_where_the_crossing_is() -> None:
    ends = end_of_day(date(2026, 3, 2), "America/Chicago")
    assert ends.astimezone(UTC) == datetime(2026, 3, 3, 5, 59, 59, 999999, tzinfo=UTC)


async def test_it_is_read_from_the_record_by_who_may(
    record: Record, writing: PostgresCaseRecord
) -> None:
    case = case_id()
    walk = paths.suspended()
    await put_on_record(writing, walk, case)
    found = await as_of(record, case, POC, at=walk.now, known=datetime.now(UTC))
    assert found.seen.whole.state is State.SUSPENDED
    with pytest.raises(NotYet):
        await as_of(record, case, POC, at=date(2020, 1, 1))
    stranger = POC.model_copy(update={"organisation": "UP"})
    with pytest.raises(NoSuchCase):
        await as_of(record, case, stranger, at=date(2026, 4, 1))
