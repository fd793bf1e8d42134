"""The settings of the payload codec, a part of ``runtime.settings.Settings``."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class CodecSettings(BaseSettings):
    """What seals whatever Temporal is given to keep. There is no switch to leave it open."""

    codec_keys_path: Path | None = None
    """The file of keys that seal what Temporal keeps, one ``ID KEY`` a line."""
    codec_keys: SecretStr | None = None
    """The same text in the environment itself, for where secrets come so; counts before the file.
    """
