"""The settings of the portal, a part of ``runtime.settings.Settings``."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings

PORTAL_PORT = 8000


def _origin(text: str) -> str:
    """Return an address without path, as a browser knows an origin."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("is an address such as https://portal.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


class PortalSettings(BaseSettings):
    """Where the portal listens and what it is called from outside."""

    portal_host: str = "127.0.0.1"
    portal_port: int = Field(default=PORTAL_PORT, ge=1, le=65535)
    portal_url: Annotated[str, AfterValidator(_origin)] | None = None
    """What people and systems call the portal: scheme and host, behind whatever stands before it.
    Nothing that a request says of its own host is believed. In production, https and required."""
    portal_trusted_proxies: str = ""
    """Addresses, with commas, of proxies whose word on where a request comes from is believed."""
    portal_rate_limit: str = Field(default="600/minute", pattern=r"^\d+/(second|minute|hour)$")
    """Requests from one address."""
    sign_in_rate_limit: str = Field(default="60/minute", pattern=r"^\d+/(second|minute|hour)$")
    """Sign-ins from one address."""
