"""The one text of an event: what is stored, hashed, chained and compared.

Canonical JSON here is: keys sorted, no spaces, UTF-8, no escapes but those that JSON demands.
Fields at their default are left out. So an event that was recorded before a field existed has the
same text when newer code writes it again, and reading the text gives the same event. It follows
that a default is never changed once events have been recorded with it.
"""

import hashlib
import json
import re

from casework.events import Event

# NUL is the one character that PostgreSQL's text and jsonb cannot hold. In JSON it can only be
# the escape \u0000; an even number of backslashes before it are themselves escaped.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def canonical(event: Event) -> str:
    """Return the canonical JSON of an event; U+0000 inside a string becomes U+FFFD."""
    text = json.dumps(
        event.model_dump(mode="json", exclude_defaults=True),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
    if "\\u0000" in text:
        text = _NUL.sub("\\1\N{REPLACEMENT CHARACTER}", text)
    return text


def sha256_of(text: str) -> str:
    """Return the SHA-256 (hex) of a text's UTF-8: of an event's canonical JSON, of an envelope."""
    return hashlib.sha256(text.encode()).hexdigest()
