"""The page of documents and evidence, its plain form, and what its script sends; and attacked."""

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx2
import pytest

from casework.roles import Actor, Role
from embedded.ports import another
from portal.api.evidence import PART
from portal.evidence_choices import files_to_name
from portal.services import open_services
from reading.seen import see
from records.pool import Pool
from runtime.settings import Settings
from tests.casework.walk import OFF
from tests.evidence.clamd import EICAR
from tests.evidence.store import pdf, sha256
from tests.portal.browser import Browser
from tests.portal.conftest import URL, serving
from tests.portal.filing import Filer
from tests.portal.test_sign_in import secret_of
from tests.postgres import Database

SPANISH = {"Accept-Language": "es-MX"}
CONTACT = Actor(person="poc-svr", role=Role.POC, organisation="SVR")


class Page:
    """The page of a case's files, as somebody's browser has it."""

    def __init__(self, browser: Browser, case_id: str) -> None:
        self.client, self.case_id = browser.portal, case_id
        self.csrf = ""

    async def load(self, query: str = "") -> str:
        """Load it; its forms have a secret."""
        answer = await self.client.get(f"/cases/{self.case_id}/evidence{query}")
        assert answer.status_code == 200, answer.text
        self.csrf = secret_of(answer)
        return answer.text

    async def send(self, content: bytes, name: str = "seal log.pdf", **said: str) -> Any:
        """Send the plain form, as a browser does."""
        fields = {"csrf": self.csrf, "confidentiality": "CARRIER_CASE", "own_reference": "", **said}
        headers = {"Origin": said.pop("origin", URL), **SPANISH}
        fields.pop("origin", None)
        return await self.client.post(
            f"/evidence/files/{self.case_id}",
            data=fields,
            files={"file": (name, content, "application/octet-stream")},
            headers=headers,
        )

    async def part(self, place: str, start: int, content: bytes, **more: str) -> httpx2.Response:
        """Send a part as the script does."""
        return await self.client.patch(
            place,
            content=content,
            headers={"Upload-Offset": str(start), "Content-Type": PART, **self.by_script(), **more},
        )

    def by_script(self) -> dict[str, str]:
        """What the script says of itself."""
        return {"Accept": "application/json", "X-CSRF-Token": self.csrf, "Origin": URL}

    async def begin(self, content: bytes, **said: Any) -> httpx2.Response:
        """Announce a file as the script does."""
        body = {
            "name": "seal log.pdf",
            "size": len(content),
            "last_modified": 1772000000000,
            "confidentiality": "CARRIER_CASE",
            "own_reference": "",
            **said,
        }
        place = f"/cases/{self.case_id}/uploads"
        return await self.client.post(place, json=body, headers=self.by_script())


@pytest.fixture
async def page(scanning: Settings, signed: Settings, case_id: str) -> AsyncIterator[Page]:
    """The contact of the carrier at the page of his case."""
    told = signed.model_copy(update={"evidence_scanner": scanning.evidence_scanner})
    async with serving(told) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        found = Page(browser, case_id)
        await found.load()
        yield found


def beside(answer: httpx2.Response, field: str) -> str:
    """What is said beside a field, if anything is."""
    found = re.search(rf'id="{field}-error" role="alert"( hidden)?>([^<]*)<', answer.text)
    assert found
    return "" if found[1] else found[2]


async def test_the_plain_form_files_what_it_sends(page: Page, logged: Pool) -> None:
    content = pdf(300_000)
    answer = await page.send(content, own_reference="LRD-2026/0117")
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    reference = where.partition("?filed=")[2]
    shown = await page.load(f"?filed={reference}")
    assert "On file: seal log.pdf" in shown
    assert "scanned, nothing found" in shown
    assert "LRD-2026/0117" in shown
    given = await page.client.get(f"/cases/{page.case_id}/evidence/{reference}")
    assert given.content == content
    assert given.headers["content-disposition"].startswith("attachment;")
    assert given.headers["cache-control"] == "no-store"
    read = await logged.fetchval(
        "select count(*) from evidence.reads where reference = $1 and given", reference
    )
    assert read == 1
    rows = await logged.fetch(
        "select distinct what from portal.reads where case_id = $1 and way = 'page'", page.case_id
    )
    assert {row["what"] for row in rows} >= {"evidence", "evidence file", "letters"}


async def test_a_file_is_taken_while_it_comes_and_never_whole(page: Page, logged: Pool) -> None:
    """The rest is sent only when the first part is on record already."""
    content = pdf(9_000_000)
    fields = {"csrf": page.csrf, "confidentiality": "CARRIER_CASE", "own_reference": "LOOK-1"}
    made = httpx2.Request("POST", URL, data=fields, files={"file": ("a.pdf", content)})
    whole = made.read()

    async def taken() -> int:
        return int(
            await logged.fetchval(
                "select coalesce(max(received), 0) from evidence.uploads"
                " where own_reference = 'LOOK-1'"
            )
        )

    seen = 0

    async def slowly() -> AsyncIterator[bytes]:
        nonlocal seen
        yield whole[:5_000_000]
        for _ in range(400):
            if seen := await taken():
                break
            await asyncio.sleep(0.02)
        yield whole[5_000_000:]

    answer = await page.client.post(
        f"/evidence/files/{page.case_id}",
        content=slowly(),
        headers={
            "Content-Type": made.headers["content-type"],
            "Content-Length": str(len(whole)),
            "Origin": URL,
        },
    )
    assert answer.status_code == 303, answer.text
    assert seen == 4 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "content", "field", "words"),
    [
        ("log.txt", b"a\n" + EICAR + b"\n", "file", "algo dañino"),
        ("photos.zip", b"PK\x03\x04", "file", "no se reciben archivos de tipo"),
        ("empty.pdf", b"", "file", "el archivo está vacío"),
        ("page.pdf", b"<html><script>alert(1)</script>" + bytes(3000), "file", "pdf"),
    ],
    ids=["harmful", "archive", "empty", "another type"],
)
async def test_what_is_refused_is_told_beside_the_field_in_the_readers_language(
    page: Page, name: str, content: bytes, field: str, words: str
) -> None:
    answer = await page.send(content, name, own_reference="A-1")
    assert answer.status_code in (403, 422)
    assert answer.headers["content-language"] == "es"
    assert words in beside(answer, field)
    assert 'value="A-1"' in answer.text, "what was filled in is still there"


async def test_a_zip_bomb_behind_another_name_is_not_unpacked(page: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(30_000_000))
    answer = await page.send(packed.getvalue(), "photos.pdf")
    assert answer.status_code == 422
    assert beside(answer, "file")


async def test_a_name_in_the_place_of_a_number_is_refused(page: Page) -> None:
    answer = await page.send(pdf(), own_reference="Juan Perez")
    assert answer.status_code == 422
    assert "nunca el nombre de un polizón" in beside(answer, "own_reference")
    assert not beside(answer, "file")


async def test_a_class_that_is_not_ones_own_is_refused_and_not_offered(page: Page) -> None:
    assert 'value="GOV_ONLY"' not in await page.load()
    answer = await page.send(pdf(), confidentiality="GOV_ONLY")
    assert answer.status_code == 403
    assert beside(answer, "confidentiality")


async def test_no_file_is_told_beside_the_field(page: Page) -> None:
    answer = await page.send(b"", "")
    assert (answer.status_code, beside(answer, "file")) == (422, "Elija un archivo.")


async def test_what_is_too_large_is_told_also_when_all_of_it_was_sent(page: Page) -> None:
    content = b"%PDF-1.7\n" + bytes(52_428_800)
    answer = await page.send(content)
    assert answer.status_code == 422
    assert "52,428,800" in beside(answer, "file")


@pytest.mark.parametrize("name", ["../../../etc/cron.d/evil.pdf", "..\\..\\evil.pdf"])
async def test_a_path_in_a_name_leads_nowhere(page: Page, name: str, scanning: Settings) -> None:
    assert (await page.send(pdf(), name)).status_code == 303
    shown = await page.load()
    assert ">evil.pdf</a>" in shown
    assert ".." not in re.findall(r">([^<]*evil\.pdf)<", shown)[0]
    assert not list(Path(scanning.evidence_place).rglob("evil*"))


async def test_a_name_is_text_on_the_page(page: Page) -> None:
    assert (await page.send(pdf(), "<img src=x onerror=alert(1)>.pdf")).status_code == 303
    assert "<img" not in await page.load()


@pytest.mark.parametrize("forged", ["another", ""])
async def test_a_form_without_the_pages_secret_files_nothing(
    page: Page, logged: Pool, forged: str
) -> None:
    before = await logged.fetchval("select count(*) from evidence.uploads")
    answer = await page.send(pdf(), csrf=forged)
    assert answer.status_code == 403
    page.csrf = forged
    assert (await page.begin(pdf())).status_code == 403
    assert (await page.part("/evidence/uploads/" + "x" * 40, 0, b"x")).status_code == 403
    assert await logged.fetchval("select count(*) from evidence.uploads") == before


async def test_another_sites_form_files_nothing(page: Page, logged: Pool) -> None:
    before = await logged.fetchval("select count(*) from evidence.uploads")
    assert (await page.send(pdf(), origin="https://evil.example")).status_code == 403
    assert await logged.fetchval("select count(*) from evidence.uploads") == before


async def test_an_ended_session_sends_a_person_to_sign_in_and_tells_a_script(
    page: Page, portal_database: Database
) -> None:
    content = pdf()
    begun = (await page.begin(content)).json()
    place = f"/evidence/uploads/{begun['upload']}"
    superuser = await asyncpg.connect(portal_database.superuser)
    try:
        await superuser.execute("update portal.sessions set expires_at = now() - interval '1 day'")
    finally:
        await superuser.close()
    answer = await page.send(content)
    assert (answer.status_code, answer.headers["location"][:9]) == (303, "/sign-in?")
    for refused in (
        await page.part(place, 0, content),
        await page.client.head(place, headers=page.by_script()),
        await page.begin(content),
    ):
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"
    assert (await page.client.get(f"/cases/{page.case_id}/evidence")).status_code == 303


async def test_of_another_carriers_case_there_is_no_page(page: Page, signed: Settings) -> None:
    assert (await page.send(pdf())).status_code == 303
    begun = (await page.begin(pdf())).json()
    async with serving(signed) as client, Browser(client) as browser:
        await browser.sign_in("poc-up")
        csrf = secret_of(await browser.page("/cases"))
        theirs = await browser.page(f"/cases/{page.case_id}/evidence")
        none = await browser.page("/cases/case-000000000000/evidence")
        assert theirs.status_code == none.status_code == 404
        assert theirs.text.replace(page.case_id, "") == none.text.replace("case-000000000000", "")
        other = Page(browser, page.case_id)
        other.csrf = csrf
        assert (await other.send(pdf())).status_code == 404
        assert (await other.begin(pdf())).status_code == 404
        assert (await other.part(f"/evidence/uploads/{begun['upload']}", 0, b"")).status_code == 404


async def test_the_script_goes_on_where_the_same_file_was(page: Page) -> None:
    content = pdf(500_000)
    begun = (await page.begin(content)).json()
    place = f"/evidence/uploads/{begun['upload']}"
    assert (await page.part(place, 0, content[:200_000])).headers["upload-offset"] == "200000"
    wrong = await page.part(place, 0, content)
    assert (wrong.status_code, wrong.json()["expected"]) == (409, 200_000)
    again = (await page.begin(content)).json()
    assert (again["upload"], again["received"]) == (begun["upload"], 200_000)
    changed = (await page.begin(content, last_modified=1)).json()
    assert changed["upload"] != begun["upload"], "a file that was changed is another"
    await page.part(place, 200_000, content[200_000:])
    answer = await page.client.post(
        f"/cases/{page.case_id}/uploads/{begun['upload']}/finish",
        data={"csrf": page.csrf},
        headers=page.by_script(),
    )
    assert answer.status_code == 200, answer.text
    reference = answer.json()["next"].partition("?filed=")[2]
    given = await page.client.get(f"/cases/{page.case_id}/evidence/{reference}")
    assert given.content == content
    over = await page.client.delete(
        f"/evidence/uploads/{changed['upload']}", headers=page.by_script()
    )
    assert over.status_code == 204
    assert (await page.part(f"/evidence/uploads/{changed['upload']}", 0, content)).json()[
        "code"
    ] == "upload_ended"


async def test_while_the_scanner_is_away_the_file_waits_and_is_asked_for_again(
    signed: Settings, scanning: Settings, case_id: str
) -> None:
    content = pdf()
    away = signed.model_copy(update={"evidence_scanner": f"127.0.0.1:{another({})}"})
    async with serving(away) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        page = Page(browser, case_id)
        await page.load()
        answer = await page.send(content)
        assert answer.status_code == 503
        assert "Su archivo llegó completo y se conserva" in answer.text
        form = re.search(r'action="(/cases/[^"]+/finish)"', answer.text)
        assert form
    back = signed.model_copy(update={"evidence_scanner": scanning.evidence_scanner})
    async with serving(back) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        page = Page(browser, case_id)
        await page.load()
        done = await client.post(form[1], data={"csrf": page.csrf}, headers={"Origin": URL})
        assert done.status_code == 303
        assert "?filed=E-" in done.headers["location"]


async def test_without_a_store_the_page_says_so(signed: Settings, case_id: str) -> None:
    without = signed.model_copy(update={"evidence_keys_path": None})
    async with serving(without) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        answer = await browser.page(f"/cases/{case_id}/evidence")
        assert answer.status_code == 200
        assert "keeps no files" in answer.text
        assert 'type="file"' not in answer.text


async def test_what_may_be_named_in_an_act_is_what_may_be_read(
    scanning: Settings, carrier: Filer, by_api: httpx2.AsyncClient, issuer: Any, case_id: str
) -> None:
    content = pdf()
    first, _again = [(await carrier.put(case_id, content, name="a.pdf")).json() for _ in range(2)]
    await carrier.put(case_id, b"x\n" + EICAR + b"\n", name="log.txt")
    secret = (await Filer(by_api, issuer, OFF).put(case_id, pdf())).json()
    async with open_services(scanning) as on:
        seen = await see(on.record, case_id, CONTACT)
        mine = await files_to_name(on, seen.whole, CONTACT)
        theirs = await files_to_name(on, seen.whole, OFF)
    (named,) = [one for one in mine if one.sha256 == sha256(content)]
    assert named.name == "a.pdf"
    assert named.reference != first["reference"], "the last one that was filed"
    assert [one.filed_at for one in mine] == sorted((o.filed_at for o in mine), reverse=True)
    assert secret["sha256"] in {one.sha256 for one in theirs} - {one.sha256 for one in mine}
    assert not [one for one in theirs if one.name == "log.txt"]
