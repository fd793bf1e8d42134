"""Where sealed content lies: a folder of this machine or a bucket, by one library (obstore).

    quarantine/UPLOAD/START-…    parts of uploads that are under way
    content/ab/abcdef…           what was accepted, by the SHA-256 of its content

What ``put`` returns from is durable: on a file system the file is written beside its place, moved
there in one step, and it and its folders are synced.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from evidence.errors import EvidenceUnreachable

if TYPE_CHECKING:
    from obstore.store import ObjectStore, S3Config

CONTENT, QUARANTINE = "content", "quarantine"
_PIECE = 1024 * 1024
_BUFFER, _AT_ONCE = 5 * 1024 * 1024, 4
"""Bytes of one part of a large object on its way (S3 takes no smaller), and how many travel at
once: this bounds the memory of a put."""

_HALF_WRITTEN = re.compile(r".*#\d+")
"""How the library names a file that is not yet moved to its place."""


class ObjectAbsent(Exception):
    """There is no such object."""


class Listed(NamedTuple):
    """An object in a list."""

    path: str
    modified: datetime


class Objects:
    """Objects by their paths. Everything blocks: call it from a thread."""

    def __init__(self, store: "ObjectStore", folder: Path | None = None) -> None:
        """Take a store; ``folder`` is where it lies, if on this machine."""
        self._store = store
        self._folder = folder

    def put(self, path: str, content: Iterable[bytes]) -> None:
        """Write an object, whole or not at all; one that is there is replaced in one step."""
        with _store_errors():
            writer = obstore.open_writer(
                self._store, path, buffer_size=_BUFFER, max_concurrency=_AT_ONCE
            )
        # A writer that is not closed leaves nothing. The library takes iterators too, but not ones
        # that read from it themselves, as content does that comes from quarantine.
        for piece in content:
            with _store_errors():
                writer.write(piece)
        with _store_errors():
            writer.close()
            if self._folder is not None:
                _sync(self._folder / path, self._folder)

    def get(self, path: str) -> Iterator[bytes]:
        """Yield an object in pieces. Raises ``ObjectAbsent``."""
        with _store_errors():
            stream = iter(obstore.get(self._store, path).stream(min_chunk_size=_PIECE))
        while True:
            with _store_errors():
                piece = next(stream, None)
            if piece is None:
                return
            yield bytes(piece)

    def remove(self, path: str) -> None:
        """Remove an object, if it is there."""
        try:
            with _store_errors():
                obstore.delete(self._store, path)
        except ObjectAbsent:
            pass

    def listed(self, prefix: str) -> Iterator[Listed]:
        """Yield the objects below a prefix."""
        with _store_errors():
            pages = iter(obstore.list(self._store, prefix))
        while True:
            with _store_errors():
                page = next(pages, None)
            if page is None:
                return
            for found in page:
                yield Listed(found["path"], found["last_modified"])

    def remove_half_written(self, before: datetime) -> int:
        """Remove what a writer that died left beside its place; returns how many files."""
        if self._folder is None:
            return 0  # of a bucket, its own rule for incomplete uploads does it
        removed = 0
        for file in self._folder.rglob("*"):
            if _HALF_WRITTEN.fullmatch(file.name) and file.is_file():
                changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                if changed < before:
                    file.unlink(missing_ok=True)
                    removed += 1
        return removed


def content_path(sha256: str) -> str:
    """Return where the content of a hash (hex) lies."""
    return f"{CONTENT}/{sha256[:2]}/{sha256}"


def objects_at(place: str, *, s3: "S3Config | None" = None) -> Objects:
    """Open the store at a place: a folder, or ``s3://bucket/prefix``.

    A bucket's region, address and credentials are read from AWS's own variables by the library;
    ``s3`` says otherwise.
    """
    parts = urlsplit(place)
    if parts.scheme == "s3":
        store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            config=s3,
            client_options={
                "connect_timeout": "5s",
                "timeout": "60s",
                "allow_http": bool(s3 and str(s3.get("endpoint", "")).startswith("http://")),
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        )
        return Objects(store)
    folder = Path(place).absolute()
    with _store_errors():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Objects(LocalStore(folder), folder)


@contextmanager
def _store_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ObjectAbsent from None
    except (BaseError, OSError):
        # the library's messages name paths and buckets
        raise EvidenceUnreachable(
            en="the evidence store cannot be reached or written now; what was accepted is safe, "
            "try again",
            es="el almacén de evidencia no se puede alcanzar o escribir ahora; lo aceptado está a "
            "salvo, intente de nuevo",
        ) from None


def _sync(file: Path, root: Path) -> None:
    """Make a file and the folders that lead to it durable."""
    for path in (file, *file.parents):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if path == root:
            return
