"""Text as it may leave the house: nothing invisible that acts, and lines that a mailbox can show.

The rule: every C0 and C1 control character goes, except line feed and tab; every character that
turns the reading direction around goes; line and paragraph separators become line feeds; half a
surrogate pair becomes U+FFFD. What is left is what the reader sees.
"""

import re
import textwrap
from typing import Any

WIDTH = 78
"""The longest line of a body, in characters, unless a single word is longer."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks, embeddings, overrides, isolates
    "\ufeff]"  # byte order mark
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")
_LEAD = re.compile(r"^ *(?:- )?")


def cleaned(text: str) -> str:
    """Return the text without characters that act instead of being read."""
    text = _LINE_ENDS.sub("\n", text)
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))


def one_line(text: str) -> str:
    """Return the cleaned text on a single line: no fact can add a line of its own."""
    return _SPACES.sub(" ", cleaned(text)).strip()


def cleaned_facts(value: Any) -> Any:
    """Return a JSON value with every string in it, names included, cleaned."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {cleaned(str(name)): cleaned_facts(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned_facts(item) for item in value]
    return value


def laid_out(text: str) -> str:
    """Return a body with lines of at most ``WIDTH``, single blank lines and one final line feed.

    No-break spaces keep what belongs together (a date) on one line and then become plain spaces.
    """
    lines = [wrapped for line in text.split("\n") for wrapped in _wrapped(line)]
    body = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")
    return body.replace("\u00a0", " ") + "\n"


def _wrapped(line: str) -> list[str]:
    line = line.expandtabs(4).rstrip(" ")
    if len(line) <= WIDTH:
        return [line]
    found = _LEAD.match(line)
    lead = found.group() if found else ""
    return textwrap.wrap(
        line[len(lead) :],
        width=WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
