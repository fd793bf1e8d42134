"""A carrier's way from the suspension to its plan, in a browser without scripts.

In both languages, at both widths; axe finds nothing on the forms.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.async_api import Browser, Page
from pydantic import SecretStr

from embedded import identity
from embedded.ports import another
from portal.services import Services, open_services
from runtime.settings import Settings
from tests.portal.browser import provider
from tests.portal.prepared import suspension_mailed
from tests.portal.served import served, url_of
from tests.portal.test_pages_in_chromium import WIDTHS, axe_clean, chromium
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office

__all__ = ["chromium"]


@pytest.fixture(scope="module")
async def office(portal_database: Database, portal_key: Ed25519PrivateKey) -> AsyncIterator[Office]:
    """An engine with a worker; the desk is the portal's."""
    async with dev_server() as env, open_office(env.client, portal_database, portal_key) as found:
        yield found


@pytest.fixture(scope="module")
async def portal(
    settings: Settings, office: Office, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The portal on that engine, with the provider of the embedded stack."""
    port = another({})

    @asynccontextmanager
    async def opened(told: Settings) -> AsyncIterator[Services]:
        # the portal has a loop of its own, and so its own connection to the engine
        async with open_services(told, sender=await office.another_sender()) as services:
            yield services

    with provider(tmp_path_factory.mktemp("provider"), url_of(port)) as (issuer, folder):
        secret = SecretStr(identity.secret(folder, identity.PORTAL_CLIENT))
        told = settings.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": secret})
        with served(told, port, opened) as url:
            yield url


N = [0]


async def shot(page: Page) -> None:
    N[0] += 1
    await page.screenshot(path=f"/tmp/fw/shot-{N[0]:02}.png", full_page=True)


class Person:
    """Somebody at the portal, in a browser without scripts."""

    def __init__(self, page: Page, case: str) -> None:
        self.page, self.case = page, case

    async def form(self, act: str, **said: str) -> None:
        """Open an act's form, look at it with axe, fill it in."""
        await self.page.goto(f"{self.case}/acts/{act}")
        await axe_clean(self.page)
        await shot(self.page)
        await self.fill(**said)

    async def fill(self, **said: str) -> None:
        """Fill fields in; a name's dots are written twice underscored."""
        for name, value in said.items():
            place = f"[name='{name.replace('__', '.')}']"
            field = self.page.locator(f"{place}:not([type=hidden])").first
            if await field.evaluate("one => one.tagName") == "SELECT":
                await field.select_option(value)
            else:
                await field.fill(value)

    async def send(self) -> None:
        """Send the form, reading first what is signed; keep the receipt."""
        if await self.page.locator("button[value=read]").count():
            await self.page.click("button[value=read]")
            await axe_clean(self.page)
        await shot(self.page)
        await self.page.click("button[value=send]")
        await self.page.wait_for_url("**/receipts/*")
        await axe_clean(self.page)
        await shot(self.page)

    async def sign(self, document: str) -> None:
        """Sign a document that is chosen by its name."""
        await self.form("sign_document")
        option = self.page.locator(f"option[value^='{document}#']")
        await self.fill(document=str(await option.get_attribute("value")))
        await self.send()


@asynccontextmanager
async def signed_in(
    chromium: Browser, portal: str, person: str, case_id: str, width: str, language: str
) -> AsyncIterator[Person]:
    """Somebody who has signed in at the provider's page and came to the case."""
    context = await chromium.new_context(
        viewport={"width": WIDTHS[width], "height": 900},
        locale=language,
        java_script_enabled=False,
    )
    try:
        page = await context.new_page()
        await page.goto(f"{portal}/cases/{case_id}")
        await page.click("main a.usa-button")
        await page.click(f"button[value='{person}']")
        await page.wait_for_url(f"**/cases/{case_id}")
        yield Person(page, f"{portal}/cases/{case_id}")
    finally:
        await context.close()


SHOTS: Path | None = None


@pytest.mark.parametrize(
    ("carrier", "language", "width"), [("GSL", "en", "desk"), ("RBN", "es", "phone")]
)
async def test_a_carrier_answers_its_suspension_without_scripts(
    portal: str, office: Office, chromium: Browser, carrier: str, language: str, width: str
) -> None:
    case_id = await suspension_mailed(office, carrier)
    own = carrier.lower()
    async with (
        signed_in(chromium, portal, f"poc-{own}", case_id, width, language) as contact,
        signed_in(chromium, portal, f"exe-{own}", case_id, width, language) as executive,
    ):
        await contact.form("acknowledge_letter")
        await contact.send()
        await contact.form("acknowledge")
        await contact.send()
        await contact.page.goto(contact.case)
        await axe_clean(contact.page)
        await shot(contact.page)

        await contact.form("file_draft?kind=pia")
        await contact.page.click("button.usa-button--big[value=send]")
        await contact.page.wait_for_selector("#errors")
        await axe_clean(contact.page)
        await shot(contact.page)
        await contact.fill(
            content__chronology="The train left Monterrey at night.",
            content__root_causes__0__cause="Nobody looked twice.",
            content__root_causes__0__method="Five whys",
            content__custody_map__0__place="Monterrey",
            content__custody_map__0__owner="The carrier",
            content__custody_map__0__custody="The carrier",
            content__custody_map__0__control="The carrier",
        )
        await contact.page.click("button[name=add][value='content.custody_map']")
        place = contact.page.locator("[name='content.custody_map.0.place']")
        assert await place.input_value() == "Monterrey", "what was typed stays"
        await contact.send()

        await contact.form(
            "file_draft?kind=cap",
            content__actions__0__objective="Every seal is checked",
            content__actions__0__owner="Chief of security",
            content__actions__0__due="2031-01-15",
            content__actions__0__evidence_expected="Log of checks",
            content__actions__0__success_measure="No broken seal",
        )
        assert "Seals are checked" in await contact.page.locator(".at-hand").inner_text()
        await contact.page.click("label[for='f-content-unannounced_visit_consent-yes']")
        await contact.send()
        await executive.sign("pia-1")
        await executive.sign("cap-1")
        for act in ("submit_pia", "submit_plan"):
            await contact.form(act)
            await contact.send()
        assert (await office.case(case_id)).state.value == "CAP_REVIEW"
