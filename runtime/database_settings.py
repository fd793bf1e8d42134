"""Where PostgreSQL is, and as whom to reach it; a part of ``runtime.settings.Settings``."""

from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class DatabaseRole(StrEnum):
    """The six roles of the database, each with the least that it needs."""

    OWNER = "owner"
    WORKER = "worker"
    DESK = "desk"
    READER = "reader"
    DISPATCHER = "dispatcher"
    PORTAL = "portal"


class DatabaseSettings(BaseSettings):
    """An address for each role, as asyncpg reads it, with TLS as libpq's own words ask for it
    (``?sslmode=verify-full&sslrootcert=FILE&sslcert=FILE&sslkey=FILE``).
    """

    database_owner_url: SecretStr | None = None
    database_worker_url: SecretStr | None = None
    database_desk_url: SecretStr | None = None
    database_reader_url: SecretStr | None = None
    database_dispatcher_url: SecretStr | None = None
    database_portal_url: SecretStr | None = None
    # A password mounted as a file, for a URL that has none (docker-compose.yml).
    database_owner_password_file: Path | None = None
    database_worker_password_file: Path | None = None
    database_desk_password_file: Path | None = None
    database_reader_password_file: Path | None = None
    database_dispatcher_password_file: Path | None = None
    database_portal_password_file: Path | None = None
