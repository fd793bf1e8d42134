"""``export``: what is asked for is checked first; a file is written whole, or not at all."""

from pathlib import Path

import pytest

from casework.event_log.names import Names
from casework.roles import Actor
from cli import exporting, writing
from cli.exits import BAD_INPUT, REFUSED, Stop
from reading.event_logs import log_of
from tests.casework import paths
from tests.casework.walk import EXE, SUP
from tests.cli.seeing import seen_by


@pytest.mark.parametrize(
    ("case", "every", "form", "who", "code", "said"),
    [
        (None, False, "ocel", "", BAD_INPUT, "CASE: name one case, or say --all"),
        ("case-1", True, "ocel", "", BAD_INPUT, "CASE: name one case, or say --all"),
        ("case-1", False, "xml", "", BAD_INPUT, "--format: is one of ocel, xes, csv"),
        ("case-1", False, "xes", "HQ:ortiz", REFUSED, "refused (names): only an auditor"),
        ("case-1", False, "xes", "POC:lee@UP", REFUSED, "refused (names): only an auditor"),
    ],
)
async def test_what_cannot_be_exported_is_told_before_anything_is_read(
    case: str | None, every: bool, form: str, who: str, code: int, said: str
) -> None:
    with pytest.raises(Stop) as stop:
        await exporting.export_log(
            case, every=every, form=form, out=None, names=True, who=who or None
        )
    assert stop.value.code == code
    assert said in stop.value.line


@pytest.mark.parametrize(("actor", "all_of_it"), [(None, True), (SUP, True), (EXE, False)])
def test_each_exports_what_he_sees(actor: Actor | None, all_of_it: bool) -> None:
    walk = paths.suspended()
    log = log_of(seen_by(walk, actor), actor, Names(named=False))
    findings = [thing for thing in log.things if thing.type == "finding"]
    assert bool(findings) is all_of_it
    assert (len(log.entries) == len(walk.events)) is all_of_it


def test_a_file_is_replaced_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "log.json"
    file.write_text("old")
    writing.write(file, b"new", option="--out")
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["log.json"]


def test_a_place_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        writing.write(tmp_path / "absent" / "log.json", b"new", option="--out")
    assert (stop.value.code, stop.value.line) == (
        BAD_INPUT,
        "--out: cannot be written (FileNotFoundError)",
    )
