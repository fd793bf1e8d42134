"""The settings of the portal, a part of ``runtime.settings.Settings``."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

PORTAL_PORT = 8000

_LIMIT = r"^\d+/(second|minute|hour)$"


def _origin(text: str) -> str:
    """Return an address without path, as a browser knows an origin."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("is an address such as https://portal.example, without a path")
    return f"{parts.scheme}://{parts.netloc}"


class PortalSettings(BaseSettings):
    """Where the portal listens, what it is called from outside, and who says who people are."""

    portal_host: str = "127.0.0.1"
    portal_port: int = Field(default=PORTAL_PORT, ge=1, le=65535)
    portal_url: Annotated[str, AfterValidator(_origin)] | None = None
    """What people and systems call the portal: scheme and host, behind whatever stands before it.
    Nothing that a request says of its own host is believed. In production, https and required."""
    temporal_ui_url: Annotated[str, AfterValidator(_origin)] | None = None
    """Where Temporal's pages are, as a browser reaches them: a case leads CBP's people there, and
    it is the one origin whose pages may have payloads opened for who is signed in at the portal.
    None: no case leads anywhere, and nobody's pages may."""
    temporal_ui_namespace: str = Field(default="default", pattern=r"^[A-Za-z0-9][\w.-]*$")
    """The namespace in which cases live, as these pages name it."""
    portal_trusted_proxies: str = ""
    """Addresses, with commas, of proxies whose word on where a request comes from is believed."""
    portal_rate_limit: str = Field(default="600/minute", pattern=_LIMIT)
    """Requests from one address."""
    sign_in_rate_limit: str = Field(default="60/minute", pattern=_LIMIT)
    """Sign-ins from one address."""
    session_idle_minutes: int = Field(default=30, ge=1)
    """A session that is not used for so long has ended."""
    session_hours: int = Field(default=12, ge=1)
    """Every session ends after so long, used or not."""

    upload_idle_seconds: float = Field(default=30, gt=0)
    """Who sends nothing for so long is cut; a file goes on later where it was."""
    upload_slowest: int = Field(default=1024, ge=1)
    """Bytes a second that who sends must reach on the whole, beyond the first idle time."""
    uploads_at_once: int = Field(default=16, ge=1)
    """Files that a process takes at the same time; each needs about 25 MiB of memory."""

    oidc_issuer: str | None = None
    """The identity provider, exactly as its tokens name it."""
    oidc_client_id: str = "portal"
    """What the provider knows the portal as."""
    oidc_client_secret: SecretStr | None = None
    oidc_client_secret_file: Path | None = None
    oidc_device_client_id: str = "command-line"
    """What the provider knows the command line as; a public client that has the device flow."""
    token_dir: Path = Field(
        default_factory=lambda: Path.home() / ".config" / "ctpat-rail-resumption"
    )
    """Where the command line keeps the tokens of who signed in: the user's own folder."""
    oidc_audience: str | None = None
    """Whom tokens for the API are made out to; by default the portal's address with ``/api``."""
    oidc_person_claim: str = "sub"
    """The claim that names a person; one that is never given to anybody else afterwards."""
    oidc_role_claim: str = "role"
    oidc_organisation_claim: str = "organisation"
    oidc_roles: dict[str, str] = {}
    """The provider's words for our roles, as JSON: {"ctpat-officers": "OFF"}. Empty: ours."""
