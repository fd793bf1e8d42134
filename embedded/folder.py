"""What lies where in the data folder.

Everything of ours is under folders that only their owner may enter. Nothing outside is touched: no
parent folder is opened up, whatever its permissions are.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LONGEST_PATH = 440
"""Bytes. SQLite, and so Temporal's store, gives up beyond a path of 512; the rest is for names in
the folder."""

_LARGE_LOG = 10_000_000


class FolderUnusable(Exception):
    """The data folder cannot be used; the message says why."""


@dataclass(frozen=True)
class DataFolder:
    """The data folder of one stack. `root` is absolute."""

    root: Path

    @classmethod
    def prepare(cls, where: Path) -> "DataFolder":
        """Make the folder and those below it, as far as they are missing.

        Raises:
            FolderUnusable: it cannot be made or written, or lies too deep.
        """
        folder = cls(where.absolute())
        if len(os.fsencode(folder.root)) > LONGEST_PATH:
            raise FolderUnusable(f"the path of the data folder is over {LONGEST_PATH} bytes long")
        try:
            folder.root.parent.mkdir(parents=True, exist_ok=True)
            for part in (
                folder.root,
                folder.logs,
                folder.secrets,
                folder.mail,
                folder.keys,
                folder.temporal,
                folder.postgres,
            ):
                part.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FolderUnusable(f"{where}: {error.strerror}") from error
        return folder

    @property
    def logs(self) -> Path:
        """One log file for each child."""
        return self.root / "log"

    @property
    def secrets(self) -> Path:
        """One password a file."""
        return self.root / "secrets"

    @property
    def mail(self) -> Path:
        """What the mail sink received."""
        return self.root / "mail"

    @property
    def keys(self) -> Path:
        """The development signing key."""
        return self.root / "keys"

    @property
    def temporal(self) -> Path:
        """Temporal's store."""
        return self.root / "temporal"

    @property
    def postgres(self) -> Path:
        """The database cluster."""
        return self.root / "postgres"

    def log(self, name: str) -> Path:
        """The log file of the child of that name."""
        return self.logs / f"{name}.log"

    def open_log(self, name: str) -> int:
        """A file descriptor to append to that log file; a very long one is put aside first."""
        path = self.log(name)
        with suppress(FileNotFoundError):
            if path.stat().st_size > _LARGE_LOG:
                path.replace(path.with_suffix(".log.1"))
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def password(self, name: str) -> str:
        """The password of that name: random, made when first asked for, then kept."""
        path = self.secrets / name
        with suppress(FileNotFoundError):
            return path.read_text(encoding="ascii")
        write_secret(path, secrets.token_hex(24).encode())
        return path.read_text(encoding="ascii")


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
