"""Writes the secrets that ``docker-compose.yml`` mounts; what is there already stays as it is.

    .venv/bin/python -m deploy.make_secrets            (into secrets/, beside docker-compose.yml)

Without Python on the machine, in the image itself (APP_VERSION is in .env):

    docker compose build worker
    docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" --workdir /work \\
        ctpat-rail-resumption:APP_VERSION python -m deploy.make_secrets
"""

import secrets
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from seals.envelope import key_id
from seals.trust import RECORD, SYSTEM, signing_key

SECRETS = (
    "temporal_superuser_password",
    "temporal_password",
    "record_superuser_password",
    "record_owner_password",
    "record_worker_password",
    "record_desk_password",
    "record_reader_password",
    "record_dispatcher_password",
    "webhook_secret",
    "record_portal_password",
    "oidc_client_secret",  # to be told to the provider, or replaced by the one that it gave
)
SIGNING_KEY = "desk_signing_key"
SYSTEM_KEY = "system_signing_key"
RECORD_KEY = "record_signing_key"
PUBLIC_KEYS = "public-keys"
RINGS = ("evidence_keys", "codec_keys")


def make(folder: Path) -> None:
    """Bring the folder to what the stack needs: passwords, keys and key pairs, and no git."""
    # The files are readable by all, because each container reads them as a user of its own; the
    # folder, which no container sees, is what keeps other users of this machine out.
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    _keep(folder / ".gitignore", "*\n")
    for name in SECRETS:
        _keep(folder / name, secrets.token_hex(32))
    for name in RINGS:
        _keep(folder / name, f"{secrets.token_hex(8)} {secrets.token_hex(32)}\n")
    _key_pair(folder / SIGNING_KEY, folder / PUBLIC_KEYS)
    _key_pair(folder / SYSTEM_KEY, folder / PUBLIC_KEYS / SYSTEM)
    _key_pair(folder / RECORD_KEY, folder / PUBLIC_KEYS / RECORD)


def _key_pair(private: Path, public_keys: Path) -> None:
    if not private.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        _keep(private, pem.decode())
    # Public keys are only ever added: a new signing key gets a file of its own beside the old ones.
    public = signing_key(private).public_key()
    public_keys.mkdir(exist_ok=True)
    public_keys.chmod(0o755)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _keep(public_keys / f"{key_id(public)}.pem", pem.decode())


def _keep(file: Path, content: str) -> None:
    if not file.exists():
        file.write_text(content, encoding="ascii")
        file.chmod(0o444)


if __name__ == "__main__":
    beside_compose = Path(__file__).resolve().parent.parent / "secrets"
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else beside_compose)
