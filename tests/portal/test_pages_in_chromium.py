"""The pages in a real browser: at both widths, in both languages; axe finds nothing.

Signing in goes through the provider's own pages.
"""

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, async_playwright, expect
from pydantic import SecretStr

from embedded import identity
from embedded.ports import another
from portal.services import open_services
from records.pool import Pool
from runtime.settings import Settings
from tests.casework.ways import walked
from tests.portal.browser import provider
from tests.portal.conftest import on_record
from tests.portal.served import served, url_of

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WIDTHS = {"desk": 1280, "phone": 390}


@pytest.fixture(scope="module")
async def portal(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The portal with the provider of the embedded stack."""
    port = another({})
    with provider(tmp_path_factory.mktemp("provider"), url_of(port)) as (issuer, folder):
        secret = SecretStr(identity.secret(folder, identity.PORTAL_CLIENT))
        told = settings.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": secret})
        with served(told, port, open_services) as url:
            yield url


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, looked at with as much patience as it has itself."""
    expect.set_options(timeout=30_000)
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
async def case_id(worker_pool: Pool) -> str:
    """A case that went the whole way."""
    return await on_record(worker_pool, walked("clean"))


async def axe_clean(page: Page) -> None:
    """Nothing that axe knows is wrong with the page, and nothing is wider than the window."""
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "the page is wider than the window"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_a_contact_signs_in_reads_his_case_and_signs_out(
    portal: str, chromium: Browser, case_id: str, width: str, language: str
) -> None:
    context = await chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 800}, locale=language
    )
    try:
        page = await context.new_page()
        wrong: list[str] = []
        page.on(
            "console",
            lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
        )
        await page.goto(f"{portal}/cases/{case_id}")
        assert "/sign-in?next=" in page.url
        await axe_clean(page)
        await page.click("main a.usa-button")
        await axe_clean(page)
        await page.click("button[value='poc-svr']")
        await page.wait_for_url(f"**/cases/{case_id}")
        assert await page.get_attribute("html", "lang") == language
        await axe_clean(page)
        assert await page.locator("h1").inner_text() == f"Sierra Verde Railway {case_id}"
        assert await page.locator("ol.usa-process-list > li").count() > 5
        family = await page.evaluate("getComputedStyle(document.body).fontFamily")
        assert "Source Sans Pro" in family, "the design system's style sheet is there"
        await page.goto(f"{portal}/cases")
        await axe_clean(page)
        assert case_id in await page.locator("main").inner_text()
        await page.goto(f"{portal}/cases/case-000000000000")
        await axe_clean(page)
        await page.click(".who button")
        await page.click("button[value='yes']")
        await page.wait_for_url("**/signed-out*")
        await axe_clean(page)
        assert not wrong
    finally:
        await context.close()


async def test_everything_is_there_without_scripts_and_by_keyboard(
    portal: str, chromium: Browser, case_id: str
) -> None:
    context = await chromium.new_context(java_script_enabled=False, locale="en")
    try:
        page = await context.new_page()
        await page.goto(f"{portal}/cases/{case_id}")
        await page.keyboard.press("Tab")
        assert await page.locator(":focus").inner_text() == "Skip to the content"
        await page.focus("main a.usa-button")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/interaction/**")
        await page.focus("button[value='reyes']")
        await page.keyboard.press("Enter")
        await page.wait_for_url(f"**/cases/{case_id}")
        why = page.locator("details").first
        if await why.count():
            await why.locator("summary").focus()
            await page.keyboard.press("Enter")
            assert await why.locator("li").first.is_visible()
        await page.click(".who a[lang=es]")
        await page.wait_for_url(f"**/cases/{case_id}")
        assert await page.get_attribute("html", "lang") == "es"
    finally:
        await context.close()
