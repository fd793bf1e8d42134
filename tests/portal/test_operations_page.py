"""What operations see and do on their page; nothing of a case's content; nobody else has it."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest

from casework.roles import Actor
from embedded.ports import another
from portal.engine import LateEngine
from portal.pages.operations import party
from records.pool import create_pool
from runtime.settings import Settings
from tests.casework.walk import OFF, OPS
from tests.portal.conftest import serving
from tests.portal.neglected import SECRET, UNKNOWN, Neglected, neglected
from tests.portal.world import AUD, EVERYBODY, Reader, SignedIn, World
from tests.postgres import Database
from tests.workflows.office import dev_server

PAGE = "/operations"


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


@pytest.fixture(scope="module")
async def left(world: World, world_database: Database) -> Neglected:
    """What was neglected."""
    return await neglected(world_database, world.late)


@pytest.fixture
async def kay(client: httpx2.AsyncClient, signed_in: SignedIn) -> Reader:
    """Somebody of operations."""
    return await signed_in.reader(client, OPS)


async def test_what_waits_is_shown_with_what_to_do_and_without_content(
    kay: Reader, world: World, left: Neglected
) -> None:
    for language, heading in (("en", "Commands without an outcome"), ("es", "Actos sin resultado")):
        page = (await kay.get(PAGE, language)).text
        assert heading in page
        assert UNKNOWN in page
        assert left.command_id in page
        assert f'name="delivery" value="{left.delivery}"' in page
        for book in ("A command has no outcome", "Mail is not going out", "Events and webhooks"):
            assert book in page
        assert SECRET not in page
        assert not [text for text in world.texts() if text in page]
        assert "@" not in re.sub(r"<style.*?</style>", "", page), "nobody's address"


async def test_a_message_that_was_given_up_is_sent_again_by_a_form(
    kay: Reader, left: Neglected, world_database: Database
) -> None:
    unnamed = await kay.post("/operations/replay", {})
    assert unnamed.status_code == 422
    sent = await kay.post("/operations/replay", {"delivery": left.delivery})
    assert sent.headers["location"] == "/operations?again=1#webhooks"
    assert "Sent again from now on: 1" in (await kay.get("/operations?again=1")).text
    assert f'value="{left.delivery}"' not in (await kay.get(PAGE)).text
    async with await create_pool(world_database.reader, size=1, application="tests") as pool:
        row = await pool.fetchrow(
            "select state from exchange.deliveries where id = $1", left.delivery
        )
    assert row is not None
    assert row["state"] == "due"
    again = await kay.post("/operations/replay", {"delivery": left.delivery})
    assert "again=0" in again.headers["location"], "what is on its way is not sent twice"


async def test_an_event_is_dealt_with_once_and_leaves_the_page(
    kay: Reader, left: Neglected, world_database: Database
) -> None:
    place = f"/operations/events/{left.event}"
    empty = await kay.post(place, {"note": "  \x00 "})
    assert empty.status_code == 422
    assert 'aria-invalid="true"' in empty.text
    assert (await kay.post(place, {"note": "The port was told."})).status_code == 303
    assert (await kay.post(place, {"note": "Another word."})).status_code == 303
    assert UNKNOWN not in (await kay.get(PAGE)).text
    async with await create_pool(world_database.reader, size=1, application="tests") as pool:
        rows = await pool.fetch("select number, person, note from exchange.dealt_with")
    assert [tuple(row.values()) for row in rows] == [(left.event, OPS.person, "The port was told.")]
    assert (await kay.post("/operations/events/999999", {"note": "x"})).status_code == 303


async def test_faults_are_looked_for_when_asked_and_say_when(
    kay: Reader, world: World, left: Neglected, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await kay.get(PAGE)).text
    assert "Looked at on" not in before
    async with dev_server() as env:

        async def client(*_: object) -> object:
            return env.client

        monkeypatch.setattr(LateEngine, "client", client)
        english = await kay.post("/operations/examine", {})
        spanish = await kay.post("/operations/examine", {}, "es")
    assert english.status_code == 200
    assert "Looked at on" in english.text
    assert "no workflow keeps its clocks" in english.text
    assert "A case was terminated, timed out or lost" in english.text
    assert "Mirado el" in spanish.text
    assert "ningún flujo lleva sus plazos" in spanish.text
    assert not [text for text in world.texts() if text in english.text]


async def test_an_engine_that_is_away_is_said_and_hides_nothing_else(
    kay: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{another({})}")
    answer = await kay.post("/operations/examine", {})
    assert answer.status_code == 200
    assert "The engine does not answer" in answer.text
    assert "Notices that nobody has taken" in answer.text


@pytest.mark.parametrize(
    "actor", [a for a in EVERYBODY if a is not OPS], ids=lambda actor: str(actor.role)
)
async def test_nobody_else_has_the_page_or_its_forms(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, left: Neglected, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    assert (await reader.get(PAGE)).status_code == 403
    for path in ("examine", "replay", f"events/{left.event}"):
        sent = await reader.post(f"/operations/{path}", {"delivery": left.delivery, "note": "x"})
        assert sent.status_code == 403


async def test_a_form_of_another_site_does_nothing(kay: Reader, left: Neglected) -> None:
    for path in ("examine", "replay", f"events/{left.event}"):
        sent = await kay.post(f"/operations/{path}", {"note": "x", "csrf": "guessed"})
        assert sent.status_code == 403


async def test_cases_that_the_page_names_are_written_down_as_read(
    kay: Reader, world: World, world_database: Database
) -> None:
    await kay.get(PAGE)
    async with await create_pool(world_database.reader, size=1, application="tests") as pool:
        rows = await pool.fetch(
            "select distinct case_id from portal.reads where what = 'operations' and person = $1",
            OPS.person,
        )
    assert world.late in {row["case_id"] for row in rows}


def test_whom_a_notice_is_for_is_said_by_kind_and_never_by_name() -> None:
    assert party("carrier", "en") == "the railroad"
    assert party("port:2304", "es") == "un puerto (2304)"
    for one in (OFF, AUD):
        assert party(f"person:{one.person}", "en") == "CBP's own people"
