"""The way in: `make` alone helps, and says plainly what a machine lacks."""

import json
import re
import shutil
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def make(*arguments: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True)


def test_make_alone_tells_every_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    told = make()
    assert told.returncode == 0
    assert set(re.findall(r"^  make (\w+) +\w", told.stdout, re.MULTILINE)) == targets
    assert {"demo", "test", "check", "up", "clean", "setup", "lock"} <= targets


def test_a_python_that_is_too_old_is_told(tmp_path: Path) -> None:
    for name in ("Makefile", "package-lock.json"):
        shutil.copy(PROJECT / name, tmp_path)
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    refused = make("setup", "PYTHON=false", folder=tmp_path)
    assert refused.returncode != 0
    assert "Python 3.11 or newer is needed" in refused.stdout
    assert not (tmp_path / ".venv").exists()


def test_lock_files_have_hashes_and_name_no_index() -> None:
    for name in ("runtime", "embedded", "dev"):
        text = (PROJECT / "requirements" / f"{name}.txt").read_text()
        pinned = re.findall(r"^[\w.-]+==", text, re.MULTILINE)
        hashed = re.findall(r"^[\w.-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pinned) == len(hashed) > 0
        assert "://" not in text


def test_what_comes_from_npm_has_hashes_and_names_no_registry() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    asked = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))
    packages = {place: about for place, about in lock["packages"].items() if place}
    assert packages
    for place, about in packages.items():
        assert about["integrity"].startswith("sha512-"), place
        assert "resolved" not in about, place
        assert not about.get("hasInstallScript"), f"{place}: nothing runs while it is installed"
    for kind in ("dependencies", "devDependencies"):
        for version in asked.get(kind, {}).values():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), "one version, not a range"
