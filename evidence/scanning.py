"""What a virus scanner says of a file: clamd by INSTREAM, so that it needs no file of ours."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from aioclamd import BufferTooLongError, ClamdAsyncClient, ClamdError

from evidence.errors import ScannerAway

PATIENCE = 120.0
"""Seconds for one file; a file at the limit takes a small part of it."""


class Scanned(NamedTuple):
    """A scanner's answer: the signature that it found, None where it found nothing."""

    signature: str | None


class Scanner(Protocol):
    """Something that looks for what is harmful."""

    @property
    def name(self) -> str:
        """What it is, for the record."""
        ...

    async def scan(self, content: Iterator[bytes]) -> Scanned:
        """Look at a whole file. Raises ``ScannerAway`` where it gives no answer."""
        ...


class Clamd:
    """A clamd that listens at ``host:port``. Its StreamMaxLength must hold our largest file."""

    name = "clamd"

    def __init__(self, address: str, *, patience: float = PATIENCE) -> None:
        host, _, port = address.rpartition(":")
        self._client = ClamdAsyncClient(host, int(port), timeout=patience)

    async def scan(self, content: Iterator[bytes]) -> Scanned:
        """Send a file through and return what clamd found.

        Whatever is not a plain answer counts as no answer: nothing is clean for want of one.
        """
        try:
            answer: dict[str, Any] | None = await self._client.instream(_Pieces(content))
        except BufferTooLongError:
            raise ScannerAway(
                en="the virus scanner takes no file of this size; its StreamMaxLength must be "
                "raised, then send the file again",
                es="el antivirus no admite un archivo de este tamaño; debe aumentarse su "
                "StreamMaxLength, y luego envíe el archivo de nuevo",
            ) from None
        except (ClamdError, OSError):
            raise scanner_away() from None
        status, signature = (answer or {}).get("stream", ("ERROR", None))
        if status == "FOUND":
            return Scanned(signature or "unnamed")
        if status != "OK":
            raise scanner_away()
        return Scanned(None)


def scanner_away() -> ScannerAway:
    """Return the error of a scan that did not happen; what was sent so far is kept."""
    return ScannerAway(
        en="the virus scanner does not answer, and no file is accepted unscanned; what was sent is "
        "kept, finish it later",
        es="el antivirus no responde y ningún archivo se acepta sin revisar; lo enviado se "
        "conserva, termínelo más tarde",
    )


class _Pieces(io.RawIOBase):
    """A file as the client reads it: whole pieces, as they come.

    The client asks for a kilobyte at a time and sends what it gets as one piece of the protocol; a
    larger answer saves a hundred thousand turns for a large file.
    """

    def __init__(self, content: Iterator[bytes]) -> None:
        super().__init__()
        self._content = content

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, _size: int = -1) -> bytes:
        """Return the next piece, empty at the end. An empty piece would be taken for the end."""
        return next((piece for piece in self._content if piece), b"")
