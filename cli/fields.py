"""A command's body from ``--field name=value`` and ``--file``: JSON where it parses, else text."""

import json
import sys
from pathlib import Path
from typing import Any

from cli.exits import BAD_INPUT, Stop

LARGEST = 2_000_000
"""Bytes of a command's file; what is larger is evidence, and evidence is not typed in."""


def body(fields: list[str] | None, file: str | None) -> dict[str, Any]:
    """Return the body of a command. ``-`` reads standard input; fields win over the file."""
    said = _from_file(file) if file else {}
    for field in fields or ():
        name, equals, value = field.partition("=")
        if not equals or not name:
            raise Stop(BAD_INPUT, f"--field: write name=value, not {field[:60]!r}")
        _set(said, name.split("."), _value(value))
    return said


def _from_file(file: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read(LARGEST + 1) if file == "-" else _read(Path(file))
        said = json.loads(text)
    except OSError as error:
        raise Stop(BAD_INPUT, f"--file: {error.strerror or 'cannot be read'}") from None
    except (ValueError, RecursionError):
        raise Stop(BAD_INPUT, "--file: is not JSON in UTF-8") from None
    if not isinstance(said, dict):
        raise Stop(BAD_INPUT, "--file: must hold one JSON object")
    return said


def _read(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise Stop(BAD_INPUT, f"--file: is larger than {LARGEST} bytes")
    return path.read_text(encoding="utf-8")


def _value(text: str) -> Any:
    if text[:1] in '[{"' or text in ("true", "false", "null"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text


def _set(said: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        inner = said.setdefault(name, {})
        if not isinstance(inner, dict):
            raise Stop(BAD_INPUT, f"--field: {name} is not an object")
        said = inner
    said[path[-1]] = value
