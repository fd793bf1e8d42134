"""The kinds of text that a person may send: bounded, printable, and safe to show anywhere."""

import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

_LINE_BREAKS = frozenset("\n\t")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _printable(value: str) -> str:
    """Refuse control characters and those that turn the reading direction around."""
    for character in value:
        if character in _LINE_BREAKS:
            continue
        if character in _BIDI or unicodedata.category(character) in ("Cc", "Cs"):
            raise ValueError(
                "holds a control or direction character; paste it as plain text without formatting"
            )
    return value


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("must be a single line")
    return value


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_printable)
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
