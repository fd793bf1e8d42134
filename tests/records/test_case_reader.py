"""Reading lists, logs and batches: filters, cursors, nothing twice and nothing left out."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest

from casework.roles import Party
from casework.states import Phase, State
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from tests.records.samples import (
    OPENED,
    batch,
    case_id,
    clock,
    clock_view,
    commanded,
    event,
)


@pytest.fixture(scope="module")
async def listed(worker_pool: Any) -> dict[str, str]:
    """Seven cases of one carrier, opened on three days, by a name for each."""
    record = PostgresCaseRecord(worker_pool)
    carrier = case_id()
    cases = {"carrier": carrier}
    for n in range(7):
        state = State.COMMENT if n % 2 else State.MONITORING
        cases[f"c{n}"] = case = f"{carrier}-{n}"
        await record.append(
            batch(
                case,
                carrier=carrier,
                opened_at=OPENED + timedelta(days=n // 3),
                state=state,
                phase=Phase.SUSPENSION if n % 2 else Phase.REINSTATEMENT,
                overdue=n in (1, 2),
                ports=("2304", "2403") if n < 3 else ("2403",),
                awaiting=Party.CBP if n == 4 else None,
                illustrative=n == 5,
                clocks=(clock_view(clock()),),
            )
        )
    return cases


async def names(reader: PostgresCaseReader, listed: dict[str, str], **query: Any) -> list[str]:
    page = await reader.list_cases(carrier=listed["carrier"], **query)
    return [view.case_id.rpartition("-")[2] for view in page.cases]


async def test_cases_come_newest_first(reader: PostgresCaseReader, listed: dict[str, str]) -> None:
    assert await names(reader, listed) == ["6", "5", "4", "3", "2", "1", "0"]


async def test_filters_narrow_the_list(reader: PostgresCaseReader, listed: dict[str, str]) -> None:
    assert await names(reader, listed, state=State.COMMENT) == ["5", "3", "1"]
    assert await names(reader, listed, phase=Phase.REINSTATEMENT) == ["6", "4", "2", "0"]
    assert await names(reader, listed, overdue=True) == ["2", "1"]
    assert await names(reader, listed, overdue=True, state=State.COMMENT) == ["1"]
    assert await names(reader, listed, overdue=False, state=State.COMMENT) == ["5", "3"]
    assert await names(reader, listed, port="2304") == ["2", "1", "0"]
    assert await names(reader, listed, port="2403", state=State.COMMENT) == ["5", "3", "1"]
    assert await names(reader, listed, awaiting=Party.CBP) == ["4"]
    assert await names(reader, listed, illustrative=True) == ["5"]
    assert (await reader.list_cases(carrier="nobody")).cases == ()


async def test_filters_together_let_through_what_each_alone_does(
    reader: PostgresCaseReader, listed: dict[str, str]
) -> None:
    asked: dict[str, Any] = {
        "state": State.COMMENT,
        "phase": Phase.SUSPENSION,
        "port": "2304",
        "awaiting": Party.CBP,
        "overdue": True,
        "illustrative": False,
    }
    newest = await reader.list_cases(carrier=listed["carrier"], limit=1)
    alone = {name: set(await names(reader, listed, **{name: asked[name]})) for name in asked}
    alone["after"] = set(await names(reader, listed, after=newest.after))
    asked["after"] = newest.after
    assert all(alone.values())
    for number in range(2, len(asked) + 1):
        for together in combinations(asked, number):
            wanted = set.intersection(*(alone[name] for name in together))
            found = await names(reader, listed, **{name: asked[name] for name in together})
            assert found == sorted(wanted, reverse=True), together


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
async def test_pages_follow_each_other_to_the_end(
    reader: PostgresCaseReader, listed: dict[str, str], limit: int
) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = await reader.list_cases(carrier=listed["carrier"], limit=limit, after=after)
        seen += [view.case_id.rpartition("-")[2] for view in page.cases]
        after = page.after
        if after is None:
            break
        assert len(page.cases) == limit
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


async def test_a_made_up_page_is_refused(reader: PostgresCaseReader) -> None:
    for made_up in ("", "x", "x y", "2023-01-01T00:00:00 case-1"):
        with pytest.raises(ValueError, match="page"):
            await reader.list_cases(after=made_up)


async def test_a_list_shows_no_clocks(reader: PostgresCaseReader, listed: dict[str, str]) -> None:
    page = await reader.list_cases(carrier=listed["carrier"], limit=1)
    assert page.cases[0].clocks == ()
    case = await reader.case(page.cases[0].case_id)
    assert case is not None
    assert case.view.model_copy(update={"clocks": ()}) == page.cases[0]
    assert case.view.clocks == (clock_view(clock()),)


async def test_an_unknown_case_is_none_and_has_nothing(reader: PostgresCaseReader) -> None:
    case = case_id()
    assert await reader.case(case) is None
    assert await reader.events(case) == ()
    assert await reader.batches(case) == ()
    assert await reader.clocks(case) == ()
    assert await reader.notices(case) == ()
    assert await reader.commands(case) == ()


async def test_the_log_is_read_in_pages(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    await record.append(batch(case, *(event(f"act-{n}") for n in range(1, 6))))
    first = await reader.events(case, limit=2)
    rest = await reader.events(case, after=first[-1].seq)
    assert [e.event.act for e in first] == ["act-1", "act-2"]
    assert [e.event.act for e in rest] == ["act-3", "act-4", "act-5"]


async def test_batches_keep_the_command_as_it_travelled(
    record: PostgresCaseRecord, reader: PostgresCaseReader
) -> None:
    case = case_id()
    by_command, by_clock = commanded(case), batch(case, event(), event())
    receipts = [await record.append(by_command), await record.append(by_clock)]
    stored = await reader.batches(case)
    assert [b.envelope for b in stored] == [by_command.envelope, None]
    assert [(b.key, b.first, b.last, b.head, b.recorded_at) for b in stored] == [
        (r.key, r.first, r.last, r.head, r.recorded_at) for r in receipts
    ]
