"""What stands before Temporal and PostgreSQL and ends TLS: HAProxy, and stunnel, which knows how a
PostgreSQL client asks for it. Both let nobody pass who shows no certificate of the authority.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from embedded.ports import LOOPBACK, another, answers
from tests.transport.certificates import Pair

PATIENCE = 20.0

_HAPROXY = """
global
    log stdout format raw local0 info
defaults
    mode http
    log global
    log-format "%ci:%cp %fc_err %[capture.req.hdr(0)] %HM %HP %ST"
    timeout connect 5s
    timeout client 10m
    timeout server 10m
    timeout http-request 10m
backend temporal
    server temporal {temporal} proto h2
"""
_FRONTEND = """
frontend {name}
    bind {host}:{port} ssl crt {certificate} ca-file {authority} verify required alpn h2
    http-request capture req.hdr(authorization) len 200
    default_backend temporal
"""
_STUNNEL = """
foreground = yes
pid =
syslog = no
debug = notice
"""
_SERVICE = """
[{name}]
accept = {host}:{port}
connect = {postgres}
protocol = pgsql
cert = {certificate}
CAfile = {authority}
verifyChain = yes
requireCert = yes
"""


@contextmanager
def before_temporal(
    folder: Path, temporal: str, authority: Path, servers: Mapping[str, Pair]
) -> Iterator[dict[str, str]]:
    """Run HAProxy before Temporal; give the address of each server by the name it was given.

    What it logs is in ``folder``: for each request the authorization that it brought.
    """
    ports = _ports(servers)
    text = _HAPROXY.format(temporal=temporal) + "".join(
        _FRONTEND.format(
            name=name, host=LOOPBACK, port=ports[name], certificate=pair.both, authority=authority
        )
        for name, pair in servers.items()
    )
    file = folder / "haproxy.cfg"
    file.write_text(text)
    with _running([_program("haproxy"), "-db", "-f", str(file)], folder / "haproxy.log", ports):
        yield {name: f"{LOOPBACK}:{port}" for name, port in ports.items()}


@contextmanager
def before_postgres(
    folder: Path, postgres: str, authority: Path, servers: Mapping[str, Pair]
) -> Iterator[dict[str, str]]:
    """Run stunnel before PostgreSQL; give the address of each server by the name it was given."""
    ports = _ports(servers)
    text = _STUNNEL + "".join(
        _SERVICE.format(
            name=name,
            host=LOOPBACK,
            port=ports[name],
            postgres=postgres,
            certificate=pair.both,
            authority=authority,
        )
        for name, pair in servers.items()
    )
    file = folder / "stunnel.conf"
    file.write_text(text)
    with _running([_program("stunnel4"), str(file)], folder / "stunnel.log", ports):
        yield {name: f"{LOOPBACK}:{port}" for name, port in ports.items()}


def _ports(servers: Mapping[str, Pair]) -> dict[str, int]:
    ports: dict[str, int] = {}
    for name in servers:
        ports[name] = another(ports)
    return ports


def _program(name: str) -> str:
    """Debian puts it where not everybody looks."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/bin")
    assert found is not None, f"{name} is not installed: see `make tls`"
    return found


@contextmanager
def _running(command: list[str], log: Path, ports: Mapping[str, int]) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + PATIENCE
        while not all(answers(port) for port in ports.values()):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
