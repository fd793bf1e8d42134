"""What production refuses to send in the clear, and how it says so before anything is sent."""

import subprocess
import sys
from pathlib import Path

import pytest

from embedded.processes import PROJECT
from runtime.connection import ServiceUnreachable, reason_of
from runtime.settings import DatabaseRole, Settings, SettingsError, load_settings

DATABASE = "RESUMPTION_DATABASE_DESK_URL"
AWAY = "postgresql://desk:hunter2@db.agency.example:5432/resumption"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("ADDRESS", "NAMESPACE", "PROFILE", "API_KEY", "TLS"):
        monkeypatch.delenv(f"TEMPORAL_{name}", raising=False)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"RESUMPTION_{field.upper()}", raising=False)
    monkeypatch.setenv("RESUMPTION_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TEMPORAL_CONFIG_FILE", "/dev/null")
    authority = tmp_path / "authority.pem"
    authority.touch()
    return authority


@pytest.mark.parametrize(
    "end",
    [
        "",
        "?sslmode=prefer",
        "?sslmode=require",
        "?sslmode=verify-full",
        "?sslmode=verify-ca&sslrootcert={}",
        "?sslrootcert={}",
    ],
)
def test_production_reaches_another_hosts_database_by_verified_tls_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, nothing_is_set: Path, end: str
) -> None:
    monkeypatch.setenv(DATABASE, AWAY + end.format(nothing_is_set))
    load_settings(mode="development")
    with pytest.raises(SettingsError, match=rf"^{DATABASE}: in production.*sslmode=verify") as told:
        load_settings(mode="production")
    assert "\n" not in str(told.value)
    assert "hunter2" not in str(told.value)
    proven = f"{AWAY}?sslmode=verify-full&sslrootcert={nothing_is_set}"
    monkeypatch.setenv(DATABASE, proven)
    assert load_settings(mode="production").database_url(DatabaseRole.DESK) == proven


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("127.0.0.1:5432/x", True),
        ("[::1]:5432/x", True),
        ("localhost/x", True),
        ("/x?host=/var/run/postgresql", True),
        ("%2Fvar%2Frun%2Fpostgresql/x", True),
        ("inside:5432/x", True),
        ("127.0.0.1,db.agency.example/x", False),
        ("inside.agency.example/x", False),
        ("/x?host=db.agency.example", False),
        ("/x", False),
        ("0.0.0.0/x", False),
    ],
)
def test_plain_text_stays_on_this_machine_or_goes_where_the_settings_name_the_host(
    monkeypatch: pytest.MonkeyPatch, place: str, allowed: bool
) -> None:
    monkeypatch.setenv("RESUMPTION_PLAIN_TEXT_HOSTS", "outside, Inside")
    monkeypatch.setenv(DATABASE, f"postgresql://desk:x@{place}")
    if allowed:
        load_settings(mode="production")
        return
    with pytest.raises(SettingsError, match=f"^{DATABASE}: in production"):
        load_settings(mode="production")


@pytest.mark.parametrize("name", ["sslrootcert", "sslcert", "sslkey"])
def test_a_file_of_a_certificate_that_is_not_there_is_named_by_its_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv(DATABASE, f"{AWAY}?sslmode=verify-full&{name}={tmp_path / 'gone.pem'}")
    with pytest.raises(SettingsError, match=f"^{DATABASE}: the file that {name} names") as told:
        load_settings()
    assert "gone" not in str(told.value)


def test_letters_leave_the_machine_by_tls_and_a_mail_password_always(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RESUMPTION_SMTP_HOST", "mail.agency.example")
    load_settings(mode="development")
    with pytest.raises(SettingsError, match=r"^RESUMPTION_SMTP_STARTTLS: in production"):
        load_settings(mode="production")
    monkeypatch.setenv("RESUMPTION_SMTP_STARTTLS", "true")
    load_settings(mode="production")
    monkeypatch.setenv("RESUMPTION_SMTP_STARTTLS", "false")
    monkeypatch.setenv("RESUMPTION_SMTP_HOST", "127.0.0.1")
    load_settings(mode="production")
    monkeypatch.setenv("RESUMPTION_SMTP_USERNAME", "us")
    with pytest.raises(SettingsError, match=r"^RESUMPTION_SMTP_STARTTLS: a mail password"):
        load_settings(mode="development")


def test_production_reaches_temporal_on_another_host_by_tls_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.agency.example:7233")
    assert "tls" not in load_settings(mode="development").temporal()
    settings = load_settings(mode="production")
    for plain in (None, "false"):
        if plain is not None:
            monkeypatch.setenv("TEMPORAL_TLS", plain)
        with pytest.raises(SettingsError, match=r"^TEMPORAL_TLS: in production"):
            settings.temporal()
    monkeypatch.setenv("TEMPORAL_TLS", "true")
    assert settings.temporal()["tls"]
    monkeypatch.setenv("TEMPORAL_TLS", "false")
    for here in ("127.0.0.1:7233", "[::1]:7233", "temporal:7233"):
        monkeypatch.setenv("TEMPORAL_ADDRESS", here)
        monkeypatch.setenv("RESUMPTION_PLAIN_TEXT_HOSTS", "temporal")
        assert not load_settings(mode="production").temporal()["tls"]


@pytest.mark.parametrize("mode", ["production", "development"])
def test_an_api_key_travels_by_tls_only_wherever_temporal_is(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:7233")
    monkeypatch.setenv("TEMPORAL_API_KEY", "hunter2")
    assert load_settings(mode=mode).temporal()["tls"] is True
    monkeypatch.setenv("TEMPORAL_TLS", "false")
    with pytest.raises(SettingsError, match=r"^TEMPORAL_TLS: an API key") as told:
        load_settings(mode=mode).temporal()
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("program", "variable"),
    [
        (["worker.py"], DATABASE),
        (["starter.py", "list"], DATABASE),
        (["-m", "portal"], DATABASE),
        (["-m", "portal"], "TEMPORAL_TLS"),
    ],
)
def test_a_program_that_would_speak_in_the_clear_does_not_start(
    tmp_path: Path, program: list[str], variable: str
) -> None:
    told = {
        DATABASE: {DATABASE: AWAY},
        "TEMPORAL_TLS": {"TEMPORAL_ADDRESS": "temporal.agency.example:7233"},
    }
    done = subprocess.run(
        [sys.executable, *program],
        cwd=PROJECT,
        env={
            "RESUMPTION_MODE": "production",
            "RESUMPTION_DATA_DIR": str(tmp_path),
            "TEMPORAL_CONFIG_FILE": "/dev/null",
            **told[variable],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.splitlines()
    assert f": {variable}: in production" in line
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        (
            "tonic::transport::Error(Transport, ConnectError(Custom { kind: InvalidData, error: "
            "InvalidCertificate(UnknownIssuer) }))",
            "shows a certificate that is not trusted here (UnknownIssuer)",
        ),
        (
            'hyper::Error(Io, Custom { kind: InvalidData, error: "received fatal alert: '
            'CertificateRequired" })',
            "does not let this process in (CertificateRequired)",
        ),
        (
            'Status { code: Unauthenticated, message: "no" }',
            "does not let this process in (Unauthenticated)",
        ),
        ("tcp connect error: Connection refused", None),
    ],
)
def test_who_does_not_trust_whom_is_told_apart_from_nobody_there(
    said: str, meaning: str | None
) -> None:
    assert reason_of(said) == meaning
    told = str(ServiceUnreachable("Temporal at x:1", reason_of(said)))
    assert told == f"Temporal at x:1 {meaning or 'does not answer'}"
