"""Reassignment on a real server: singly, in bulk, for good and for some days."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import Client

from casework.case_parts import Assignment
from cli import assigning
from cli.connections import Counter
from cli.exits import Stop
from reading.record import Record
from tests.casework.walk import OFF, SUP
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office
from tests.workflows.opening import OPENING


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[Client]:
    async with dev_server() as env:
        yield env.client


@pytest.fixture
async def office(
    server: Client,
    office_database: Database,
    desk_key: Ed25519PrivateKey,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Office]:
    """An office whose desk and record are the command line's."""
    async with open_office(server, office_database, desk_key) as found:

        @asynccontextmanager
        async def open_record(_: Any) -> AsyncIterator[Record]:
            yield found.shown

        @asynccontextmanager
        async def open_counter(_: Any) -> AsyncIterator[Counter]:
            yield Counter(found.desk, found.shown)

        monkeypatch.setattr(assigning, "open_record", open_record)
        monkeypatch.setattr(assigning, "open_counter", open_counter)
        yield found


async def typed(*cases: str, to: str, who: str = "SUP:sup-1", **more: Any) -> None:
    said = {"all_of": None, "since": None, "until": None, "dry_run": False, **more}
    await assigning.assign(cases, to=to, who=who, json=True, **said)


async def test_cases_go_to_another_person_singly_and_in_bulk(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    one = (await office.desk.open(OFF, OPENING)).case_id
    two = (await office.desk.open(OFF, {**OPENING, "carrier": "GSL"})).case_id

    async def assigned(case_id: str) -> Assignment | None:
        return (await office.case(case_id)).assigned

    await typed(one, two, to="reyes")
    assert await assigned(one) == Assignment(person="reyes")
    capsys.readouterr()

    await typed(to="ortega", all_of="reyes", dry_run=True)
    tried = json.loads(capsys.readouterr().out)
    assert {row["case"] for row in tried} == {one, two}
    assert await assigned(one) == Assignment(person="reyes")

    days = {"since": "2026-12-01", "until": "2026-12-18"}
    await typed(to="ortega", all_of="reyes", **days)
    for case_id in (one, two):
        held = await assigned(case_id)
        assert held is not None
        assert held.holder_on(date(2026, 12, 18)) == "ortega"
        assert held.holder_on(date(2026, 12, 19)) == "reyes"

    await typed(to="moreno", all_of="reyes")
    assert await assigned(two) == Assignment(person="moreno")
    with pytest.raises(Stop, match="'reyes' has no open case") as none:
        await typed(to="ortega", all_of="reyes")
    assert none.value.code == 4

    capsys.readouterr()
    with pytest.raises(Stop, match="2 of 2 were refused") as refused:
        await typed(to="off-2", all_of="moreno", who="OFF:off-1")
    assert refused.value.code == 3
    assert all("refused" in row["outcome"] for row in json.loads(capsys.readouterr().out))
    with pytest.raises(Stop, match="name cases, or --all-of PERSON"):
        await typed(one, to="lane", all_of="moreno")

    for case_id in (one, two):
        await office.desk.do(SUP, case_id, "void_case", {"reason": "The test is over."})
        await office.handle(case_id).result()
