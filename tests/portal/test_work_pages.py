"""The work queue, what is owed, and why that day: for whom each page is, and what it shows."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest

from casework.bilingual import Language
from casework.clocks import explain
from casework.clocks.printed_dates import printed_day
from casework.roles import Actor
from portal.pages.places import PLACES, Place
from records.pool import create_pool
from records.work_queue import Place as OnPage
from runtime.settings import Settings
from tests.casework.walk import APHIS, HQ, MXA, OFF, OFF2, POC, PORT, SUP
from tests.portal.conftest import serving
from tests.portal.world import EVERYBODY, OTHER, SignedIn, World
from tests.postgres import Database

SPOKEN: tuple[Language, ...] = ("en", "es")


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


def links(page: str) -> list[str]:
    """The cases that a page lists, in order."""
    return re.findall(r'href="/cases/(case-[0-9a-f]+)"', page)


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: f"{actor.role}-{actor.person}")
async def test_who_has_a_page_is_led_to_it_and_nobody_else_gets_it(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    for language in ("en", "es"):
        for place, about in PLACES.items():
            answer = await reader.get(place.value, language)
            has = about.is_for(actor)
            if place is not Place.CASES:  # who has no list is told so there, in words
                assert answer.status_code == (200 if has else 403), place
            led = re.search(rf'<a href="{place.value}"( aria-current="page")?>', answer.text)
            assert bool(led) is has or place is Place.CASES, place
            assert f'<html lang="{language}">' in answer.text


async def test_who_is_not_signed_in_is_sent_to_sign_in(client: httpx2.AsyncClient) -> None:
    for place in PLACES:
        answer = await client.get(place.value)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?next=")


async def test_an_officer_finds_his_own_cases_under_mine(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    own = await (await signed_in.reader(client, OFF)).get("/queue?tab=mine")
    others = await (await signed_in.reader(client, OFF2)).get("/queue?tab=mine")
    assert world.late in links(own.text)
    assert world.held not in links(own.text)
    assert world.late not in links(others.text)


async def test_who_names_no_part_comes_to_the_first_that_holds_something(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    for officer in (OFF, OFF2):
        page = (await (await signed_in.reader(client, officer)).get("/queue")).text
        here = re.search(r'href="/queue\?tab=([a-z_]+)" aria-current', page)
        assert here is not None
        assert (here[1] == "mine") is (officer is OFF), "only he has cases of his own"
        assert links(page), "there is something in it"


async def test_what_is_late_comes_first_then_what_is_due_first(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = await (await signed_in.reader(client, SUP)).get("/queue?tab=office")
    found = [one for one in links(page.text) if one in world]
    assert found[0] == world.late
    late = await (await signed_in.reader(client, SUP)).get("/queue?tab=late")
    assert world.late in links(late.text)
    assert world.held not in links(late.text)


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("held=1", ["held"], ["late", "agriculture"]),
        ("overdue=1", ["late"], ["held"]),
        ("words=ref-late", ["late"], ["held", "agriculture"]),
        ("words=SVR", ["late", "held"], []),
        ("words=sierra+verde", ["late", "held"], []),
        ("words=%25", [], ["late", "held"]),
        ("carrier=UP", [], ["late", "held"]),
        ("port=2402", [], ["late", "held"]),
        ("port=2304", ["late", "held"], []),
        ("awaiting=mexico", ["notice"], ["late", "held"]),
        ("state=NOTICE_SENT", ["notice"], ["late"]),
        ("phase=PARTNER_NOTICE", ["notice"], ["late"]),
        ("phase=nonsense", ["late", "held"], []),
    ],
)
async def test_filters_and_search_narrow_the_queue(
    client: httpx2.AsyncClient,
    signed_in: SignedIn,
    world: World,
    asked: str,
    there: list[str],
    gone: list[str],
) -> None:
    reader = await signed_in.reader(client, HQ)
    found: list[str] = []
    path: str | None = f"/queue?tab=all&{asked}"
    while path is not None:
        page = (await reader.get(path)).text
        found += links(page)
        more = re.search(r'href="(/queue\?[^"]*after=[^"]*)"', page)
        path = more[1].replace("&amp;", "&") if more else None
    assert len(found) == len(set(found)), "no case stands on two pages"
    assert {getattr(world, name) for name in there} <= set(found)
    assert not {getattr(world, name) for name in gone} & set(found)


async def test_pages_go_on_where_the_one_before_ended(
    client: httpx2.AsyncClient,
    signed_in: SignedIn,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = await signed_in.reader(client, HQ)
    whole = links((await reader.get("/queue?tab=late")).text)
    monkeypatch.setattr("portal.pages.queue._A_PAGE", 1)
    found: list[str] = []
    path: str | None = "/queue?tab=late"
    while path is not None:
        page = (await reader.get(path)).text
        assert len(links(page)) <= 1
        found += links(page)
        more = re.search(r'href="(/queue\?[^"]*after=[^"]*)"', page)
        path = more[1].replace("&amp;", "&") if more else None
    assert found[: len(whole)] == whole
    for wrong in ("x", "late - ", "late 2026 case-1", "late - case-1 x", "%00 - a"):
        answer = await reader.get(f"/queue?after={wrong}")
        assert answer.status_code == 404, wrong
    assert OnPage.read(str(OnPage(True, None, "case-1"))) == OnPage(True, None, "case-1")


async def test_tabs_say_how_many_there_are(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = await (await signed_in.reader(client, OFF)).get("/queue?tab=mine")
    told = dict(re.findall(r'tab=(\w+)"[^>]*>[^<]*<span class="count">(\d+)<', page.text))
    assert set(told) == {"mine", "turn", "office", "late", "all"}
    assert int(told["mine"]) == len(links(page.text)) == 1
    assert int(told["all"]) >= len(world.walks)


async def test_a_port_finds_the_orders_that_it_has_to_confirm(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = await (await signed_in.reader(client, PORT)).get("/queue")
    assert world.told_abroad in links(page.text), "its benefits are ordered off"
    assert world.late not in links(page.text), "Laredo has confirmed that"


async def test_a_contact_reads_what_is_owed_and_why_that_day(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    case = world.walks["held"].case
    clock = case.clocks["T09"]
    reader = await signed_in.reader(client, POC)
    path = f"/cases/{world.held}/clocks/{clock.key}"
    for language in SPOKEN:
        page = (await reader.get("/owed", language)).text
        assert f'href="{path}"' in page
        assert printed_day(clock.due_day, language) in page
        why = (await reader.get(path, language)).text
        for line in explain(clock, language):
            assert line.replace("&", "&amp;").replace("'", "&#39;") in why
    stranger = await signed_in.reader(client, OTHER)
    assert (await stranger.get(path)).status_code == 404
    assert links((await stranger.get("/owed")).text) == []
    assert (await reader.get(f"/cases/{world.held}/clocks/T99")).status_code == 404


async def test_an_administration_and_an_agency_find_what_is_asked_of_them(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    abroad = (await (await signed_in.reader(client, MXA)).get("/asked-of-us")).text
    agency = (await (await signed_in.reader(client, APHIS)).get("/asked-of-us")).text
    assert set(links(abroad)) >= {world.notice}
    assert not set(links(abroad)) & set(world[:5]) - {world.notice}
    assert links(agency) == [world.agriculture]
    assert f"/cases/{world.notice}/clocks/" in abroad
    assert f"/cases/{world.agriculture}/clocks/T37:aphis" in agency
    for page in (abroad, agency):
        assert not [text for text in world.texts("late", "held", "told_abroad") if text in page]


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: f"{actor.role}-{actor.person}")
async def test_no_list_shows_what_people_wrote(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    for place in PLACES:
        page = (await reader.get(place.value)).text
        assert not [text for text in world.texts() if text in page], place
        if actor is OTHER:
            assert not set(links(page)) & {*world[:5]}


async def test_what_is_listed_in_the_queue_is_written_down(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, world_database: Database
) -> None:
    reader = await signed_in.reader(client, OFF)
    await reader.get("/queue?tab=mine")
    async with await create_pool(world_database.reader, size=1, application="tests") as pool:
        rows = await pool.fetch(
            "select what, way from portal.reads where case_id = $1 and person = $2"
            " order by id desc",
            world.late,
            OFF.person,
        )
    assert tuple(rows[0].values()) == ("queue", "page")
