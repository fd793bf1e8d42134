"""Somebody at the portal in a browser that runs no scripts; axe looks at every kind of page."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, Response

from tests.portal.test_pages_in_chromium import WIDTHS, axe_clean

Looked = set[tuple[str, int]]
"""Kinds of pages that axe has looked at, in one language at one width."""


class Person:
    """Somebody at one case: opens forms, fills them in, reads what is signed, keeps receipts.

    axe is a script, and so looks at a copy of a page in a second window that runs scripts: at each
    kind of page once, and again where it tells something else (an error, what is signed).
    """

    def __init__(self, page: Page, window: Page, portal: str, looked: Looked) -> None:
        self.page, self.portal = page, portal
        self._window = window
        self._looked = looked
        self.case = ""
        self.receipts: dict[str, str] = {}
        self.not_served: list[str] = []
        for one in (page, window):
            one.on("response", self._note)

    def _note(self, answer: Response) -> None:
        if "/static/" in answer.url and not answer.ok:
            self.not_served.append(answer.url)

    async def at(self, case_id: str) -> str:
        """Go to a case; gives the text of its page, looked at by axe."""
        self.case = f"{self.portal}/cases/{case_id}"
        return await self.look(f"/cases/{case_id}")

    async def look(self, path: str) -> str:
        """Go to a page; gives its text, looked at by axe."""
        await self.page.goto(f"{self.portal}{path}")
        await self.clean()
        return await self.page.locator("main").inner_text()

    async def clean(self) -> None:
        """Nothing is wrong with the page that is open, at its width."""
        place = self.page.url.partition("#")[0]
        told = await self.page.locator(".usa-alert, .letter, dl.paper").count()
        kind = (re.sub(r"case-[0-9a-f]+|receipts/.*|&.*", "", place), told)
        if kind in self._looked:
            return
        self._looked.add(kind)
        html = await self.page.content()
        await self._window.route(
            place,
            lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
            times=1,
        )
        await self._window.goto(place)
        await axe_clean(self._window)
        assert not self.not_served, "a part of the page is not there"

    async def form(self, act: str, **said: str) -> None:
        """Open an act's form and fill it in."""
        await self.page.goto(f"{self.case}/acts/{act}")
        await self.clean()
        await self.fill(**said)

    async def fill(self, **said: str) -> None:
        """Fill fields in, or choose; a name's dots are written twice underscored."""
        for name, value in said.items():
            place = f"[name='{name.replace('__', '.')}']"
            field = self.page.locator(f"{place}:not([type=hidden])").first
            kind = await field.evaluate("one => one.type")
            if kind == "select-one":
                await field.select_option(value)
            elif kind in ("radio", "checkbox"):
                box = self.page.locator(f"{place}[value='{value}']")
                await self.page.click(f"label[for='{await box.get_attribute('id')}']")
            else:
                await field.fill(value)

    async def add(self, rows: str) -> None:
        """Add a row to a list."""
        await self.page.click(f"button[name=add][value='{rows}']")

    async def send(self) -> str:
        """Send the form, reading first what is signed; gives the text of the receipt."""
        if await self.page.locator("button[value=read]").count():
            await self.page.click("button[value=read]")
            await self.clean()
        await self.page.click("button.usa-button--big[value=send]")
        await self.page.wait_for_url("**/receipts/*")
        await self.clean()
        codes = self.page.locator("dl.facts code")
        self.receipts[self.page.url] = await codes.nth(1).inner_text()
        return await self.page.locator("main").inner_text()

    async def give(self, act: str, **said: str) -> str:
        """Give an act by its form; gives the text of the receipt."""
        await self.form(act, **said)
        return await self.send()

    async def choose(self, field: str, begins: str) -> None:
        """Choose a document by its name; its hash comes with it."""
        option = self.page.locator(f"select[name='{field}'] option[value^='{begins}#']")
        await self.fill(**{field: str(await option.get_attribute("value"))})

    async def sign(self, document: str) -> str:
        """Sign a document that is chosen by its name."""
        await self.form("sign_document")
        await self.choose("document", document)
        return await self.send()


@asynccontextmanager
async def signed_in(
    chromium: Browser,
    portal: str,
    person: str,
    *,
    width: str = "desk",
    language: str = "en",
    scripts: bool = False,
    looked: Looked | None = None,
) -> AsyncIterator[Person]:
    """Somebody who has signed in at the provider's own page.

    Who has the same width and language may share what was ``looked`` at.
    """
    about = {"viewport": {"width": WIDTHS[width], "height": 900}, "locale": language}
    own = await chromium.new_context(java_script_enabled=scripts, **about)  # type: ignore[arg-type]
    other = await chromium.new_context(**about)  # type: ignore[arg-type]
    try:
        page = await own.new_page()
        await page.goto(f"{portal}/sign-in")
        await page.click("main a.usa-button")
        await page.click(f"button[value='{person}']")
        await page.wait_for_url(lambda url: url.startswith(portal) and "/sign-in" not in url)
        seen = looked if looked is not None else set()
        yield Person(page, await other.new_page(), portal, seen)
    finally:
        await own.close()
        await other.close()
