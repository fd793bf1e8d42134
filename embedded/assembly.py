"""The stack put together: what starts after what, on which ports, and what is told about it."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from embedded import identity, postgres, temporal
from embedded.children import Child, Step
from embedded.folder import DataFolder
from embedded.keys import (
    ensure_codec_keys,
    ensure_evidence_keys,
    ensure_record_key,
    ensure_signing_key,
    ensure_system_key,
    ensure_webhook_secret,
)
from embedded.ports import LOOPBACK, another, answers, choose, is_free
from embedded.processes import Processes
from embedded.supervisor import Supervisor
from runtime import stack_file
from runtime.stack_file import ChildNote, StackNote

DEFAULT_STEPS = (
    (sys.executable, "-m", "records.migrate"),
    (sys.executable, "worker.py", "register"),
)
DEFAULT_WORKER = (sys.executable, "worker.py")
SWEEPER = (sys.executable, "worker.py", "sweep")
"""Goes with our own worker: sends again what the desk received and nobody answered."""

REPORTER = (sys.executable, "worker.py", "report")
"""Goes with our own worker: makes reports and mails them."""

NOTARY = (sys.executable, "worker.py", "notary")
"""Goes with our own worker: signs the heads of cases."""

DISPATCHER = (sys.executable, "worker.py", "dispatch")
"""Goes with our own worker: sends webhooks."""

LOOPBACK_NETWORKS = "127.0.0.0/8"
"""Where webhooks may go besides public addresses: to receivers on this machine."""

PORTAL = (sys.executable, "-m", "portal")
"""Goes with our own worker: pages and HTTP API."""

MAIL_SENDER = "notices@resumption.example"


@dataclass(frozen=True)
class Wishes:
    """What may differ from stack to stack. `steps` run to their end, one after the other, before
    the worker; `worker` is None for a stack without one. `companions`: whether the programs that go
    with our own worker start too.
    """

    usual_ports: bool = True
    steps: Sequence[Sequence[str]] = DEFAULT_STEPS
    worker: Sequence[str] | None = DEFAULT_WORKER
    companions: bool = True


class Stack:
    """All parts in one folder, which the caller has locked."""

    def __init__(self, folder: DataFolder, lock: int, wishes: Wishes) -> None:
        self._folder = folder
        self._wishes = wishes
        self._state = stack_file.STARTING
        self._environment: dict[str, str] = {}
        earlier = stack_file.read(folder.root)
        self._ports = choose(earlier.ports if earlier else {}, usual=wishes.usual_ports)
        self._processes = Processes(folder, lock)
        self.supervisor = Supervisor(folder, self._processes, say=say, changed=self._publish)

    async def start(self) -> None:
        """Start all parts, each when the one that it needs can be used.

        Raises:
            StackFailure: a part does not start.
            FolderUnusable: what the folder holds cannot be used.
        """
        self._publish()
        run, keep = self.supervisor.run, self.supervisor.keep
        private_key, public_keys = ensure_signing_key(self._folder)
        system_key = ensure_system_key(self._folder)
        record_key = ensure_record_key(self._folder)
        evidence_keys = ensure_evidence_keys(self._folder)
        codec_keys = ensure_codec_keys(self._folder)
        webhook_secret = ensure_webhook_secret(self._folder)
        database = postgres.installed(self._folder)
        if not database.cluster.is_dir():
            say(f"PostgreSQL {database.major}: making the database cluster (this once)")
            await run(database.initialise())
            database.adopt()
        say(f"PostgreSQL {database.major}: starting")
        await keep(database.server(lambda: self._port("postgres")))
        await run(database.roles(self._ports["postgres"]))
        for purpose in ("health", "portal", "identity"):
            self._port(purpose)  # settled before anybody is told of the ports
        say("Temporal: starting")
        await keep(
            temporal.server(
                self._folder,
                lambda: self._port("temporal"),
                lambda: self._port("temporal_ui"),
                self._portal_url,
            )
        )
        await run(temporal.keep_closed_cases(self._ports["temporal"]))
        say("mail sink: starting")
        await keep(self._mail_sink())
        self._environment = self._offer(
            database,
            private_key,
            public_keys,
            system_key,
            record_key,
            evidence_keys,
            codec_keys,
            webhook_secret,
        )
        for command in self._wishes.steps:
            say(f"running {_short(command)}")
            await run(self._step(command))
        if self._wishes.worker is not None:
            say("worker: starting")
            await keep(self._worker(self._wishes.worker))
            if self._wishes.companions and tuple(self._wishes.worker) == DEFAULT_WORKER:
                await keep(self._beside("sweeper", "the sweeper of the desk's log", SWEEPER))
                await keep(self._beside("reporter", "the maker of reports", REPORTER))
                await keep(self._beside("notary", "the signer of heads", NOTARY))
                await keep(self._beside("dispatcher", "the sender of webhooks", DISPATCHER))
                say("portal: starting, with people to sign in as")
                await keep(
                    identity.server(self._folder, lambda: self._ports["identity"], self._portal_url)
                )
                await keep(self._portal())
        self._state = stack_file.READY
        self._publish()

    async def stop(self) -> set[int]:
        """End all parts, in the opposite order; gives the ids of what could not be ended: none."""
        await self.supervisor.stop()
        await self._processes.forget(0)
        self._state = stack_file.STOPPED
        self._publish()
        return self._processes.left()

    @property
    def note(self) -> StackNote:
        """What is told about the stack."""
        children = {
            name: ChildNote(
                pid=watched.process.pid if watched.process else None,
                ready=watched.ready,
                deaths=watched.died,
                log=str(self._folder.log(name)),
            )
            for name, watched in self.supervisor.watched.items()
        }
        addresses = {name: f"{LOOPBACK}:{port}" for name, port in self._ports.items()}
        for page in ("temporal_ui", "portal", "identity"):
            addresses[page] = f"http://{addresses[page]}"
        return StackNote(
            state=self._state,
            supervisor=os.getpid(),
            ports=self._ports,
            addresses=addresses,
            children={} if self._state == stack_file.STOPPED else children,
            environment=self._environment,
        )

    def _publish(self) -> None:
        try:
            stack_file.write(self._folder.root, self.note)
        except OSError as error:  # a full disk is no reason to let go of the children
            say(f"{stack_file.STACK_FILE} cannot be written: {error.strerror}")

    def _port(self, purpose: str) -> int:
        """The port for that purpose. Before anybody was told of it, and while nothing of ours
        listens there, it is given up for another if somebody else was faster.
        """
        name = {"temporal_ui": "temporal", "health": "worker"}.get(purpose, purpose)
        watched = self.supervisor.watched.get(name)
        down = watched is None or watched.process is None
        if down and not self._environment and not is_free(self._ports[purpose]):
            self._ports[purpose] = another(self._ports)
        return self._ports[purpose]

    def _mail_sink(self) -> Child:
        def program() -> list[str]:
            port, folder = str(self._port("mail")), str(self._folder.mail)
            return [sys.executable, "-m", "embedded.mail_sink", "--port", port, "--folder", folder]

        async def listens() -> bool:
            return answers(self._ports["mail"])

        return Child("mail", "the mail sink", program, _inherited({}), listens, patience=3.0)

    def _worker(self, command: Sequence[str]) -> Child:
        async def is_healthy() -> bool:
            return answers(self._ports["health"])

        return Child(
            "worker",
            "the worker",
            lambda: list(command),
            # The worker's alone: in the note, every other process of ours would take it too.
            _inherited({**self._environment, "RESUMPTION_HEALTH_PORT": str(self._port("health"))}),
            # Somebody else's program in the worker's place need not know of health checks.
            is_healthy if tuple(command) == DEFAULT_WORKER else None,
            patience=35.0,  # more than the time in which it lets running activities end
        )

    def _portal_url(self) -> str:
        return f"http://{LOOPBACK}:{self._ports['portal']}"

    def _portal(self) -> Child:
        async def listens() -> bool:
            return answers(self._ports["portal"])

        return Child(
            "portal",
            "the portal",
            lambda: list(PORTAL),
            # The portal's alone, as it is with the provider: nobody else needs its secret.
            _inherited(
                {
                    **self._environment,
                    "RESUMPTION_OIDC_CLIENT_SECRET_FILE": str(
                        identity.secret_file(self._folder, identity.PORTAL_CLIENT)
                    ),
                }
            ),
            listens,
            patience=15.0,  # more than the time in which it lets requests end
        )

    def _beside(self, name: str, what: str, command: Sequence[str]) -> Child:
        return Child(name, what, lambda: list(command), _inherited(self._environment))

    def _step(self, command: Sequence[str]) -> Step:
        environment = _inherited(self._environment)
        return Step("steps", _short(command), list(command), environment)

    def _offer(
        self,
        database: postgres.Postgres,
        private_key: Path,
        public_keys: Path,
        system_key: Path,
        record_key: Path,
        evidence_keys: Path,
        codec_keys: Path,
        webhook_secret: Path,
    ) -> dict[str, str]:
        port = self._ports["postgres"]
        return {
            "RESUMPTION_MODE": "development",
            "RESUMPTION_DATA_DIR": str(self._folder.root),
            **{
                f"RESUMPTION_DATABASE_{role.upper()}_URL": database.url(role, port)
                for role in postgres.ROLES
            },
            "RESUMPTION_SMTP_HOST": LOOPBACK,
            "RESUMPTION_SMTP_PORT": str(self._ports["mail"]),
            "RESUMPTION_MAIL_SENDER": MAIL_SENDER,
            "RESUMPTION_PUBLIC_KEY_DIR": str(public_keys),
            "RESUMPTION_SIGNING_KEY_PATH": str(private_key),
            "RESUMPTION_SYSTEM_KEY_PATH": str(system_key),
            "RESUMPTION_CODEC_KEYS_PATH": str(codec_keys),
            "RESUMPTION_RECORD_KEY_PATH": str(record_key),
            "RESUMPTION_WEBHOOK_SECRET_PATH": str(webhook_secret),
            "RESUMPTION_WEBHOOK_NETWORKS": LOOPBACK_NETWORKS,
            "RESUMPTION_PORTAL_PORT": str(self._ports["portal"]),
            "RESUMPTION_PORTAL_URL": self._portal_url(),
            "RESUMPTION_TEMPORAL_UI_URL": f"http://{LOOPBACK}:{self._ports['temporal_ui']}",
            "RESUMPTION_OIDC_ISSUER": identity.issuer(self._ports["identity"]),
            "RESUMPTION_OIDC_CLIENT_ID": identity.PORTAL_CLIENT,
            "RESUMPTION_OIDC_DEVICE_CLIENT_ID": identity.COMMAND_LINE,
            "RESUMPTION_EVIDENCE_KEYS_PATH": str(evidence_keys),
            "TEMPORAL_ADDRESS": f"{LOOPBACK}:{self._ports['temporal']}",
            "TEMPORAL_NAMESPACE": temporal.NAMESPACE,
            # A profile of the person's own, with a key or TLS, is not for this server.
            "TEMPORAL_CONFIG_FILE": os.devnull,
        }


def say(line: str) -> None:
    """Tell the person at the terminal, who may have gone."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def _inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child of ours: handed on, not read (only `runtime.settings` reads it),
    less what would lead to another Temporal.
    """
    passed_on = {k: v for k, v in os.environ.items() if not k.startswith("TEMPORAL_")}
    return {**passed_on, **environment}


def _short(command: Sequence[str]) -> str:
    return " ".join("python" if part == sys.executable else part for part in command)
