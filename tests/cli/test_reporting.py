"""``report`` on a real record: days, forms, folders, and who may have what."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from cli import reporting
from cli.exits import Stop
from records.case_record import PostgresCaseRecord
from records.case_streams import PostgresCaseStreams
from records.migrate import migrate
from records.pool import create_pool
from tests.casework.ways import walked
from tests.postgres import Server
from tests.recorded import put_on_record

CASES = {"one": "clean", "two": "silent", "three": "slow office"}


@pytest.fixture(scope="module")
async def reader_url(postgres_server: Server) -> str:
    made = await postgres_server.create(f"reports_{uuid4().hex[:8]}")
    await migrate(made.owner, lambda _: None)
    async with await create_pool(made.worker, size=1, application="tests") as pool:
        for case_id, way in CASES.items():
            await put_on_record(PostgresCaseRecord(pool), walked(way), case_id)
    return made.reader


@pytest.fixture(autouse=True)
def on_record(reader_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESUMPTION_DATABASE_READER_URL", reader_url)


async def typed(kind: str, who: str | None = None, **wish: Any) -> None:
    said: dict[str, Any] = {
        "format": "text",
        "since": None,
        "out": None,
        "cases": None,
        "audience": None,
    }
    said |= {"until": "2026-08-31", "person": None, **wish}
    await reporting.report(kind, reporting.Wish(**said), who=who, language="en")


async def test_every_case_is_read_whole_and_in_order(reader_url: str) -> None:
    after_all = max(walked(way).now for way in CASES.values())
    async with await create_pool(reader_url, size=1, application="tests") as pool:
        streams = PostgresCaseStreams(pool)
        found = {case_id: events async for case_id, events in streams.streams(after_all)}
        none = [case_id async for case_id, _ in streams.streams(walked("clean").events[0].at)]
    assert {case_id: [e.kind for e in events] for case_id, events in found.items()} == {
        case_id: [e.kind for e in walked(way).events if e.at < after_all]
        for case_id, way in CASES.items()
    }
    assert none == []


async def test_a_report_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    await typed("status", since="2026-01-01")
    shown = capsys.readouterr().out
    assert "1 Jan 2026 to 31 Aug 2026 (America/New_York); 3 cases: real cases, ILLUSTR" in shown
    assert "Sierra Verde Railway" in shown


async def test_files_are_written_into_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await typed("measures", since="2026-01-01", format="html", out=str(tmp_path / "made"))
    assert "<svg" in (tmp_path / "made" / "measures.en.html").read_text()
    await typed("measures", format="csv", out=str(tmp_path / "made"))
    written = {file.name for file in (tmp_path / "made").iterdir()}
    assert "measures-side_cbp.csv" in written
    assert len(capsys.readouterr().out.splitlines()) == len(written)
    with pytest.raises(Stop, match="--out: CSV is several files"):
        await typed("measures", format="csv")


async def test_synthetic_cases_are_shown_only_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await typed("status")
    assert "SYNTHETIC" not in capsys.readouterr().out
    await typed("status", cases="illustrative,synthetic")
    shown = capsys.readouterr().out
    assert "cases: ILLUSTRATIVE cases, not statements of fact, SYNTHETIC cases" in shown
    await typed("status", cases="real")
    assert "0 cases: real cases" in capsys.readouterr().out


async def test_outside_cbp_there_are_no_names_and_no_digest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await typed("status", who="MXA:torres", since="2026-01-01")
    assert "Sierra" not in capsys.readouterr().out
    with pytest.raises(Stop, match="for CBP's people only"):
        await typed("status", who="POC:lee@GSL", audience="cbp")
    with pytest.raises(Stop, match="for CBP's people only"):
        await typed("digest", who="POC:lee@SVR")


async def test_a_digest_is_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    await typed("digest", person="lane")
    assert "two" in capsys.readouterr().out
    await typed("digest", who="SUP:anybody@ELP")
    assert capsys.readouterr().out == "nothing is overdue\n"
    with pytest.raises(Stop, match="--for: there is no 'nobody'; one of reyes"):
        await typed("digest", person="nobody")
    with pytest.raises(Stop, match="--for: say for whom"):
        await typed("digest")


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"until": "soon"}, "--until: is a day"),
        ({"since": "2026-09-01"}, "--from: lies after the last day"),
        ({"format": "pdf"}, "--format: is text, html, csv"),
        ({"cases": "all"}, "--cases: there is no 'all'; one of real, illustrative, synthetic"),
    ],
)
async def test_bad_input_says_what_to_type(wish: dict[str, str], why: str) -> None:
    with pytest.raises(Stop, match=why):
        await typed("status", **wish)
