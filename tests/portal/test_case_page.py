"""One case on a page: its place, papers, story and links, and what of them is for whom."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest

from casework.documents import DocumentKind
from casework.roles import Actor
from portal.pages.case_parts import KINDS
from runtime.settings import Settings
from tests.casework.walk import APHIS, EXE, HQ, MXA, OFF, POC, SUP
from tests.portal.conftest import serving
from tests.portal.world import EVERYBODY, OTHER, STAFF, SignedIn, World

CASES = ("late", "held", "agriculture", "told_abroad", "notice")

CBPS_OWN = ("Reasons of rec-1.", "Nobody can be reached.", "Seals are checked at each interchange")
"""What CBP's people wrote for themselves in the cases that are walked."""


@pytest.fixture(scope="module")
async def client(world_settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the portal on the cases that everybody looks at."""
    async with serving(world_settings) as found:
        yield found


def has_case(actor: Actor, name: str) -> bool:
    """Whether somebody may open one of the cases, as the process table has it."""
    if actor in STAFF:
        return True
    if actor in (POC, EXE):
        return True
    return (actor, name) in ((MXA, "notice"), (APHIS, "agriculture"))


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: f"{actor.role}-{actor.person}")
async def test_the_page_of_a_case_is_for_who_may_see_the_case(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World, actor: Actor
) -> None:
    reader = await signed_in.reader(client, actor)
    for name in CASES:
        for language in ("en", "es"):
            answer = await reader.get(f"/cases/{getattr(world, name)}", language)
            assert answer.status_code == (200 if has_case(actor, name) else 404), name
            if not has_case(actor, name):
                assert "Sierra Verde" not in answer.text
            if actor not in STAFF:
                assert not [text for text in CBPS_OWN if text in answer.text], name
                assert OFF.person not in answer.text.split("<main")[1], "nobody of CBP is named"


async def test_administrations_and_agencies_read_nothing_that_others_wrote(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    abroad = (await (await signed_in.reader(client, MXA)).get(f"/cases/{world.notice}")).text
    agency = await signed_in.reader(client, APHIS)
    asked = (await agency.get(f"/cases/{world.agriculture}")).text
    assert not [text for text in world.texts("late", "told_abroad", "held") if text in abroad]
    assert world.told_abroad not in abroad, "which case it is about is CBP's own"
    own = {found.requirement for found in world.walks["agriculture"].case.findings.values()}
    assert not [t for t in world.texts("agriculture") - own if t in asked]
    assert [text for text in own if text in asked]


async def test_a_letter_says_who_signed_it_and_an_appeal_chooses_among_letters(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, POC)
    page = (await reader.get(f"/cases/{world.late}")).text
    papers = page.split('id="papers"')[1].split("</ul>")[0]
    letter = papers.split("<strong>letter-suspension</strong>")[1].split("</li>")[0]
    assert f"signed by {HQ.person}" in " ".join(letter.split())
    form = (await reader.get(f"/cases/{world.late}/acts/file_appeal")).text
    chosen = re.search(r'<select[^>]* name="letter".*?</select>', form, re.DOTALL)
    assert chosen is not None
    assert re.findall(r'value="(letter-[a-z]+)"', chosen[0]) == [
        one.letter for one in world.walks["late"].case.decisions
    ]


async def test_what_was_acknowledged_is_no_next_step(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = (await (await signed_in.reader(client, POC)).get(f"/cases/{world.late}")).text
    steps, _, more = page.partition('id="may-also"')
    again = f"/cases/{world.late}/acts/acknowledge"
    assert f'{again}"' not in steps
    assert f'{again}"' in more, "it may be given again"
    assert f"/cases/{world.late}/acts/submit_pia" in steps


async def test_the_place_in_the_process_is_said_and_drawn(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = (await (await signed_in.reader(client, OFF)).get(f"/cases/{world.late}")).text
    steps = re.findall(
        r'<li class="(usa-step-indicator__segment[^"]*)"( aria-current="step")?', page
    )
    assert [bool(now) for _, now in steps] == [False, True, False, False]
    assert "--complete" in steps[0][0]
    notice = (await (await signed_in.reader(client, MXA)).get(f"/cases/{world.notice}")).text
    assert "told; its acknowledgement is awaited" in notice
    assert "usa-step-indicator__segment--current" in notice


async def test_findings_stand_beside_what_answers_them(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = (await (await signed_in.reader(client, HQ)).get(f"/cases/{world.agriculture}")).text
    case = world.walks["agriculture"].case
    for name, finding in case.findings.items():
        assert f"Finding {name}" in page
        assert finding.requirement in page
    assert case.plan is not None
    for name in case.plan.actions:
        assert f"Action {name}" in page
    for name, document in case.documents.items():
        assert name in page
        assert KINDS[document.kind].en in page
    assert set(KINDS) == set(DocumentKind)


async def test_partner_status_and_matters_are_linked(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    page = (await (await signed_in.reader(client, SUP)).get(f"/cases/{world.told_abroad}")).text
    assert re.search(r'href="/cases/[^"]*partner-mx-sat-agace-1"', page)
    notice = (await (await signed_in.reader(client, SUP)).get(f"/cases/{world.notice}")).text
    assert "About the case" in notice


async def test_the_story_says_days_and_steps_in_the_readers_language(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, POC)
    english = (await reader.get(f"/cases/{world.late}")).text
    spanish = (await reader.get(f"/cases/{world.late}", "es")).text
    assert "ran out on 1 Apr 2026" in english
    assert "venció el 1 de abril de 2026" in spanish
    assert "ran out" not in spanish


async def test_temporal_is_for_cbps_people_and_where_it_is_set(
    world_settings: Settings, signed_in: SignedIn, world: World
) -> None:
    told = world_settings.model_copy(update={"temporal_ui_url": "https://temporal.example"})
    place = "https://temporal.example/namespaces/default"
    async with serving(told) as client:
        for actor, leads in ((OFF, True), (POC, False)):
            reader = await signed_in.reader(client, actor)
            page = (await reader.get(f"/cases/{world.late}")).text
            assert (f'href="{place}/workflows/{world.late}"' in page) is leads
    async with serving(world_settings) as client:
        page = (await (await signed_in.reader(client, OFF)).get(f"/cases/{world.late}")).text
        assert "/workflows/" not in page


async def test_a_stranger_learns_nothing_of_a_case(
    client: httpx2.AsyncClient, signed_in: SignedIn, world: World
) -> None:
    reader = await signed_in.reader(client, OTHER)
    theirs = await reader.get(f"/cases/{world.late}")
    unknown = await reader.get("/cases/case-000000000000")
    assert theirs.text.replace(world.late, "") == unknown.text.replace("case-000000000000", "")
