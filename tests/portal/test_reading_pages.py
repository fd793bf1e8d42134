"""Measures and lessons, logs and exports: who has them, what they say, what they leave out."""

import csv
import json
import re
from collections.abc import AsyncIterator
from io import StringIO

import httpx2
import pytest

from casework.reference import CRITERIA, PRACTICES
from casework.roles import CARRIER_ROLES, Actor, Role
from records.case_record import PostgresCaseRecord
from records.logbook import Log
from records.pool import create_pool
from runtime.settings import Settings
from tests.casework.walk import HQ, MXA, OFF, POC, SUP
from tests.casework.ways_of_lessons import published
from tests.portal.conftest import serving
from tests.portal.world import AUD, EVERYBODY, VWR, SignedIn, World
from tests.postgres import Database
from tests.recorded import put_on_record

MEASURED = "from=2026-03-01&until=2026-04-30"


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


@pytest.fixture(scope="module")
async def shelved(world: World, world_database: Database) -> dict[str, str]:
    """A published lesson of each level, by its case."""
    found: dict[str, str] = {}
    async with await create_pool(world_database.worker, size=1, application="tests") as pool:
        for level in ("public", "members", "cbp"):
            found[level] = f"case-1e550{len(found)}"
            await put_on_record(PostgresCaseRecord(pool), published(level), found[level])
    return found


def numbers(page: str) -> list[str]:
    """The sections of measures that a page shows, by their names."""
    return re.findall(r'<h2 id="([^"]+)">', page)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_each_plot_has_its_numbers_in_a_table(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, language: str
) -> None:
    page = (await (await signed_in.reader(client, HQ)).get(f"/dashboard?{MEASURED}", language)).text
    assert len(numbers(page)) > 5
    assert page.count("<svg role=") >= 1
    for plot in re.findall(r"<figure.*?</figure>(.*?)</section>", page, re.DOTALL):
        assert "<table" in plot
    assert "style=" not in page
    assert ("1 de marzo de 2026" if language == "es" else "1 Mar 2026") in page
    assert ("casos" if language == "es" else "cases") in page


async def test_an_officer_begins_with_his_office_and_may_see_all(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    counted: dict[str, int] = {}
    reader = await signed_in.reader(client, SUP)
    for office in ("", "LRD", "ELP", "all", "nonsense"):
        page = (await reader.get(f"/dashboard?{MEASURED}&office={office}")).text
        found = re.search(r"; (\d+) cases:", page)
        assert found is not None
        counted[office] = int(found[1])
    assert counted[""] == counted["LRD"] == counted["nonsense"] > 0
    assert counted["ELP"] == 0
    assert counted["all"] >= counted["LRD"]


@pytest.mark.parametrize(
    "asked", ["from=yesterday", "until=1999-12-31", "from=2026-05-02&until=2026-05-01"]
)
async def test_days_that_are_none_are_said_beside_the_form(
    client: httpx2.AsyncClient, signed_in: SignedIn, asked: str
) -> None:
    answer = await (await signed_in.reader(client, SUP)).get(f"/dashboard?{asked}")
    assert answer.status_code == 422
    assert "usa-input--error" in answer.text
    assert "<table" not in answer.text


async def test_lessons_are_as_open_as_their_level(
    client: httpx2.AsyncClient, signed_in: SignedIn, shelved: dict[str, str]
) -> None:
    for actor in EVERYBODY:
        page = (await (await signed_in.reader(client, actor)).get("/lessons")).text
        read = page.split('id="practices"')[0].count("<article")
        staff = actor.role not in CARRIER_ROLES | {Role.MXA, Role.MXC, Role.AGL, Role.VWR}
        assert read == (3 if staff else 2 if actor.role in CARRIER_ROLES else 1), actor
        named = [case for case in shelved.values() if case in page]
        assert len(named) == (3 if staff else 0), "from which case is CBP's own"


async def test_lessons_and_cards_are_found_by_criterion(
    client: httpx2.AsyncClient, signed_in: SignedIn, shelved: dict[str, str]
) -> None:
    reader = await signed_in.reader(client, OFF)
    whole = (await reader.get("/lessons?criterion=nonsense")).text
    for key in CRITERIA:
        page = (await reader.get(f"/lessons?criterion={key}", "es")).text
        cards = page.split('id="practices"')[1]
        for card in PRACTICES.values():
            there = card.es.replace("'", "&#39;").replace('"', "&#34;") in cards
            assert there is (key in card.criteria), (key, card.id)
    assert whole.count("<article") == 3


async def test_the_auditor_finds_who_read_a_case_and_takes_it_away(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    officer, auditor = await signed_in.reader(client, OFF), await signed_in.reader(client, AUD)
    await officer.get(f"/cases/{world.held}")
    page = (await auditor.get(f"/reads?case={world.held}&person={OFF.person}")).text
    assert f'href="/cases/{world.held}"' in page
    assert world.late not in page.split("<main")[1]
    assert POC.person not in page.split("<main")[1]
    download = re.search(r'href="(/reads\.csv\?[^"]+)"', page)
    assert download is not None
    answer = await auditor.get(download[1].replace("&amp;", "&"))
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert rows
    assert {row["case_id"] for row in rows} == {world.held}
    assert {row["person"] for row in rows} == {OFF.person}
    assert "case" in {row["what"] for row in rows}
    own = (await auditor.get(f"/reads.csv?case={world.held}&person={AUD.person}")).text
    assert "readers" in own, "who looks who read a case has read something of it"


async def test_days_narrow_the_log_and_pages_go_on(
    client: httpx2.AsyncClient,
    signed_in: SignedIn,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    auditor = await signed_in.reader(client, AUD)
    officer = await signed_in.reader(client, OFF)
    for _ in range(3):
        await officer.get(f"/cases/{world.agriculture}")
    place = f"/reads?case={world.agriculture}&person={OFF.person}"
    assert "<table" not in (await auditor.get(f"{place}&until=2020-01-01")).text
    assert "<table" not in (await auditor.get(f"{place}&since=2099-01-01")).text
    for wrong in ("since=x", "until=2026-13-01"):
        assert (await auditor.get(f"/reads?{wrong}")).status_code == 422
        assert (await auditor.get(f"/reads.csv?{wrong}")).status_code == 422
    whole = (await auditor.get(place)).text.count("<tr>") - 1
    monkeypatch.setattr("portal.pages.audit._A_PAGE", 1)
    count, path = 0, place
    while path:
        page = (await auditor.get(path)).text
        count += page.count("<tr>") - 1
        more = re.search(r'href="(/reads\?[^"]*before=\d+)"', page)
        path = more[1].replace("&amp;", "&") if more else ""
    assert count == whole >= 3


@pytest.mark.parametrize("log", list(Log))
async def test_each_log_is_there_as_page_and_file(
    client: httpx2.AsyncClient, signed_in: SignedIn, log: Log
) -> None:
    auditor = await signed_in.reader(client, AUD)
    for language in ("en", "es"):
        assert (await auditor.get(f"/reads?log={log}", language)).status_code == 200
    head = (await auditor.get(f"/reads.csv?log={log}")).text.splitlines()[0]
    assert head == "log,at,case_id,what,way,person,role,organisation,reason"


async def test_a_file_of_the_log_is_no_formula(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    evil = Actor(person="=1+1", role=Role.POC, organisation="SVR")
    await (await signed_in.reader(client, evil)).get(f"/cases/{world.held}")
    auditor = await signed_in.reader(client, AUD)
    text = (await auditor.get("/reads.csv?person=%3D1%2B1")).text
    assert ",'=1+1," in text
    assert ",=1+1," not in text


async def test_the_auditor_exports_event_logs_with_and_without_names(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    auditor = await signed_in.reader(client, AUD)
    one = await auditor.get(f"/exports/event-log?form=ocel&case={world.late}")
    assert one.headers["content-disposition"] == 'attachment; filename="cases.json"'
    assert json.loads(one.text)["events"]
    assert OFF.person not in one.text
    assert not [text for text in world.texts("late") if text in one.text]
    named = await auditor.get(f"/exports/event-log?form=csv&case={world.late}&names=1")
    assert OFF.person in named.text
    everything = await auditor.get("/exports/event-log?form=xes")
    assert world.held in everything.text
    assert world.late in everything.text
    unknown = await auditor.get("/exports/event-log?case=case-000000000000")
    assert unknown.status_code == 404
    assert "There is no case case-000000000000." in unknown.text
    assert (await auditor.get("/exports/event-log?form=exe")).status_code == 422
    log = (await auditor.get(f"/reads.csv?case={world.held}&person={AUD.person}")).text
    assert ",export," in log


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: f"{actor.role}-{actor.person}")
async def test_who_read_what_is_the_auditors_alone(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    for path in (
        f"/reads?case={world.late}",
        f"/reads.csv?case={world.late}",
        "/exports",
        f"/exports/event-log?case={world.late}",
    ):
        answer = await reader.get(path)
        assert answer.status_code == (200 if actor is AUD else 403), path


async def test_everybody_begins_with_a_page_of_his(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    for actor in EVERYBODY:
        reader = await signed_in.reader(client, actor)
        first = await reader.get("/")
        assert first.status_code == 303
        assert (await reader.get(first.headers["location"])).status_code == 200, actor
    starts = {AUD: "/reads", VWR: "/statuses", MXA: "/asked-of-us", POC: "/owed", OFF: "/queue"}
    for actor, start in starts.items():
        first = await (await signed_in.reader(client, actor)).get("/")
        assert first.headers["location"] == start
