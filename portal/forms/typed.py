"""What somebody typed into a form, and the body of a command that it says.

A field of a form is called by its path in the body: ``content.actions.0.due``. A row of a list that
is a group sends its own path besides, so that an empty row stays where it is. Where a document is
chosen, its hash comes with it: ``name#hash``.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.body_fields import BodyField, Kind, body_fields
from casework.commands import Body, commands

HASH_OF = {"letter": "letter_sha256", "document": "sha256", "stage_plan": "stage_plan_sha256"}
"""Fields that name a document, and the field for the hash that was read."""

_MOST_ROWS = 500
_INDEX = re.compile(r"[0-9]{1,4}")
_NOTHING = object()


class Typed:
    """Fields of a form by their paths, each with all that was sent under it."""

    def __init__(self, sent: Iterable[tuple[str, str]] = ()) -> None:
        self._sent: dict[str, list[str]] = {}
        for path, value in sent:
            self._sent.setdefault(path, []).append(value)

    def one(self, path: str) -> str:
        """Return what was typed into a field, empty where nothing was."""
        return self._sent.get(path, [""])[-1]

    def every(self, path: str) -> list[str]:
        """Return all that was ticked."""
        return [value for value in self._sent.get(path, []) if value]

    def said(self, path: str) -> bool:
        """Whether the form had this field."""
        return path in self._sent

    def items(self) -> list[tuple[str, str]]:
        """Return all fields, to send them along."""
        return [(path, value) for path, values in self._sent.items() for value in values]

    def rows(self, path: str) -> list[int]:
        """Return the numbers of the rows of a list, in order."""
        start = f"{path}."
        found = {
            int(number)
            for name in self._sent
            if name.startswith(start)
            and _INDEX.fullmatch(number := name[len(start) :].partition(".")[0])
        }
        return sorted(found)[:_MOST_ROWS]

    def add_row(self, path: str, *, default: Mapping[str, str] | None = None) -> None:
        """Put an empty row at the end of a list."""
        rows = self.rows(path)
        place = f"{path}.{rows[-1] + 1 if rows else 0}"
        self._sent[place] = [""]
        for name, value in (default or {}).items():
            self._sent[f"{place}.{name}"] = [value]

    def remove_row(self, path: str) -> None:
        """Take a row away, with all that is in it."""
        for name in [name for name in self._sent if name == path or name.startswith(f"{path}.")]:
            del self._sent[name]

    def fill(self, path: str, value: Any, zone: str) -> None:
        """Type what a body says, where nothing was typed."""
        if isinstance(value, Mapping):
            self._sent.setdefault(path, [""])
            for name, inner in value.items():
                self.fill(f"{path}.{name}" if path else name, inner, zone)
        elif isinstance(value, list | tuple):
            if value and not isinstance(value[0], Mapping):
                self._sent.setdefault(path, [str(one) for one in value])
            for number, inner in enumerate(value):
                self.fill(f"{path}.{number}", inner, zone)
        elif value is not None:
            self._sent.setdefault(path, [_as_typed(value, zone)])


def _as_typed(value: Any, zone: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        return local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")
    return str(value)


class Said:
    """A body made of what was typed; ``places`` leads from its fields to those of the form."""

    def __init__(self, model: type[Body], typed: Typed, zone: str) -> None:
        self.typed = typed
        self.zone = zone
        self.places: dict[str, str] = {}
        self.body: dict[str, Any] = self._group(body_fields(model), "", "")

    def place(self, steps: tuple[str, ...]) -> str:
        """Return the path in the form of a field of the body, or of what it lies in."""
        for length in range(len(steps), 0, -1):
            found = self.places.get(".".join(steps[:length]))
            if found is not None:
                return ".".join((found, *steps[length:]))
        return ".".join(steps)

    def _group(self, fields: Iterable[BodyField], path: str, place: str) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for field in fields:
            value = self._value(field, _below(path, field.name), _below(place, field.name))
            if value is not _NOTHING:
                said[field.name] = value
        for name, sha256 in HASH_OF.items():
            value = said.get(name)
            if isinstance(value, str) and "#" in value:
                said[name], _, said[sha256] = value.partition("#")
        return said

    def _value(self, field: BodyField, path: str, place: str) -> Any:
        self.places[place] = path
        match field.kind:
            case Kind.GROUP:
                return self._said_group(field, path, place)
            case Kind.LIST:
                return self._list(field, path, place)
            case Kind.ONE_OF:
                kind = self.typed.one(f"{path}.kind")
                group = dict(field.kinds).get(kind)
                return _NOTHING if group is None else self._group(group.fields, path, place)
            case Kind.WORDS:
                model = commands().get(self.typed.one("filing"))
                return {} if model is None else self._group(body_fields(model), path, place)
            case Kind.YES_NO:
                return {"yes": True, "no": False}.get(self.typed.one(path), _NOTHING)
            case Kind.INSTANT:
                return self._instant(self.typed.one(path).strip())
        return self.typed.one(path).strip() or _NOTHING

    def _said_group(self, field: BodyField, path: str, place: str) -> Any:
        said = self._group(field.fields, path, place)
        return said if field.required or _says(field, said) else _NOTHING

    def _list(self, field: BodyField, path: str, place: str) -> Any:
        assert field.of is not None  # a list holds something
        ticked = self.typed.every(path)
        said: list[Any] = []
        if ticked:
            said = [_benefit_at(one) if field.of.kind is Kind.GROUP else one for one in ticked]
        else:
            rows = self.typed.rows(path)
            for number in rows:
                into = f"{place}.{len(said)}"
                value = self._value(field.of, f"{path}.{number}", into)
                last = field.required and number == rows[-1] and not said
                if value is not _NOTHING and (last or _says(field.of, value)):
                    said.append(value)
        return said if said or field.required else _NOTHING

    def _instant(self, text: str) -> Any:
        if not text:
            return _NOTHING
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return text
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(self.zone))).isoformat()


def _says(field: BodyField, value: Any) -> bool:
    """Whether somebody said anything here, beyond what stands in an untouched form."""
    if field.kind is not Kind.GROUP:
        return value not in (_NOTHING, "", [], {})
    inner = {one.name: one for one in field.fields}
    return any(
        _says(inner[name], said) and said != inner[name].default
        for name, said in value.items()
        if name in inner and name != "id"  # the form has filled that in
    )


def _benefit_at(item: str) -> dict[str, str]:
    benefit, _, place = item.partition("@")
    return {"benefit": benefit, "place": place}


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
