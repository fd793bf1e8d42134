"""The dated versions of all that is worded and printed: files that are never edited.

A version is a folder of ``templates/``: the words of every message (Jinja) and the layout of a
printed letter (``letter.typ``). A later version's folder holds only what it changes; all else is
as in the versions before it. A letter keeps the version that it was first printed with.
"""

from functools import lru_cache
from pathlib import Path

TEMPLATE_FOLDER = Path(__file__).parent / "templates"

VERSIONS: tuple[str, ...] = tuple(
    sorted(folder.name for folder in TEMPLATE_FOLDER.iterdir() if folder.is_dir())
)
"""Every version, by its date, the oldest first."""

CURRENT = VERSIONS[-1]
"""What a message is worded and printed with that was not printed before."""

_LAYOUT = "letter.typ"


@lru_cache
def folders(version: str) -> tuple[Path, ...]:
    """Return where a version's files are looked for, in order: its own folder, then older ones.

    Raises ``LookupError`` for a version that is not kept here.
    """
    if version not in VERSIONS:
        raise LookupError("no such version of the templates")
    older = VERSIONS[: VERSIONS.index(version) + 1]
    return tuple(TEMPLATE_FOLDER / name for name in reversed(older))


def file_of(name: str, version: str) -> Path:
    """Return a file as it is in a version; ``LookupError`` where the version has none."""
    for folder in folders(version):
        if (folder / name).is_file():
            return folder / name
    raise LookupError("no such file in this version of the templates")


def layout(version: str) -> Path:
    """Return the file that lays out a printed letter in a version."""
    return file_of(_LAYOUT, version)
