"""A worker's build id tells one state of the code from another, and nothing else."""

import re
import shutil
from pathlib import Path

from runtime.build import build_id


def made(folder: Path, text: str = "one = 1\n") -> Path:
    for room, name in (("casework", "one.py"), ("records/sql", "two.sql")):
        (folder / room).mkdir(parents=True, exist_ok=True)
        (folder / room / name).write_text(text)
    return folder


def test_it_is_the_same_for_the_same_files_wherever_they_lie(tmp_path: Path) -> None:
    first = made(tmp_path / "a")
    second = shutil.copytree(first, tmp_path / "b")
    (second / "unrelated.md").write_text("not run")
    assert build_id(first) == build_id(second)
    assert re.fullmatch(r"[0-9a-f]{16}", build_id())
    assert build_id() == build_id()


def test_another_content_or_name_is_another_build(tmp_path: Path) -> None:
    first, changed = made(tmp_path / "a"), made(tmp_path / "b", text="one = 2\n")
    renamed = made(tmp_path / "c")
    (renamed / "casework" / "one.py").rename(renamed / "casework" / "other.py")
    assert len({build_id(first), build_id(changed), build_id(renamed)}) == 3
