"""Projections are what the events make; one that somebody changed is found, named and mended."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest

from casework.states import State
from records.case_record import PostgresCaseRecord
from records.migrate import migrate
from records.pool import create_pool
from records.rebuilding import Difference, Projections
from tests.casework import paths
from tests.casework.walk import Walk
from tests.postgres import Database, Server
from tests.recorded import put_on_record
from tests.records.samples import batch, case_id
from tests.workflows import ways


@pytest.fixture
async def own(postgres_server: Server) -> AsyncIterator[Database]:
    """A migrated database of the test's own: here all cases are looked at."""
    name = f"rebuild_{uuid4().hex[:8]}"
    database = await postgres_server.create(name)
    await migrate(database.owner, lambda _: None)
    yield database
    await postgres_server.drop(name)


@pytest.fixture
async def record(own: Database) -> AsyncIterator[PostgresCaseRecord]:
    """The record in it, as the worker writes it."""
    async with await create_pool(own.worker, size=1, application="tests") as pool:
        yield PostgresCaseRecord(pool)


@pytest.fixture
async def superuser(own: Database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection to it that nothing is refused to."""
    connection = await asyncpg.connect(own.superuser)
    yield connection
    await connection.close()


def walks() -> dict[str, Walk]:
    """Cases that went different ways."""
    return {
        "case-returned": paths.reinstated(),
        "case-removed": ways.removed(),
        "case-learned": ways.clean_path(),
        "case-lanes": ways.lane_by_lane(),
        "case-silent": ways.silence(),
        "case-adopted": ways.adopted_to_the_return(),
    }


async def test_what_was_written_batch_by_batch_is_what_the_events_make(
    own: Database, record: PostgresCaseRecord
) -> None:
    made = walks()
    for name, walk in made.items():
        await put_on_record(record, walk, name)
    assert await Projections(own.owner).compared() == (len(made), ())


PLANTED = {
    "update record.cases set state = 'REMOVED', overdue = true": Difference(
        "cases", "case-1", "", "differs", ("overdue", "state")
    ),
    "update record.cases set view = jsonb_set(view, '{standing}', '\"GOOD\"')": Difference(
        "cases", "case-1", "", "differs", ("view",)
    ),
    "delete from record.clocks where key = 'T09'": Difference("clocks", "case-1", "T09", "missing"),
    "update record.clocks set due = due + interval '1 day' where key = 'T09'": Difference(
        "clocks", "case-1", "T09", "differs", ("due",)
    ),
    "insert into record.tracks values ('case-1', 'LETTER', 'l9', 'DELIVERED')": Difference(
        "tracks", "case-1", "LETTER l9", "surplus"
    ),
    "insert into record.lessons values ('case-1', 'PUBLIC', true, '{}', '{}', '{}', now(), '{}')": (
        Difference("lessons", "case-1", "", "surplus")
    ),
}


async def test_a_planted_difference_is_found_and_mended(
    own: Database, record: PostgresCaseRecord, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    walk = paths.suspended()
    await put_on_record(record, walk, "case-1")
    projections = Projections(own.owner)
    for sql, expected in PLANTED.items():
        await superuser.execute(sql)
        assert (await projections.compared()).differences == (expected,), sql
        assert await projections.write({"case-1"}) == 1
        assert await projections.compared() == (1, ()), sql


async def test_a_case_that_bars_no_other_one_has_given_up_its_place(
    own: Database, record: PostgresCaseRecord, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    walk = paths.reinstated()
    await put_on_record(record, walk, "case-1")
    await superuser.execute(
        "insert into desk.commands (command_id, case_id, act, person, role, organisation,"
        " received_at, digest, envelope)"
        " values ('c', 'case-1', 'a', 'p', 'r', 'o', now(), 'd', 'e')"
    )
    await superuser.execute("insert into desk.openings values ('SVR', 'case-1', 'c')")
    projections = Projections(own.owner)
    found = (await projections.compared()).differences
    assert found == (Difference("openings", "case-1", "", "surplus"),)
    await projections.write({"case-1"})
    assert (await projections.compared()).differences == ()


async def test_events_that_make_no_case_are_named_and_what_stands_stays(
    own: Database, record: PostgresCaseRecord
) -> None:
    case = case_id()
    await record.append(batch(case, state=State.COMMENT))
    projections = Projections(own.owner)
    expected = (Difference("events", case, "1", "unreadable"),)
    assert await projections.compared() == (0, expected)
    assert await projections.write({case}) == 0
    assert await projections.compared() == (0, expected)


async def test_comparing_leaves_nothing_behind(
    own: Database, superuser: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await Projections(own.owner).compared()
    assert await superuser.fetchval("select to_regnamespace('rebuilt')") is None
