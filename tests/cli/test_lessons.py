"""The library on the command line, and beside a case whose plan is written."""

import json
from typing import Any
from uuid import uuid4

import pytest

from cli import lessons, looking
from cli.exits import Stop
from records.case_record import PostgresCaseRecord
from records.migrate import migrate
from records.pool import create_pool
from tests.casework import paths
from tests.casework.ways_of_lessons import published
from tests.postgres import Server
from tests.recorded import put_on_record

NOTHING: dict[str, str | None] = dict.fromkeys(("criterion", "incident", "crossing", "level"))


@pytest.fixture(scope="module")
async def reader_url(postgres_server: Server) -> str:
    made = await postgres_server.create(f"library_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    async with await create_pool(made.worker, size=1, application="tests") as pool:
        record = PostgresCaseRecord(pool)
        await put_on_record(record, published("public"), "open-to-all")
        await put_on_record(record, published("members"), "for-members")
        await put_on_record(record, published("cbp", agreed=False), "inside")
        await put_on_record(record, paths.suspended(), "writing")
    return made.reader


@pytest.fixture
def on_record(reader_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESUMPTION_DATABASE_READER_URL", reader_url)


async def listed(
    capsys: pytest.CaptureFixture[str], who: str | None = None, **given: str
) -> dict[str, Any]:
    await lessons.lessons({**NOTHING, **given}, who=who, language="en", json=True)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.usefixtures("on_record")
async def test_everybody_reads_what_is_published_for_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    officer = await listed(capsys, "OFF:reyes")
    assert sorted(one["case_id"] for one in officer["lessons"]) == [
        "for-members", "inside", "open-to-all",
    ]  # fmt: skip
    carrier = await listed(capsys, "POC:lee@GSL")
    assert sorted(one["level"] for one in carrier["lessons"]) == ["members", "public"]
    assert not any("case_id" in one or one["carrier"] for one in carrier["lessons"])
    partner = await listed(capsys, "VWR:kim")
    assert [one["level"] for one in partner["lessons"]] == ["public"]
    with pytest.raises(Stop, match="one of public, members"):
        await listed(capsys, "POC:lee@GSL", level="cbp")


@pytest.mark.usefixtures("on_record")
async def test_the_list_is_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    found = await listed(capsys, criterion="seal-checks", crossing="2304")
    assert len(found["lessons"]) == 3
    assert found["practices"] == []
    assert (await listed(capsys, incident="persons"))["lessons"] == []
    with pytest.raises(Stop, match="--criterion: there is no 'x'; one of management-commitment"):
        await listed(capsys, criterion="x")


@pytest.mark.usefixtures("on_record")
@pytest.mark.parametrize("language", ["en", "es"])
async def test_lessons_stand_beside_the_case_whose_plan_is_written(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    await looking.show("writing", document=None, who="POC:lee@SVR", language=language, json=False)
    shown = capsys.readouterr().out
    heading, text = {
        "en": ("What others learned", "Look twice."),
        "es": ("Lo que otros aprendieron", "Mire dos veces."),
    }[language]
    assert heading in shown
    assert shown.count(text) == 2, "the one inside CBP is not the carrier's to read"
    assert "view-verify-tug-twist" in shown
    await looking.commands("writing", None, who="POC:lee@SVR", language=language, json=False)
    assert heading in capsys.readouterr().out


@pytest.mark.usefixtures("on_record")
async def test_a_closed_case_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    await looking.show("inside", document=None, who="OFF:reyes", language="en", json=False)
    assert "What others learned" not in capsys.readouterr().out


async def test_made_up_lessons_are_shown_only_when_asked_for_and_said_to_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await lessons.lessons(NOTHING, who="OFF:reyes", language="en", json=False, synthetic=True)
    shown = capsys.readouterr().out
    assert shown.startswith("SYNTHETIC – made up by this system\n")
    assert "synthetic-00" in shown
    assert "open-to-all" not in shown
