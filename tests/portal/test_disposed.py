"""A case that was disposed of is answered with its day, and to strangers like none."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import httpx2
import pytest

from casework.roles import Actor, Role
from portal.problems import ProblemType
from records.pool import Pool, create_pool
from tests.casework.walk import OFF, POC
from tests.portal.issuer import Issuer
from tests.portal.world import SignedIn
from tests.postgres import Database
from tests.reading.disposed_case import closed_case, disposed

STRANGER = Actor(person="kim", role=Role.POC, organisation="UP")
PARTS = ("", "/commands", "/events", "/clocks", "/documents", "/benefits", "/evidence")


class Gone(NamedTuple):
    """A case that was disposed of, and on which day."""

    case_id: str
    day: str


@pytest.fixture(scope="module")
async def gone(portal_database: Database, worker_pool: Pool) -> Gone:
    """A case that was disposed of."""
    async with (
        await create_pool(portal_database.desk, size=1, application="tests") as desk,
        await create_pool(portal_database.owner, size=1, application="tests") as owner,
    ):
        closed = await closed_case(worker_pool, desk)
        made = await disposed(owner, closed.case_id)
    return Gone(closed.case_id, made.reached.date().isoformat())


@pytest.mark.parametrize("part", PARTS)
async def test_the_api_says_that_it_was_and_to_strangers_that_there_is_none(
    client: httpx2.AsyncClient, issuer: Issuer, gone: Gone, part: str
) -> None:
    path = f"/api/v1/cases/{gone.case_id}{part}"
    theirs = await client.get(path, headers=issuer.bearer(STRANGER))
    unknown = await client.get(
        f"/api/v1/cases/case-000000000000{part}", headers=issuer.bearer(STRANGER)
    )
    assert (theirs.status_code, theirs.content) == (404, unknown.content)
    for actor in (OFF, POC):
        answer = await client.get(path, headers=issuer.bearer(actor))
        if part == "/evidence":  # judged by class, without the case: there is none to be judged
            assert answer.status_code == 404
            continue
        assert answer.status_code == 410
        said = answer.json()
        assert said["type"] == ProblemType.DISPOSED.uri
        assert gone.day in said["detail"]
        assert gone.day in said["detail_es"]


async def test_a_command_to_it_is_not_received(
    client: httpx2.AsyncClient, issuer: Issuer, gone: Gone
) -> None:
    said = {"command": "file_appeal", "body": {"appeal": "a1", "letter": "l1", "text": "We ask."}}
    path = f"/api/v1/cases/{gone.case_id}/commands"
    for actor, status in ((POC, 410), (STRANGER, 404)):
        headers = {**issuer.bearer(actor), "Idempotency-Key": "late-one", "If-Match": "*"}
        answer = await client.post(path, json=said, headers=headers)
        assert answer.status_code == status, answer.text


@pytest.fixture(scope="module")
async def sessions(portal_database: Database) -> AsyncIterator[SignedIn]:
    """Opens sessions."""
    async with await create_pool(portal_database.portal, size=1, application="tests") as pool:
        yield SignedIn(pool)


@pytest.mark.parametrize(("language", "said"), [("en", "disposed of on"), ("es", "se eliminó el")])
async def test_the_page_says_it_in_the_readers_language(
    client: httpx2.AsyncClient, sessions: SignedIn, gone: Gone, language: str, said: str
) -> None:
    reader = await sessions.reader(client, OFF)
    answer = await reader.get(f"/cases/{gone.case_id}", language)
    assert answer.status_code == 410
    assert f"{said} {gone.day}" in answer.text
    assert gone.case_id not in (await reader.get("/cases", language)).text
