"""Evidence is a file: read to its end, never kept, named with its SHA-256."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from casework.commands import commands
from cli.attachments import LARGEST, Measured, attach, measure
from cli.exits import BAD_INPUT, Stop

FILE = Measured("log.pdf", 3, "a" * 64)


def stopped(path: str, **options: Any) -> str:
    with pytest.raises(Stop) as stop:
        measure(path, **options)
    assert stop.value.code == BAD_INPUT
    return stop.value.line


def test_a_file_is_measured_without_its_folders(tmp_path: Path) -> None:
    content = os.urandom(3_000_001)
    (tmp_path / "seal log.pdf").write_bytes(content)
    found = measure(str(tmp_path / "seal log.pdf"))
    assert found == ("seal log.pdf", 3_000_001, hashlib.sha256(content).hexdigest())


def test_an_empty_file_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    assert stopped(str(tmp_path / "empty.pdf")).startswith("--attach: the file is empty")


def test_a_file_of_many_gigabytes_is_refused_unread_with_its_limit(tmp_path: Path) -> None:
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(LARGEST + 1)
    line = stopped(str(tmp_path / "disk.img"))
    assert f"the file has {LARGEST + 1} bytes, the most is {LARGEST}" in line


def test_a_file_as_large_as_may_be_is_read(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"12345")
    assert measure(str(tmp_path / "scan.pdf"), largest=5).size == 5
    assert "the most is 4" in stopped(str(tmp_path / "scan.pdf"), largest=4)


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert stopped(str(tmp_path / "pipe")) == "--attach: is no file; name one file"
    assert stopped("/dev/zero") == "--attach: is no file; name one file"
    assert "No such file" in stopped(str(tmp_path / "none"))
    assert "Is a directory" in stopped(str(tmp_path)) or "is no file" in stopped(str(tmp_path))
    assert "is not the name of a file" in stopped("a\0b", option="--original")


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "growing.log"
    file.write_bytes(b"x" * 10)
    digest = hashlib.sha256

    class Disturbed:
        """Whenever a piece is hashed, somebody writes another line."""

        def __init__(self) -> None:
            self.inner = digest()

        def update(self, piece: bytes) -> None:
            self.inner.update(piece)
            with file.open("ab") as log:
                log.write(b"y")

        def hexdigest(self) -> str:
            return self.inner.hexdigest()

    monkeypatch.setattr("cli.attachments.hashlib.sha256", Disturbed)
    assert "changed while it was read" in stopped(str(file))


def test_name_and_hash_are_filled_into_what_takes_a_file() -> None:
    said: dict[str, Any] = {"evidence": "e1", "action": "a1"}
    attach(commands()["submit_evidence"], said, FILE)
    assert (said["file_name"], said["file_sha256"]) == ("log.pdf", "a" * 64)
    said = {"letter": "l", "proof": "courier slip"}
    attach(commands()["record_delivery"], said, FILE)
    assert (said["proof"], said["proof_sha256"]) == ("courier slip", "a" * 64)


def test_a_hash_given_by_hand_must_be_that_of_the_file() -> None:
    with pytest.raises(Stop, match="file_sha256: is not the hash of the attached file"):
        attach(commands()["submit_evidence"], {"file_sha256": "b" * 64}, FILE)


def test_a_command_that_takes_no_file_says_so() -> None:
    with pytest.raises(Stop, match="--attach: contact_note takes no file"):
        attach(commands()["contact_note"], {}, FILE)
