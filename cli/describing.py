"""What a command asks to be told: its fields, read off its model, in words for a terminal."""

from collections.abc import Iterator
from typing import Any, NamedTuple

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


class Field(NamedTuple):
    """A field of a command: its path, what it holds, whether it may be left out, how to give it."""

    name: str
    holds: str
    required: bool
    hint: str = ""


def fields(model: type[Body]) -> tuple[Field, ...]:
    """Return the fields of a command, those of inner objects below their own name."""
    schema = model.model_json_schema()
    return tuple(_fields(schema, schema.get("$defs", {}), ""))


def _fields(schema: dict[str, Any], defs: dict[str, Any], prefix: str) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, said in schema.get("properties", {}).items():
        if name == "carrier_reference":
            continue  # the desk's own
        path = f"{prefix}{name}"
        hint = _LISTED.get(name, "") or ("" if prefix else _NAMED.get(name, ""))
        holds = _resolved(said, defs)
        inner = _object_in(holds, defs)
        yield Field(path, _holds(holds, defs), name in required, hint)
        if inner is not None:
            listed = holds.get("type") == "array"
            yield from _fields(inner, defs, f"{path}{'[]' if listed else ''}.")


def _resolved(said: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """Follow references and leave out the null of what may be left out."""
    if "$ref" in said:
        return _resolved(defs[said["$ref"].rpartition("/")[2]], defs)
    choices = [each for each in said.get("anyOf", ()) if each.get("type") != "null"]
    return _resolved(choices[0], defs) if len(choices) == 1 else said


def _object_in(said: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any] | None:
    holds = _resolved(said["items"], defs) if said.get("type") == "array" else said
    return holds if "properties" in holds else None


def _holds(said: dict[str, Any], defs: dict[str, Any]) -> str:
    if "oneOf" in said:
        kinds = [_resolved(each, defs)["properties"]["kind"]["const"] for each in said["oneOf"]]
        return f"one of the documents {', '.join(kinds)}"
    if "enum" in said:
        return f"one of {', '.join(str(value) for value in said['enum'])}"
    if said.get("type") == "array":
        return f"a list: {_holds(_resolved(said['items'], defs), defs)}"
    return {
        "object": "an object",
        "boolean": "true or false",
        "integer": "a whole number",
        "string": {"date": "a day, 2026-11-20", "date-time": "an instant with its zone"}.get(
            said.get("format", ""), "text"
        ),
    }.get(said.get("type", ""), "text")
