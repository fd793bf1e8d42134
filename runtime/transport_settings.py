"""How what travels is protected: the mail server's settings, and what production refuses to send in
the clear; a part of ``runtime.settings.Settings``.
"""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from runtime.settings_error import PREFIX, SettingsError

VERIFIED = "verify-full"
"""The one ``sslmode`` that proves who answers: chain and name of the server's certificate."""

_FILES = ("sslrootcert", "sslcert", "sslkey")
_OR_NAME_IT = f"or name the host in {PREFIX}PLAIN_TEXT_HOSTS; docs/security.md says more"


class TransportSettings(BaseSettings):
    """The mail server, and hosts that may be reached in plain text."""

    smtp_host: str | None = None
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = False
    """Whether a conversation with the mail server goes over to TLS, and ends where it cannot."""

    plain_text_hosts: str = ""
    """Hosts, with commas between them, that production may reach without TLS, because something
    else protects the way to them: a network of containers on one machine, a tunnel. This machine's
    own loopback interface needs no such word."""

    def may_be_plain(self, host: str) -> bool:
        """Whether what is sent to a host may be read on the way: it leaves no machine, or the
        settings name the host.
        """
        named = {name.strip().lower() for name in self.plain_text_hosts.split(",")} - {""}
        return _stays_here(host) or host.lower() in named

    def require_protected_mail(self, *, production: bool) -> None:
        """Raise ``SettingsError`` where letters, or the password, would travel in the clear."""
        if self.smtp_host is None or self.smtp_starttls:
            return
        variable = f"{PREFIX}SMTP_STARTTLS"
        if self.smtp_username is not None:
            raise SettingsError(f"{variable}: a mail password travels by TLS only: set it to true")
        if production and not self.may_be_plain(self.smtp_host):
            raise SettingsError(
                f"{variable}: in production, a mail server on another host is reached by TLS: "
                f"set it to true, {_OR_NAME_IT}"
            )

    def require_protected_database(self, url: str, variable: str, *, production: bool) -> None:
        """Raise ``SettingsError`` where a connection would be in the clear or to whoever answers,
        or where a file of a certificate or key cannot be read.
        """
        try:
            parts = urlsplit(url)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            hosts = _database_hosts(parts.netloc, query)
        except ValueError:
            raise SettingsError(f"{variable}: is not an address of a database") from None
        for name in _FILES:
            if name in query and not _readable(Path(query[name]).expanduser()):
                raise SettingsError(f"{variable}: the file that {name} names cannot be read")
        if not production or (hosts and all(map(self.may_be_plain, hosts))):
            return
        if query.get("sslmode") != VERIFIED or "sslrootcert" not in query:
            raise SettingsError(
                f"{variable}: in production, a database on another host is reached by TLS: "
                f"end it with ?sslmode={VERIFIED}&sslrootcert=FILE, {_OR_NAME_IT}"
            )

    def require_protected_temporal(self, found: Mapping[str, Any], *, production: bool) -> None:
        """Raise ``SettingsError`` where the connection that Temporal's own configuration describes
        would carry an API key, or in production anything at all, in the clear.
        """
        if found.get("tls"):
            return
        if found.get("api_key"):
            raise SettingsError(
                "TEMPORAL_TLS: an API key travels by TLS only: leave it out, or set it to true"
            )
        host = urlsplit(f"//{found['target_host']}").hostname or ""
        if production and not self.may_be_plain(host):
            raise SettingsError(
                "TEMPORAL_TLS: in production, Temporal on another host is reached by TLS: "
                f"set it to true, with TEMPORAL_TLS_CLIENT_CERT_PATH and so on, {_OR_NAME_IT}"
            )


def _stays_here(host: str) -> bool:
    if host.startswith("/") or host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _database_hosts(netloc: str, query: Mapping[str, str]) -> list[str]:
    """The hosts of a database's address as asyncpg reads it: one or several, or a socket's folder.

    None where it names none: what it then reaches depends on the driver and its own environment.
    """
    place = netloc.rpartition("@")[2] or query.get("host", "")
    hosts = [unquote(each) for each in place.split(",") if each]
    return [
        each if each.startswith("/") else urlsplit(f"//{each}").hostname or "" for each in hosts
    ]


def _readable(file: Path) -> bool:
    try:
        with file.open("rb"):
            return True
    except OSError:
        return False
