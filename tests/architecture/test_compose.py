"""The production-like stack, checked as far as files can be checked without a container engine."""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from evidence.keyring import read_keys
from runtime.settings import DatabaseRole, Settings, load_settings
from seals.envelope import key_id
from seals.key_ring import read_key_ring
from seals.trust import public_keys, signing_key

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
TEXT = COMPOSE_FILE.read_text(encoding="utf-8")
STACK: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = STACK["services"]
ENV = dict(
    line.split("=", 1)
    for line in (ROOT / ".env").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
OURS = {name for name, service in SERVICES.items() if "build" in service}
MADE_SECRETS = runpy.run_path(str(ROOT / "deploy" / "make_secrets.py"))

# Who holds which secret. The job that makes the roles is the superuser: no password of a role
# opens anything to it that is not open already.
HOLDERS = {
    "temporal_superuser_password": {"temporal-db"},
    "temporal_password": {"temporal-db", "temporal-schema", "temporal"},
    "record_superuser_password": {"record-db", "record-roles"},
    "record_owner_password": {"record-roles", "record-migrate"},
    "record_worker_password": {"record-roles", "worker"},
    "record_desk_password": {"record-roles", "sweeper", "desk", "worker", "portal", "notary"},
    "record_reader_password": {"record-roles", "reporter", "desk", "portal"},
    "record_portal_password": {"record-roles", "portal"},
    "record_dispatcher_password": {"record-roles", "dispatcher"},
    "oidc_client_secret": {"portal"},
    "desk_signing_key": {"desk", "portal"},
    "system_signing_key": {"worker"},
    "evidence_keys": {"desk", "portal"},
    "codec_keys": {"search-attributes", "worker", "sweeper", "reporter", "portal", "desk"},
    "record_signing_key": {"notary", "desk", "portal"},
    "webhook_secret": {"dispatcher", "desk"},
}


def is_one_shot(service: dict[str, Any]) -> bool:
    return bool(service.get("restart") == "no" and "healthcheck" not in service)


def bind_mounts(service: dict[str, Any]) -> list[str]:
    mounts: list[str] = service.get("volumes", [])
    return [mount.split(":")[0] for mount in mounts if mount.startswith(".")]


def seconds(duration: str) -> int:
    amount, unit = re.fullmatch(r"(\d+)(s|m)", duration).groups()  # type: ignore[union-attr]
    return int(amount) * {"s": 1, "m": 60}[unit]


def test_the_file_follows_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    check = subprocess.run(
        [*command, str(COMPOSE_FILE)], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_it_says_first_that_it_is_for_trying_and_what_production_needs() -> None:
    first, *rest = TEXT.splitlines()
    assert first.startswith("# For trying")
    assert "not for production" in first
    header = "\n".join(rest[: rest.index("")])
    assert {"keys", "TLS", "backups"} <= set(re.findall(r"^#   (\w+) ", header, re.MULTILINE))


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_pinned_by_a_version_of_the_env_file(name: str) -> None:
    image = re.fullmatch(r"[\w./-]+:\$\{(\w+_VERSION)\}", SERVICES[name]["image"])
    assert image, "an image's tag comes from .env"
    assert re.fullmatch(r"v?\d+\.\d+(\.\d+)?", ENV[image[1]]), "a version, not a moving tag"
    assert "auto-setup" not in SERVICES[name]["image"]


def test_temporal_is_the_one_that_the_tests_run() -> None:
    embedded = subprocess.run(
        [Path(sys.executable).parent / "temporal", "--version"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    minors = re.search(r"Server (\d+\.\d+)\.\d+, UI (\d+\.\d+)\.\d+", embedded)
    assert minors
    assert ENV["TEMPORAL_SERVER_VERSION"].rpartition(".")[0] == minors[1]
    assert ENV["TEMPORAL_UI_VERSION"].rpartition(".")[0] == minors[2]
    assert ENV["TEMPORAL_ADMIN_TOOLS_VERSION"] == ENV["TEMPORAL_SERVER_VERSION"]


def test_every_variable_is_in_the_env_file_and_nothing_else_is() -> None:
    used = set(re.findall(r"\$\{?(\w+)", TEXT.replace("$$", "")))
    assert used == set(ENV)


def test_the_env_file_holds_no_secret() -> None:
    assert not [name for name in ENV if re.search("PASSWORD|SECRET|KEY|TOKEN", name)]


@pytest.mark.parametrize("name", SERVICES)
def test_ports_are_published_on_the_loopback_address_only(name: str) -> None:
    ports: list[str] = SERVICES[name].get("ports", [])
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert not ports or name in {"temporal-ui", "mailpit", "portal"}, (
        "nothing else is for a browser"
    )


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_health_check_or_runs_once(name: str) -> None:
    service = SERVICES[name]
    assert ("healthcheck" in service) != is_one_shot(service)


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_waits_for_can_happen(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        if how["condition"] == "service_completed_successfully":
            assert is_one_shot(SERVICES[needed])
        else:
            assert how["condition"] == "service_healthy"
            assert "healthcheck" in SERVICES[needed]
        assert "profiles" not in SERVICES[needed], "it would not be started"


def test_two_workers_that_are_given_time_to_end() -> None:
    worker = SERVICES["worker"]
    assert worker["deploy"]["replicas"] >= 2
    assert seconds(worker["stop_grace_period"]) > 30
    assert worker["healthcheck"]["test"] == ["CMD", "python", "worker.py", "health"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_gains_rights_and_ours_have_none(name: str) -> None:
    service = SERVICES[name]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    if name in OURS:
        assert service["read_only"] is True
        assert service["init"] is True
        assert service["cap_drop"] == ["ALL"]
        assert int(service["user"].split(":")[0]) >= 10000


def test_each_secret_goes_where_it_is_needed_and_nowhere_else() -> None:
    held = {
        secret: {name for name, service in SERVICES.items() if secret in service.get("secrets", [])}
        for secret in STACK["secrets"]
    }
    assert held == HOLDERS


def test_only_the_migrations_are_told_where_the_owner_signs_in() -> None:
    told = {name for name in SERVICES if "DATABASE_OWNER_URL" in str(SERVICES[name])}
    assert told == {"record-migrate"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_password_stands_in_an_environment(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        assert "PASSWORD" not in variable or variable.endswith("_FILE")
        assert urlsplit(str(value)).password is None


def test_the_databases_are_apart_and_out_of_sight_of_the_browser() -> None:
    temporal_db, record_db = (set(SERVICES[db]["networks"]) for db in ("temporal-db", "record-db"))
    assert not temporal_db & record_db
    for network in temporal_db | record_db:
        assert STACK["networks"][network]["internal"] is True
    for name in ("temporal-ui", "mailpit"):
        assert not set(SERVICES[name]["networks"]) & (temporal_db | record_db)


def test_evidence_lies_where_our_user_may_write_and_its_keys_can_be_read(tmp_path: Path) -> None:
    MADE_SECRETS["make"](tmp_path)
    ring = read_keys(tmp_path / "evidence_keys")
    assert len(ring.keys[ring.seals_with]) == 32
    place = SERVICES["desk"]["environment"]["RESUMPTION_EVIDENCE_STORE"]
    assert f"--owner=10001 --group=10001 {place}" in (ROOT / "Dockerfile").read_text()
    using = {name for name, service in SERVICES.items() if f"evidence:{place}" in str(service)}
    assert using == {"desk", "portal", "sweeper"}


def test_the_codec_has_a_key_wherever_temporal_is_spoken_to(tmp_path: Path) -> None:
    MADE_SECRETS["make"](tmp_path)
    assert read_key_ring(tmp_path / "codec_keys", "codec").keys
    speaking = {
        name for name in OURS if "TEMPORAL_ADDRESS" in SERVICES[name].get("environment", {})
    }
    assert speaking == HOLDERS["codec_keys"]


def test_what_goes_out_to_other_systems_reaches_neither_engine_nor_record_nor_a_key() -> None:
    dispatcher = SERVICES["dispatcher"]
    assert set(dispatcher["networks"]) == {"record-data", "outside"}
    assert not [name for name in dispatcher["environment"] if name.startswith("TEMPORAL")]
    roles = {name for name in dispatcher["environment"] if "DATABASE" in name}
    assert roles == {
        "RESUMPTION_DATABASE_DISPATCHER_URL",
        "RESUMPTION_DATABASE_DISPATCHER_PASSWORD_FILE",
    }
    assert "RESUMPTION_WEBHOOK_NETWORKS" not in dispatcher["environment"], "public addresses only"
    assert {name for name in SERVICES if "outside" in SERVICES[name]["networks"]} == {"dispatcher"}


def test_temporals_pages_have_payloads_opened_by_the_portal_for_who_is_signed_in_there() -> None:
    pages = SERVICES["temporal-ui"]["environment"]
    assert pages["TEMPORAL_CODEC_ENDPOINT"] == "${PORTAL_URL}/codec"
    assert pages["TEMPORAL_CODEC_INCLUDE_CREDENTIALS"] == "true"
    portal = SERVICES["portal"]["environment"]
    assert portal["RESUMPTION_TEMPORAL_UI_URL"] == "${TEMPORAL_UI_URL}"
    assert ENV["TEMPORAL_UI_URL"] == f"http://127.0.0.1:{ENV['TEMPORAL_UI_PORT']}"


def test_nobody_ends_a_case_from_the_temporal_ui() -> None:
    assert SERVICES["temporal-ui"]["environment"]["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"


@pytest.mark.parametrize("name", SERVICES)
def test_every_file_that_is_mounted_exists_or_is_made(name: str, tmp_path: Path) -> None:
    MADE_SECRETS["make"](tmp_path)
    for mount in bind_mounts(SERVICES[name]):
        made = mount.removeprefix("./secrets/")
        assert (tmp_path / made).exists() if made != mount else (ROOT / mount).exists()


def test_the_secrets_are_made_once_and_stay_out_of_git(tmp_path: Path) -> None:
    MADE_SECRETS["make"](tmp_path)
    made = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    MADE_SECRETS["make"](tmp_path)
    assert made == {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert made[tmp_path / ".gitignore"] == b"*\n"
    assert {f"./secrets/{secret}" for secret in STACK["secrets"]} == {
        secret["file"] for secret in STACK["secrets"].values()
    }
    assert set(STACK["secrets"]) <= {file.name for file in made}
    signing = key_id(signing_key(tmp_path / "desk_signing_key").public_key())
    assert set(public_keys(tmp_path / "public-keys")) == {signing}
    assert tmp_path.stat().st_mode & 0o077 == 0, "the folder keeps others out"
    # Each container reads its secret as a user of its own.
    assert all(file.stat().st_mode & 0o444 == 0o444 for file in made)


@pytest.mark.parametrize("script", sorted((ROOT / "deploy").rglob("*.sh")), ids=lambda s: s.name)
def test_shell_scripts_parse_and_stop_at_the_first_failure(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)
    assert "\nset -eu\n" in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_application_understands_what_it_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    MADE_SECRETS["make"](tmp_path)
    told: dict[str, str] = SERVICES[name].get("environment", {})
    ours = {key: value for key, value in told.items() if key.startswith("RESUMPTION_")}
    assert {key.removeprefix("RESUMPTION_").lower() for key in ours} <= set(Settings.model_fields)
    for key, value in ours.items():
        value = value.replace("/run/secrets", str(tmp_path)).replace("${APP_MODE}", "production")
        value = re.sub(r"\$\{(\w+)\}", lambda name: ENV[name[1]], value)
        monkeypatch.setenv(key, value)
    settings = load_settings()
    for role in DatabaseRole:
        if f"RESUMPTION_DATABASE_{role.upper()}_URL" in ours:
            password = (tmp_path / f"record_{role}_password").read_text(encoding="ascii")
            assert urlsplit(settings.database_url(role)).password == password
    if "TEMPORAL_ADDRESS" in told:  # in production too, plain text on these networks
        monkeypatch.setenv("TEMPORAL_CONFIG_FILE", "/dev/null")
        monkeypatch.setenv("TEMPORAL_ADDRESS", told["TEMPORAL_ADDRESS"])
        assert settings.temporal()["target_host"] == told["TEMPORAL_ADDRESS"]
