"""Editions of CBP's list are taken from a file, checked, kept, and never changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli import referring
from cli.exits import NOT_FOUND, Stop
from cli.referring import edition_named as named
from desk.errors import BadInput
from reading import criteria_store
from reading.criteria_store import LARGEST, editions, keep, read
from runtime.settings import Settings

LIST: dict[str, Any] = {
    "edition": "cbp-rail-2027",
    "title": "Invented for this test; none of this is CBP's",
    "source": "invented",
    "mark": "default",
    "checked_on": "2026-11-23",
    "criteria": [{"cbp_id": "6.1", "category": 6, "en": "Invented seal text"}],
    "mapping": {"seal-checks": ["6.1"]},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "list.json"
    place.write_text(json.dumps(LIST), encoding="utf-8")
    return place


def stopped(file: Path) -> str:
    with pytest.raises(BadInput) as stop:
        read(file)
    return str(stop.value)


def test_an_edition_is_kept_and_found_again(file: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    assert editions(data_dir) == {}
    edition = read(file)
    place, new = keep(data_dir, edition)
    assert (place, new) == (data_dir / "criteria" / "cbp-rail-2027.json", True)
    assert named(data_dir, "cbp-rail-2027") == edition
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]  # no draft stays
    assert keep(data_dir, edition) == (place, False)


def test_a_name_stands_for_one_list_for_ever(file: Path, tmp_path: Path) -> None:
    place, _ = keep(tmp_path, read(file))
    before = place.read_bytes()
    file.write_text(json.dumps({**LIST, "title": "Another"}), encoding="utf-8")
    with pytest.raises(BadInput, match="an edition is never changed, give the new list a new name"):
        keep(tmp_path, read(file))
    assert place.read_bytes() == before
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]


def test_an_unknown_edition_is_not_found_and_the_known_are_told(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="there is no edition 'x'; there are own") as stop:
        named(tmp_path, "x")
    assert stop.value.code == NOT_FOUND


def test_a_wrong_list_names_the_field(file: Path) -> None:
    wrong = {**LIST, "criteria": [{"cbp_id": "6.1", "category": 13, "en": ""}], "colour": 1}
    file.write_text(json.dumps(wrong), encoding="utf-8")
    line = stopped(file)
    assert "criteria.0.category: is at most 12" in line
    assert "criteria.0.en: is empty" in line
    assert "colour: is not a field here" in line


def test_what_is_no_list_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"\xff")
    assert "list.json: is not JSON in UTF-8" in stopped(file)
    file.write_bytes(b" " * (LARGEST + 1))
    assert "list.json: is larger than 2048 KiB" in stopped(file)
    assert "No such file" in stopped(tmp_path / "none.json")


async def test_the_criteria_are_listed_with_the_numbers_of_an_edition_only(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(referring, "load_settings", lambda: Settings(data_dir=tmp_path / "data"))
    await referring.load_criteria(str(file), dry_run=True, json=False)
    assert not (tmp_path / "data").exists()
    await referring.load_criteria(str(file), dry_run=False, json=True)
    loaded = json.loads(capsys.readouterr().out.partition("{")[2].join(["{", ""]))
    assert (loaded["new"], loaded["mapped"]) == (True, 1)
    await referring.list_criteria(edition=None, json=True)
    own = json.loads(capsys.readouterr().out)
    assert own["editions"] == ["own", "cbp-rail-2027"]
    assert all(row["cbp_ids"] == [] and row["mark"] for row in own["criteria"])
    await referring.list_criteria(edition="cbp-rail-2027", json=False)
    lines = capsys.readouterr().out.splitlines()
    (checks,) = (line for line in lines if line.startswith("seal-checks"))
    assert checks.split()[1] == "6.1"
    (trespassers,) = (line for line in lines if line.startswith("trespassers"))
    assert trespassers.split()[1] == "none"


def test_the_folder_is_in_the_data_folder(tmp_path: Path) -> None:
    assert criteria_store.folder(tmp_path) == tmp_path / "criteria"
