"""What a process is told from outside, and the only place that reads the environment.

Our own variables start with ``RESUMPTION_``; how to reach Temporal is read by Temporal's own
environment configuration (``TEMPORAL_ADDRESS``, ``TEMPORAL_NAMESPACE``, TLS, API key, profiles). In
development, what the environment does not say is taken from the note of the embedded stack; in
production nothing is guessed.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from runtime import stack_file
from runtime.codec_settings import CodecSettings
from runtime.database_settings import DatabaseRole as DatabaseRole
from runtime.database_settings import DatabaseSettings
from runtime.evidence_settings import EvidenceSettings
from runtime.portal_settings import PortalSettings
from runtime.record_settings import RecordSettings
from runtime.settings_error import PREFIX as PREFIX
from runtime.settings_error import SettingsError as SettingsError
from runtime.transport_settings import TransportSettings
from runtime.webhook_settings import WebhookSettings

if TYPE_CHECKING:
    from temporalio.envconfig import ClientConnectConfig

TASK_QUEUE = "cases"
"""The task queue of case workflows and their activities: the worker's, and of who starts a case."""

REPORT_QUEUE = "reports"
"""The task queue of reports, which a process of its own makes."""

_Value = TypeVar("_Value")
_PROJECT = Path(__file__).resolve().parent.parent
_RESERVED = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.example", re.IGNORECASE)
_TEMPORAL_CHOSEN_BY = ("TEMPORAL_ADDRESS", "TEMPORAL_PROFILE", "TEMPORAL_CONFIG_FILE")


class Mode(StrEnum):
    """Development may guess, compress time, and write to `.example` only; production is real."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class _StackNoteSource(PydanticBaseSettingsSource):
    """In development: what the embedded stack in the data folder offers to its clients."""

    def get_field_value(self, _field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        if self.current_state.get("mode", Mode.DEVELOPMENT) != Mode.DEVELOPMENT:
            return {}
        folder = Path(self.current_state.get("data_dir") or _PROJECT / ".data")
        offered = _offered_by_stack(folder)
        names = {field: f"{PREFIX}{field.upper()}" for field in self.settings_cls.model_fields}
        return {field: offered[name] for field, name in names.items() if name in offered}


class Settings(
    DatabaseSettings,
    CodecSettings,
    EvidenceSettings,
    RecordSettings,
    WebhookSettings,
    PortalSettings,
    TransportSettings,
):
    """The settings of one process, made by `load_settings` at the composition root, handed down.

    Every field is read from ``RESUMPTION_<FIELD NAME>``. Paths that are not absolute start at the
    working directory.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    mode: Mode = Mode.DEVELOPMENT
    data_dir: Path = _PROJECT / ".data"
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    mail_sender: str | None = None
    """The address that notices come from."""

    public_key_dir: Path | None = None
    """Folder of `<kid>.pem` files: the public keys whose signatures on commands are believed."""
    signing_key_path: Path | None = None
    """The desk's private key (PEM). Only the desk has it."""
    system_key_path: Path | None = None
    """The workers' private key (PEM), for what cases tell each other; public: `system` in there."""

    health_port: int | None = Field(default=None, ge=1, le=65535)
    """Where the worker answers health checks; None: nowhere."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then the embedded stack; no `.env` file unasked."""
        return init_settings, env_settings, _StackNoteSource(settings_cls)

    @property
    def production(self) -> bool:
        """Whether this is the real thing."""
        return self.mode is Mode.PRODUCTION

    def database_url(self, role: DatabaseRole) -> str:
        """Where and as whom to reach PostgreSQL in that role.

        Raises:
            SettingsError: it is not set, or its password file cannot be read.
        """
        given: SecretStr | None = getattr(self, f"database_{role}_url")
        url = self._required(f"database_{role}_url", given).get_secret_value()
        file: Path | None = getattr(self, f"database_{role}_password_file")
        if file is None:
            return url
        password = quote(_text_of(file, f"{PREFIX}DATABASE_{role.upper()}_PASSWORD_FILE"), safe="")
        parts = urlsplit(url)
        user, _, place = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:{password}@{place}"))

    def required_smtp_host(self) -> str:
        """The mail server. Raises `SettingsError` when it is not set."""
        return self._required("smtp_host", self.smtp_host)

    def required_mail_sender(self) -> str:
        """The address that notices come from. Raises `SettingsError` when it is not set."""
        return self._required("mail_sender", self.mail_sender)

    def required_public_key_dir(self) -> Path:
        """The folder of trusted public keys. Raises `SettingsError` when it is not set."""
        return self._required("public_key_dir", self.public_key_dir)

    def required_signing_key_path(self) -> Path:
        """The desk's private key file. Raises `SettingsError` when it is not set."""
        return self._required("signing_key_path", self.signing_key_path)

    def required_system_key_path(self) -> Path:
        """The workers' private key file. Raises `SettingsError` when it is not set."""
        return self._required("system_key_path", self.system_key_path)

    def required_codec_keys_path(self) -> Path:
        """The file of keys that seal payloads. Raises `SettingsError` when it is not set."""
        return self._required("codec_keys_path", self.codec_keys_path)

    def required_record_key_path(self) -> Path:
        """The record's private key file. Raises `SettingsError` when it is not set."""
        return self._required("record_key_path", self.record_key_path)

    def required_webhook_secret_path(self) -> Path:
        """The file with the webhook secret. Raises `SettingsError` when it is not set."""
        return self._required("webhook_secret_path", self.webhook_secret_path)

    def required_portal_url(self) -> str:
        """What the portal is called from outside, without a slash at its end.

        Raises:
            SettingsError: in production, it is not set or not https.
        """
        if not self.production:
            return self.portal_url or f"http://127.0.0.1:{self.portal_port}"
        return self._https("portal_url", self._required("portal_url", self.portal_url))

    def api_audience(self) -> str:
        """Whom tokens for the API are made out to. Raises `SettingsError` as the portal's URL."""
        return self.oidc_audience or f"{self.required_portal_url()}/api"

    def required_issuer(self) -> str:
        """The identity provider.

        Raises:
            SettingsError: it is not set, or in production not https.
        """
        found = self._required("oidc_issuer", self.oidc_issuer)
        return self._https("oidc_issuer", found) if self.production else found

    def client_secret(self) -> str | None:
        """The portal's secret with the provider; None: it has none, and PKCE is its proof.

        Raises:
            SettingsError: its file cannot be read.
        """
        if self.oidc_client_secret_file is not None:
            variable = f"{PREFIX}OIDC_CLIENT_SECRET_FILE"
            return _text_of(self.oidc_client_secret_file, variable)
        return self.oidc_client_secret.get_secret_value() if self.oidc_client_secret else None

    @property
    def evidence_place(self) -> str:
        """Where evidence lies."""
        return self.evidence_store or str(self.data_dir / "evidence")

    @property
    def evidence_scanned(self) -> bool:
        """Whether a file that was not scanned is refused."""
        if self.evidence_scan_required is None:
            return self.production or self.evidence_scanner is not None
        return self.evidence_scan_required

    def mail_allowed(self, address: str) -> bool:
        """Whether a message may be sent there: outside production, to one address in the reserved
        top-level domain `.example` and no other.
        """
        return self.production or _RESERVED.fullmatch(address) is not None

    def temporal(self) -> ClientConnectConfig:
        """The arguments of `temporalio.client.Client.connect` that are configuration, not code.

        Raises:
            SettingsError: nothing says where Temporal is, Temporal's own configuration cannot be
                read, or what is sent could be read on the way.
        """
        # Costs half a second, which `--help` should not pay.
        from temporalio.envconfig import ClientConfig

        offered = {} if self.production else _offered_by_stack(self.data_dir)
        try:
            if offered and not any(os.environ.get(name) for name in _TEMPORAL_CHOSEN_BY):
                ours = {
                    name: value for name, value in offered.items() if name.startswith("TEMPORAL_")
                }
                return ClientConfig.load_client_connect_config(
                    override_env_vars=ours, disable_file=True
                )
            found = ClientConfig.load_client_connect_config()
        except Exception as error:  # the SDK's loader raises bare RuntimeError and OSError
            raise SettingsError(f"Temporal's own configuration cannot be read: {error}") from error
        if "target_host" not in found:
            raise SettingsError(f"TEMPORAL_ADDRESS is not set: {self._remedy()}")
        self.require_protected_temporal(found, production=self.production)
        return found

    def require_protected(self) -> None:
        """Raise ``SettingsError`` where something would travel in the clear that must not: to a
        database or the mail server. Of Temporal, ``temporal`` says it: its own configuration takes
        half a second to read.
        """
        for role in DatabaseRole:
            url: SecretStr | None = getattr(self, f"database_{role}_url")
            if url is not None:
                variable = f"{PREFIX}DATABASE_{role.upper()}_URL"
                self.require_protected_database(
                    url.get_secret_value(), variable, production=self.production
                )
        self.require_protected_mail(production=self.production)

    def _https(self, field: str, address: str) -> str:
        if not address.startswith("https://"):
            raise SettingsError(f"{PREFIX}{field.upper()}: in production, this is reached by https")
        return address

    def _required(self, field: str, value: _Value | None) -> _Value:
        if value is None:
            raise SettingsError(f"{PREFIX}{field.upper()} is not set: {self._remedy()}")
        return value

    def _remedy(self) -> str:
        if self.production:
            return "set it in the environment"
        return "set it in the environment, or start the embedded stack with `make up`"


def load_settings(**overrides: Any) -> Settings:
    """Read the settings of this process; `overrides` win over everything that was read.

    Raises:
        SettingsError: a value cannot be understood, or something would travel in the clear.
    """
    try:
        settings = Settings(**overrides)
    except ValidationError as error:
        said = [(".".join(map(str, each["loc"])).upper(), each["msg"]) for each in error.errors()]
        raise SettingsError("; ".join(f"{PREFIX}{name}: {what}" for name, what in said)) from None
    settings.require_protected()
    return settings


def _text_of(file: Path, variable: str) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"{variable}: the file cannot be read") from error


def _offered_by_stack(folder: Path) -> dict[str, str]:
    note = stack_file.read(folder)
    return {} if note is None or note.state == stack_file.STOPPED else dict(note.environment)
