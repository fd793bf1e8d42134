"""The settings of the record's own key, a part of ``runtime.settings.Settings``."""

from pathlib import Path

from pydantic_settings import BaseSettings


class RecordSettings(BaseSettings):
    """What signs heads of chains, receipts and bundles."""

    record_key_path: Path | None = None
    """The record's private key (PEM): notary, portal and command line have it, and no worker. Its
    public half lies in the folder `record` within `public_key_dir`."""
