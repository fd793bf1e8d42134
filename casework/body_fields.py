"""What a command asks to be told, as a tree of fields read off its model: the one source of forms.

A terminal lists these fields, a page makes a form of them. Nothing is said here in words.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from casework.commands import Body, commands
from casework.commands.suspension import Opening


class Kind(StrEnum):
    """What a field holds."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    GROUP = "group"
    LIST = "list"
    ONE_OF = "one_of"
    WORDS = "words"


@dataclass(frozen=True)
class BodyField:
    """A field: its name and what it holds; ``required`` unless it may be left out.

    ``model`` is the command or the model that has the field. ``choices`` are the values of an
    enumeration with the name ``enum``. ``fields`` are those of a group, ``of`` is what a list
    holds, ``kinds`` are the groups of which one is said, by their ``kind``. ``words`` is what
    another command says. ``longest`` counts characters or items; ``low`` and ``high`` bound a
    number.
    """

    name: str
    kind: Kind
    model: str
    required: bool = True
    default: Any = None
    enum: str = ""
    choices: tuple[str, ...] = ()
    fields: tuple["BodyField", ...] = ()
    of: "BodyField | None" = None
    kinds: tuple[tuple[str, "BodyField"], ...] = ()
    low: int | None = None
    high: int | None = None
    longest: int | None = None


_LONG = 1000
"""Characters from which on a text is written in several lines."""

_DESKS_OWN = ("carrier_reference", "earlier")
"""What the desk says in an opening, whatever was sent."""


@cache
def body_fields(model: type[Body]) -> tuple[BodyField, ...]:
    """Return the fields of a command, in its order; what the desk says itself is left out."""
    schema = model.model_json_schema()
    left_out = _DESKS_OWN if issubclass(model, Opening) else ()
    found = _fields(schema, schema.get("$defs", {}), model.act)
    return tuple(field for field in found if field.name not in left_out)


def _fields(schema: dict[str, Any], defs: dict[str, Any], model: str) -> tuple[BodyField, ...]:
    required = schema.get("required", [])
    return tuple(
        _field(name, said, defs, model, required=name in required)
        for name, said in schema.get("properties", {}).items()
    )


def _field(
    name: str, said: dict[str, Any], defs: dict[str, Any], model: str, *, required: bool
) -> BodyField:
    holds, called = _resolved(said, defs)
    about: dict[str, Any] = {
        "name": name,
        "model": model,
        "required": required,
        "default": said.get("default"),
        "enum": called,
    }
    if "oneOf" in holds:
        kinds = [_resolved(each, defs) for each in holds["oneOf"]]
        return BodyField(
            kind=Kind.ONE_OF,
            kinds=tuple(
                (
                    group["properties"]["kind"]["const"],
                    BodyField(**about, kind=Kind.GROUP, fields=_fields(group, defs, group_name)),
                )
                for group, group_name in kinds
            ),
            **about,
        )
    if "enum" in holds or "const" in holds:
        values = tuple(str(value) for value in holds.get("enum", [holds.get("const")]))
        return BodyField(kind=Kind.CHOICE, choices=values, **about)
    if "properties" in holds:
        return BodyField(kind=Kind.GROUP, fields=_fields(holds, defs, called), **about)
    match holds.get("type"):
        case "array":
            item = _field(name, holds["items"], defs, model, required=True)
            many = holds.get("maxItems")
            return BodyField(
                kind=Kind.LIST, of=item, low=holds.get("minItems"), longest=many, **about
            )
        case "object":
            return BodyField(kind=Kind.WORDS, **about)
        case "boolean":
            return BodyField(kind=Kind.YES_NO, **about)
        case "integer":
            low, high = holds.get("minimum"), holds.get("maximum")
            return BodyField(kind=Kind.NUMBER, low=low, high=high, **about)
    longest = holds.get("maxLength")
    return BodyField(kind=_text_kind(holds), longest=longest, **about)


def _text_kind(holds: dict[str, Any]) -> Kind:
    match holds.get("format"):
        case "date":
            return Kind.DAY
        case "date-time":
            return Kind.INSTANT
    return Kind.TEXT if (holds.get("maxLength") or 0) > _LONG else Kind.LINE


def _resolved(said: dict[str, Any], defs: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Follow references and leave out the null of what may be left out; with the model's name."""
    if "$ref" in said:
        name = said["$ref"].rpartition("/")[2]
        return defs[name], name
    choices = [each for each in said.get("anyOf", ()) if each.get("type") != "null"]
    return _resolved(choices[0], defs) if len(choices) == 1 else (said, "")


def paper_filings() -> tuple[str, ...]:
    """Return the commands that may be entered for a carrier from paper."""
    return tuple(
        act
        for act, model in commands().items()
        if act != "record_received" and not issubclass(model, Opening)
    )
