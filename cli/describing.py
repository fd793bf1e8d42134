"""What a command asks to be told: its fields, read off its model, in words for a terminal."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casework.body_fields import BodyField, Kind, body_fields
from casework.commands import Body

_NAMED = {
    "letter_sha256": "--letter NAME takes it from the record",
    "sha256": "--document NAME takes it from the record",
    "file_sha256": "--attach FILE works it out",
    "proof_sha256": "--attach FILE works it out",
    "rests_on": "--rests-on NAME takes it from the record",
    "content": "--content FILE",
}


_LISTED = {
    "carrier": "`reference carriers` lists them",
    "port": "`reference crossings` lists them",
    "place": "all, or one of `reference crossings`",
    "office": "`reference offices` lists them",
    "benefit": "`reference benefits` lists them",
    "criterion": "`criteria list` shows them",
    "criteria": "`criteria list` shows them",
    "sector": "`reference sectors` lists them",
    "description": "a reference instead of the name of a stowaway or of a crew member",
}

_HOLDS = {
    Kind.GROUP: "an object",
    Kind.WORDS: "an object",
    Kind.YES_NO: "true or false",
    Kind.NUMBER: "a whole number",
    Kind.DAY: "a day, 2026-11-20",
    Kind.INSTANT: "an instant with its zone",
}


class Field(NamedTuple):
    """A field of a command: its path, what it holds, whether it may be left out, how to give it."""

    name: str
    holds: str
    required: bool
    hint: str = ""


def fields(model: type[Body]) -> tuple[Field, ...]:
    """Return the fields of a command, those of inner objects below their own name."""
    return tuple(_fields(body_fields(model), ""))


def _fields(found: Iterable[BodyField], prefix: str) -> Iterator[Field]:
    for field in found:
        path = f"{prefix}{field.name}"
        hint = _LISTED.get(field.name, "") or ("" if prefix else _NAMED.get(field.name, ""))
        yield Field(path, _holds(field), field.required, hint)
        if field.of is not None:
            yield from _fields(field.of.fields, f"{path}[].")
        else:
            yield from _fields(field.fields, f"{path}.")


def _holds(field: BodyField) -> str:
    if field.kind is Kind.ONE_OF:
        return f"one of the documents {', '.join(kind for kind, _ in field.kinds)}"
    if field.kind is Kind.CHOICE:
        return f"one of {', '.join(field.choices)}"
    if field.of is not None:
        return f"a list: {_holds(field.of)}"
    return _HOLDS.get(field.kind, "text")
