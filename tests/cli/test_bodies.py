"""A command's body is put together from fields and files; what is not right says which and why."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from casework.commands import commands
from cli.bodies import LARGEST, assembled, checked, model_named
from cli.exits import BAD_INPUT, Stop


def stopped(*arguments: Any) -> str:
    with pytest.raises(Stop) as stop:
        assembled(*arguments)
    assert stop.value.code == BAD_INPUT
    return stop.value.line


def test_fields_are_text_unless_they_are_lists_or_objects() -> None:
    said = assembled(
        ["port=2304", "days=90", "text=[sic] true", 'scope=[{"benefit":"x"}]', "a.b.c=d=e"], None
    )
    assert said == {
        "port": "2304",
        "days": "90",
        "text": "[sic] true",
        "scope": [{"benefit": "x"}],
        "a": {"b": {"c": "d=e"}},
    }


def test_the_model_knows_what_is_a_number_and_what_is_true() -> None:
    said = assembled(["letter=l", "letter_sha256=" + "0" * 64, "days=30", "reason=r"], None)
    assert checked(model_named("extend_term"), said).model_dump()["days"] == 30
    said = assembled(["passed=true"], None)
    assert checked(model_named("file_visit_report"), said).model_dump()["passed"] is True


def test_fields_win_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_text('\ufeff{"text": "from the file", "note": "kept"}', encoding="utf-8")
    assert assembled(["text=typed"], str(file)) == {"text": "typed", "note": "kept"}


def test_toml_is_easier_to_write_and_says_the_same(tmp_path: Path) -> None:
    file = tmp_path / "letter.toml"
    file.write_text(
        'kind = "letter"\nday = 2026-03-02\nat = 2026-03-02T10:00:00-06:00\n'
        'reasons.en = """One.\nTwo."""\nreasons.es = "Uno."\n',
        encoding="utf-8",
    )
    assert assembled(["document=l"], None, str(file)) == {
        "document": "l",
        "content": {
            "kind": "letter",
            "day": "2026-03-02",
            "at": "2026-03-02T10:00:00-06:00",
            "reasons": {"en": "One.\nTwo.", "es": "Uno."},
        },
    }


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "ni\xc3\xb1o"}')))
    assert assembled(None, "-") == {"text": "niño"}
    assert "can be read once only" in stopped(None, "-", "-")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is not JSON in UTF-8"),
        (b"{", "is not JSON in UTF-8"),
        (b"[]", "must hold one object"),
        (b'{"a": 1, "a": 2}', "a name is there twice in one object"),
        (b'{"a": NaN}', "is not JSON"),
        (b'{"a": "\xff"}', "is not a file of text in UTF-8"),
        (b"[" * 200_000, "is not JSON"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "is not JSON"),
        (b"x" * (LARGEST + 1), "is larger than 256 KiB"),
    ],
)
def test_a_file_that_is_no_body_is_refused(content: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / "body.json"
    file.write_bytes(content)
    assert why in stopped(None, str(file))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "--file: No such file" in stopped(None, str(tmp_path / "none.json"))
    assert "--file: Is a directory" in stopped(None, str(tmp_path))
    assert "--file: is not a file of text" in stopped(None, "a\0b")


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("text", "write name=value"),
        ("=x", "write name=value"),
        ("a..b=x", "write name=value"),
    ],
)
def test_a_field_without_a_name_or_a_value_is_refused(field: str, why: str) -> None:
    assert why in stopped([field], None)


def test_a_field_is_given_once_and_is_an_object_or_is_not() -> None:
    assert "--field: text is given twice" in stopped(["text=a", "text=b"], None)
    assert "--field: a is not an object" in stopped(["a=x", "a.b=y"], None)


def test_an_unknown_command_is_told_what_was_meant() -> None:
    with pytest.raises(Stop, match="did you mean submit_plan") as stop:
        model_named("submit_paln")
    assert stop.value.code == BAD_INPUT
    with pytest.raises(Stop, match="`commands CASE` lists them"):
        model_named("xyzzy")
    with pytest.raises(Stop, match="there is no command 'lapse'"):
        model_named("lapse")


def test_a_body_that_is_wrong_names_the_first_fields() -> None:
    with pytest.raises(Stop) as stop:
        checked(commands()["open_case"], {f"x{number}": 1 for number in range(50)})
    assert stop.value.code == BAD_INPUT
    assert stop.value.line.startswith("carrier: is missing; give it; ")
    assert stop.value.line.endswith(" more")
    assert len(stop.value.line) < 600
