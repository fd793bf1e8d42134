"""Files as a command names them: by their name and their SHA-256. Whether they are also kept is the
evidence store's (``cli.evidence_room``)."""

import hashlib
import os
import stat
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from casework.commands import Body
from cli.exits import BAD_INPUT, Stop

LARGEST = 10 * 1024**3
"""Bytes of a file; hashed in pieces, so that memory does not limit it, but patience does."""

_PIECE = 1024 * 1024

_FIELDS = (("file_name", "file_sha256"), ("proof", "proof_sha256"), ("order", "order_sha256"))
"""Pairs of fields that say a file's name and hash."""


class Measured(NamedTuple):
    """A file as it was read: its name without folders, its bytes, its SHA-256 (hex)."""

    name: str
    size: int
    sha256: str


def measure(path: str, *, option: str = "--attach", largest: int = LARGEST) -> Measured:
    """Read a file to its end, piece by piece. Ends the command where it is no evidence."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise Stop(BAD_INPUT, f"{option}: is no file; name one file")
            if before.st_size == 0:
                raise Stop(BAD_INPUT, f"{option}: the file is empty; evidence has content")
            if before.st_size > largest:
                raise Stop(
                    BAD_INPUT,
                    f"{option}: the file has {before.st_size} bytes, the most is {largest}; "
                    "split it, or hand it over on a medium and file its list",
                )
            sha256 = _sha256(file, before.st_size)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise Stop(BAD_INPUT, f"{option}: {error.strerror or 'cannot be read'}") from None
    except ValueError:
        raise Stop(BAD_INPUT, f"{option}: is not the name of a file") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Stop(BAD_INPUT, f"{option}: the file changed while it was read; try again")
    return Measured(Path(path).name, before.st_size, sha256)


def attach(model: type[Body], said: dict[str, Any], file: Measured) -> None:
    """Say the file's name and hash in a command's body, where that has not been said."""
    for name, sha256 in _FIELDS:
        if name in model.model_fields and sha256 in model.model_fields:
            if sha256 in said and said[sha256] != file.sha256:
                raise Stop(BAD_INPUT, f"{sha256}: is not the hash of the attached file")
            said.setdefault(name, file.name)
            said[sha256] = file.sha256
            return
    raise Stop(BAD_INPUT, f"--attach: {model.act} takes no file")


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe to which nobody writes does not hold us up."""
    return os.open(path, flags | os.O_NONBLOCK)


def _sha256(file: BinaryIO, size: int) -> str:
    """Hash so many bytes, and no more: a file that grows is not followed for ever."""
    digest = hashlib.sha256()
    while size > 0 and (piece := file.read(min(_PIECE, size))):
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()
