"""Letters that were printed long ago: the same words, and with the same compiler the same bytes.

`kept_prints.json` holds letters of each version of the templates as they were printed then, with
the facts of that day. When this fails after a change, letters that are on record could no longer be
printed again: keep the old words for the old version. After a change of the compiler its hashes are
added, and those before stay.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from activities.printing import COMPILER, printed
from activities.renderings import wording
from activities.template_versions import VERSIONS
from casework.events import Notice

FILE = Path(__file__).with_name("kept_prints.json")
KEPT: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


def hashes(kept: dict[str, Any]) -> dict[str, str]:
    """Print a kept letter again; return the SHA-256 of each language."""
    sheets = printed(
        Notice.model_validate(kept["notice"]),
        case_id=kept["case_id"],
        illustrative=kept["illustrative"],
        version=kept["version"],
    )
    return {sheet.language: sheet.sha256 for sheet in sheets}


def named(kept: dict[str, Any]) -> str:
    return f"{kept['notice']['template']}-{kept['version']}"


def test_there_are_letters_of_every_version() -> None:
    assert {kept["version"] for kept in KEPT} == set(VERSIONS)


@pytest.mark.parametrize("kept", KEPT, ids=named)
def test_the_words_of_a_version_stay(kept: dict[str, Any]) -> None:
    notice = Notice.model_validate(kept["notice"])
    said = wording(
        notice.template,
        notice.facts,
        case_id=kept["case_id"],
        illustrative=kept["illustrative"],
        languages=notice.languages,
        version=kept["version"],
    )
    assert said.sha256 == kept["words_sha256"]


@pytest.mark.parametrize("kept", KEPT, ids=named)
def test_a_kept_letter_is_printed_again_byte_for_byte(kept: dict[str, Any]) -> None:
    assert COMPILER in kept["pdf_sha256"], "a new compiler: add what it prints; keep what was"
    assert hashes(kept) == kept["pdf_sha256"][COMPILER]


def test_another_process_at_another_place_prints_the_same_bytes(tmp_path: Path) -> None:
    """Neither the hour, the zone, the language of the machine nor the order of sets matter."""
    project = Path(__file__).resolve().parents[2]
    outside = {
        **os.environ,
        "PYTHONPATH": str(project),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "TYPST_FONT_PATHS": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, __file__], cwd=tmp_path, env=outside, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [kept["pdf_sha256"][COMPILER] for kept in KEPT]


if __name__ == "__main__":
    print(json.dumps([hashes(kept) for kept in KEPT]))
