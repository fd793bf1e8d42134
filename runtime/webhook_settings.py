"""The settings of webhooks, a part of ``runtime.settings.Settings``."""

from pathlib import Path

from pydantic_settings import BaseSettings


class WebhookSettings(BaseSettings):
    """What signs messages to other systems, and where these may be."""

    webhook_secret_path: Path | None = None
    """The secret from which the keys of webhooks are derived."""
    webhook_networks: str = ""
    """Private networks that webhooks may reach, such as ``10.1.0.0/16``, with commas between them;
    none: public addresses only, over TLS."""
