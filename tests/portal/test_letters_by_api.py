"""Letters by the API: the very bytes that were sent, for who may open the letter."""

import hashlib
import re
from importlib.resources import files

import httpx2
import pytest

from activities.template_facts import TEMPLATES
from casework.letter_names import LETTER_NAMES
from records.pool import Pool
from tests.casework import paths
from tests.casework.walk import HQ, MXA, OFF, POC, Walk
from tests.portal.conftest import on_record
from tests.portal.filing import Filer
from tests.portal.issuer import Issuer
from tests.portal.letters import print_letters
from tests.portal.test_evidence_attacked import STRANGER


@pytest.fixture(scope="module")
async def ordered(worker_pool: Pool) -> tuple[str, Walk]:
    """A case whose suspension is signed, printed, and not delivered yet."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody there.")
    case_id = await on_record(worker_pool, walk)
    await print_letters(worker_pool, walk, case_id)
    return case_id, walk


@pytest.fixture(scope="module")
async def suspended(worker_pool: Pool) -> tuple[str, Walk]:
    """A suspended carrier's case with its letters as printed."""
    walk = paths.suspended()
    case_id = await on_record(worker_pool, walk)
    await print_letters(worker_pool, walk, case_id)
    return case_id, walk


async def test_a_carrier_has_its_letter_in_both_languages_and_that_is_written_down(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk], logged: Pool
) -> None:
    case_id, _ = suspended
    carrier = Filer(client, issuer, POC)
    listed = (await carrier.get(f"/cases/{case_id}/letters")).json()["letters"]
    (letter,) = [one for one in listed if one["letter"] == "letter-suspension"]
    assert letter["name_en"] == "Letter of suspension"
    assert letter["name_es"] == "Notificación de suspensión"
    assert [sheet["language"] for sheet in letter["sheets"]] == ["en", "es"]
    for sheet in letter["sheets"]:
        given = await client.get(sheet["pdf"], headers=carrier.headers)
        assert given.status_code == 200
        assert given.headers["content-type"] == "application/pdf"
        assert given.headers["content-disposition"].endswith(f".{sheet['language']}.pdf")
        assert given.headers["cache-control"] == "no-store"
        assert hashlib.sha256(given.content).hexdigest() == sheet["sha256"]
        assert len(given.content) == sheet["size"]
    read = await logged.fetch(
        "select what from portal.reads where case_id = $1 order by id", case_id
    )
    assert [row["what"] for row in read] == ["letters", "letter", "letter"]


async def test_before_it_is_delivered_a_letter_is_cbps_own(
    client: httpx2.AsyncClient, issuer: Issuer, ordered: tuple[str, Walk]
) -> None:
    case_id, _ = ordered
    officer, carrier = Filer(client, issuer, HQ), Filer(client, issuer, POC)
    signed = (await officer.get(f"/cases/{case_id}/letters")).json()["letters"]
    (letter,) = [one for one in signed if one["letter"] == "letter-suspension"]
    assert (await carrier.get(f"/cases/{case_id}/letters")).json()["letters"] == []
    for sheet in letter["sheets"]:
        assert (await client.get(sheet["pdf"], headers=officer.headers)).status_code == 200
        assert (await client.get(sheet["pdf"], headers=carrier.headers)).status_code == 404


async def test_a_notice_to_others_is_not_the_carriers_and_both_copies_are_one_letter(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    case_id, _ = suspended
    seen = {
        actor.role: (await Filer(client, issuer, actor).get(f"/cases/{case_id}/letters")).json()[
            "letters"
        ]
        for actor in (OFF, POC)
    }
    named = [one["letter"] for one in seen[POC.role]]
    assert named == ["letter-proposal", "letter-suspension"], "two copies of each were sent"
    assert "status_notice" in [one["template"] for one in seen[OFF.role]]
    (told,) = [one for one in seen[OFF.role] if one["template"] == "status_notice"]
    carrier = Filer(client, issuer, POC)
    for sheet in told["sheets"]:
        assert (await client.get(sheet["pdf"], headers=carrier.headers)).status_code == 404


async def test_letters_of_others_are_not_there(
    client: httpx2.AsyncClient, issuer: Issuer, suspended: tuple[str, Walk]
) -> None:
    case_id, _ = suspended
    listed = (await Filer(client, issuer, POC).get(f"/cases/{case_id}/letters")).json()["letters"]
    sha256 = listed[0]["sheets"][0]["sha256"]
    for actor in (STRANGER, MXA):
        other = Filer(client, issuer, actor)
        for path in ("", f"/{sha256}"):
            theirs = await other.get(f"/cases/{case_id}/letters{path}")
            none = await other.get(f"/cases/case-000000000000/letters{path}")
            assert theirs.status_code == none.status_code == 404
            assert theirs.content == none.content


def test_a_letter_is_called_what_it_says_itself() -> None:
    printed = {name for name, template in TEMPLATES.items() if template.printed}
    assert set(LETTER_NAMES) == printed
    for template, name in LETTER_NAMES.items():
        for language, said in (("en", name.en), ("es", name.es)):
            folder = files("activities").joinpath("templates", "2026-11")
            text = folder.joinpath(f"{template}.{language}.txt.j2").read_text(encoding="utf-8")
            heading = re.search(r'head\("([^"]+)"', text)
            assert heading, template
            assert heading[1] == said
