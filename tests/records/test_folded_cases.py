"""A kept fold is the fold: from any point on, after a restore, and within its bound."""

import pytest

from casework.case import Case
from casework.evolve import evolve
from records.canonical import canonical
from records.event_rows import EventRow
from records.folded_cases import FoldedCases
from tests.casework import paths


class Events:
    """A case's events as a record would give them; ``asked`` counts what was given."""

    def __init__(self, rows: list[EventRow]) -> None:
        self.rows = rows
        self.given = 0

    async def __call__(self, _case_id: str, /, *, after: int, limit: int) -> tuple[EventRow, ...]:
        found = tuple(row for row in self.rows if row.seq > after)[:limit]
        self.given += len(found)
        return found


@pytest.fixture(scope="module")
def rows() -> list[EventRow]:
    """The events of a case from its opening to its return."""
    walk = paths.reinstated()
    events = [event for batch in walk.batches for event in batch.events]
    return [
        EventRow(seq, "key", event.at, f"{seq:064x}", canonical(event))
        for seq, event in enumerate(events, start=1)
    ]


def from_the_start(rows: list[EventRow]) -> Case | None:
    case = None
    for row in rows:
        case = evolve(case, row.read().event, case_id="case-1")
    return case


async def test_each_new_event_is_read_once_and_folded_onto_what_is_known(
    rows: list[EventRow],
) -> None:
    events = Events([])
    kept = FoldedCases(events, most=1000)
    assert await kept.of("case-1") is None
    for number in range(1, len(rows) + 1):
        events.rows = rows[:number]
        found = await kept.of("case-1")
        assert found is not None
        assert found.events == tuple(row.read() for row in rows[:number])
        assert found.case == from_the_start(rows[:number])
    assert events.given == 2 * len(rows) - 1  # each when it was new, and as the last one known


async def test_a_case_of_many_pages_is_read_whole(rows: list[EventRow]) -> None:
    many = [rows[min(n, 1)]._replace(seq=n + 1, hash=f"{n:064x}") for n in range(1001)]
    kept = FoldedCases(Events(many), most=2000)
    for _ in range(2):
        found = await kept.of("case-1")
        assert found is not None
        assert [row.seq for row in found.events] == list(range(1, 1002))


@pytest.mark.parametrize("left", [3, 9])
async def test_a_record_that_was_restored_is_folded_anew(rows: list[EventRow], left: int) -> None:
    events = Events(rows[:9])
    kept = FoldedCases(events, most=1000)
    await kept.of("case-1")
    events.rows = [*rows[: left - 1], rows[left - 1]._replace(hash="f" * 64)]
    found = await kept.of("case-1")
    assert found is not None
    assert found.events == tuple(row.read() for row in events.rows)
    assert found.case == from_the_start(rows[:left])
    events.rows = []
    assert await kept.of("case-1") is None


async def test_no_more_is_kept_than_was_allowed_and_the_longest_unread_goes_first(
    rows: list[EventRow],
) -> None:
    events = Events(rows[:10])
    kept = FoldedCases(events, most=20)

    async def read(case_id: str) -> int:
        before = events.given
        await kept.of(case_id)
        return events.given - before

    assert [await read(name) for name in ("a", "b", "a", "c")] == [10, 10, 1, 10]
    assert [await read(name) for name in ("a", "c", "b")] == [1, 1, 10]
    events.rows = rows[:21]
    assert [await read("long") for _ in range(2)] == [21, 21]  # more than may be kept at all


async def test_nothing_is_kept_where_nothing_may_be(rows: list[EventRow]) -> None:
    events = Events(rows[:10])
    kept = FoldedCases(events, most=0)
    for _ in range(2):
        assert await kept.of("case-1") is not None
    assert events.given == 20


class Gone(Events):
    """Events that cannot be read any more, as those of a case that was disposed of."""

    async def __call__(self, case_id: str, /, *, after: int, limit: int) -> tuple[EventRow, ...]:
        if not self.rows:
            raise LookupError(case_id)
        return await super().__call__(case_id, after=after, limit=limit)


async def test_of_what_cannot_be_read_any_more_nothing_is_kept(rows: list[EventRow]) -> None:
    events = Gone(rows)
    kept = FoldedCases(events, most=1000)
    await kept.of("case-1")
    events.rows = []
    with pytest.raises(LookupError):
        await kept.of("case-1")
    events.rows, events.given = rows, 0
    await kept.of("case-1")
    assert events.given == len(rows), "it was read anew, all of it"
