"""The pages that read, in a real browser: both widths, both languages; axe finds nothing."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from casework.roles import Actor
from embedded.ports import another
from portal.services import open_services
from runtime.settings import Settings
from tests.casework.walk import APHIS, HQ, MXA, OFF, OPS, POC, PORT
from tests.portal.neglected import Neglected, neglected
from tests.portal.served import served, url_of
from tests.portal.test_pages_in_chromium import CHROMIUM, QUIET, WIDTHS, axe_clean
from tests.portal.test_statuses_pages import FERROMEX
from tests.portal.world import AUD, VWR, SignedIn, World
from tests.postgres import Database

PAGES: tuple[tuple[Actor, str], ...] = (
    (OFF, "/queue?tab=all"),
    (OFF, "/queue?tab=office&overdue=1&words=sierra"),
    (PORT, "/queue"),
    (POC, "/owed"),
    (POC, "/cases/{held}/clocks/T08"),
    (OFF, "/cases/{agriculture}"),
    (POC, "/cases/{late}"),
    (POC, "/cases/{told_abroad}"),
    (MXA, "/cases/{notice}"),
    (APHIS, "/cases/{agriculture}"),
    (MXA, "/asked-of-us"),
    (APHIS, "/asked-of-us"),
    (OPS, "/operations"),
    (HQ, "/dashboard?from=2026-03-01&until=2026-04-30"),
    (POC, "/lessons"),
    (AUD, "/reads"),
    (AUD, "/reads?log=sign-ins&case=x"),
    (AUD, "/exports"),
    (FERROMEX, "/statuses"),
    (VWR, "/statuses"),
    (POC, "/cases/{late}/customers"),
)


@pytest.fixture(scope="module")
async def portal(world_settings: Settings) -> AsyncIterator[str]:
    """The portal, as uvicorn serves it."""
    port = another({})
    with served(world_settings, port, open_services) as url:
        assert url == url_of(port)
        yield url


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    async with async_playwright() as engine:
        browser = await engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture(scope="module")
async def left(world: World, world_database: Database) -> Neglected:
    """What operations find neglected."""
    return await neglected(world_database, world.held, nth=2)


async def looked_at(page: Page, portal: str, path: str, language: str) -> None:
    """Open a page: it is in its language, whole, and axe finds nothing."""
    answer = await page.goto(f"{portal}{path}")
    assert answer is not None
    assert answer.status == 200, path
    assert await page.get_attribute("html", "lang") == language
    await axe_clean(page)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_every_page_is_clean(
    portal: str,
    chromium: Browser,
    signed_in: SignedIn,
    world: World,
    left: Neglected,
    width: str,
    language: str,
) -> None:
    context = await chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 800}, locale=language
    )
    try:
        page = await context.new_page()
        for actor, path in PAGES:
            cookie = await signed_in.cookie(actor)
            await context.add_cookies([{"name": "session", "value": cookie, "url": portal}])
            await looked_at(page, portal, path.format(**world._asdict()), language)
    finally:
        await context.close()
