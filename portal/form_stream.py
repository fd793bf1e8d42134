"""A form with one file, read as it comes in: never whole in memory, and on no disk as it is.

The file comes last in our forms. How long it is follows from the length of the request: what is
left after the fields, without the line that ends a form (RFC 7578). So it can be announced before
its first byte is taken.
"""

from collections.abc import AsyncIterator
from typing import NamedTuple

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from portal.problems import Problem, ProblemType

_FIELDS = 16 * 1024
"""Bytes of everything before the file."""

_PASSED_OVER = 512 * 1024 * 1024
"""Bytes of a refused file that are read and thrown away, so that a browser, which sends all before
it listens, reads why. What is even longer is cut."""


class SentFile(NamedTuple):
    """A file on its way in: its name as given, how long it says it is (bytes), its content."""

    name: str
    size: int
    content: AsyncIterator[bytes]


class SentForm(NamedTuple):
    """A form: its fields, and the file if one was chosen."""

    fields: dict[str, str]
    file: SentFile | None
    stream: AsyncIterator[bytes]

    async def pass_over(self) -> None:
        """Take what is still to come, and throw it away."""
        left = _PASSED_OVER
        async for chunk in self.stream:
            left -= len(chunk)
            if left < 0:
                return


class _Parts:
    """What the parser has found so far."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.file_name: str | None = None
        self.pieces: list[bytes] = []
        self._header, self._value, self._disposition = b"", b"", b""
        self._name, self._data, self._over = "", bytearray(), False

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def on_headers_finished(self) -> None:
        if self.file_name is not None:
            self._over = True  # of what comes after the file, nothing is ours
            return
        _, said = parse_options_header(self._disposition)
        self._name, self._data = _text(said.get(b"name", b"")), bytearray()
        if b"filename" in said:
            self.file_name = _text(said[b"filename"])

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._over:
            return
        if self.file_name is None:
            self._data += data[start:end]
        else:
            self.pieces.append(data[start:end])

    def on_part_end(self) -> None:
        if self.file_name is None:
            self.fields[self._name] = _text(bytes(self._data))
        self._over = self.file_name is not None

    def taken(self) -> list[bytes]:
        """Return the pieces of the file that have come, once."""
        found, self.pieces = self.pieces, []
        return found


async def read_form(request: Request) -> SentForm:
    """Read a form up to the first byte of its file. Ends the request where it is none of ours."""
    kind, said = parse_options_header(request.headers.get("content-type"))
    length = request.headers.get("content-length", "")
    if kind != b"multipart/form-data" or not said.get(b"boundary") or not length.isdigit():
        raise Problem(ProblemType.MEDIA_TYPE, "send the page's own form, with its length")
    boundary = said[b"boundary"]
    parts = _Parts()
    stream = request.stream()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_header_field": parts.on_header_field,
                "on_header_value": parts.on_header_value,
                "on_header_end": parts.on_header_end,
                "on_headers_finished": parts.on_headers_finished,
                "on_part_data": parts.on_part_data,
                "on_part_end": parts.on_part_end,
            },
        )
        read = 0
        async for chunk in stream:
            # byte by byte as far as the fields go: so it is known where the file begins
            for at in range(len(chunk)):
                read += parser.write(chunk[at : at + 1])
                if parts.file_name is not None:
                    size = int(length) - read - len(b"\r\n--") - len(boundary) - len(b"--\r\n")
                    content = _content(parser, parts, chunk[at + 1 :], stream)
                    file = SentFile(parts.file_name, size, content) if parts.file_name else None
                    return SentForm(parts.fields, file, stream)
                if read > _FIELDS:
                    raise Problem(ProblemType.TOO_LARGE, "the fields come before the file")
    except FormParserError:
        raise _unclear() from None
    return SentForm(parts.fields, None, stream)


async def _content(
    parser: MultipartParser, parts: _Parts, first: bytes, rest: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    try:
        parser.write(first)
        for piece in parts.taken():
            yield piece
        async for chunk in rest:
            parser.write(chunk)
            for piece in parts.taken():
                yield piece
    except FormParserError:
        raise _unclear() from None


def _unclear() -> Problem:
    return Problem(ProblemType.BAD_INPUT, "this is no form as browsers send them")


def _text(said: bytes) -> str:
    return said.decode("utf-8", errors="replace")
