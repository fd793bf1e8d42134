"""The portal's pictures in docs/pictures, made anew by ``make pictures``; no test of the suite.

An invented suspension of Ferromex on the way to its plan, by the forms that people use.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser

from tests.portal.person import Person, signed_in
from tests.portal.prepared import suspension_mailed
from tests.portal.test_acts_in_chromium import chromium, database, office, portal
from tests.workflows.office import Office

__all__ = ["chromium", "database", "office", "portal"]

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
HEIGHT = 1000
"""Pixels of a picture from the top of its page, or from what it is about."""


async def take(person: Person, name: str, *, top: str = "body") -> None:
    """Keep a picture of the page that is open, from an element of it downwards."""
    page = person.page
    box = await page.locator(top).first.bounding_box()
    assert box is not None
    width = page.viewport_size["width"] if page.viewport_size else 0
    clip = {"x": 0.0, "y": max(0.0, box["y"] - 16), "width": float(width), "height": float(HEIGHT)}
    await page.screenshot(
        path=PICTURES / f"portal-{name}.png",
        full_page=True,
        clip=clip,  # type: ignore[arg-type]
    )


async def test_pictures(portal: str, office: Office, chromium: Browser) -> None:
    for carrier in ("SVR", "GSL"):
        await suspension_mailed(office, carrier)
    case_id = await suspension_mailed(office, "FXE")
    async with (
        signed_in(chromium, portal, "reyes") as officer,
        signed_in(chromium, portal, "north") as headquarters,
        signed_in(chromium, portal, "poc-fxe", language="es") as contact,
    ):
        await contact.at(case_id)
        await contact.give("acknowledge_letter")
        await take(contact, "receipt")
        await contact.give("acknowledge")
        await contact.at(case_id)
        await take(contact, "case-carrier")
        due = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
        await contact.form(
            "file_draft?kind=cap",
            content__actions__0__objective="Todo candado se revisa dos veces en cada intercambio.",
            content__actions__0__owner="Jefatura de patio",
            content__actions__0__due=due,
        )
        await take(contact, "plan")
        await officer.page.goto(f"{portal}/queue?tab=office")
        await take(officer, "queue")
        await officer.at(case_id)
        await take(officer, "case-officer")
        await headquarters.at(case_id)
        await officer.give(
            "file_draft?kind=letter",
            content__reasons__en="The record needs ten more days for the joint visit.",
            content__reasons__es="La visita conjunta requiere diez días más.",
        )
        await headquarters.form("extend_term", reason="The joint visit.", days="10")
        await headquarters.choose("letter", "letter-2")
        await headquarters.page.click("button[value=read]")
        await take(headquarters, "letter")
