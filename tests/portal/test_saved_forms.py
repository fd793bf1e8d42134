"""What somebody typed is not lost, and nobody else sees it before it is sent."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import httpx2
import pytest

from casework.roles import Actor
from records.pool import create_pool
from records.saved_forms import MOST, PostgresSavedForms, SavedForm, TooManySaved
from runtime.settings import Settings
from tests.casework.walk import EXE, OFF, POC, SUP
from tests.portal.conftest import serving
from tests.portal.forms import FormPage
from tests.portal.world import OTHER, SignedIn, World
from tests.postgres import Database

TYPED = "Begun at night, and <b>not</b> done."


@pytest.fixture(scope="module")
async def portal(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """The application on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


class Browser:
    """Somebody signed in, whose session can be made to end."""

    def __init__(self, portal: httpx2.AsyncClient, cookie: str) -> None:
        self._portal = portal
        self._cookies = {"Cookie": f"session={cookie}"}

    async def get(self, path: str) -> httpx2.Response:
        return await self._portal.get(path, headers=self._cookies)

    async def post(self, path: str, data: Any) -> httpx2.Response:
        return await self._portal.post(path, data=data, headers=self._cookies)


@pytest.fixture
async def browser(portal: httpx2.AsyncClient, signed_in: SignedIn) -> Any:
    async def opened(actor: Actor) -> Browser:
        return Browser(portal, await signed_in.cookie(actor))

    return opened


async def begun(person: Browser, case_id: str, **pressed: str) -> httpx2.Response:
    """A withdrawal that somebody begins to write."""
    form = FormPage(await person.get(f"/cases/{case_id}/acts/file_draft?kind=withdrawal"))
    return await form.fill({"content.reason": TYPED}).send(person, **pressed)  # type: ignore[arg-type]


async def test_a_form_saved_for_later_is_there_as_it_was_for_who_saved_it_only(
    browser: Any, world: World
) -> None:
    contact = await browser(POC)
    saved = await begun(contact, world.late, do="save")
    place = saved.headers["location"]
    assert saved.status_code == 303
    again = await (await browser(POC)).get(place)
    assert FormPage(again).value("content.reason") == TYPED
    assert "<b>not</b>" not in again.text
    assert "Nobody else sees it" in again.text
    assert place in (await contact.get(f"/cases/{world.late}")).text.replace("&amp;", "&")
    executive = POC.model_copy(update={"role": EXE.role})
    for somebody in (OFF, SUP, EXE, executive):
        other = await browser(somebody)
        assert place.rpartition("=")[2] not in (await other.get(f"/cases/{world.late}")).text
        assert "Begun at night" not in (await other.get(place)).text
    assert (await (await browser(OTHER)).get(place)).status_code == 404


async def test_who_takes_anothers_form_by_its_id_neither_reads_changes_nor_removes_it(
    browser: Any, world: World
) -> None:
    contact, executive = await browser(POC), await browser(EXE)
    place = (await begun(contact, world.late, do="save")).headers["location"]
    name = place.rpartition("=")[2]
    own = FormPage(await executive.get(f"/cases/{world.late}/acts/sign_document"))
    csrf = own.value("csrf") or _csrf(await executive.get("/cases"))
    await executive.post(f"/saved/{name}/away", {"csrf": csrf})
    theirs = {"csrf": csrf, "command_id": str(uuid4()), "saved": name, "do": "save"}
    path = f"/cases/{world.late}/acts/file_draft"
    await executive.post(path, {**theirs, "content.kind": "withdrawal", "content.reason": "Other."})
    kept = FormPage(await contact.get(place))
    assert kept.value("content.reason") == TYPED
    await contact.post(f"/saved/{name}/away", {"csrf": _csrf(kept.answer)})
    assert name not in (await contact.get(f"/cases/{world.late}")).text


def _csrf(answer: httpx2.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
    assert found is not None
    return found[1]


async def test_what_is_sent_after_the_session_ended_waits_behind_the_sign_in(
    browser: Any, world: World, world_database: Database
) -> None:
    contact = await browser(POC)
    form = FormPage(await contact.get(f"/cases/{world.late}/acts/file_draft?kind=withdrawal")).fill(
        {"content.reason": TYPED}
    )
    other = FormPage(await contact.get(f"/cases/{world.late}/acts/contact_note"))
    await _end_sessions(world_database)
    answer = await form.send(contact)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=%2Fcases%2F")
    asked = httpx2.URL(answer.headers["location"]).params["next"]
    back = FormPage(await (await browser(POC)).get(asked))
    assert back.value("content.reason") == TYPED
    assert back.value("command_id") != form.value("command_id"), "nothing was given"
    assert "Begun at night" not in (await (await browser(EXE)).get(asked)).text
    forged = await other.fill({"csrf": "forged", "text": "Mine."}).send(contact)
    assert forged.status_code == 403
    assert "saved" not in forged.headers.get("location", "")


async def _end_sessions(database: Database) -> None:
    owner = await asyncpg.connect(database.owner)
    try:
        await owner.execute("update portal.sessions set expires_at = now() - interval '1 hour'")
    finally:
        await owner.close()


async def test_no_other_role_of_the_database_reads_what_is_saved(world_database: Database) -> None:
    for url in (world_database.reader, world_database.desk, world_database.worker):
        role = await asyncpg.connect(url)
        try:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await role.fetch("select * from portal.saved_forms")
        finally:
            await role.close()


async def test_a_person_keeps_so_many_forms_and_none_for_over_a_year(
    world_database: Database,
) -> None:
    owner = Actor(person="hoarder", role=POC.role, organisation="SVR")
    now = datetime.now(UTC)

    def form(case_id: str, at: datetime) -> SavedForm:
        return SavedForm(uuid4(), case_id, "contact_note", "", (("text", "…"),), at)

    async with await create_pool(world_database.portal, size=1, application="tests") as pool:
        kept = PostgresSavedForms(pool)
        old = form("case-old", now - timedelta(days=367))
        await kept.save(owner, old)
        await kept.save(owner, form("case-new", now))
        assert await kept.of(owner, "case-old") == []
        for number in range(MOST - 1):
            await kept.save(owner, form(f"case-{number}", now))
        with pytest.raises(TooManySaved):
            await kept.save(owner, form("case-more", now))
        (first,) = await kept.of(owner, "case-new")
        await kept.save(owner, first._replace(fields=(("text", "more"),)))
        assert (await kept.of(owner, "case-new"))[0].fields == (("text", "more"),)
