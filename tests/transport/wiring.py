"""A stack whose services are reached through TLS only, with certificates on both sides."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embedded.stack import EmbeddedStack
from runtime.settings import DatabaseRole
from tests.transport.certificates import SERVER_NAME, Authority, Pair
from tests.transport.gates import before_postgres, before_temporal

API_KEY = "a-key-that-only-tests-have"


@dataclass(frozen=True)
class Wiring:
    """The ways in: each service's gates by the certificate that they show, and who may pass.

    ``usual`` shows one that clients trust; ``expired``, ``misnamed`` and ``alien`` do not.
    """

    stack: EmbeddedStack
    folder: Path
    authority: Authority
    alien: Authority
    ours: Pair
    temporal: Mapping[str, str]
    postgres: Mapping[str, str]

    def to_temporal(self, gate: str = "usual", client: Pair | None = None) -> dict[str, str]:
        """The environment of a program that reaches Temporal by a gate, with a certificate."""
        shown = client or self.ours
        return {
            "TEMPORAL_CONFIG_FILE": "/dev/null",
            "TEMPORAL_NAMESPACE": "default",
            "TEMPORAL_ADDRESS": self.temporal[gate],
            "TEMPORAL_TLS": "true",
            "TEMPORAL_TLS_SERVER_NAME": SERVER_NAME,
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH": str(self.authority.certificate),
            "TEMPORAL_TLS_CLIENT_CERT_PATH": str(shown.certificate),
            "TEMPORAL_TLS_CLIENT_KEY_PATH": str(shown.key),
        }

    def to_postgres(
        self, role: DatabaseRole, gate: str = "usual", client: Pair | None = None
    ) -> str:
        """The address of the database in a role, by a gate, with a certificate."""
        shown = client or self.ours
        return (
            f"{self.in_the_clear(role, gate)}?sslmode=verify-full"
            f"&sslrootcert={self.authority.certificate}"
            f"&sslcert={shown.certificate}&sslkey={shown.key}"
        )

    def in_the_clear(self, role: DatabaseRole, gate: str = "usual") -> str:
        """The same without a word on TLS."""
        direct = self.stack.note.environment[f"RESUMPTION_DATABASE_{role.upper()}_URL"]
        return direct.replace(self.stack.addresses["postgres"], self.postgres[gate])

    def environment(self) -> dict[str, str]:
        """The environment of a program of ours that reaches everything by the usual gates."""
        told = self.stack.note.environment
        return {
            **{name: value for name, value in told.items() if not name.startswith("TEMPORAL_")},
            **{f"RESUMPTION_DATABASE_{r.upper()}_URL": self.to_postgres(r) for r in DatabaseRole},
            **self.to_temporal(),
            "TEMPORAL_API_KEY": API_KEY,
            # Not the stack's folder: what it offers would lead around the gates.
            "RESUMPTION_DATA_DIR": str(self.folder / "ours"),
        }

    def requests(self) -> list[tuple[str, str]]:
        """What passed on to Temporal so far: the authorization and the method of each request."""
        lines = (self.folder / "haproxy.log").read_text().splitlines()
        passed = [line for line in lines if " POST " in line]
        return [
            (line.split(" ", 2)[2].rpartition(" POST ")[0], line.split("/")[-1].split()[0])
            for line in passed
        ]


@contextmanager
def wired(stack: EmbeddedStack, folder: Path) -> Iterator[Wiring]:
    """Put gates before a stack's services."""
    authority, alien = Authority(folder / "ours-ca", "ours"), Authority(folder / "alien", "alien")
    servers = {
        "usual": authority.server(),
        "expired": authority.server(expired=True),
        "misnamed": authority.server("elsewhere.example"),
        "alien": alien.server(),
    }
    addresses, trusted = stack.addresses, authority.certificate
    with (
        before_temporal(folder, addresses["temporal"], trusted, servers) as temporal,
        before_postgres(folder, addresses["postgres"], trusted, servers) as postgres,
    ):
        yield Wiring(
            stack=stack,
            folder=folder,
            authority=authority,
            alien=alien,
            ours=authority.client("programs"),
            temporal=temporal,
            postgres=postgres,
        )
