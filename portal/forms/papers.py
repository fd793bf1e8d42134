"""What is read before it is signed: a letter as it will be printed, a document as it is on file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.bilingual import Language
from casework.body_fields import BodyField, Kind, body_fields
from casework.commands import model_of
from portal.forms import words
from portal.forms.words import document_kind, yes_no
from reading.filed import Filed
from reading.printed_letters import Printed


@dataclass(frozen=True)
class Line:
    """A line of a document: what it is called, what it says, and the lines within it."""

    label: str
    says: str
    inner: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Paper:
    """Something to be signed; ``sha256`` is of what is shown.

    A letter has its text in each language, a document its lines.
    """

    name: str
    kind: str
    sha256: str
    texts: tuple[tuple[Language, str], ...] = ()
    lines: tuple[Line, ...] = ()


def printed(letter: Printed) -> Paper:
    """Return a letter as it will be printed."""
    return Paper(letter.name, "", letter.sha256, texts=tuple(letter.parts.items()))


def written(filed: Filed, language: Language) -> Paper:
    """Return a document as it is on file."""
    kinds = next(one.kinds for one in body_fields(model_of("file_draft")) if one.kinds)
    group = dict(kinds).get(filed.kind)
    fields = group.fields if group is not None else ()
    return Paper(
        filed.name,
        document_kind(filed.kind).in_(language),
        filed.sha256,
        lines=_lines(fields, filed.content, language),
    )


def _lines(
    fields: tuple[BodyField, ...], content: Mapping[str, Any], language: Language
) -> tuple[Line, ...]:
    return tuple(
        _line(field, content[field.name], language)
        for field in fields
        if field.name != "kind" and content.get(field.name) not in (None, [], "")
    )


def _line(field: BodyField, value: Any, language: Language, number: int = 0) -> Line:
    label = words.label(field).in_(language)
    if number:
        label = f"{label} {number}"
    if field.of is not None and isinstance(value, list | tuple):
        of = field.of
        rows = (_line(of, one, language, place) for place, one in enumerate(value, start=1))
        return Line(label, "", tuple(rows))
    if isinstance(value, Mapping):
        return Line(label, "", _lines(field.fields, value, language))
    if isinstance(value, bool):
        return Line(label, dict(yes_no(language))["yes" if value else "no"])
    if field.kind is Kind.CHOICE:
        return Line(label, words.choice(field, str(value)).in_(language))
    return Line(label, str(value))
