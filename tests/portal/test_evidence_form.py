"""The plain form that files a file: streamed, refused beside its fields, and attacked."""

import asyncio
import hashlib
import io
import re
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from records.pool import Pool
from runtime.settings import Settings
from tests.evidence.clamd import EICAR
from tests.evidence.store import pdf
from tests.portal.browser import Browser
from tests.portal.conftest import URL
from tests.portal.filing_page import FilesPage


def beside(answer: httpx2.Response, field: str) -> str:
    """What is said beside a field, if anything is."""
    found = re.search(rf'id="{field}-error" role="alert"( hidden)?>([^<]*)<', answer.text)
    assert found
    return "" if found[1] else found[2]


async def test_the_plain_form_files_what_it_sends(page: FilesPage, logged: Pool) -> None:
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


async def test_a_file_is_taken_while_it_comes_and_never_whole(
    page: FilesPage, logged: Pool
) -> None:
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
    page: FilesPage, name: str, content: bytes, field: str, words: str
) -> None:
    answer = await page.send(content, name, own_reference="A-1")
    assert answer.status_code in (403, 422)
    assert answer.headers["content-language"] == "es"
    assert words in beside(answer, field)
    assert 'value="A-1"' in answer.text, "what was filled in is still there"


async def test_a_zip_bomb_behind_another_name_is_not_unpacked(page: FilesPage) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(30_000_000))
    answer = await page.send(packed.getvalue(), "photos.pdf")
    assert answer.status_code == 422
    assert beside(answer, "file")


async def test_a_name_in_the_place_of_a_number_is_refused(page: FilesPage) -> None:
    answer = await page.send(pdf(), own_reference="Juan Perez")
    assert answer.status_code == 422
    assert "nunca el nombre de un polizón" in beside(answer, "own_reference")
    assert not beside(answer, "file")


async def test_a_class_that_is_not_ones_own_is_refused_and_not_offered(page: FilesPage) -> None:
    assert 'value="GOV_ONLY"' not in await page.load()
    answer = await page.send(pdf(), confidentiality="GOV_ONLY")
    assert answer.status_code == 403
    assert beside(answer, "confidentiality")


async def test_no_file_is_told_beside_the_field(page: FilesPage) -> None:
    answer = await page.send(b"", "")
    assert (answer.status_code, beside(answer, "file")) == (422, "Elija un archivo.")


async def test_what_is_too_large_is_told_also_when_all_of_it_was_sent(page: FilesPage) -> None:
    content = b"%PDF-1.7\n" + bytes(52_428_800)
    answer = await page.send(content)
    assert answer.status_code == 422
    assert "52,428,800" in beside(answer, "file")


@pytest.mark.parametrize("name", ["../../../etc/cron.d/evil.pdf", "..\\..\\evil.pdf"])
async def test_a_path_in_a_name_leads_nowhere(
    page: FilesPage, name: str, scanning: Settings
) -> None:
    assert (await page.send(pdf(), name)).status_code == 303
    shown = await page.load()
    assert ">evil.pdf</a>" in shown
    assert ".." not in re.findall(r">([^<]*evil\.pdf)<", shown)[0]
    assert not list(Path(scanning.evidence_place).rglob("evil*"))


async def test_a_name_is_text_on_the_page(page: FilesPage) -> None:
    assert (await page.send(pdf(), "<img src=x onerror=alert(1)>.pdf")).status_code == 303
    assert "<img" not in await page.load()


async def test_what_is_refused_is_read_to_its_end_and_thrown_away(
    page: FilesPage, logged: Pool
) -> None:
    """Not every browser reads an answer that comes before it has sent all."""
    fields = {"csrf": page.csrf, "confidentiality": "CARRIER_CASE", "own_reference": "END-1"}
    content = b"PK\x03\x04" + bytes(9_000_000)
    made = httpx2.Request("POST", URL, data=fields, files={"file": ("a.pdf", content)})
    whole, sent = made.read(), 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for start in range(0, len(whole), 65536):
            yield whole[start : start + 65536]
            sent = start + 65536

    answer = await page.client.post(
        f"/evidence/files/{page.case_id}",
        content=pieces(),
        headers={
            "Content-Type": made.headers["content-type"],
            "Content-Length": str(len(whole)),
            "Origin": URL,
        },
    )
    assert answer.status_code == 422
    assert beside(answer, "file")
    assert sent >= len(whole)
    taken = await logged.fetchrow(
        "select received, state from evidence.uploads where own_reference = 'END-1'"
    )
    assert taken is not None
    assert tuple(taken.values()) == (0, "REFUSED")


async def test_a_form_that_names_a_file_offers_those_on_record(page: FilesPage) -> None:
    content = pdf(2_000)
    kept = await page.send(content, name="statement.pdf")
    assert kept.status_code == 303
    async with Browser(page.client) as browser:
        await browser.sign_in("reyes")
    form = await page.client.get(
        f"/cases/{page.case_id}/acts/record_received?filing=carrier_statement"
    )
    sha256 = hashlib.sha256(content).hexdigest()
    assert re.search(rf'<option value="{sha256}"[^>]*>statement\.pdf</option>', form.text)
    assert f'href="/cases/{page.case_id}/evidence"' in form.text
