"""A file's name as it was given is data: shown, kept, and never a path."""

import re
import unicodedata

LONGEST = 150
"""Characters that are kept of a name, its extension among them."""

_NOT_SHOWN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def neutral_name(given: str) -> str:
    """Return a name without folders, drive letters, invisible characters and device names.

    What is left is safe to show, to print in a header and to save under, on any system. An empty
    remainder becomes ``file``.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    kept = "".join(" " if c.isspace() else c for c in last)
    kept = "".join(c for c in kept if unicodedata.category(c) not in _NOT_SHOWN)
    kept = re.sub(r'[<>:"|?*%]', "_", kept)
    kept = re.sub(r" +", " ", kept).lstrip(". -").rstrip(". ")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    if len(kept) > LONGEST:
        stem, dot, extension = kept.rpartition(".")
        kept = f"{stem[: LONGEST - len(extension) - 1]}{dot}{extension}" if dot else kept[:LONGEST]
        kept = kept[-LONGEST:]
    return kept or "file"


def extension(name: str) -> str:
    """Return a name's extension, in small letters and without the dot; empty where it has none."""
    _, dot, found = name.rpartition(".")
    return found.lower() if dot else ""
