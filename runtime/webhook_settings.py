"""The settings of webhooks, a part of ``runtime.settings.Settings``."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic_settings import BaseSettings

from runtime.settings_error import PREFIX, SettingsError


class WebhookSettings(BaseSettings):
    """What signs messages to other systems, and where these may be."""

    webhook_secret_path: Path | None = None
    """The secret from which the keys of webhooks are derived."""
    webhook_networks: str = ""
    """Private networks that webhooks may reach, such as ``10.1.0.0/16``, with commas between them;
    none: public addresses only, over TLS."""

    def private_webhook_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Private networks that webhooks may reach. Raises `SettingsError` for what is none."""
        names = [name.strip() for name in self.webhook_networks.split(",") if name.strip()]
        try:
            return tuple(ip_network(name) for name in names)
        except ValueError:
            raise SettingsError(
                f"{PREFIX}WEBHOOK_NETWORKS: write networks as 10.1.0.0/16,fd00::/8"
            ) from None
