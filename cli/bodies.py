"""A command's body put together from ``--field``, ``--file`` and ``--content``.

A file is JSON, or TOML where its name ends so. Values of fields are text, and lists or objects
where they are written as JSON; the command's model knows what is a number or a day.
"""

import json
import sys
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.bad_input import problems
from casework.commands import Body, commands
from cli.exits import BAD_INPUT, Stop, bad_input

LARGEST = 256 * 1024
"""Bytes of a command's file: what the desk takes. What is larger is evidence, and is attached."""


def assembled(
    fields: Sequence[str] | None, file: str | None, content: str | None = None
) -> dict[str, Any]:
    """Return the body of a command. ``-`` reads standard input; fields win over the file."""
    if file == "-" and content == "-":
        raise Stop(BAD_INPUT, "--content: standard input can be read once only")
    said = _object(file, "--file") if file else {}
    if content:
        said["content"] = _object(content, "--content")
    given: set[str] = set()
    for field in fields or ():
        name, equals, value = field.partition("=")
        if not equals or not all(name.split(".")):
            raise Stop(BAD_INPUT, f"--field: write name=value, not {field[:60]!r}")
        if name in given:
            raise Stop(BAD_INPUT, f"--field: {name[:60]} is given twice")
        given.add(name)
        _set(said, name.split("."), _value(value))
    return said


def model_named(act: str) -> type[Body]:
    """Return the model of a command. Ends with the list of commands where there is none."""
    model = commands().get(act)
    if model is None:
        close = get_close_matches(act, commands(), n=3)
        meant = f"did you mean {' or '.join(close)}?" if close else "`commands CASE` lists them"
        raise Stop(BAD_INPUT, f"there is no command {act[:60]!r}; {meant}")
    return model


def checked(model: type[Body], said: dict[str, Any]) -> Body:
    """Return a body as its model. Ends naming each field that is wrong, and what to do."""
    try:
        return model.model_validate(said)
    except ValidationError as error:
        raise bad_input(problems(error)) from None
    except RecursionError:
        raise Stop(BAD_INPUT, "the body is nested too deeply") from None


def _object(name: str, option: str) -> dict[str, Any]:
    text = _read(name, option)
    kind = "TOML" if name.endswith(".toml") else "JSON"
    try:
        said = _toml(text) if kind == "TOML" else _json(text)
    except (ValueError, RecursionError) as error:
        why = f" ({error})" if isinstance(error, _Twice | json.JSONDecodeError) else ""
        raise Stop(BAD_INPUT, f"{option}: is not {kind} in UTF-8{why}") from None
    if not isinstance(said, dict):
        raise Stop(BAD_INPUT, f"{option}: must hold one object")
    return said


def _read(name: str, option: str) -> str:
    try:
        if name == "-":
            found = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                found = file.read(LARGEST + 1)
        if len(found) > LARGEST:
            raise Stop(
                BAD_INPUT,
                f"{option}: is larger than {LARGEST // 1024} KiB; attach long papers (--attach)",
            )
        return found.decode("utf-8-sig")
    except OSError as error:
        raise Stop(BAD_INPUT, f"{option}: {error.strerror or 'cannot be read'}") from None
    except ValueError:
        raise Stop(BAD_INPUT, f"{option}: is not a file of text in UTF-8") from None


class _Twice(ValueError):
    """A name is there twice in one object."""


def _json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice("a name is there twice in one object")
    return found


def _no_number(_name: str) -> Any:
    raise ValueError("no number of JSON")


def _toml(text: str) -> Any:
    return _as_json(tomllib.loads(text))


def _as_json(value: Any) -> Any:
    """Return what TOML holds as JSON would: days and instants as text."""
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def _value(text: str) -> Any:
    if text[:1] in ("[", "{"):
        try:
            return _json(text)
        except (ValueError, RecursionError):
            return text
    return text


def _set(said: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        inner = said.setdefault(name, {})
        if not isinstance(inner, dict):
            raise Stop(BAD_INPUT, f"--field: {name[:60]} is not an object")
        said = inner
    said[path[-1]] = value
