"""A sealed bundle: a ZIP file whose last member says, signed, what every other one must be.

The same members, statement and key give the same bytes: nothing is compressed (compressors differ),
no time is written, and the order is the caller's.
"""

import hashlib
import zipfile
from collections.abc import AsyncIterable
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seals.statements import BUNDLE, state

SEAL = "seal.json"
"""The member that holds the seal's envelope."""

_NO_TIME = (1980, 1, 1, 0, 0, 0)


class Bundle:
    """A bundle that is being written to a file that can be sought in; ``seal`` ends it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self._members: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Add a member. Raises ``ValueError`` where there is one of that name."""
        self._zip.writestr(self._entered(name, len(content)), content)
        self._members[name] = hashlib.sha256(content).hexdigest()

    async def add_pieces(self, name: str, size: int, pieces: AsyncIterable[bytes]) -> None:
        """Add a member of so many bytes, piece by piece. Raises as ``add`` does."""
        digest = hashlib.sha256()
        with self._zip.open(self._entered(name, size), "w") as member:
            async for piece in pieces:
                digest.update(piece)
                member.write(piece)
        self._members[name] = digest.hexdigest()

    def seal(self, said: dict[str, Any], key: Ed25519PrivateKey) -> None:
        """Say what the bundle is and what is in it, sign that, and end it."""
        seal = state(BUNDLE, {**said, "members": self._members}, key)
        self._zip.writestr(self._entered(SEAL, len(seal.encode())), seal)
        self._zip.close()

    def _entered(self, name: str, size: int) -> zipfile.ZipInfo:
        if name in self._members:
            raise ValueError("a bundle has one member of a name")
        entry = zipfile.ZipInfo(name, _NO_TIME)
        entry.create_system = 3  # whatever system writes it
        entry.external_attr = 0o600 << 16
        entry.file_size = size
        return entry
