"""What is wrong with what somebody sent, field by field, in plain words that say what to do.

pydantic finds it; this says it to people who do not know pydantic. Nothing of what was sent is
repeated but a field's name, cut and made printable, and the names of things that are not known.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from casework.bad_input_es import in_spanish
from casework.bilingual import Language
from casework.documents import FILERS, DocumentKind

Problem = tuple[str, str]
"""A field, and what is wrong with it."""

_LONGEST_FIELD = 60
_LONGEST_SENTENCE = 400
_KINDS = frozenset(kind.value for kind in DocumentKind)

_PATTERNS = {
    "^case-[0-9a-f]{1,12}$": "is no case's id, such as case-0a1b2c3d4e5f",
    "^[0-9a-f]{64}$": "is not a SHA-256: 64 of 0-9 and a-f",
    "^[a-z0-9][a-z0-9.-]{0,63}$": (
        "is a short name of lower-case letters, digits, dots and dashes, at most 64"
    ),
    "^[A-Z0-9][A-Z0-9-]{2,29}$": (
        "is a number as it is stamped: 3 to 30 of capital letters, digits and dashes"
    ),
    "^[A-Z]{2,4}[0-9]{1,6}$": "is a car's mark and number, such as SVRX123456",
    "^[A-Z]{2,4}$": "is a carrier code of 2 to 4 capital letters, such as SVR",
    "^(en|es)$": "is a language: en or es",
    r"^T[0-9]{2}[A-Z]?(:[A-Za-z0-9.@-]{1,80})?$": "is the key of a clock, such as T09",
    r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$": (
        "is no plain mail address such as security@railroad.example"
    ),
}
_WITHOUT_ZONE = "has no zone: write 2026-11-20T15:00:00Z, or with an offset, …-06:00"
_NO_DAY = "is no calendar day: write it as 2026-11-20"
_NO_INSTANT = "is no instant: write 2026-11-20T15:00:00Z, or with an offset, …-06:00"


def problems(error: ValidationError) -> tuple[Problem, ...]:
    """Return what is wrong, in the order of the fields."""
    return tuple(
        (printable(".".join(place), _LONGEST_FIELD) or "body", sentence)
        for place, sentence in problems_at(error)
    )


def problems_at(
    error: ValidationError, language: Language = "en"
) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return what is wrong and where: the steps that lead to the field, and the sentence."""
    found = error.errors(include_url=False, include_input=False)
    places = [each["loc"] for each in found]
    return tuple(
        (_place(each), _in(language, printable(_sentence(each), _LONGEST_SENTENCE)))
        for each in found
        if not any(_inside(place, each["loc"]) for place in places)
    )


def _in(language: Language, sentence: str) -> str:
    return (in_spanish(sentence) or sentence) if language == "es" else sentence


def _inside(place: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    """Whether a place lies within another: a list with a wrong item is not also too short."""
    return len(place) > len(other) and place[: len(other)] == other


def printable(text: str, longest: int) -> str:
    """Return a text on one line, cut, with what is not printable written as its code point."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def _place(error: ErrorDetails) -> tuple[str, ...]:
    """Return the field as its sender wrote it: the kind of a document is no part of its path."""
    path = list(error["loc"])
    return tuple(
        str(part)
        for place, part in enumerate(path)
        if not (place and part in _KINDS and path[place - 1] == "content")
    )


def _sentence(error: ErrorDetails) -> str:
    context: Mapping[str, Any] = error.get("ctx") or {}
    say = _SENTENCES.get(error["type"])
    if say is not None:
        return say(context)
    message = error["msg"]
    return message[:1].lower() + message[1:]


def _expected(context: Mapping[str, Any]) -> str:
    return f"is none of {context['expected']}"


def _kind(_context: Mapping[str, Any]) -> str:
    return f"kind: is none of {', '.join(kind.value for kind in FILERS)}"


def _pattern(context: Mapping[str, Any]) -> str:
    return _PATTERNS.get(context["pattern"], "is not written as it must be")


def _always(sentence: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda _context: sentence


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": _always("is missing; give it"),
    "extra_forbidden": _always("is not a field here; leave it out or look at its spelling"),
    "value_error": lambda context: str(context["error"]),
    "enum": _expected,
    "literal_error": _expected,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _always("kind: is missing; say what kind of document it is"),
    "string_type": _always("is a text"),
    "string_unicode": _always("is not text in UTF-8"),
    "string_too_short": _always("is empty; say something"),
    "string_too_long": lambda context: (
        f"is longer than {context['max_length']} characters; shorten it, or file it as evidence"
    ),
    "string_pattern_mismatch": _pattern,
    "timezone_aware": _always(_WITHOUT_ZONE),
    "datetime_type": _always(_NO_INSTANT),
    "datetime_parsing": _always(_NO_INSTANT),
    "datetime_from_date_parsing": _always(_NO_INSTANT),
    "datetime_object_invalid": _always(_NO_INSTANT),
    "date_type": _always(_NO_DAY),
    "date_parsing": _always(_NO_DAY),
    "date_from_datetime_parsing": _always(_NO_DAY),
    "date_from_datetime_inexact": _always(_NO_DAY),
    "bool_type": _always("is true or false"),
    "bool_parsing": _always("is true or false"),
    "int_type": _always("is a whole number"),
    "int_parsing": _always("is a whole number"),
    "int_from_float": _always("is a whole number"),
    "greater_than_equal": lambda context: f"is at least {context['ge']}",
    "less_than_equal": lambda context: f"is at most {context['le']}",
    "tuple_type": _always('is a list: ["…", "…"]'),
    "too_short": lambda context: f"needs at least {context['min_length']}",
    "too_long": lambda context: f"has at most {context['max_length']}",
    "model_type": _always("is an object with named fields"),
    "model_attributes_type": _always("is an object with named fields"),
    "dict_type": _always("is an object with named fields"),
}
"""What is said for each kind of problem that pydantic knows and commands can have."""
