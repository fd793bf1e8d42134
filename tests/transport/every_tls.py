"""TLS, tried: certificates on both sides, to Temporal and to PostgreSQL. Only ``make tls`` takes
this file: it needs HAProxy, stunnel and PostgreSQL from Debian's packages.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
import pytest_asyncio

from embedded import identity
from embedded.folder import DataFolder
from embedded.stack import EmbeddedStack
from records.failures import DatabaseUnreachable, RecordRefused
from records.pool import create_pool
from runtime.connection import ServiceUnreachable, connect
from runtime.settings import DatabaseRole, load_settings
from tests import programs
from tests.transport.certificates import Pair
from tests.transport.connections import connected_to
from tests.transport.debian_postgres import debian_postgres
from tests.transport.wiring import API_KEY, Wiring, wired
from tests.workflows.opening import OPENING

OFF, OPS = "OFF:reyes", "OPS:kay"
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Wired:
    """The gates, and the programs that run behind them."""

    wiring: Wiring
    pids: dict[str, int]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wired]:
    """A stack with gates; migrations, registration, worker and portal by these alone."""
    folder = tmp_path_factory.mktemp("tls")
    async with EmbeddedStack(folder / "data", worker=False, steps=()) as stack:
        with ExitStack() as held:
            wiring = held.enter_context(wired(stack, folder))
            environment = wiring.environment()
            for step in (("-m", "records.migrate"), ("worker.py", "register")):
                done = await programs.run(environment, *step)
                assert done.code == 0, done.err
            real = {**environment, "RESUMPTION_MODE": "production"}
            worker = held.enter_context(programs.worker(stack, real, folder / "worker.log"))
            portal = held.enter_context(programs.portal(stack, environment, folder))
            yield Wired(wiring, {"worker": worker.pid, "portal": portal.pid})


async def test_a_case_is_opened_acted_on_and_verified(running: Wired, tmp_path: Path) -> None:
    """By command line and portal, with a worker in production mode, all by TLS."""
    wiring = running.wiring
    environment = wiring.environment()
    body = tmp_path / "case.json"
    body.write_text(json.dumps(OPENING))
    opened = await typed(environment, "open", "--as", OFF, "--file", str(body))
    (case,) = set(re.findall(r"case-[0-9a-f]{12}", opened))
    await typed(environment, "do", case, "contact_note", "--as", OFF, "-f", "text=By TLS.")

    addresses, client = wiring.stack.note.addresses, identity.SYSTEM_OF_A_CARRIER
    async with httpx2.AsyncClient(base_url=addresses["portal"], timeout=30) as portal:
        granted = await portal.post(
            f"{addresses['identity']}/token",
            data={"grant_type": "client_credentials", "scope": "cases:read cases:write"},
            auth=(client, identity.secret(DataFolder(wiring.stack.folder), client)),
        )
        who = {"Authorization": f"Bearer {granted.json()['access_token']}"}
        read = await portal.get(f"/api/v1/cases/{case}", headers=who)
        given = await portal.post(
            f"/api/v1/cases/{case}/commands",
            json={"command": "contact_note", "body": {"text": "By the portal."}},
            headers={**who, "Idempotency-Key": f"{case}-tls", "If-Match": read.headers["etag"]},
        )
    assert given.status_code == 200, given.text

    verdict = json.loads(await typed(environment, "verify", case, "--as", OPS, "--json"))
    assert verdict["ok"] is True
    assert await typed(environment, "doctor", case, "--as", OPS)

    gates = {
        int(address.rpartition(":")[2])
        for gate in (wiring.temporal, wiring.postgres)
        for address in gate.values()
    }
    behind = {wiring.stack.note.ports[service] for service in ("temporal", "postgres")}
    for pid in running.pids.values():
        ports = connected_to(pid)
        assert len(ports & gates) == 2, "one to each service"
        assert not ports & behind, "nothing goes around the gates"


async def test_the_api_key_goes_with_every_request(running: Wired) -> None:
    """As HAProxy saw it after it had ended TLS."""
    requests = running.wiring.requests()
    assert {who for who, _ in requests} == {f"Bearer {API_KEY}"}
    assert {
        "GetSystemInfo",
        "UpdateWorkflowExecution",
        "PollWorkflowTaskQueue",
        "RespondWorkflowTaskCompleted",
        "GetWorkflowExecutionHistory",
    } <= {method for _, method in requests}


def _client(wiring: Wiring, which: str) -> Pair:
    if which == "expired":
        return wiring.authority.client("late", expired=True)
    return wiring.alien.client("stranger")


@pytest.mark.parametrize(
    ("gate", "client", "said"),
    [
        # HAProxy hangs up at once, so that what it says first is not always heard.
        ("usual", "none", r"does not (let this process in \(CertificateRequired\)|answer)"),
        ("usual", "alien", r"does not (let this process in \(UnknownCA\)|answer)"),
        ("usual", "expired", r"does not (let this process in \(CertificateExpired\)|answer)"),
        ("usual", "plain text", "does not answer"),
        ("expired", "ours", r"shows a certificate that is not trusted here \(ExpiredContext\)"),
        ("misnamed", "ours", r"a certificate that is not trusted here \(NotValidForNameContext\)"),
        ("alien", "ours", r"shows a certificate that is not trusted here \(UnknownIssuer\)"),
    ],
)
async def test_temporal_is_not_reached(
    running: Wired, monkeypatch: pytest.MonkeyPatch, gate: str, client: str, said: str
) -> None:
    wiring = running.wiring
    told = wiring.to_temporal(
        gate, _client(wiring, client) if client in ("alien", "expired") else None
    )
    if client == "none":
        del told["TEMPORAL_TLS_CLIENT_CERT_PATH"], told["TEMPORAL_TLS_CLIENT_KEY_PATH"]
    if client == "plain text":
        told = {name: value for name, value in told.items() if "TLS" not in name}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(data_dir=wiring.stack.folder)
    assert settings.temporal()["target_host"] == wiring.temporal[gate]
    with pytest.raises(ServiceUnreachable, match=said):
        await connect(settings, identity="tests", patience=AT_ONCE)


@pytest.mark.parametrize(
    ("gate", "client", "said"),
    [
        ("usual", "none", "cannot serve now"),
        ("usual", "alien", "cannot serve now"),
        ("usual", "expired", "cannot serve now"),
        ("usual", "plain text", "cannot serve now"),
        ("expired", "ours", r"not trusted here \(certificate has expired\)"),
        ("misnamed", "ours", r"not trusted here \(IP address mismatch"),
        ("alien", "ours", r"not trusted here \(unable to get local issuer certificate\)"),
    ],
)
async def test_the_database_is_not_reached(
    running: Wired, gate: str, client: str, said: str
) -> None:
    wiring = running.wiring
    url = wiring.to_postgres(
        DatabaseRole.READER,
        gate,
        _client(wiring, client) if client in ("alien", "expired") else None,
    )
    if client == "none":
        url = url.partition("&sslcert=")[0]
    if client == "plain text":
        url = f"{wiring.in_the_clear(DatabaseRole.READER)}?sslmode=disable"
    with pytest.raises(DatabaseUnreachable, match=said):
        await create_pool(url, size=1, application="tests", patience=AT_ONCE)


async def test_who_types_reads_which_side_does_not_trust_the_other(running: Wired) -> None:
    wiring = running.wiring
    environment = wiring.environment()
    command = ("starter.py", "do", "case-0", "contact_note", "--as", OFF, "-f", "text=x")
    by_temporal = await programs.run({**environment, **wiring.to_temporal("alien")}, *command)
    assert (by_temporal.code, by_temporal.out) == (5, "")
    assert by_temporal.err.endswith(
        "shows a certificate that is not trusted here (UnknownIssuer); see docs/operations.md\n"
    )
    desk = "RESUMPTION_DATABASE_DESK_URL"
    by_database = await programs.run(
        {**environment, desk: wiring.to_postgres(DatabaseRole.DESK, "alien")}, *command
    )
    assert (by_database.code, by_database.out) == (5, "")
    assert by_database.err.startswith("starter.py: the database shows a certificate that is not")


async def test_postgresql_that_ends_tls_itself_lets_a_role_in_by_its_own_certificate(
    running: Wired, tmp_path: Path
) -> None:
    """Debian's PostgreSQL with ``ssl=on`` and ``clientcert=verify-full``: certificate and role
    have one name, and the password is asked for besides.
    """
    authority, alien = running.wiring.authority, running.wiring.alien
    role = "resumption_reader"
    own, another = authority.client(role), authority.client("resumption_worker")
    with debian_postgres(tmp_path, authority, role=role) as address:

        def url(pair: Pair | None, mode: str = "verify-full") -> str:
            shown = f"&sslcert={pair.certificate}&sslkey={pair.key}" if pair else ""
            return f"{address}?sslmode={mode}&sslrootcert={authority.certificate}{shown}"

        async with await create_pool(url(own), size=1, application="tests") as pool:
            protocol = await pool.fetchval(
                "select version from pg_stat_ssl where pid = pg_backend_pid()"
            )
            assert protocol == "TLSv1.3"
        for refused in (url(another), url(None), url(own, "disable")):
            with pytest.raises(RecordRefused, match="this role is not let in"):
                await create_pool(refused, size=1, application="tests", patience=AT_ONCE)
        for refused in (url(alien.client(role)), url(authority.client(role, expired=True))):
            with pytest.raises(DatabaseUnreachable):
                await create_pool(refused, size=1, application="tests", patience=AT_ONCE)


async def typed(environment: dict[str, str], *arguments: str) -> str:
    """Type a command that is done; return what it printed."""
    said = await asyncio.wait_for(programs.run(environment, "starter.py", *arguments), 120)
    assert said.code == 0, said.err
    return said.out
