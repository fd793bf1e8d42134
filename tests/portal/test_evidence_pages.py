"""The page of documents and evidence: whose it is, what its script sends, what acts may name."""

import re
from typing import Any

import asyncpg
import httpx2
import pytest

from casework.roles import Actor, Role
from embedded.ports import another
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
from tests.portal.filing_page import FilesPage
from tests.portal.test_sign_in import secret_of
from tests.postgres import Database

CONTACT = Actor(person="poc-svr", role=Role.POC, organisation="SVR")


@pytest.mark.parametrize("forged", ["another", ""])
async def test_a_form_without_the_pages_secret_files_nothing(
    page: FilesPage, logged: Pool, forged: str
) -> None:
    before = await logged.fetchval("select count(*) from evidence.uploads")
    answer = await page.send(pdf(), csrf=forged)
    assert answer.status_code == 403
    page.csrf = forged
    assert (await page.begin(pdf())).status_code == 403
    assert (await page.part("/evidence/uploads/" + "x" * 40, 0, b"x")).status_code == 403
    assert await logged.fetchval("select count(*) from evidence.uploads") == before


async def test_another_sites_form_files_nothing(page: FilesPage, logged: Pool) -> None:
    before = await logged.fetchval("select count(*) from evidence.uploads")
    assert (await page.send(pdf(), origin="https://evil.example")).status_code == 403
    assert await logged.fetchval("select count(*) from evidence.uploads") == before


async def test_an_ended_session_sends_a_person_to_sign_in_and_tells_a_script(
    page: FilesPage, portal_database: Database
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


async def test_of_another_carriers_case_there_is_no_page(page: FilesPage, signed: Settings) -> None:
    assert (await page.send(pdf())).status_code == 303
    begun = (await page.begin(pdf())).json()
    async with serving(signed) as client, Browser(client) as browser:
        await browser.sign_in("poc-up")
        csrf = secret_of(await browser.page("/cases"))
        theirs = await browser.page(f"/cases/{page.case_id}/evidence")
        none = await browser.page("/cases/case-000000000000/evidence")
        assert theirs.status_code == none.status_code == 404
        assert theirs.text.replace(page.case_id, "") == none.text.replace("case-000000000000", "")
        other = FilesPage(browser, page.case_id)
        other.csrf = csrf
        assert (await other.send(pdf())).status_code == 404
        assert (await other.begin(pdf())).status_code == 404
        assert (await other.part(f"/evidence/uploads/{begun['upload']}", 0, b"")).status_code == 404


async def test_the_script_goes_on_where_the_same_file_was(page: FilesPage) -> None:
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
        page = FilesPage(browser, case_id)
        await page.load()
        answer = await page.send(content)
        assert answer.status_code == 503
        assert "Su archivo llegó completo y se conserva" in answer.text
        form = re.search(r'action="(/cases/[^"]+/finish)"', answer.text)
        assert form
    back = signed.model_copy(update={"evidence_scanner": scanning.evidence_scanner})
    async with serving(back) as client, Browser(client) as browser:
        await browser.sign_in("poc-svr")
        page = FilesPage(browser, case_id)
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
