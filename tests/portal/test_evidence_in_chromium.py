"""Files sent in a real browser, in Spanish: with and without scripts, over a line that breaks."""

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, Route, expect
from pydantic import SecretStr

from embedded import identity
from embedded.ports import another
from portal.services import open_services
from records.pool import Pool
from runtime.settings import Settings
from tests.casework import paths
from tests.evidence.clamd import EICAR
from tests.evidence.store import pdf
from tests.portal.browser import provider
from tests.portal.conftest import on_record
from tests.portal.letters import print_letters
from tests.portal.served import served, url_of
from tests.portal.test_pages_in_chromium import WIDTHS, axe_clean, chromium

__all__ = ["chromium"]

PART = 4 * 1024 * 1024


@pytest.fixture(scope="module")
async def portal(
    scanning: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The portal with a scanner, and the provider of the embedded stack."""
    port = another({})
    with provider(tmp_path_factory.mktemp("provider"), url_of(port)) as (issuer, folder):
        secret = SecretStr(identity.secret(folder, identity.PORTAL_CLIENT))
        told = scanning.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": secret})
        with served(told, port, open_services) as url:
            yield url


@pytest.fixture(scope="module")
async def case_id(worker_pool: Pool) -> str:
    """A suspended carrier's case with its letters as printed."""
    walk = paths.suspended()
    made = await on_record(worker_pool, walk)
    await print_letters(worker_pool, walk, made)
    return made


@asynccontextmanager
async def at_the_page(
    portal: str,
    chromium: Browser,
    case_id: str,
    *,
    scripts: bool = True,
    width: str = "desk",
    person: str = "poc-svr",
) -> AsyncIterator[Page]:
    """Somebody who reads Spanish, at the page of the case's files."""
    context = await chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 800},
        locale="es-MX",
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    try:
        page = await context.new_page()
        wrong: list[str] = []
        page.on(
            "console",
            lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(f"{portal}/cases/{case_id}/evidence")
        await page.click("main a.usa-button")
        await page.click(f"button[value='{person}']")
        await page.wait_for_url(f"**/cases/{case_id}/evidence")
        yield page
        assert not wrong
    finally:
        await context.close()


async def saved(page: Page, link: str) -> bytes:
    """Save what a link gives."""
    async with page.expect_download() as download:
        await page.click(link)
    return Path(await (await download.value).path()).read_bytes()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_a_contact_files_a_file_and_reads_it_again(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path, scripts: bool, width: str
) -> None:
    content = pdf(5_000_000 if scripts else 900_000)
    file = tmp_path / "bitácora de sellos.pdf"
    file.write_bytes(content)
    async with at_the_page(portal, chromium, case_id, scripts=scripts, width=width) as page:
        if scripts:
            await axe_clean(page)
        for later in ("#give-up", "#progress"):
            assert await page.locator(later).is_hidden()
        await page.click("text=expediente del transportista")
        await page.fill("#own_reference", "LRD-2026/0117")
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.wait_for_url("**/evidence?filed=E-*")
        assert (
            await page.locator(".usa-alert--success").inner_text()
            == f"En el expediente: {file.name}"
        )
        row = page.locator("tr", has_text=page.url.partition("filed=")[2])
        assert "revisado, sin hallazgos" in await row.inner_text()
        reference = page.url.partition("filed=")[2]
        assert await saved(page, f"main a[href$='{reference}']") == content
        if scripts:
            await axe_clean(page)


async def test_an_infected_file_and_a_name_are_told_beside_their_fields(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "log.txt"
    file.write_bytes(b"seal\n" + EICAR + b"\n")
    async with at_the_page(portal, chromium, case_id) as page:
        await page.fill("#own_reference", "Juan Pérez")
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.wait_for_selector("#own_reference-error:not([hidden])")
        assert "nunca el nombre de un polizón" in await page.inner_text("#own_reference-error")
        assert await page.evaluate("document.activeElement.id") == "own_reference"
        await axe_clean(page)
        await page.fill("#own_reference", "")
        await page.click("#send")
        await page.wait_for_selector("#file-error:not([hidden])")
        assert "algo dañino" in await page.inner_text("#file-error")
        assert await page.locator("#own_reference-error").is_hidden()
        assert await page.inner_text("#sending") == "", "nothing is under way any more"
        await axe_clean(page)
        await page.reload()
        assert "dañino: se rechazó y no se conserva" in await page.inner_text("main")


async def test_without_scripts_a_large_file_is_refused_on_the_page_and_not_by_a_cut_line(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    """It is refused by its first part; a browser listens only when it has sent all."""
    file = tmp_path / "fotos.pdf"
    file.write_bytes(b"PK\x03\x04" + bytes(45_000_000))
    async with at_the_page(portal, chromium, case_id, scripts=False) as page:
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.wait_for_url("**/evidence/files/*")
        assert await page.inner_text("#file-error")
        assert await page.get_attribute("#file", "aria-invalid") == "true"


async def test_over_a_line_that_breaks_it_goes_on_by_itself(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    content = pdf(3 * PART + 1000)
    file = tmp_path / "video.pdf"
    file.write_bytes(content)
    offsets: list[int] = []

    async def breaking(route: Route, request: Request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))
            if len(offsets) == 2:
                await route.abort("connectionreset")
                return
        await route.continue_()

    async with at_the_page(portal, chromium, case_id) as page:
        await page.route(re.compile(r"/evidence/uploads/"), breaking)
        await page.set_input_files("#file", file)
        await page.click("#send")
        await expect(page.locator("#sending")).to_contain_text("Se cortó")
        await axe_clean(page)
        await page.wait_for_url("**/evidence?filed=E-*")
        reference = page.url.partition("filed=")[2]
        given = await saved(page, f"main a[href$='{reference}']")
        assert hashlib.sha256(given).digest() == hashlib.sha256(content).digest()
    assert offsets == [0, PART, PART, 2 * PART, 3 * PART], "what had come was not sent again"


async def test_after_a_closed_window_the_same_file_goes_on_where_it_was(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    content = pdf(2 * PART + 1000)
    file = tmp_path / "plano.pdf"
    file.write_bytes(content)
    offsets: list[int] = []
    on_its_way = asyncio.Event()

    async def held(route: Route, request: Request) -> None:
        if request.method == "PATCH":
            offsets.append(int(request.headers["upload-offset"]))
            if len(offsets) == 2:
                on_its_way.set()
                return  # neither sent nor answered: the window is closed meanwhile
        await route.continue_()

    async with at_the_page(portal, chromium, case_id) as page:
        await page.route(re.compile(r"/evidence/uploads/"), held)
        await page.set_input_files("#file", file)
        await page.click("#send")
        # The browser counts what it has handed over, so the percentage may run ahead of the parts.
        await asyncio.wait_for(on_its_way.wait(), 60)
        await expect(page.locator("#percent")).to_have_text(re.compile("^[4-9][0-9] %$"))
        await page.reload()
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.wait_for_url("**/evidence?filed=E-*")
        reference = page.url.partition("filed=")[2]
        assert await saved(page, f"main a[href$='{reference}']") == content
    assert offsets == [0, PART, PART, 2 * PART], "what had come was not sent again"


async def test_parts_of_two_files_are_never_taken_for_one(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    """The name, the size and the date of change are the same; the content is not."""
    file, sent, on_its_way = tmp_path / "foto.pdf", 0, asyncio.Event()

    async def held(route: Route, request: Request) -> None:
        nonlocal sent
        sent += request.method == "PATCH"
        if request.method == "PATCH" and sent == 2:
            on_its_way.set()
        else:
            await route.continue_()

    async with at_the_page(portal, chromium, case_id) as page:
        await page.route(re.compile(r"/evidence/uploads/"), held)
        file.write_bytes(pdf(PART + 1000))
        os.utime(file, (1_772_000_000, 1_772_000_000))
        await page.set_input_files("#file", file)
        await page.click("#send")
        await asyncio.wait_for(on_its_way.wait(), 60)
        await expect(page.locator("#percent")).to_have_text(re.compile("^9[0-9] %$"))
        await page.reload()
        file.write_bytes(pdf(PART + 1000))
        os.utime(file, (1_772_000_000, 1_772_000_000))
        await page.set_input_files("#file", file)
        await page.click("#send")
        await expect(page.locator("#file-error")).to_contain_text("otro SHA-256")
        await page.click("#send")
        await page.wait_for_url("**/evidence?filed=E-*")
        reference = page.url.partition("filed=")[2]
        assert await saved(page, f"main a[href$='{reference}']") == file.read_bytes()


async def test_a_file_that_is_given_up_is_gone(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path, logged: Pool
) -> None:
    file = tmp_path / "equivocado.pdf"
    file.write_bytes(pdf(2 * PART))

    async def held(route: Route, request: Request) -> None:
        if request.method != "PATCH":
            await route.continue_()

    async with at_the_page(portal, chromium, case_id) as page:
        await page.route(re.compile(r"/evidence/uploads/"), held)
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.click("#give-up")
        await expect(page.locator("#sending")).to_contain_text("Cancelado")
        assert await page.locator("#send").is_enabled()
    state = await logged.fetchval(
        "select state from evidence.uploads where name = 'equivocado.pdf' and case_id = $1", case_id
    )
    assert state == "REFUSED"


async def test_letters_are_there_in_both_languages(
    portal: str, chromium: Browser, case_id: str
) -> None:
    async with at_the_page(portal, chromium, case_id, width="phone") as page:
        row = page.locator("tr", has_text="Notificación de suspensión")
        links = row.locator("a.print")
        assert await links.count() == 2
        for number, language in ((0, "en"), (1, "es")):
            href = await links.nth(number).get_attribute("href")
            async with page.expect_download() as download:
                await links.nth(number).click()
            given = await download.value
            assert given.suggested_filename.endswith(f".{language}.pdf")
            content = Path(await given.path()).read_bytes()
            assert hashlib.sha256(content).hexdigest() == str(href).rpartition("/")[2]


async def test_an_officer_may_keep_a_file_from_the_carrier(
    portal: str, chromium: Browser, case_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "targeting.csv"
    file.write_text("train,car\nMX-1,77\n")
    async with at_the_page(portal, chromium, case_id, person="reyes") as page:
        assert await page.is_checked("#class-GOV_ONLY"), "the narrowest, if he says nothing"
        await axe_clean(page)
        await page.set_input_files("#file", file)
        await page.click("#send")
        await page.wait_for_url("**/evidence?filed=E-*")
        assert "targeting.csv" in await page.inner_text("main")
    async with at_the_page(portal, chromium, case_id) as page:
        assert "targeting.csv" not in await page.inner_text("main")
