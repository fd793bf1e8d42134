"""What guards every answer: headers, sizes, rates, hosts; and how the portal fails."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from portal.guarding import LARGEST
from portal.problems import MEDIA_TYPE, ProblemType
from runtime.settings import Mode, Settings, SettingsError
from tests.portal.conftest import serving


def problem_of(answer: httpx2.Response) -> str:
    """The type of the problem that an answer is."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    said = answer.json()
    assert said["status"] == answer.status_code
    return str(said["type"])


async def test_it_lives_and_can_serve(client: httpx2.AsyncClient) -> None:
    for what in ("live", "ready"):
        answer = await client.get(f"/health/{what}")
        assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.parametrize("path", ["/health/live", "/nowhere"])
async def test_every_answer_is_guarded(client: httpx2.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "strict-transport-security" not in headers, "this one is reached by plain HTTP"


async def test_what_is_not_there_is_a_problem(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/nowhere")
    assert answer.status_code == 404
    assert problem_of(answer) == ProblemType.NOT_FOUND.uri
    page = await client.get("/nowhere", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert page.status_code == 404
    assert page.headers["content-language"] == "es"
    assert "<h1>No existe tal cosa para usted</h1>" in page.text
    answer = await client.delete("/health/live")
    assert answer.status_code == 405
    assert problem_of(answer) == ProblemType.METHOD.uri


async def test_another_host_is_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/health/live", headers={"Host": "evil.example"})
    assert answer.status_code == 400


@pytest.mark.parametrize("announced", [True, False])
async def test_what_is_too_large_is_refused(client: httpx2.AsyncClient, announced: bool) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65536 + 1):
            yield b"x" * 65536

    content = b"x" * (LARGEST + 1) if announced else pieces()
    answer = await client.post("/api/v1/openapi.json", content=content)
    assert answer.status_code in ((413,) if announced else (405, 413))


async def test_a_length_that_is_no_number_is_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/nowhere", content=b"x", headers={"Content-Length": "-5"})
    assert problem_of(answer) == ProblemType.TOO_LARGE.uri


async def test_who_asks_too_often_is_told_when_to_come_back(settings: Settings) -> None:
    limited = settings.model_copy(update={"portal_rate_limit": "3/minute"})
    async with serving(limited) as client:
        answers = [await client.get("/nowhere") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
        assert problem_of(answers[-1]) == ProblemType.TOO_MANY.uri
        assert answers[-1].headers["retry-after"] == "60"
        assert (await client.get("/health/ready")).status_code == 200, "a health check is not who"


@pytest.mark.parametrize("url", [None, "http://portal.example"])
def test_in_production_the_portal_is_reached_by_https(settings: Settings, url: str | None) -> None:
    told = settings.model_copy(update={"mode": Mode.PRODUCTION, "portal_url": url})
    with pytest.raises(SettingsError, match="RESUMPTION_PORTAL_URL"):
        told.required_portal_url()
