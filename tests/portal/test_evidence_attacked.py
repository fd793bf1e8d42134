"""Evidence by the API, attacked: what is harmful, hidden, too large, too slow, or of others."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest

from casework.roles import Actor, Role
from embedded.ports import another
from portal.problems import ProblemType
from portal.services import open_services
from runtime.settings import Settings
from tests.casework.walk import OFF, POC
from tests.evidence.clamd import EICAR
from tests.evidence.store import pdf
from tests.portal.conftest import serving
from tests.portal.filing import Filer
from tests.portal.issuer import Issuer
from tests.portal.served import served
from tests.portal.test_guarding import problem_of

STRANGER = Actor(person="kim", role=Role.POC, organisation="UP")


async def test_what_is_harmful_is_refused_in_both_languages_and_recorded(
    carrier: Filer, case_id: str
) -> None:
    harmful = b"seal,log\n" + EICAR + b"\n"
    answer = await carrier.put(case_id, harmful, name="log.txt")
    assert (answer.status_code, problem_of(answer)) == (403, ProblemType.FORBIDDEN.uri)
    said = answer.json()
    assert said["code"] == "infected"
    assert "harmful" in said["detail"]
    assert "dañino" in said["detail_es"]
    listed = (await carrier.get(f"/cases/{case_id}/evidence")).json()["items"]
    (row,) = [one for one in listed if one["verdict"] == "INFECTED"]
    for wanted in (row["reference"], row["sha256"]):
        assert (await carrier.get(f"/cases/{case_id}/evidence/{wanted}")).status_code == 404


async def test_a_zip_bomb_is_not_unpacked_but_refused_by_its_first_part(
    carrier: Filer, case_id: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(30_000_000))
    bomb = packed.getvalue()
    assert len(bomb) < 50_000
    named = await carrier.put(case_id, bomb, name="photos.zip")
    assert (named.status_code, named.json()["code"]) == (422, "type_not_taken")
    assert named.json()["errors"][0]["field"] == "name"
    for name in ("photos.pdf", "photos.txt", "photos.csv", "photos.mp4"):
        hidden = await carrier.put(case_id, bomb, name=name)
        assert hidden.status_code == 422, name
        assert hidden.json()["code"] in ("not_its_type", "not_text"), name


async def test_what_is_too_large_is_refused_before_and_on_its_way(
    carrier: Filer, case_id: str
) -> None:
    said = await carrier.begin(case_id, b"", size=60_000_000)
    assert (said.status_code, said.json()["code"]) == (422, "too_large")
    assert "52,428,800" in said.json()["detail"]
    place = (await carrier.begin(case_id, pdf())).headers["location"]

    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(1000):
            taken += 65536
            yield b"%PDF-1.7\n" + bytes(65527)

    more = await carrier.send(place, 0, endless())
    assert (more.status_code, more.json()["code"]) == (422, "longer_than_announced")
    assert taken <= 5_000_000, "the rest was not even asked for"


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/cron.d/evil.pdf",
        "..\\..\\windows\\evil.pdf",
        "/etc/passwd/x.pdf",
        "a\0b.pdf",
    ],
)
async def test_a_path_in_a_name_leads_nowhere(
    carrier: Filer, case_id: str, scanning: Settings, name: str
) -> None:
    item = (await carrier.put(case_id, pdf(), name=name)).json()
    assert item["name"] in ("evil.pdf", "x.pdf", "ab.pdf")
    given = await carrier.get(f"/cases/{case_id}/evidence/{item['reference']}")
    assert given.headers["content-disposition"].endswith(item["name"])
    store = Path(scanning.evidence_place)
    assert {file.name for file in store.rglob("*.pdf")} == set()


@pytest.mark.parametrize("path", ["..%2F..%2Fcontent", "%00", "E-../../x", "x" * 300])
async def test_a_path_in_an_address_leads_nowhere(carrier: Filer, case_id: str, path: str) -> None:
    assert (await carrier.get(f"/cases/{case_id}/evidence/{path}")).status_code in (404, 422)
    assert (await carrier.offset(f"/api/v1/uploads/{path}")).status_code in (404, 422)


async def test_a_name_cannot_make_a_header(carrier: Filer, case_id: str) -> None:
    item = await carrier.put(case_id, pdf(), name='x"\r\nSet-Cookie: a=b; ñ.pdf')
    given = await carrier.get(f"/cases/{case_id}/evidence/{item.json()['reference']}")
    assert "set-cookie" not in given.headers
    assert given.headers["content-disposition"].isascii()


async def test_another_carriers_case_and_uploads_are_not_there(
    carrier: Filer, by_api: httpx2.AsyncClient, issuer: Issuer, case_id: str
) -> None:
    content = pdf()
    item = (await carrier.put(case_id, content)).json()
    place = (await carrier.begin(case_id, content)).headers["location"]
    stranger = Filer(by_api, issuer, STRANGER)
    known = [
        await stranger.get(f"/cases/{case_id}/evidence"),
        await stranger.get(f"/cases/{case_id}/evidence/{item['reference']}"),
        await stranger.begin(case_id, content),
        await stranger.finish(case_id, place),
    ]
    unknown = [
        await stranger.get("/cases/case-000000000000/evidence"),
        await stranger.get("/cases/case-000000000000/evidence/E-222222222222"),
        await stranger.begin("case-000000000000", content),
        await stranger.finish("case-000000000000", place),
    ]
    for theirs, none in zip(known, unknown, strict=True):
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.content == none.content
    for other in (stranger, Filer(by_api, issuer, OFF)):
        assert (await other.offset(place)).status_code == 404
        assert (await other.send(place, 0, content)).status_code == 404
        assert (await by_api.delete(place, headers=other.headers)).status_code == 404
    assert (await carrier.offset(place)).headers["upload-offset"] == "0"


async def _pieces(*some: bytes, then: asyncio.Event) -> AsyncIterator[bytes]:
    for piece in some:
        yield piece
    await then.wait()


async def test_who_sends_too_slowly_is_cut_and_goes_on_where_he_was(
    scanning: Settings, issuer: Issuer, case_id: str
) -> None:
    """The limit is the server's own, set low here; the sender never goes on by itself."""
    told: dict[str, Any] = {"upload_idle_seconds": 0.3, "upload_slowest": 1_000_000}
    content, never = pdf(), asyncio.Event()
    async with serving(scanning.model_copy(update=told), issuer) as client:
        carrier = Filer(client, issuer, POC)
        place = (await carrier.begin(case_id, content)).headers["location"]
        answer = await carrier.send(place, 0, _pieces(content[:700], then=never))
        assert (answer.status_code, problem_of(answer)) == (408, ProblemType.TOO_SLOW.uri)
        assert answer.headers["connection"] == "close"
        assert (await carrier.offset(place)).headers["upload-offset"] == "700"
        assert (await carrier.send(place, 700, content[700:])).status_code == 204
        assert (await carrier.finish(case_id, place)).status_code == 201


async def test_a_byte_now_and_then_is_too_slow_on_the_whole(
    scanning: Settings, issuer: Issuer, case_id: str
) -> None:
    """Never idle for long, and yet cut: the time that is waited for bytes is bounded in sum."""

    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    told: dict[str, Any] = {"upload_idle_seconds": 0.3, "upload_slowest": 1_000_000}
    async with serving(scanning.model_copy(update=told), issuer) as client:
        carrier = Filer(client, issuer, POC)
        place = (await carrier.begin(case_id, pdf())).headers["location"]
        answer = await carrier.send(place, 0, drops())
        assert answer.status_code == 408


async def test_no_more_send_at_once_than_are_allowed(
    scanning: Settings, issuer: Issuer, case_id: str
) -> None:
    content, go_on, sending = pdf(), asyncio.Event(), asyncio.Event()

    async def halting() -> AsyncIterator[bytes]:
        yield content[:100]
        sending.set()
        await go_on.wait()
        yield content[100:]

    async with serving(scanning.model_copy(update={"uploads_at_once": 1}), issuer) as client:
        carrier = Filer(client, issuer, POC)
        places = [(await carrier.begin(case_id, content)).headers["location"] for _ in range(2)]
        first = asyncio.create_task(carrier.send(places[0], 0, halting()))
        await sending.wait()
        turned_away = await carrier.send(places[1], 0, content)
        assert (turned_away.status_code, turned_away.headers["retry-after"]) == (503, "5")
        assert (await carrier.offset(places[1])).status_code == 200, "asking is not sending"
        go_on.set()
        assert (await first).status_code == 204
        assert (await carrier.send(places[1], 0, content)).status_code == 204


async def test_over_a_real_line_a_break_keeps_what_came_and_damage_cuts_the_answer(
    scanning: Settings, issuer: Issuer, case_id: str
) -> None:
    told = scanning.model_copy(update={"oidc_audience": "http://portal.example/api"})
    opened = partial(open_services, transport=issuer.transport)
    content = pdf(700_000)
    with served(told, another({}), opened) as url:
        host, port = url.removeprefix("http://").split(":")
        async with httpx2.AsyncClient(base_url=url) as client:
            carrier = Filer(client, issuer, POC)
            place = (await carrier.begin(case_id, content)).headers["location"]
            _, writer = await asyncio.open_connection(host, int(port))
            head = (
                f"PATCH {place} HTTP/1.1\r\nHost: {host}\r\nUpload-Offset: 0\r\n"
                f"Authorization: {carrier.headers['Authorization']}\r\n"
                f"Content-Type: application/offset+octet-stream\r\n"
                f"Content-Length: {len(content)}\r\n\r\n"
            )
            writer.write(head.encode() + content[:300_000])
            await writer.drain()
            writer.close()
            received = 0
            for _ in range(200):  # the break is told to the server, not to us
                received = int((await carrier.offset(place)).headers["upload-offset"])
                if received:
                    break
                await asyncio.sleep(0.05)
            assert received == 300_000
            assert (await carrier.send(place, received, content[received:])).status_code == 204
            item = (await carrier.finish(case_id, place)).json()

            sha256 = item["sha256"]
            stored = Path(scanning.evidence_place) / "content" / sha256[:2] / sha256
            sealed = bytearray(stored.read_bytes())
            where = f"/api/v1/cases/{case_id}/evidence/{item['reference']}"
            sealed[-1] ^= 1
            stored.write_bytes(sealed)
            with pytest.raises(httpx2.RemoteProtocolError):
                await client.get(where, headers=carrier.headers)
            sealed[60] ^= 1
            stored.write_bytes(sealed)
            broken = await client.get(where, headers=carrier.headers)
            assert (broken.status_code, problem_of(broken)) == (500, ProblemType.FAULT.uri)
