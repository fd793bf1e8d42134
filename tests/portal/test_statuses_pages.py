"""The bare status for partners that are named, and a carrier's own text for its customers."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest

from casework.roles import CARRIER_ROLES, Actor, Role
from casework.status_outside import WORDS
from portal.pages.rendering import TEMPLATES
from records.pool import create_pool
from runtime.settings import Settings
from tests.casework.walk import MXA, OFF, POC
from tests.portal.conftest import serving
from tests.portal.world import EVERYBODY, OTHER, VWR, SignedIn, World
from tests.postgres import Database

FERROMEX = Actor(person="ferromex-1", role=Role.VWR, organisation="ferromex")
LETTERS = TEMPLATES.parents[1] / "activities" / "templates" / "2026-11"


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


def main_of(page: str) -> str:
    """What a page says of its own."""
    return page.split("<main")[1]


async def test_a_partner_that_is_named_sees_a_status_and_since_when_and_nothing_else(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, FERROMEX)
    for language, word in (("en", "suspended"), ("es", "suspendido")):
        page = main_of((await reader.get("/statuses", language)).text)
        assert "Sierra Verde Railway (SVRX)" in page or "Sierra Verde Railway" in page
        assert word in page
        assert "2026" in page
        assert not re.search(r"case-[0-9a-f]+|REF-LATE|[A-Z]+_[A-Z]+", page)
        assert not [text for text in world.texts() if text in page]
        assert page.count('scope="row"') == 1, "one line for a carrier, of its last case"


async def test_a_partner_that_is_not_named_sees_none(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = main_of((await (await signed_in.reader(client, VWR)).get("/statuses")).text)
    assert "Sierra Verde" not in page
    assert "No railroad has a status" in page


async def test_a_partner_sees_nothing_of_any_case(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, FERROMEX)
    for case_id in world[:5]:
        for more in ("", "/customers", "/clocks/T09", "/acts/assign"):
            assert (await reader.get(f"/cases/{case_id}{more}")).status_code in (403, 404)


async def test_what_a_partner_was_shown_is_written_down(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, world_database: Database
) -> None:
    await (await signed_in.reader(client, FERROMEX)).get("/statuses")
    async with await create_pool(world_database.reader, size=1, application="tests") as pool:
        rows = await pool.fetch(
            "select what, case_id from portal.reads where person = $1 and what = 'status'",
            FERROMEX.person,
        )
    assert {row["case_id"] for row in rows} <= set(world[:5])
    assert rows


async def test_a_carrier_finds_a_text_for_its_customers_from_its_case(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, POC)
    assert (
        f'href="/cases/{world.late}/customers"' in (await reader.get(f"/cases/{world.late}")).text
    )
    for language in ("en", "es"):
        page = (await reader.get(f"/cases/{world.late}/customers", language)).text
        assert "Status: suspended." in page, "both texts, in whichever language the page is"
        assert "Estatus: suspendido." in page
        assert page.count(" readonly ") == 2
        assert 'lang="es" readonly' in page
        assert not [text for text in world.texts("late") if text in main_of(page)]


async def test_the_text_is_for_carriers_own_people_only(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    for actor in EVERYBODY:
        reader = await signed_in.reader(client, actor)
        answer = await reader.get(f"/cases/{world.late}/customers")
        if actor.role not in CARRIER_ROLES:
            assert answer.status_code == 403, actor
        else:
            assert answer.status_code == (404 if actor is OTHER else 200), actor
    staff = await signed_in.reader(client, OFF)
    assert "/customers" not in (await staff.get(f"/cases/{world.late}")).text
    abroad = await signed_in.reader(client, MXA)
    assert "/customers" not in (await abroad.get(f"/cases/{world.notice}")).text


@pytest.mark.parametrize("language", ["en", "es"])
def test_statuses_are_called_as_in_letters(language: str) -> None:
    parts = (LETTERS / f"_parts.{language}.txt.j2").read_text("utf-8")
    block = parts.split("{% set statuses = {")[1].split("} %}")[0]
    said = dict(re.findall(r'"([a-z_]+)": "([^"]+)"', block))
    assert said == {name: word.en if language == "en" else word.es for name, word in WORDS.items()}
