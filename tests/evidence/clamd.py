"""A real clamd with one signature of our own, EICAR's, written here: nothing is downloaded."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded import tether
from embedded.ports import LOOPBACK, another, answers

EICAR = b"".join(
    (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", b"STANDARD-ANTIVIRUS", b"-TEST-FILE!$H+H*")
)
"""The harmless file that every scanner calls harmful; in pieces, so that none finds it here."""

LARGEST = 100_000_000
"""Bytes that it takes of one stream; more than the largest file that is taken."""


@contextmanager
def running_clamd(folder: Path, *, stream: int = LARGEST) -> Iterator[str]:
    """Start one, and yield where it listens."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert program, "clamd is missing; on Debian: apt-get install clamav-daemon"
    signatures = folder / "signatures"
    signatures.mkdir(parents=True)
    (signatures / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    port = another({})
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"Foreground yes\nTCPSocket {port}\nTCPAddr {LOOPBACK}\nDatabaseDirectory {signatures}\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength {stream}\nMaxFileSize {LARGEST}\n"
        f"MaxScanSize {LARGEST}\nAlertExceedsMax yes\nSelfCheck 3600\n"
    )
    with (folder / "clamd.log").open("wb") as log:
        process = subprocess.Popen(
            tether.command([program, f"--config-file={configuration}"], parent=os.getpid()),
            stdout=log,
            stderr=log,
        )
    try:
        deadline = time.monotonic() + 60
        while not answers(port):
            assert process.poll() is None, (folder / "clamd.log").read_text()
            assert time.monotonic() < deadline, "clamd does not listen"
            time.sleep(0.02)
        yield f"{LOOPBACK}:{port}"
    finally:
        process.terminate()
        process.wait(30)
