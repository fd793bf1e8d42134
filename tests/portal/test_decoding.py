"""What Temporal keeps is opened for operations and audit, for one origin, and written down."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from google.protobuf.json_format import MessageToDict, ParseDict
from temporalio.api.common.v1 import Payload, Payloads
from temporalio.converter import WorkflowSerializationContext

from casework.roles import Actor, Role
from portal.app import create_app
from portal.services import Services, open_services
from portal.sessions import SESSION
from runtime.codec import SealingCodec
from runtime.settings import Settings
from tests.casework.walk import OFF, OPS, POC, SUP
from tests.portal.conftest import URL
from tests.portal.issuer import Issuer
from tests.sealed import RING, TURNED

PAGES = "http://temporal.example:8233"
AUDITOR = Actor(person="noor", role=Role.AUD, organisation="HQ")
OPEN = Payload(metadata={"encoding": b"json/plain"}, data=b'"what the carrier wrote"')
FROM_PAGES = {"Origin": PAGES}


@pytest.fixture(scope="module")
async def app(settings: Settings, issuer: Issuer) -> AsyncIterator[FastAPI]:
    """The application, told where Temporal's pages are."""
    told = settings.model_copy(update={"temporal_ui_url": PAGES})
    made = create_app(told, opened=partial(open_services, transport=issuer.transport))
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def caller(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """Whoever calls; nobody knows him."""
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=URL) as client:
        yield client


def services(app: FastAPI) -> Services:
    found = app.state.services
    assert isinstance(found, Services)
    return found


async def signed_in(app: FastAPI, actor: Actor) -> dict[str, str]:
    """The headers of Temporal's pages in the browser of somebody who is signed in."""
    opened = await services(app).sessions.open(
        actor, issuer="i", subject=actor.person, id_token="t", at=datetime.now(UTC)
    )
    return {**FROM_PAGES, "Cookie": f"{SESSION}={opened}"}


async def sealed(case_id: str, *, ring: Any = RING, number: int = 1) -> dict[str, Any]:
    codec = SealingCodec(ring).with_context(WorkflowSerializationContext("default", case_id))
    return MessageToDict(Payloads(payloads=await codec.encode([OPEN] * number)))


def opened(answer: httpx2.Response) -> list[Payload]:
    return list(ParseDict(answer.json(), Payloads()).payloads)


async def written_down(app: FastAPI, case_id: str) -> list[tuple[str, str, str, str]]:
    rows = await services(app).record.cases._pool.fetch(
        "select what, way, person, role from portal.reads where case_id = $1 order by id", case_id
    )
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("actor", [OPS, AUDITOR], ids=lambda a: a.role)
async def test_operations_and_audit_have_payloads_opened_and_it_is_written_down(
    app: FastAPI, caller: httpx2.AsyncClient, actor: Actor
) -> None:
    case_id = f"case-of-{actor.person}"
    asked = await sealed(case_id, number=3)
    # exactly as the pages ask, with what they add to the address
    answer = await caller.post(
        "/codec/decode?preserveStorageRefs=true",
        json=asked,
        headers={**await signed_in(app, actor), "X-Namespace": "default"},
    )
    assert answer.status_code == 200
    assert opened(answer) == [OPEN] * 3
    assert answer.headers["access-control-allow-origin"] == PAGES
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert answer.headers["cache-control"] == "no-store"
    expected = [("3 payloads", "temporal", actor.person, actor.role.value)]
    assert await written_down(app, case_id) == expected


@pytest.mark.parametrize("actor", [OFF, SUP, POC], ids=lambda a: a.role)
async def test_nobody_else_has_and_nothing_is_told(
    app: FastAPI, caller: httpx2.AsyncClient, issuer: Issuer, actor: Actor
) -> None:
    asked = await sealed("case-shut")
    for headers in (
        await signed_in(app, actor),
        {"Authorization": f"Bearer {issuer.token(actor)}"},
    ):
        answer = await caller.post("/codec/decode", json=asked, headers=headers)
        assert answer.status_code == 403
        assert "payloads" not in answer.json()
    assert await written_down(app, "case-shut") == []


async def test_a_token_is_as_good_as_a_session_for_programs_of_operations(
    caller: httpx2.AsyncClient, issuer: Issuer
) -> None:
    asked = await sealed("case-by-token")
    good = {"Authorization": f"Bearer {issuer.token(OPS)}"}
    assert opened(await caller.post("/codec/decode", json=asked, headers=good)) == [OPEN]
    forged = {"Authorization": "Bearer x.y.z"}
    assert (await caller.post("/codec/decode", json=asked, headers=forged)).status_code == 401
    narrow = {"Authorization": f"Bearer {issuer.token(OPS, scope='events:send')}"}
    assert (await caller.post("/codec/decode", json=asked, headers=narrow)).status_code == 403


async def test_who_is_not_signed_in_is_asked_to(caller: httpx2.AsyncClient) -> None:
    answer = await caller.post("/codec/decode", json=await sealed("c"), headers=FROM_PAGES)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://temporal.example",
        "https://temporal.example:8233",
    ],
)
async def test_a_session_counts_for_one_origin_only(
    app: FastAPI, caller: httpx2.AsyncClient, origin: str | None
) -> None:
    headers = await signed_in(app, OPS)
    headers |= {"Origin": origin} if origin else {}
    if origin is None:
        del headers["Origin"]
    answer = await caller.post("/codec/decode", json=await sealed("c"), headers=headers)
    assert answer.status_code == (403 if origin else 401)
    assert "access-control-allow-origin" not in answer.headers


async def asks_before(caller: httpx2.AsyncClient, origin: str, path: str) -> httpx2.Response:
    """What a browser asks before it lets a page of another origin send something."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-namespace",
    }
    return await caller.options(path, headers=headers)


async def test_a_browser_is_told_that_temporals_pages_may_ask_and_no_others(
    caller: httpx2.AsyncClient,
) -> None:
    told = await asks_before(caller, PAGES, "/codec/decode")
    assert (told.status_code, told.headers["access-control-allow-origin"]) == (200, PAGES)
    others = await asks_before(caller, "http://evil.example", "/codec/decode")
    assert "access-control-allow-origin" not in others.headers
    elsewhere = await asks_before(caller, PAGES, "/api/v1/cases")
    assert "access-control-allow-origin" not in elsewhere.headers


async def test_nothing_is_sealed_here(app: FastAPI, caller: httpx2.AsyncClient) -> None:
    headers = await signed_in(app, OPS)
    answer = await caller.post("/codec/encode", json=await sealed("c"), headers=headers)
    assert answer.status_code == 404


async def test_what_does_not_open_stays_as_it_is(app: FastAPI, caller: httpx2.AsyncClient) -> None:
    """Sealed with a key that is not here, or never sealed: the pages show it so."""
    asked = await sealed("case-later", ring=TURNED)
    plain = MessageToDict(OPEN)
    asked["payloads"].append(plain)
    answer = await caller.post(
        "/codec/decode", content=json.dumps(asked), headers=await signed_in(app, OPS)
    )
    assert answer.json() == asked


@pytest.mark.parametrize("body", ["", "{", '{"payloads": 3}', '{"payloads": [{"data": 1}]}'])
async def test_what_is_no_payloads_is_bad_input(
    app: FastAPI, caller: httpx2.AsyncClient, body: str
) -> None:
    headers = await signed_in(app, OPS)
    answer = await caller.post("/codec/decode", content=body, headers=headers)
    assert answer.status_code == 422


async def test_where_no_pages_are_named_no_page_may_ask(
    app: FastAPI, client: httpx2.AsyncClient
) -> None:
    """The portal of the other tests is not told where Temporal's pages are."""
    headers = await signed_in(app, OPS)
    answer = await client.post("/codec/decode", json=await sealed("c"), headers=headers)
    assert answer.status_code == 403
    told = await asks_before(client, PAGES, "/codec/decode")
    assert "access-control-allow-origin" not in told.headers
