"""Whether a file is what it was said to be: looked at as a stream, nothing unpacked or rendered."""

import codecs
import hashlib
from collections.abc import Iterable

import filetype

from evidence.errors import EvidenceRefused
from evidence.kinds import Kind

HEAD = 8192
"""Bytes from the beginning that tell a type: as many as ``filetype`` looks at."""

_TAIL = 1024
_CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f") | {"\x7f"}
_MARKUP = (
    ("text/html", ("<!doctype html", "<html", "<script", "<body", "<iframe")),
    ("image/svg+xml", ("<svg",)),
    ("application/xml", ("<?xml",)),
    ("application/pdf", ("%pdf-",)),
    ("application/rtf", ("{\\rtf",)),
    ("application/postscript", ("%!ps",)),
    ("a program", ("#!",)),
)
"""Text that a reader's machine would take for something else, by how it begins."""


class Examination:
    """Takes a file piece by piece and says at its end whether it is of its kind.

    Every method raises ``EvidenceRefused`` as soon as it is not.
    """

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._head = b""
        self._tail = b""
        self._sha256 = hashlib.sha256()
        self._text = _TextRule(kind) if kind.rule in ("text", "csv") else None

    def take(self, content: Iterable[bytes]) -> str:
        """Look at a whole file; returns its SHA-256 (hex)."""
        for piece in content:
            self._look(piece)
        self._end()
        return self._sha256.hexdigest()

    def _look(self, piece: bytes) -> None:
        self._sha256.update(piece)
        if len(self._head) < HEAD:
            self._head += piece[: HEAD - len(self._head)]
        self._tail = (self._tail + piece)[-_TAIL:]
        if self._text is not None:
            self._text.look(piece, self._head)

    def _end(self) -> None:
        if self._text is not None:
            self._text.end(self._head)
            return
        check_beginning(self._kind, self._head)
        if self._kind.rule == "pdf" and b"%%EOF" not in self._tail:
            raise EvidenceRefused(
                "pdf_cut_off",
                en="the PDF has no end; it was cut off, so save or scan it anew",
                es="el PDF no tiene final; está incompleto, guárdelo o escanéelo de nuevo",
            )


def check_beginning(kind: Kind, head: bytes) -> None:
    """Refuse a beginning (up to ``HEAD`` bytes) that is not of the kind."""
    if kind.rule in ("text", "csv"):
        # a line of text may begin like a picture ("BM…"): what is text, is
        _TextRule(kind).look(head, head)
        return
    found = filetype.guess_mime(head)
    if found not in kind.sniffed or (kind.rule == "pdf" and not head.startswith(b"%PDF-")):
        raise mismatch(kind, found)


def mismatch(kind: Kind, found: str | None) -> EvidenceRefused:
    """Return the refusal of a file that is something else than was said."""
    en = f"{found}" if found else "something else"
    es = f"{found}" if found else "otra cosa"
    return EvidenceRefused(
        "not_its_type",
        en=f"the file was announced as {kind.media_type} and is {en}; announce its true type if "
        "that is taken, or save it in a type that is",
        es=f"el archivo se anunció como {kind.media_type} y es {es}; anuncie su tipo verdadero si "
        "se recibe, o guárdelo en un tipo que se reciba",
    )


class _TextRule:
    """Text is UTF-8 without control characters, and begins like nothing else."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def look(self, piece: bytes, head: bytes) -> None:
        """Look at the next piece."""
        self._decode(piece, head, final=False)

    def end(self, head: bytes) -> None:
        """Look at the whole from its end."""
        self._decode(b"", head, final=True)
        beginning = head.decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n").lower()
        for media_type, signs in _MARKUP:
            if beginning.startswith(signs):
                raise mismatch(self._kind, media_type)
        first_line = beginning.partition("\n")[0]
        if self._kind.rule == "csv" and not any(mark in first_line for mark in ",;\t"):
            raise EvidenceRefused(
                "csv_without_columns",
                en="the first line of the CSV holds no comma, semicolon or tab; send it as text, "
                "or with its columns",
                es="la primera línea del CSV no tiene coma, punto y coma ni tabulador; envíelo "
                "como texto o con sus columnas",
            )

    def _decode(self, piece: bytes, head: bytes, *, final: bool) -> None:
        try:
            text = self._decoder.decode(piece, final)
        except UnicodeDecodeError:
            found = filetype.guess_mime(head)
            if found:
                raise mismatch(self._kind, found) from None
            raise EvidenceRefused(
                "text_not_utf8",
                en="the text is not UTF-8; save it as UTF-8 and send it again",
                es="el texto no está en UTF-8; guárdelo como UTF-8 y envíelo de nuevo",
            ) from None
        if not _CONTROLS.isdisjoint(text):
            raise mismatch(self._kind, filetype.guess_mime(head))
