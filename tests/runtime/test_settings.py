"""What is asked of the environment, what development may guess, and how a missing thing is told."""

from pathlib import Path

import pytest

from runtime import stack_file
from runtime.settings import DatabaseRole, Mode, Settings, SettingsError, load_settings
from runtime.stack_file import StackNote

OFFERED = {
    "RESUMPTION_DATABASE_WORKER_URL": "postgresql://worker:hunter2@127.0.0.1:1/x",
    "RESUMPTION_SMTP_HOST": "127.0.0.1",
    "RESUMPTION_SMTP_PORT": "2525",
    "TEMPORAL_ADDRESS": "127.0.0.1:7000",
    "TEMPORAL_NAMESPACE": "default",
    "TEMPORAL_CONFIG_FILE": "/dev/null",
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ADDRESS", "NAMESPACE", "PROFILE", "API_KEY"):
        monkeypatch.delenv(f"TEMPORAL_{name}", raising=False)
    for field in Settings.model_fields:
        monkeypatch.delenv(f"RESUMPTION_{field.upper()}", raising=False)
    monkeypatch.setenv("RESUMPTION_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))  # and no profile of the person who runs the tests


def a_stack_runs(folder: Path, state: str = stack_file.READY) -> None:
    stack_file.write(folder, StackNote(state=state, supervisor=1, environment=OFFERED))


def test_development_takes_what_is_not_set_from_the_running_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stack_runs(tmp_path)
    monkeypatch.setenv("RESUMPTION_SMTP_PORT", "26")
    settings = load_settings()
    assert settings.mode is Mode.DEVELOPMENT
    url = settings.database_url(DatabaseRole.WORKER)
    assert url == OFFERED["RESUMPTION_DATABASE_WORKER_URL"]
    assert (settings.required_smtp_host(), settings.smtp_port) == ("127.0.0.1", 26)
    assert settings.temporal() == {"target_host": "127.0.0.1:7000", "namespace": "default"}


def test_the_environment_says_which_temporal_even_when_a_stack_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stack_runs(tmp_path)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "temporal.agency.example:7233")
    monkeypatch.setenv("TEMPORAL_API_KEY", "a key")
    found = load_settings().temporal()
    assert found["target_host"] == "temporal.agency.example:7233"
    assert (found["api_key"], found["tls"]) == ("a key", True)


def test_an_empty_configuration_file_of_temporal_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE", "TEMPORAL_CONFIG_FILE"):
        monkeypatch.setenv(name, OFFERED[name])
    assert load_settings().temporal()["target_host"] == "127.0.0.1:7000"


@pytest.mark.parametrize("mode", ["production", "development"])
def test_what_is_missing_is_told_in_one_line_that_says_what_to_set(
    tmp_path: Path, mode: str
) -> None:
    a_stack_runs(tmp_path, state="stopped" if mode == "development" else "ready")
    settings = load_settings(mode=mode)
    for ask, name in (
        (lambda: settings.database_url(DatabaseRole.DESK), "RESUMPTION_DATABASE_DESK_URL"),
        (settings.required_smtp_host, "RESUMPTION_SMTP_HOST"),
        (settings.required_mail_sender, "RESUMPTION_MAIL_SENDER"),
        (settings.required_public_key_dir, "RESUMPTION_PUBLIC_KEY_DIR"),
        (settings.required_signing_key_path, "RESUMPTION_SIGNING_KEY_PATH"),
        (settings.temporal, "TEMPORAL_ADDRESS"),
    ):
        with pytest.raises(SettingsError, match=rf"^{name} is not set: set it") as told:
            ask()
        assert ("make up" in str(told.value)) == (mode == "development")
        assert "\n" not in str(told.value)


def test_a_wrong_value_is_named_and_never_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESUMPTION_SMTP_PORT", "hunter2")
    with pytest.raises(SettingsError, match=r"^RESUMPTION_SMTP_PORT: ") as told:
        load_settings()
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("mode", "scanner", "said", "required"),
    [
        ("development", None, None, False),
        ("development", "127.0.0.1:3310", None, True),
        ("development", "127.0.0.1:3310", "false", False),
        ("development", None, "true", True),
        ("production", None, None, True),
        ("production", None, "false", False),
    ],
)
def test_in_production_or_with_a_scanner_no_file_is_accepted_unscanned(
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    scanner: str | None,
    said: str | None,
    required: bool,
) -> None:
    if scanner:
        monkeypatch.setenv("RESUMPTION_EVIDENCE_SCANNER", scanner)
    if said:
        monkeypatch.setenv("RESUMPTION_EVIDENCE_SCAN_REQUIRED", said)
    assert load_settings(mode=mode).evidence_scanned is required


def test_evidence_lies_in_the_data_folder_unless_it_is_said_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings().evidence_place == str(tmp_path / "evidence")
    monkeypatch.setenv("RESUMPTION_EVIDENCE_STORE", "s3://bucket/evidence")
    assert load_settings().evidence_place == "s3://bucket/evidence"
    monkeypatch.setenv("RESUMPTION_EVIDENCE_SCANNER", "no port")
    with pytest.raises(SettingsError, match="RESUMPTION_EVIDENCE_SCANNER"):
        load_settings()


def test_secrets_do_not_show(tmp_path: Path) -> None:
    a_stack_runs(tmp_path)
    settings = load_settings()
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize(
    ("mode", "address", "allowed"),
    [
        ("development", "safety@railroad.example", True),
        ("development", "SAFETY@RAILROAD.EXAMPLE", True),
        ("development", "somebody@example.com", False),
        ("development", "somebody@example.agency.gov", False),
        ("development", "somebody.example", False),
        ("development", "somebody@agency.gov,safety@railroad.example", False),
        ("development", "somebody@agency.gov@railroad.example", False),
        ("production", "somebody@railroad.com", True),
    ],
)
def test_outside_production_mail_goes_to_reserved_addresses_only(
    mode: str, address: str, allowed: bool
) -> None:
    assert load_settings(mode=mode).mail_allowed(address) is allowed
