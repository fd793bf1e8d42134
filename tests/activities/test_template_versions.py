"""The dated versions of templates and layout: kept, never edited, a later one over an older one."""

import hashlib
from pathlib import Path

import pytest

from activities import template_versions
from activities.template_versions import CURRENT, TEMPLATE_FOLDER, VERSIONS, file_of, folders

PUBLISHED = {
    "2026-11": "1c3f4e3ce42e50e4d045c9ce851769c70600a70c1e7d94e1e0d40f5bdbfe900b",
}
"""SHA-256 of every version's folder: of its files' names and contents, in the order of the names.
A folder is never edited once letters were printed with it: make a new one with what changes."""


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        found.update(f"{file.name} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


@pytest.mark.parametrize("version", PUBLISHED)
def test_a_published_version_is_never_edited(version: str) -> None:
    assert digest(TEMPLATE_FOLDER / version) == PUBLISHED[version]


def test_every_version_is_listed_here_and_the_newest_is_used() -> None:
    assert tuple(sorted(PUBLISHED)) == VERSIONS
    assert max(PUBLISHED) == CURRENT
    assert {path.name for path in TEMPLATE_FOLDER.iterdir()} == set(VERSIONS)


def test_a_later_version_holds_what_it_changes_and_an_older_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version, names in (("2026-11", "ab"), ("2027-01", "b"), ("2027-02", "c")):
        (tmp_path / version).mkdir()
        for name in names:
            (tmp_path / version / name).touch()
    monkeypatch.setattr(template_versions, "TEMPLATE_FOLDER", tmp_path)
    monkeypatch.setattr(template_versions, "VERSIONS", ("2026-11", "2027-01", "2027-02"))
    folders.cache_clear()
    try:
        found = {
            version: [file_of(name, version).parent.name for name in "ab"]
            for version in template_versions.VERSIONS
        }
        with pytest.raises(LookupError, match="no such file"):
            file_of("c", "2027-01")
    finally:
        folders.cache_clear()
    assert found == {
        "2026-11": ["2026-11", "2026-11"],
        "2027-01": ["2026-11", "2027-01"],
        "2027-02": ["2026-11", "2027-01"],
    }


def test_a_version_that_is_not_kept_is_an_error() -> None:
    with pytest.raises(LookupError, match="no such version"):
        folders("1999-01")
