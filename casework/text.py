"""The kinds of text that a person may send: bounded, printable, and safe to show anywhere."""

import unicodedata
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
)

_Day = TypeVar("_Day", bound=date)

_LINE_BREAKS = frozenset("\n\t")
_REFUSED = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Control, invisible and direction characters, surrogates, private ones, separators
of lines: nothing that a reader cannot see, or that turns around what he sees."""


def _one_kind_of_line_break(value: Any) -> Any:
    """Write line breaks as a text pasted from anywhere would have them in a file here."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _printable(value: str) -> str:
    """Refuse what is not seen, or turns the reading direction around."""
    for place, character in enumerate(value, start=1):
        if character in _LINE_BREAKS:
            continue
        if unicodedata.category(character) in _REFUSED:
            name = unicodedata.name(character, "a control character")
            raise ValueError(
                f"holds U+{ord(character):04X} ({name}) at place {place}; "
                "paste it as plain text without formatting"
            )
    return value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("must be a single line")
    return value


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=20_000),
    BeforeValidator(_one_kind_of_line_break),
    AfterValidator(_printable),
]
"""Running text, at most 20,000 characters."""

Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    AfterValidator(_printable),
    AfterValidator(_one_line),
]
"""One line, at most 300 characters."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,63}$")]
"""A short name for a thing within one case: lower-case letters, digits, dots and dashes."""

CaseId = Annotated[str, StringConstraints(pattern=r"^case-[0-9a-f]{1,12}$")]
"""The id of a case, as the desk makes it: it becomes part of ids that everybody may read, so it is
nothing that a person could write words in."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in hexadecimal."""

Scac = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}$")]
"""A Standard Carrier Alpha Code: 2–4 letters, for railroads their AAR mark (domain.md 4)."""

Address = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
    ),
]
"""A mail address, plain ASCII form."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
"""Years that a case can speak of; what lies outside is a slip of the finger."""


def _written_as(pattern: str) -> BeforeValidator:
    """Refuse numbers where a day or an instant is meant: nobody can see what they count from."""

    def check(value: Any) -> Any:
        if (isinstance(value, str) and "-" in value) or isinstance(value, date):
            return value
        raise ValueError(f"write it as {pattern}")

    return BeforeValidator(check)


def _in_our_time(value: _Day) -> _Day:
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise ValueError(f"lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return value


LocalDay = Annotated[
    date,
    AfterValidator(_in_our_time),
    _written_as("2026-11-20"),
    Field(description="a calendar day in the case's zone, YYYY-MM-DD"),
]
"""A calendar day in the case's zone."""

Instant = Annotated[
    AwareDatetime,
    AfterValidator(_in_our_time),
    _written_as("2026-11-20T15:00:00Z, or with an offset, …-06:00"),
]
"""An instant with its zone."""
