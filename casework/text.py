"""The kinds of text that a person may send: bounded, printable, and safe to show anywhere."""

import unicodedata
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

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

LocalDay = Annotated[date, Field(description="a calendar day in the case's zone, YYYY-MM-DD")]
