"""The evidence store put together from what a program was told."""

from pathlib import Path

from evidence.archive import EvidenceArchive
from evidence.keyring import read_keys
from evidence.objects import objects_at
from evidence.ports import Ledger
from evidence.scanning import Clamd


def archive_on(
    ledger: Ledger, *, keys: Path, place: str, scanner: str | None, scan_required: bool
) -> EvidenceArchive:
    """Open the store: ``keys`` is the file of keys, ``place`` a folder or ``s3://bucket/prefix``,
    ``scanner`` where clamd listens (host:port), None for nowhere.

    Raises ``KeyRingUnusable`` where the keys cannot be used.
    """
    return EvidenceArchive(
        ledger,
        objects_at(place),
        read_keys(keys),
        Clamd(scanner) if scanner else None,
        scan_required=scan_required,
    )
