"""Whom this process trusts: the desk's public keys, read once at start.

Keys are only ever added, never removed: a reset of a workflow runs its validators over past
commands again, and yesterday's decision must still verify with today's keys. Validators do not
run on ordinary replay, so a process-wide value is safe in workflow code.
"""

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from seals.envelope import key_id

Keyring = dict[str, Ed25519PublicKey]
"""Public keys by their id."""


class KeyUnusable(Exception):
    """A key file is absent or not an Ed25519 key; ``args[0]`` says which file and what to do."""


class Trust:
    """The keys whose signatures count here, and whether a case may have a time of its own.

    ``keys`` are the desk's, which vouches for people. ``system_keys`` are the workers': they sign
    only what one case tells another, and never what a person says.
    """

    def __init__(self) -> None:
        self.keys: Keyring = {}
        self.system_keys: Keyring = {}
        self.case_time_allowed = False


SYSTEM = "system"
"""The folder, within that of the desk's public keys, of those that sign for the system."""

RECORD = "record"
"""The folder, beside it, of those that sign what the record says (``seals.statements``)."""

TRUST = Trust()
"""This process's trust. Until the composition root fills it, every command is refused."""


def public_keys(folder: Path) -> Keyring:
    """Read every ``*.pem`` of a folder. Raises ``KeyUnusable`` where there is none to read."""
    keys: Keyring = {}
    for path in sorted(folder.glob("*.pem")):
        key = _loaded(path, load_pem_public_key)
        if not isinstance(key, Ed25519PublicKey):
            raise KeyUnusable(f"{path.name} is not an Ed25519 public key")
        keys[key_id(key)] = key
    if not keys:
        raise KeyUnusable(f"no public key in {folder}; put the desk's *.pem there")
    return keys


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Read the desk's private key. Raises ``KeyUnusable``."""
    if not path.is_file():
        raise KeyUnusable(f"no signing key at {path}")
    key = _loaded(path, lambda data: load_pem_private_key(data, password=None))
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{path.name} is not an Ed25519 private key")
    return key


def _loaded(path: Path, load: object) -> object:
    assert callable(load)
    try:
        return load(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        raise KeyUnusable(f"{path.name} is not a key in PEM form") from None
    except TypeError:
        raise KeyUnusable(f"{path.name} is protected by a password; give it without") from None
