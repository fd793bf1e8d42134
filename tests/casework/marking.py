"""Walks in which every text that a person may write bears a marker of its own.

Which fields those are is read from the models of the commands: what takes running text or a line,
and no name of a thing, day, hash or mail address. So a new field of a command is marked, too.
"""

import copy
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any

import pytest
from pydantic import ValidationError

from casework.commands import model_of
from casework.events import Event
from casework.refusal import Refusal
from casework.roles import Actor
from tests.casework.walk import Walk

MARKER = "Zq7"
"""Every marker begins so; nothing else in this project does."""

_LENGTHS = (300, 20_000)
"""Of a line, and of running text (``casework.text``)."""

Schema = dict[str, Any]
Place = tuple[str | int, ...]
Spot = tuple[Place, str]
"""Where in a body, and the name of the field."""

TELLING = frozenset({"answer_lesson.text", "file_visit_report.actions_required[]"})
"""Fields that say something to the rules by being there at all: left as a walk has them."""

NAMING = (".earlier[]", ".other_case", ".carrier_reference")
"""Fields that name another case, or a carrier by the desk's own reference: no text of a person."""


@cache
def _schema(act: str) -> Schema:
    return model_of(act).model_json_schema()


def text_fields(act: str) -> set[str]:
    """Every field of a command that takes text, as ``act.field[].field``."""
    schema = _schema(act)
    return {
        f"{act}{name}"
        for name in _fields(schema, schema.get("$defs", {}), "")
        if not name.endswith(NAMING)
    }


class Marks:
    """``planted`` has the markers by the fields that they were planted in."""

    def __init__(self) -> None:
        self.planted: dict[str, list[str]] = {}
        self._numbers = count(1)

    def do(
        self, plainly: Any, walk: Walk, actor: Actor, act: str, body: dict[str, Any]
    ) -> tuple[Event, ...] | Refusal:
        """Give a command with a marker wherever the rules leave the text to who writes it."""
        schema = _schema(act)
        places = list(_places(schema, schema.get("$defs", {}), body, ()))
        places = [each for each in places if f"{act}{each[1]}" not in TELLING]
        places = [each for each in places if not each[1].endswith(NAMING)]
        markers = [f"{MARKER}{next(self._numbers):05d}q" for _ in places]
        good = list(zip(places, markers, strict=True))
        found = self._tried(plainly, walk, actor, act, _planted(body, good))
        if found is None:
            good = []
            for each in zip(places, markers, strict=True):
                asked = copy.copy(walk)
                asked.batches = list(walk.batches)
                more = [*good, each]
                if self._tried(plainly, asked, actor, act, _planted(body, more)) is not None:
                    good = more
            found = plainly(walk, actor, act, **_planted(body, good))
        if not isinstance(found, Refusal):
            for (_, field), marker in good:
                self.planted.setdefault(f"{act}{field}", []).append(marker)
        return found

    @staticmethod
    def _tried(
        plainly: Any, walk: Walk, actor: Actor, act: str, body: dict[str, Any]
    ) -> tuple[Event, ...] | None:
        """What comes of it; None where the rules do not take that, which changes nothing."""
        try:
            found: tuple[Event, ...] | Refusal = plainly(walk, actor, act, **body)
        except (ValidationError, AssertionError):
            return None
        return None if isinstance(found, Refusal) else found


@contextmanager
def marked_walks() -> Iterator[Marks]:
    """Mark whatever is said in any walk while the block runs; what ways keep is walked anew."""
    marks, plainly = Marks(), Walk.do

    def do(walk: Walk, actor: Actor, act: str, /, **body: Any) -> tuple[Event, ...] | Refusal:
        return marks.do(plainly, walk, actor, act, body)

    _forget_ways()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Walk, "do", do)
            yield marks
    finally:
        _forget_ways()


def _forget_ways() -> None:
    for name, module in list(sys.modules.items()):
        for made in vars(module).values() if name.startswith("tests.casework.ways_of_") else ():
            if hasattr(made, "cache_clear"):
                made.cache_clear()


def _planted(body: dict[str, Any], marks: Sequence[tuple[Spot, str]]) -> dict[str, Any]:
    """The body with each marker at the end of the text at its place, which may be missing."""
    planted = copy.deepcopy(body)
    for (place, _), marker in marks:
        inner: Any = planted
        way: tuple[Any, ...] = place[:-1]
        last: Any = place[-1]
        for step in way:
            if isinstance(inner, dict) and isinstance(inner.get(step, ()), tuple):
                inner[step] = list(inner.get(step, ()))
            inner = inner[step]
        if isinstance(inner, list) and last == len(inner):
            inner.append(marker)
            continue
        before = inner[last] if last in inner or isinstance(inner, list) else None
        inner[last] = f"{before} {marker}" if before else marker
    return planted


def _places(
    schema: Schema, defs: Schema, value: Any, way: Place, field: str = ""
) -> Iterator[Spot]:
    """Where text is or may be in a body, each with the name of its field."""
    schema = _chosen(schema, defs, value)
    if _is_text(schema):
        yield way, field
    elif schema.get("type") == "array" and isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _places(schema["items"], defs, inner, (*way, number), f"{field}[]")
    elif isinstance(value, dict):
        for name, below in schema.get("properties", {}).items():
            inner = value.get(name)
            if inner is None and not _takes_text(below, defs):
                if _takes_lines(below, defs):
                    yield (*way, name, 0), f"{field}.{name}[]"
                continue
            yield from _places(below, defs, inner, (*way, name), f"{field}.{name}")


def _fields(schema: Schema, defs: Schema, field: str) -> Iterator[str]:
    """Every text field of a schema, however deep."""
    for each in _alternatives(schema, defs):
        if _is_text(each):
            yield field
        if each.get("type") == "array":
            yield from _fields(each.get("items", {}), defs, f"{field}[]")
        for name, below in each.get("properties", {}).items():
            yield from _fields(below, defs, f"{field}.{name}")


def _chosen(schema: Schema, defs: Schema, value: Any) -> Schema:
    """The alternative that a value is of; for what is missing, the one that takes text."""
    alternatives = list(_alternatives(schema, defs))
    if isinstance(value, dict):
        return next(
            (
                each
                for each in alternatives
                if set(value) <= set(each.get("properties", {}))
                and each["properties"].get("kind", {}).get("const") in (None, value.get("kind"))
            ),
            {},
        )
    if isinstance(value, list | tuple):
        return next((each for each in alternatives if each.get("type") == "array"), {})
    if value is None or isinstance(value, str):
        return next((each for each in alternatives if _is_text(each)), {})
    return {}


def _alternatives(schema: Schema, defs: Schema) -> Iterator[Schema]:
    while "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    several = schema.get("anyOf") or schema.get("oneOf")
    if several is None:
        yield schema
        return
    for each in several:
        yield from _alternatives(each, defs)


def _takes_text(schema: Schema, defs: Schema) -> bool:
    return any(_is_text(each) for each in _alternatives(schema, defs))


def _takes_lines(schema: Schema, defs: Schema) -> bool:
    """Whether a field is a list of texts, or may be one."""
    lists = [each for each in _alternatives(schema, defs) if each.get("type") == "array"]
    return any(_takes_text(each.get("items", {}), defs) for each in lists)


def _is_text(schema: Schema) -> bool:
    plain = not schema.keys() & {"pattern", "enum", "const", "format"}
    return schema.get("type") == "string" and plain and schema.get("maxLength") in _LENGTHS
