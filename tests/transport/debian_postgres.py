"""A PostgreSQL of Debian's package, which can end TLS itself, as the one of the wheel cannot."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded import tether
from embedded.alone import run
from embedded.children import Step
from embedded.ports import LOOPBACK, another
from embedded.processes import PROJECT
from tests.transport.certificates import Authority

_PATIENCE = 30.0
_PASSWORD = "only for this test"


@contextmanager
def debian_postgres(folder: Path, authority: Authority, *, role: str) -> Iterator[str]:
    """Run one that lets a role in by TLS, by a certificate of its name and a password; give its
    address without a word on TLS.
    """
    place = folder / "postgres"
    place.mkdir()
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    password, port = place / "password", another({})
    password.write_text(_PASSWORD)
    pair = authority.server()
    for file in (pair.certificate, pair.key, authority.certificate):
        shutil.copy(file, place)
    cluster = place / "cluster"
    run(
        Step(
            "initdb",
            "making a cluster",
            [
                *(str(programs / "initdb"), "-D", str(cluster), "--username", role),
                *("--auth=scram-sha-256", "--pwfile", str(password), "--no-instructions"),
            ],
            {},
            owned=place,
        )
    )
    (cluster / "pg_hba.conf").write_text(
        f"hostssl all all {LOOPBACK}/32 scram-sha-256 clientcert=verify-full\n"
    )
    settings = {
        "ssl": "on",
        "ssl_cert_file": place / pair.certificate.name,
        "ssl_key_file": place / pair.key.name,
        "ssl_ca_file": place / authority.certificate.name,
    }
    program = [
        *(
            str(programs / "postgres"),
            "-D",
            str(cluster),
            "-h",
            LOOPBACK,
            "-p",
            str(port),
            "-k",
            "",
        ),
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            tether.command(program, parent=os.getpid(), death_signal=signal.SIGQUIT, owned=place),
            cwd=PROJECT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield f"postgresql://{role}:{_PASSWORD.replace(' ', '%20')}@{LOOPBACK}:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)


def _version(programs: Path) -> int:
    return int(programs.parent.name)
