"""Content as it lies at rest: AES-256-GCM in chunks, so that it is sealed and opened in a stream.

    header   "RSEV", version 1 (one byte), key id (8), salt (32), chunk size (4, big-endian)
    chunks   each as long as the chunk size, the last one shorter or as long; each with its tag (16)

The key of a stream is HKDF-SHA-256 of the ring's key with the stream's random salt, so a nonce is
never used twice with a key. The nonce of a chunk is its number and whether it is the last; the
same, the header and the *binding* (what the content is: its SHA-256, or its place in an upload) are
authenticated with it. So a chunk that is changed, missing, moved, or from elsewhere does not open,
nor does a stream that ends early or goes on.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence.errors import EvidenceDamaged
from evidence.keyring import key_of
from seals.key_ring import KeyRing

CHUNK = 256 * 1024
"""Bytes of content in a chunk."""

_TAG = 16
_HEADER = struct.Struct(">4sB8s32sI")
_MAGIC, _VERSION = b"RSEV", 1
_INFO = b"resumption evidence, version 1"


def content_binding(sha256: str) -> bytes:
    """Return the binding of stored content: it opens only as the content of that hash (hex)."""
    return b"content " + bytes.fromhex(sha256)


def part_binding(upload_id: str, start: int) -> bytes:
    """Return the binding of a part of an upload: it opens only there."""
    return f"part {start} of {upload_id}".encode()


def seal(content: Iterable[bytes], keys: KeyRing, binding: bytes) -> Iterator[bytes]:
    """Yield the sealed form of content, which may come in pieces of any length."""
    salt = secrets.token_bytes(32)
    header = _HEADER.pack(_MAGIC, _VERSION, keys.seals_with, salt, CHUNK)
    cipher = _cipher(key_of(keys, keys.seals_with), salt)
    yield header
    for number, (chunk, last) in enumerate(_pieces(content, CHUNK)):
        yield cipher.encrypt(_nonce(number, last), chunk, header + binding + _place(number, last))


def unseal(sealed: Iterable[bytes], keys: KeyRing, binding: bytes) -> Iterator[bytes]:
    """Yield the content of a sealed stream, chunk by chunk, each authenticated.

    Raises ``EvidenceDamaged`` at the first that is not as it was sealed, or where the end is not
    the end: what was yielded before is then no whole document.
    """
    pieces = iter(sealed)
    buffer = bytearray()
    while len(buffer) < _HEADER.size and (piece := next(pieces, None)) is not None:
        buffer += piece
    if len(buffer) < _HEADER.size:
        raise EvidenceDamaged("the stored content ends within its header")
    header, rest = bytes(buffer[: _HEADER.size]), bytes(buffer[_HEADER.size :])
    magic, version, key_id, salt, size = _HEADER.unpack(header)
    if (magic, version, size) != (_MAGIC, _VERSION, CHUNK):
        raise EvidenceDamaged("the stored content is in no form that is known here")
    cipher = _cipher(key_of(keys, key_id), salt)
    for number, (chunk, last) in enumerate(_pieces(_chained(rest, pieces), size + _TAG)):
        try:
            yield cipher.decrypt(
                _nonce(number, last), chunk, header + binding + _place(number, last)
            )
        except InvalidTag:
            raise EvidenceDamaged(f"the stored content does not verify at chunk {number}") from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=_INFO).derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return b"\0\0\0" + struct.pack(">?Q", last, number)


def _place(number: int, last: bool) -> bytes:
    return struct.pack(">Q?", number, last)


def _chained(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _pieces(content: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Cut a stream into pieces of one size, each with whether it is the last; one at least."""
    buffer = bytearray()
    for piece in content:
        buffer += piece
        # a full piece is held back until it is known whether another follows
        while len(buffer) > size:
            yield bytes(buffer[:size]), False
            del buffer[:size]
    yield bytes(buffer), True
