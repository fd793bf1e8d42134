"""Acts by forms on the real engine: carrier and officer, without scripts; and attacks on forms."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.roles import Actor, Role
from runtime.settings import Settings
from tests.portal.browser import Browser
from tests.portal.conftest import serving
from tests.portal.forms import FormPage
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office, until
from tests.workflows.opening import OPENING

REYES = Actor(person="reyes", role=Role.OFF, organisation="LRD")
CHRONOLOGY = "The train left Monterrey at night.\nIt was opened at Laredo."
ALERT = re.compile(r'usa-alert__body">(.*?)</div>', re.DOTALL)
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(scope="module")
async def office(portal_database: Database, portal_key: Ed25519PrivateKey) -> AsyncIterator[Office]:
    """An engine with a worker; the desk is the portal's."""
    async with dev_server() as env, open_office(env.client, portal_database, portal_key) as found:
        yield found


class People:
    """The portal in a browser of each person's own."""

    def __init__(self, settings: Settings, office: Office, stack: AsyncExitStack) -> None:
        self._settings, self._office, self._stack = settings, office, stack
        self._browsers: dict[str, httpx2.AsyncClient] = {}

    async def __call__(self, person: str, language: str = "en") -> httpx2.AsyncClient:
        if person not in self._browsers:
            client = await self._stack.enter_async_context(
                serving(self._settings, sender=self._office.sender)
            )
            browser = await self._stack.enter_async_context(Browser(client))
            await browser.sign_in(person)
            self._browsers[person] = client
        self._browsers[person].headers["accept-language"] = language
        return self._browsers[person]


@pytest.fixture(scope="module")
async def people(signed: Settings, office: Office) -> AsyncIterator[People]:
    async with AsyncExitStack() as stack:
        yield People(signed, office, stack)


@pytest.fixture(scope="module")
async def case_id(office: Office) -> str:
    """A case, opened by an officer."""
    receipt = await office.desk.open(REYES, {**OPENING, "carrier": "FXE"})
    return receipt.case_id


async def opened(client: httpx2.AsyncClient, case_id: str, act: str, query: str = "") -> FormPage:
    """The form of an act, as it stands first."""
    answer = await client.get(f"/cases/{case_id}/acts/{act}{query}")
    form = FormPage(answer)
    assert form.buttons, complaints(answer)
    return form


def complaints(answer: httpx2.Response) -> list[str]:
    """What a page says is wrong."""
    return [re.sub("<[^>]+>|\\s+", " ", one) for one in ALERT.findall(answer.text)]


async def done(client: httpx2.AsyncClient, form: FormPage, **said: Any) -> str:
    """Send a form, read first what is signed; gives the receipt's address."""
    answer = await form.fill({n.replace("__", "."): v for n, v in said.items()}).send(
        client, do="read" if ("do", "read") in form.buttons else "send"
    )
    if answer.status_code == 200:
        answer = await FormPage(answer).send(client)
    assert answer.status_code == 303, complaints(answer)
    place = str(answer.headers["location"])
    receipt = await client.get(place)
    assert receipt.status_code == 200
    assert "Done, and on the record" in receipt.text or "Hecho, y consta" in receipt.text
    return place


async def test_officer_and_carrier_go_through_the_main_steps_by_forms(
    people: People, case_id: str, office: Office
) -> None:
    officer, supervisor = await people("reyes"), await people("lane")
    headquarters = await people("north")
    contact, executive = await people("poc-fxe", "es"), await people("exe-fxe", "es")

    form = await opened(officer, case_id, "file_draft", "?kind=recommendation")
    form = FormPage(await form.send(officer, add="content.findings"))
    assert form.value("content.findings.0.id") == "f1"
    await done(
        officer,
        form,
        content__reasons=f"Broken seals. {EVIL}",
        content__findings__0__requirement="Seals are checked at each interchange",
        content__findings__0__category="seals",
        content__findings__0__who_controlled="SVR",
        content__findings__0__criterion="management-commitment",
    )
    for signer in (officer, supervisor):
        form = await opened(signer, case_id, "sign_document")
        paper = await form.send(signer, do="read")
        assert EVIL not in paper.text
        assert "&lt;script&gt;" in paper.text
        await done(signer, form)
    await done(officer, await opened(officer, case_id, "recommend_sanction"))
    form = await opened(officer, case_id, "file_draft", "?kind=letter")
    await done(
        officer, form, content__reasons__en=f"Seals. {EVIL}", content__reasons__es="Candados."
    )
    form = await opened(headquarters, case_id, "suspend")
    form = FormPage(await form.send(headquarters, add="scope")).fill(
        {
            "legal_basis": "967a",
            "scope.0.benefit": "reduced-exams",
            "no_comment_reason": "The carrier cannot be reached.",
        }
    )
    letter = await form.send(headquarters, do="read")
    assert 'class="letter" lang="es"' in letter.text
    assert "&lt;script&gt;alert(1)" in letter.text, "the letter is shown, as text"
    assert EVIL not in letter.text
    await done(headquarters, form)

    async def mailed() -> bool:
        return "SENT" in (await office.case(case_id)).tracks.get("LETTER", {}).values()

    await until(mailed)
    page = await contact.get(f"/cases/{case_id}")
    assert page.headers["content-language"] == "es"
    assert "Ahora puede" in page.text
    form = await opened(contact, case_id, "acknowledge_letter")
    await done(contact, form)
    form = await opened(contact, case_id, "acknowledge")
    assert form.value("contacts.poc") == "security@svr.example"
    await done(contact, form)

    form = await opened(contact, case_id, "file_draft", "?kind=pia")
    empty = await form.send(contact)
    assert empty.status_code == 422
    assert "falta; indíquelo" in empty.text
    form = FormPage(
        await FormPage(empty)
        .fill({"content.chronology": CHRONOLOGY})
        .send(contact, add="content.root_causes")
    )
    assert form.value("content.chronology") == CHRONOLOGY, "what was typed stays"
    form = FormPage(await form.send(contact, remove="content.root_causes.1"))
    await done(
        contact,
        form,
        content__root_causes__0__cause="Nobody checked.",
        content__root_causes__0__method="Five whys",
        content__custody_map__0__place="Monterrey",
        content__custody_map__0__owner="SVR",
        content__custody_map__0__custody="SVR",
        content__custody_map__0__control="SVR",
    )
    form = await opened(contact, case_id, "file_draft", "?kind=cap")
    assert "Seals are checked at each interchange" in form.answer.text, "the finding is beside it"
    assert form.value("content.actions.0.finding") == "f1"
    await done(
        contact,
        form,
        content__actions__0__objective="Every seal is checked",
        content__actions__0__owner="Chief of security",
        content__actions__0__due="2030-01-15",
        content__actions__0__evidence_expected="Log of checks",
        content__actions__0__success_measure="No broken seal",
        content__unannounced_visit_consent="yes",
    )
    for name in ("pia-1", "cap-1"):
        form = await opened(executive, case_id, "sign_document")
        await done(executive, form, document=chosen(form, "document", name))
    await done(contact, await opened(contact, case_id, "submit_pia"))
    place = await done(contact, await opened(contact, case_id, "submit_plan"))
    assert "Presentar el plan" in (await contact.get(place)).text
    assert (await office.case(case_id)).state.value == "CAP_REVIEW"


def chosen(form: FormPage, field: str, name: str) -> str:
    """The value of a choice that begins with a name."""
    return next(value for value in form.choices[field] if value.startswith(f"{name}#"))


NOTE = {"text": "We called."}


async def last(office: Office, case_id: str) -> int:
    """How many events there are."""
    return len(await office.events(case_id))


async def test_a_form_sent_twice_is_one_command_and_with_other_words_none(
    people: People, case_id: str, office: Office
) -> None:
    officer = await people("reyes")
    form = (await opened(officer, case_id, "contact_note")).fill(NOTE)
    first = await form.send(officer)
    count = await last(office, case_id)
    again = await form.send(officer)
    assert (again.status_code, again.headers["location"]) == (303, first.headers["location"])
    other = await form.fill({"text": "Something else."}).send(officer)
    assert other.status_code == 409
    assert "already sent" in other.text
    assert await last(office, case_id) == count
    assert FormPage(other).value("command_id") != form.value("command_id")


async def test_a_form_that_is_not_ours_changes_nothing(
    people: People, case_id: str, office: Office
) -> None:
    officer = await people("reyes")
    form = (await opened(officer, case_id, "contact_note")).fill(NOTE)
    count = await last(office, case_id)
    forged = await form.fill({"csrf": "forged"}).send(officer)
    assert forged.status_code == 403
    form = (await opened(officer, case_id, "contact_note")).fill(NOTE)
    elsewhere = {"origin": "https://elsewhere.example"}
    answer = await officer.post(form.action, data=dict(form.fields), headers=elsewhere)
    assert answer.status_code == 403
    nameless = await form.fill({"command_id": "../../etc"}).send(officer)
    assert nameless.status_code == 422
    assert await last(office, case_id) == count


@pytest.mark.parametrize("act", ["remove", "accept_plan", "void_case", "sign_document"])
async def test_who_may_not_is_refused_by_the_rules_whatever_he_posts(
    people: People, case_id: str, office: Office, act: str
) -> None:
    contact = await people("poc-fxe")
    own = await opened(contact, case_id, "change_contacts")
    count = await last(office, case_id)
    said = {name: own.value(name) for name in ("csrf", "command_id", "version")} | BODIES[act]
    answer = await contact.post(f"/cases/{case_id}/acts/{act}", data={**said, "do": "send"})
    assert answer.status_code in (409, 422), answer.status_code
    assert "Nothing was changed" in answer.text
    assert await last(office, case_id) == count
    assert "act-form" not in (await contact.get(f"/cases/{case_id}/acts/{act}")).text or act in (
        "sign_document",
    )


BODIES: dict[str, dict[str, str]] = {
    "remove": {"letter": "letter-1", "letter_sha256": "0" * 64, "legal_basis": "967a"},
    "accept_plan": {"gates.0.action": "a1", "gates.0.gate": "BEFORE_RETURN"},
    "void_case": {"reason": "Away with it."},
    "sign_document": {"document": "cap-1", "sha256": "0" * 64},
}


async def test_another_carriers_case_and_anothers_receipt_are_not_there(
    people: People, case_id: str
) -> None:
    other, officer, supervisor = await people("poc-up"), await people("reyes"), await people("lane")
    for place in ("", "/acts/acknowledge", "/receipts/nothing"):
        assert (await other.get(f"/cases/{case_id}{place}")).status_code == 404
    place = await done(officer, (await opened(officer, case_id, "contact_note")).fill(NOTE))
    assert (await supervisor.get(place)).status_code == 404
    for act in ("open_case", "on:letter.delivered", "nonsense", "../acts"):
        assert (await officer.get(f"/cases/{case_id}/acts/{act}")).status_code == 404


async def test_a_case_that_moved_meanwhile_is_shown_before_anything_is_given(
    people: People, case_id: str, office: Office
) -> None:
    officer, supervisor = await people("reyes"), await people("lane")
    form = (await opened(officer, case_id, "contact_note")).fill(NOTE)
    await done(supervisor, (await opened(supervisor, case_id, "contact_note")).fill(NOTE))
    count = await last(office, case_id)
    answer = await form.send(officer)
    assert answer.status_code == 409
    assert "has changed since you opened this form" in answer.text
    assert FormPage(answer).value("text") == "We called."
    assert await last(office, case_id) == count
    await done(officer, FormPage(answer))


async def test_a_document_that_changed_after_it_was_read_is_not_signed(
    people: People, case_id: str, office: Office
) -> None:
    contact, executive = await people("poc-fxe"), await people("exe-fxe")
    form = await opened(contact, case_id, "file_draft", "?kind=withdrawal")
    await done(contact, form, content__reason="We leave.")
    form = await opened(executive, case_id, "sign_document")
    form.fill({"document": chosen(form, "document", "withdrawal-1")})
    read = FormPage(await form.send(executive, do="read"))
    form = await opened(contact, case_id, "file_draft", "?kind=withdrawal&document=withdrawal-1")
    assert form.value("content.reason") == "We leave.", "it goes on where it was"
    await done(contact, form, content__reason="We leave at once.")
    answer = await read.send(executive)
    assert answer.status_code == 422
    assert "has changed since you opened this form" in answer.text
    documents = (await office.case(case_id)).documents
    assert not documents["withdrawal-1"].signatures
