"""How logs are cleared, as it is typed: what is printed, in both languages and for programs."""

import json
from datetime import UTC, datetime

import pytest

from casework.retention import current
from cli import clearing
from cli.exits import BAD_INPUT, Stop
from records.clearing import Clearance, Past

BEFORE = datetime(2016, 11, 23, tzinfo=UTC)
FOUND = [Past(kind, BEFORE, 7) for kind in current().aged]
GONE = Clearance(
    "reads", BEFORE, "2026-11-23", 7, b"\1" * 32, "kay", "OPS", "HQ", BEFORE.replace(year=2026)
)


def test_what_may_go_is_told_by_kind_and_that_nothing_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clearing.tell(FOUND, "en", gone=False, json=False)
    told = capsys.readouterr().out
    assert told.count("written before 2016-11-23: 7") == 3
    assert "Nothing was changed" in told
    clearing.tell(FOUND, "es", gone=True, json=False)
    told = capsys.readouterr().out
    assert told.count("de antes del 2016-11-23: 7") == 3
    assert "No se cambió nada" not in told
    clearing.tell(FOUND, "en", gone=True, json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["written"], said["kinds"][0]["lines"]) == (True, 7)


def test_what_went_is_told_with_its_hash(capsys: pytest.CaptureFixture[str]) -> None:
    clearing.tell_done([GONE], "en", json=False)
    told = capsys.readouterr().out
    assert "2026-11-23  reads, 7 of before 2016-11-23, by kay (OPS)" in told
    assert "01" * 32 in told
    clearing.tell_done([GONE], "es", json=True)
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["sha256"], said["before"]) == ("01" * 32, BEFORE.isoformat())


async def test_to_let_go_and_to_ask_what_went_are_two_things() -> None:
    with pytest.raises(Stop) as stopped:
        await clearing.clear_logs(write=True, done=True, who=None, language="en", json=False)
    assert stopped.value.code == BAD_INPUT
