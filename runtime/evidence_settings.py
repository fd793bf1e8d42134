"""The settings of the evidence store, a part of ``runtime.settings.Settings``."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings


class EvidenceSettings(BaseSettings):
    """Where filed evidence lies, what seals it, and what looks for harm in it."""

    evidence_keys_path: Path | None = None
    """The file of keys that seal evidence at rest; None: files are named by hash and not kept."""
    evidence_store: str | None = None
    """Where evidence lies: a folder, or ``s3://bucket/prefix`` (which is reached with AWS's own
    variables); None: the folder ``evidence`` in the data folder."""
    evidence_scanner: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.:\[\]-]+:[0-9]{1,5}$")
    """Where clamd listens, host:port; None: nowhere."""
    evidence_scan_required: bool | None = None
    """Whether a file that was not scanned is refused; None: in production, and with a scanner."""
