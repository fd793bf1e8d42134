"""Administrations, customs, agencies and ports find what they have to do from where they begin."""

import re
from collections.abc import AsyncIterator
from functools import partial
from uuid import uuid4

import httpx2
import pytest

from casework.customs_sight import crossings_together
from casework.roles import Actor
from records.case_record import PostgresCaseRecord
from records.migrate import migrate
from records.pool import create_pool
from runtime.settings import Settings
from tests.casework.walk import APHIS, MXA, MXC, PORT, Walk
from tests.casework.ways_of_lanes import by_stages
from tests.portal.conftest import on_database, on_record, serving
from tests.portal.world import SignedIn, World, world_on_record
from tests.postgres import Database, Server
from tests.recorded import put_on_record

IN_STAGES = "case-57a6e5"


@pytest.fixture(scope="module")
async def world_database(postgres_server: Server) -> Database:
    """A database of its own: here the carrier has a later case, which would be its last one."""
    made = await postgres_server.create(f"asked_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    return made


@pytest.fixture(scope="module")
def world_settings(settings: Settings, world_database: Database) -> Settings:
    """Settings of a portal on it."""
    return on_database(settings, world_database)


@pytest.fixture(scope="module")
async def signed_in(world_database: Database) -> AsyncIterator[SignedIn]:
    """Opens sessions there."""
    async with await create_pool(world_database.portal, size=1, application="tests") as pool:
        yield SignedIn(pool)


@pytest.fixture(scope="module")
async def world(world_database: Database) -> World:
    """The cases that everybody looks at."""
    async with await create_pool(world_database.worker, size=1, application="tests") as pool:
        return await world_on_record(partial(on_record, pool))


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


@pytest.fixture(scope="module")
async def in_stages(world: World, world_database: Database) -> Walk:
    """A case whose return is under way stage by stage."""
    whole, walk = by_stages(), Walk()
    count = next(
        n for n, b in enumerate(whole.batches) if b.before and crossings_together(b.before)
    )
    walk.batches = whole.batches[:count]
    async with await create_pool(world_database.worker, size=1, application="tests") as pool:
        await put_on_record(PostgresCaseRecord(pool), walk, IN_STAGES)
    return walk


def acts(page: str) -> set[str]:
    """The acts that a page leads to, with the case of each."""
    return set(re.findall(r'href="/cases/([^"]+/acts/[a-z_]+)"', page))


@pytest.mark.parametrize("language", ["en", "es"])
async def test_each_is_led_from_the_first_page_to_the_forms(
    client: httpx2.AsyncClient,
    signed_in: SignedIn,
    world: World,
    in_stages: Walk,
    language: str,
) -> None:
    wanted: dict[Actor, tuple[str, set[str]]] = {
        MXA: (world.notice, {"acknowledge_notice", "record_joint_visit"}),
        MXC: (IN_STAGES, {"record_joint_inspection", "record_inland_inspection"}),
        APHIS: (world.agriculture, {"concur", "object", "record_inland_inspection"}),
    }
    for actor, (case_id, names) in wanted.items():
        reader = await signed_in.reader(client, actor)
        first = (await reader.get("/")).headers["location"]
        assert first == "/asked-of-us"
        page = (await reader.get(first, language)).text
        assert {f"{case_id}/acts/{name}" for name in names} <= acts(page), actor
        for path in acts(page):
            form = await reader.get(f"/cases/{path}", language)
            assert form.status_code == 200, path
            assert 'name="command_id"' in form.text, path


async def test_a_port_is_led_to_its_orders_and_to_its_figures(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, PORT)
    first = (await reader.get("/")).headers["location"]
    assert f'href="/cases/{world.told_abroad}"' in (await reader.get(first)).text
    page = (await reader.get(f"/cases/{world.told_abroad}")).text
    for name in ("confirm_off", "record_exposure", "record_joint_inspection"):
        assert f"{world.told_abroad}/acts/{name}" in acts(page)
        form = await reader.get(f"/cases/{world.told_abroad}/acts/{name}")
        assert 'name="command_id"' in form.text, name


async def test_customs_see_no_file_and_no_other_case(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, in_stages: Walk
) -> None:
    reader = await signed_in.reader(client, MXC)
    asked = (await reader.get("/asked-of-us")).text
    assert "Trains are inspected together at" in asked
    case = await reader.get(f"/cases/{IN_STAGES}")
    assert case.status_code == 200
    texts = {
        str(value)
        for event in in_stages.events
        if event.actor.role is not MXC.role
        for value in event.body.values()
        if isinstance(value, str) and " " in value and len(value) > 11
    }
    assert texts
    for page in (asked, case.text):
        assert not [text for text in texts if text in page]
    for other in world[:5]:
        assert (await reader.get(f"/cases/{other}")).status_code == 404
        assert other not in asked


@pytest.mark.parametrize("actor", [MXC, APHIS], ids=lambda actor: str(actor.role))
async def test_who_sees_a_case_in_part_does_not_learn_its_state_from_what_others_may_do(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, in_stages: Walk, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    case_id = IN_STAGES if actor is MXC else world.agriculture
    page = (await reader.get(f"/cases/{case_id}")).text
    assert 'id="may-not"' not in page
    assert 'id="days"' not in page
