"""Pages that keep themselves up to date: only what is new, nobody kept signed in, nobody disturbed.

The clock of the browser is moved on; nothing waits.
"""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from playwright.async_api import Browser, Page

from casework.roles import Actor
from embedded.ports import another
from portal.services import open_services
from records.case_record import PostgresCaseRecord
from records.pool import Pool, create_pool
from records.portal_sessions import PostgresSessions
from runtime.settings import Settings
from tests.casework import paths
from tests.casework.walk import OFF, SUP, Walk
from tests.portal.conftest import serving
from tests.portal.served import served
from tests.portal.test_pages_in_chromium import chromium
from tests.portal.world import OTHER, SignedIn, World
from tests.postgres import Database
from tests.recorded import put_on_record

__all__ = ["chromium"]

ASKING = {"HX-Request": "true"}


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


@pytest.fixture(scope="module")
async def portal(world_settings: Settings) -> AsyncIterator[str]:
    """The portal, as uvicorn serves it."""
    with served(world_settings, another({}), open_services) as url:
        yield url


@pytest.fixture(scope="module")
async def pool(world_database: Database) -> AsyncIterator[Pool]:
    """Connections of the reader."""
    async with await create_pool(world_database.reader, size=1, application="tests") as found:
        yield found


class Asking:
    """A page in a browser that asks by itself."""

    def __init__(self, client: httpx2.AsyncClient, cookie: str) -> None:
        self._client = client
        self._cookie = {"Cookie": f"session={cookie}"}

    async def path_of(self, page: str) -> str:
        """The path that a page asks."""
        answer = await self._client.get(page, headers=self._cookie)
        found = re.search(r'<main [^>]*hx-get="([^"]+)"', answer.text)
        assert found is not None
        return found[1].replace("&amp;", "&")

    async def asks(self, path: str) -> httpx2.Response:
        """Let the page ask."""
        return await self._client.get(path, headers={**self._cookie, **ASKING})


async def reads(pool: Pool, actor: Actor) -> int:
    """How often somebody's reads were written down."""
    count: int = await pool.fetchval(
        "select count(*) from portal.reads where person = $1", actor.person
    )
    return count


@pytest.mark.parametrize("page", ["/queue?tab=all&words=SVR", "/cases/{late}"])
async def test_what_is_still_so_is_answered_with_nothing_and_is_no_read(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, pool: Pool, page: str
) -> None:
    asking = Asking(client, await signed_in.cookie(SUP))
    path = await asking.path_of(page.format(**world._asdict()))
    before = await reads(pool, SUP)
    same = await asking.asks(path)
    assert same.status_code == 204
    assert same.text == ""
    assert await reads(pool, SUP) == before
    other = await asking.asks(re.sub(r"seen=\w+", "seen=0", path))
    assert other.status_code == 200
    assert '<main id="main"' in other.text
    assert path.split("seen=")[1] in other.text, "the new page goes on from what it shows"
    assert await reads(pool, SUP) > before


async def test_who_may_not_see_a_case_learns_nothing_by_asking(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    path = await Asking(client, await signed_in.cookie(SUP)).path_of(f"/cases/{world.late}")
    asking = Asking(client, await signed_in.cookie(OTHER))
    assert (await asking.asks(path)).status_code == 404
    assert (await asking.asks("/queue?seen=0")).status_code == 403


async def test_a_page_that_asks_keeps_nobody_signed_in(
    client: httpx2.AsyncClient, world: World, world_database: Database, pool: Pool
) -> None:
    half_an_hour = timedelta(minutes=30)
    async with await create_pool(world_database.portal, size=1, application="tests") as own:
        sessions = PostgresSessions(own, idle=half_an_hour, longest=timedelta(days=1))
        opened = datetime.now(UTC) - timedelta(minutes=29)
        cookie = await sessions.open(OFF, issuer="i", subject="s", id_token="t", at=opened)
        asking = Asking(client, cookie)
        assert (await asking.asks(f"/cases/{world.late}?seen=0")).status_code == 200
        later = datetime.now(UTC) + timedelta(minutes=2)
        assert await sessions.use(cookie, at=later) is None
        cookie = await sessions.open(OFF, issuer="i", subject="s", id_token="t", at=opened)
        await Asking(client, cookie).path_of(f"/cases/{world.late}")
        assert await sessions.use(cookie, at=later) is not None, "a person who looks does"


async def test_a_reader_may_stop_it_and_other_pages_do_not_ask(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    session = f"session={await signed_in.cookie(SUP)}"
    stopped = await client.get("/live/off?next=/queue", headers={"Cookie": session})
    assert stopped.headers["location"] == "/queue"
    assert "live=off" in stopped.headers["set-cookie"]
    off = {"Cookie": f"{session}; live=off"}
    page = (await client.get("/queue", headers=off)).text
    assert "hx-get" not in page
    assert "<script" not in page
    assert 'href="/live/on?next=' in page
    lessons = (await client.get("/lessons", headers={"Cookie": session})).text
    assert "hx-get" not in lessons
    assert "/live/" not in lessons
    assert (await client.get("/live/maybe", headers=off)).status_code == 404


async def asked_again(page: Page, status: int | None) -> None:
    """Let the time pass after which a page asks; it is answered so, or does not ask."""
    if status is None:
        await page.clock.fast_forward(25_000)
        return
    async with page.expect_response(lambda one: "seen=" in one.url) as answer:
        await page.clock.fast_forward(25_000)
    assert (await answer.value).status == status


async def test_a_case_goes_on_before_the_readers_eyes_and_not_under_his_hands(
    portal: str,
    chromium: Browser,
    signed_in: SignedIn,
    world: World,
    world_database: Database,
) -> None:
    walk, case_id = paths.opened(carrier="GSL"), "case-11fe0"
    async with await create_pool(world_database.worker, size=1, application="tests") as own:
        record = PostgresCaseRecord(own)
        await put_on_record(record, walk, case_id)
        context = await chromium.new_context(locale="en")
        try:
            page = await context.new_page()
            wrong: list[str] = []
            page.on("console", lambda said: wrong.append(said.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            cookie = await signed_in.cookie(OFF)
            await context.add_cookies([{"name": "session", "value": cookie, "url": portal}])
            await page.clock.install()
            await page.goto(f"{portal}/cases/{case_id}")
            assert await page.locator("#live-note").is_visible()
            await asked_again(page, 204)
            assert "letter-live" not in await page.locator("main").inner_text()
            await gone_on(record, walk, case_id)

            link = page.locator("main a").first
            await link.focus()
            await asked_again(page, None)
            assert await link.evaluate("one => one === document.activeElement")
            assert "letter-live" not in await page.locator("main").inner_text()

            await page.locator(".who a").first.focus()
            await asked_again(page, 200)
            await page.locator("#papers + ul").get_by_text("letter-live").wait_for()
            assert await page.locator(".who a").first.evaluate(
                "one => one === document.activeElement"
            )
            assert await page.locator("#main").count() == 1
            await asked_again(page, 204)
            assert not wrong
        finally:
            await context.close()


async def gone_on(record: PostgresCaseRecord, walk: Walk, case_id: str) -> None:
    """Let something happen in a case."""
    done = len(walk.batches)
    walk.letter("letter-live")
    await put_on_record(record, walk, case_id, after=done)


async def test_a_search_that_is_being_typed_is_not_wiped(
    portal: str, chromium: Browser, signed_in: SignedIn, world: World
) -> None:
    context = await chromium.new_context(locale="en")
    try:
        page = await context.new_page()
        cookie = await signed_in.cookie(SUP)
        await context.add_cookies([{"name": "session", "value": cookie, "url": portal}])
        await page.clock.install()
        await page.goto(f"{portal}/queue?tab=all")
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url) if "seen=" in one.url else None)
        await page.fill("#words", "late")
        await asked_again(page, None)
        await page.locator(".who a").first.focus()
        await asked_again(page, None)
        assert await page.input_value("#words") == "late"
        await page.fill("#words", "")
        await page.locator(".who a").first.focus()
        await asked_again(page, 204)
        assert len(asked) == 1, "while somebody types, nothing is asked"
    finally:
        await context.close()
