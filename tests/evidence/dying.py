"""Finishes an upload and is killed at a moment in the middle: a program for a test.

``python -m tests.evidence.dying DATABASE FOLDER SCANNER UPLOAD MOMENT``
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable, Iterator

from evidence.archive import EvidenceArchive
from evidence.objects import CONTENT, Objects, objects_at
from evidence.scanning import Clamd
from records.evidence_ledger import PostgresEvidenceLedger
from records.pool import create_pool
from tests.casework.walk import POC
from tests.evidence.store import KEYS, pieces

MOMENTS = ("part before it is counted", "half an object", "object before row", "row before parts")


class Dying(Objects):
    """Objects in whose use the process is killed."""

    moment = ""

    def put(self, path: str, content: Iterable[bytes]) -> None:
        """Put, and die."""
        of_content = path.startswith(CONTENT)
        if self.moment == "half an object" and of_content:
            content = _then_die(content)
        super().put(path, content)
        if self.moment == ("object before row" if of_content else "part before it is counted"):
            _die()

    def remove(self, path: str) -> None:
        """Remove, and die."""
        super().remove(path)
        if self.moment == "row before parts":
            _die()


def _then_die(content: Iterable[bytes]) -> Iterator[bytes]:
    for number, piece in enumerate(content):
        if number == 30:
            _die()
        yield piece


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main() -> None:
    """Send what is missing and finish."""
    database, folder, scanner, upload_id, moment = sys.argv[1:]
    store = objects_at(folder)
    store.__class__ = Dying
    Dying.moment = moment
    async with await create_pool(database, size=2, application="dying") as pool:
        archive = EvidenceArchive(PostgresEvidenceLedger(pool), store, KEYS, Clamd(scanner))
        upload = await archive.upload(upload_id, POC)
        if upload.received < upload.size:
            await archive.append(upload_id, POC, upload.received, pieces(sys.stdin.buffer.read()))
        await archive.finish(upload_id, POC)


if __name__ == "__main__":
    asyncio.run(main())
