"""Our programs beside a stack, each with an environment of its own."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from embedded import identity
from embedded.folder import DataFolder
from embedded.ports import answers
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack

PATIENCE = 60.0


class Said(NamedTuple):
    """What a program printed until it ended, and its exit code."""

    code: int
    out: str
    err: str


async def run(environment: Mapping[str, str], *arguments: str) -> Said:
    """Run a program of ours to its end: ``worker.py register``, ``starter.py list`` …"""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=PROJECT,
        env=_whole(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return Said(process.returncode, out.decode(), err.decode())


@contextmanager
def running(
    environment: Mapping[str, str],
    command: Sequence[str],
    *,
    log: Path,
    ready: Callable[[], bool],
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program of ours beside, from the moment at which it is ready; end it afterwards."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=_whole(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


@contextmanager
def worker(
    stack: EmbeddedStack, environment: Mapping[str, str], log: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker on a stack that has none."""
    port = stack.note.ports["health"]
    told = {**environment, "RESUMPTION_HEALTH_PORT": str(port)}
    command = [sys.executable, "worker.py"]
    with running(told, command, log=log, ready=lambda: answers(port)) as process:
        yield process


@contextmanager
def portal(
    stack: EmbeddedStack, environment: Mapping[str, str], folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a portal, and the provider of identities for it, on a stack that has none."""
    ports, kept = stack.note.ports, DataFolder(stack.folder)
    url = environment["RESUMPTION_PORTAL_URL"]
    provider = identity.server(kept, lambda: ports["identity"], lambda: url)
    told = {
        **environment,
        "RESUMPTION_OIDC_CLIENT_SECRET_FILE": str(
            identity.secret_file(kept, identity.PORTAL_CLIENT)
        ),
    }
    with (
        running(
            {},
            provider.program(),
            log=folder / "identity.log",
            ready=lambda: answers(ports["identity"]),
        ),
        running(
            told,
            [sys.executable, "-m", "portal"],
            log=folder / "portal.log",
            ready=lambda: answers(ports["portal"]),
        ) as process,
    ):
        yield process


def _whole(environment: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment}
