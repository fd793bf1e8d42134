"""A carrier's way from the suspension to its plan, in a browser without scripts.

In both languages, at both widths; axe finds nothing on the forms.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.async_api import Browser
from pydantic import SecretStr

from embedded import identity
from embedded.ports import another
from portal.services import Services, open_services
from records.migrate import migrate
from runtime.settings import Settings
from tests.portal.browser import provider
from tests.portal.conftest import on_database
from tests.portal.person import Looked, Person, signed_in
from tests.portal.prepared import suspension_mailed
from tests.portal.served import served, url_of
from tests.portal.test_pages_in_chromium import chromium
from tests.portal.whole_way import REASONS, UNANNOUNCED, People, Way
from tests.postgres import Database, Server
from tests.workflows.office import Office, dev_server, open_office, until

__all__ = ["chromium"]


@pytest.fixture(scope="module")
async def database(postgres_server: Server) -> Database:
    """A database of these cases' own: an open case bars others of its carrier."""
    made = await postgres_server.create(f"walked_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="module")
async def office(database: Database, portal_key: Ed25519PrivateKey) -> AsyncIterator[Office]:
    """An engine with a worker; the desk is the portal's."""
    async with dev_server() as env, open_office(env.client, database, portal_key) as found:
        yield found


@pytest.fixture(scope="module")
async def portal(
    settings: Settings, database: Database, office: Office, tmp_path_factory: pytest.TempPathFactory
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
        on = on_database(settings, database)
        told = on.model_copy(update={"oidc_issuer": issuer, "oidc_client_secret": secret})
        with served(told, port, opened) as url:
            yield url


@pytest.mark.parametrize(
    ("carrier", "language", "width"), [("GSL", "en", "desk"), ("RBN", "es", "phone")]
)
async def test_a_carrier_answers_its_suspension_without_scripts(
    portal: str, office: Office, chromium: Browser, carrier: str, language: str, width: str
) -> None:
    case_id = await suspension_mailed(office, carrier)
    own, come = carrier.lower(), partial(signed_in, width=width, language=language)
    async with (
        come(chromium, portal, f"poc-{own}") as contact,
        come(chromium, portal, f"exe-{own}") as executive,
    ):
        await contact.at(case_id)
        await executive.at(case_id)
        await contact.give("acknowledge_letter")
        await contact.give("acknowledge")
        await contact.form("file_draft?kind=pia")
        await contact.page.click("button.usa-button--big[value=send]")
        await contact.page.wait_for_selector("#errors")
        await contact.clean()
        await contact.fill(
            content__chronology="The train left Monterrey at night.",
            content__root_causes__0__cause="Nobody looked twice.",
            content__root_causes__0__method="Five whys",
            content__custody_map__0__place="Monterrey",
            content__custody_map__0__owner="The carrier",
            content__custody_map__0__custody="The carrier",
            content__custody_map__0__control="The carrier",
        )
        await contact.add("content.custody_map")
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
            content__unannounced_visit_consent="yes",
        )
        assert "Seals are checked" in await contact.page.locator(".at-hand").inner_text()
        await contact.send()
        await executive.sign("pia-1")
        await executive.sign("cap-1")
        for act in ("submit_pia", "submit_plan"):
            await contact.give(act)
        assert (await office.case(case_id)).state.value == "CAP_REVIEW"


async def test_six_people_take_a_case_from_its_opening_to_its_end_by_forms_alone(
    portal: str, office: Office, chromium: Browser
) -> None:
    looked: dict[tuple[str, str], Looked] = {}
    async with AsyncExitStack() as stack:

        async def come(person: str, width: str, language: str) -> Person:
            at = signed_in(
                chromium,
                portal,
                person,
                width=width,
                language=language,
                looked=looked.setdefault((width, language), set()),
            )
            return await stack.enter_async_context(at)

        people = People(
            officer=await come("reyes", "desk", "en"),
            second=await come("moreno", "phone", "en"),
            supervisor=await come("lane", "phone", "en"),
            headquarters=await come("north", "desk", "en"),
            contact=await come("poc-fxe", "desk", "es"),
            executive=await come("exe-fxe", "phone", "es"),
        )
        way = Way(office, people)

        async def stands() -> str:
            return (await office.case(way.case_id)).state.value

        async def carrier_reads() -> str:
            pages = [await one.at(way.case_id) for one in (people.contact, people.executive)]
            for one in ("recommendation-1", "reyes", *NEVER):
                assert all(one not in page for page in pages), one
            return pages[0]

        await way.open()
        assert await stands() == "INCIDENT_REVIEW"
        await way.suspended()
        assert await stands() == "SUSPENDED"
        assert "Ahora puede" in await carrier_reads()
        await way.answered()
        assert await stands() == "CAP_REVIEW"
        assert "Empezado y sin enviar" not in await carrier_reads(), "sent, so no longer saved"
        await way.verified()
        assert await stands() == "VERIFICATION"
        await carrier_reads()
        await way.back()
        assert await stands() == "MONITORING"
        assert (await office.case(way.case_id)).standing.value == "GOOD"
        await carrier_reads()
        await way.closed()
        assert await stands() == "CLOSED_REINSTATED"
        await carrier_reads()
        await on_the_record(office, way.case_id)
        for person in people:
            await receipts_hold(person)


NEVER = (UNANNOUNCED, REASONS)


async def on_the_record(office: Office, case_id: str) -> None:
    """Who decided what stands on the record, signed, and nobody decided alone."""
    events = await office.events(case_id)
    gave = {event.act: event.actor.person for event in events if event.command_id}
    assert {act: gave[act] for act in DECIDED} == DECIDED
    verdict = await office.verdict(case_id)
    assert verdict.first_wrong is None
    assert verdict.sound == len(events)


DECIDED = {
    "open_case": "reyes",
    "suspend": "north",
    "acknowledge": "poc-fxe",
    "submit_plan": "poc-fxe",
    "accept_plan": "lane",
    "reinstate": "north",
    "confirm_effectiveness": "moreno",
    "close_reinstated": "lane",
}


async def receipts_hold(person: Person) -> None:
    """Each receipt that somebody was given says the same when it is loaded again."""
    for place, said in person.receipts.items():
        assert said in await (await person.page.context.request.get(place)).text()


async def test_what_is_typed_is_kept_when_the_page_is_left_and_scripts_run(
    portal: str, office: Office, chromium: Browser
) -> None:
    case_id = await suspension_mailed(office, "SVR")
    async with signed_in(chromium, portal, "reyes", scripts=True) as officer:
        await officer.at(case_id)
        await officer.page.goto(f"{officer.case}/acts/contact_note")
        await officer.at(case_id)
        assert not await officer.page.locator("section.saved").count(), "nothing was typed"
        await officer.page.goto(f"{officer.case}/acts/contact_note")
        await officer.fill(text="We called, and")
        await officer.at(case_id)

        async def offered() -> bool:
            await officer.page.reload()
            return bool(await officer.page.locator("section.saved").count())

        await until(offered)
        await officer.page.click("section.saved a")
        assert await officer.page.locator("[name=text]").input_value() == "We called, and"
        assert "contact_note" not in {event.act for event in await office.events(case_id)}
        await officer.fill(text="We called, and they listened.")
        await officer.send()
        await officer.at(case_id)
        assert not await officer.page.locator("section.saved").count(), "sent, so no longer kept"
