"""Which kinds of files are taken, how large, and by what each is recognised (``kinds.json``)."""

import json
from functools import cache
from importlib.resources import files
from typing import Literal

from casework.model import Kept
from evidence.errors import EvidenceRefused
from evidence.names import extension


class Kind(Kept):
    """One kind of file.

    ``sniffed`` are the media types by which ``filetype`` recognises it; ``rule`` says what is
    looked at beside that (``evidence.examining``). ``largest`` is in bytes.
    """

    media_type: str
    extensions: tuple[str, ...]
    sniffed: tuple[str, ...]
    rule: Literal["magic", "pdf", "text", "csv"]
    largest: int


class Intake(Kept):
    """What is taken, and the measures of taking it.

    ``part`` is the most that is held in memory of an upload (bytes); ``open_uploads`` is how many
    one person may have under way; an upload that is left alone so long is given up.
    """

    part: int
    open_uploads: int
    abandoned_after_hours: int
    rows: tuple[Kind, ...]


@cache
def intake() -> Intake:
    """Return what is taken, as the data file has it."""
    found = files("evidence").joinpath("kinds.json").read_text(encoding="utf-8")
    return Intake.model_validate(json.loads(found))


def largest() -> int:
    """Return the bytes of the largest file of any kind that is taken."""
    return max(kind.largest for kind in intake().rows)


def kind_announced(media_type: str, name: str, size: int) -> Kind:
    """Return the kind of an announced file, whose name is neutral already.

    Raises ``EvidenceRefused`` for a kind that is not taken, a name of another kind, a size that is
    none or too large.
    """
    kind = next((row for row in intake().rows if row.media_type == media_type), None)
    if kind is None:
        raise _not_taken(media_type)
    if extension(name) not in kind.extensions:
        ends = ", ".join(f".{ext}" for ext in kind.extensions)
        raise EvidenceRefused(
            "name_of_another_type",
            en=f"a file of type {media_type} has a name that ends in {ends}; rename it, or name "
            "its true type",
            es=f"un archivo de tipo {media_type} tiene un nombre que termina en {ends}; cámbiele "
            "el nombre o indique su tipo verdadero",
        )
    if size < 1:
        raise EvidenceRefused(
            "empty",
            en="the file is empty; evidence has content",
            es="el archivo está vacío; la evidencia tiene contenido",
        )
    if size > kind.largest:
        raise too_large(kind, size)
    return kind


def type_of_name(name: str) -> str:
    """Return the media type that a name says. Raises ``EvidenceRefused`` where none is taken."""
    ending = extension(name)
    for row in intake().rows:
        if ending in row.extensions:
            return row.media_type
    raise _not_taken(f".{ending}" if ending else "")


def too_large(kind: Kind, size: int) -> EvidenceRefused:
    """Return the refusal of a file that is too large for its kind."""
    most, has = f"{kind.largest:,}", f"{size:,}"
    return EvidenceRefused(
        "too_large",
        en=f"the file has {has} bytes, a {kind.media_type} has at most {most}; split it, or hand "
        "it over on a medium and file its list",
        es=f"el archivo tiene {has} bytes y un {kind.media_type} tiene a lo más {most}; divídalo, "
        "o entréguelo en un medio y presente su lista",
    )


def _not_taken(what: str) -> EvidenceRefused:
    taken = ", ".join(ending for row in intake().rows for ending in row.extensions)
    shown = what if what.isascii() and what.isprintable() and len(what) < 80 else ""
    return EvidenceRefused(
        "type_not_taken",
        en=f"files of type {shown or 'unknown'} are not taken; taken are {taken}; send what is in "
        "an archive file by file, an office document as PDF or CSV",
        es=f"no se reciben archivos de tipo {shown or 'desconocido'}; se reciben {taken}; envíe "
        "archivo por archivo lo que esté comprimido, y un documento de oficina como PDF o CSV",
    )
