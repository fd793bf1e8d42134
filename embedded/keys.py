"""The development keys: of desk, system, record, evidence store, codec, webhooks; made once.

For one machine. Production brings its own.
"""

import hashlib
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from embedded.folder import DataFolder, FolderUnusable, write_secret

PRIVATE, PUBLIC = "desk.pem", "public"
EVIDENCE, CODEC = "evidence.keys", "codec.keys"
OF_WEBHOOKS = "webhooks"
PRIVATE_OF_SYSTEM, PUBLIC_OF_SYSTEM = "system.pem", "system"
PRIVATE_OF_RECORD, PUBLIC_OF_RECORD = "record.pem", "record"


def ensure_signing_key(folder: DataFolder) -> tuple[Path, Path]:
    """The desk's private key file and the folder of public keys, both made if absent.

    The public key's file is `<kid>.pem`, with the kid being the first 16 hexadecimal digits of the
    SHA-256 of the raw key. Public keys are only ever added: old cases are checked with old keys.

    Raises:
        FolderUnusable: the private key cannot be read.
    """
    return _ensured(folder.keys / PRIVATE, folder.keys / PUBLIC), folder.keys / PUBLIC


def ensure_system_key(folder: DataFolder) -> Path:
    """The workers' private key file; its public half goes into the folder `system` beside the
    desk's.

    Raises:
        FolderUnusable: the private key cannot be read.
    """
    return _ensured(folder.keys / PRIVATE_OF_SYSTEM, folder.keys / PUBLIC / PUBLIC_OF_SYSTEM)


def ensure_record_key(folder: DataFolder) -> Path:
    """The record's private key file; its public half goes into the folder `record` beside them.

    Raises:
        FolderUnusable: the private key cannot be read.
    """
    return _ensured(folder.keys / PRIVATE_OF_RECORD, folder.keys / PUBLIC / PUBLIC_OF_RECORD)


def ensure_evidence_keys(folder: DataFolder) -> Path:
    """The file of keys that seal evidence at rest: one line, ``ID KEY`` in hexadecimal digits."""
    return _ring(folder.keys / EVIDENCE)


def ensure_codec_keys(folder: DataFolder) -> Path:
    """The file of keys that seal what Temporal keeps, in the same form."""
    return _ring(folder.keys / CODEC)


def ensure_webhook_secret(folder: DataFolder) -> Path:
    """The file with the secret from which the keys of webhooks are derived."""
    file = folder.keys / OF_WEBHOOKS
    if not file.exists():
        write_secret(file, secrets.token_hex(32).encode())
    return file


def _ring(file: Path) -> Path:
    if not file.exists():
        write_secret(file, f"{secrets.token_hex(8)} {secrets.token_hex(32)}\n".encode())
    return file


def _ensured(private: Path, public: Path) -> Path:
    public.mkdir(mode=0o700, exist_ok=True)
    if not private.exists():
        made = Ed25519PrivateKey.generate()
        write_secret(private, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        key = load_pem_private_key(private.read_bytes(), password=None)
    except (ValueError, OSError) as error:
        raise FolderUnusable(f"{private} is not a private key that can be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise FolderUnusable(f"{private} is not an Ed25519 key")
    file = public / f"{key_id(key.public_key())}.pem"
    if not file.exists():
        write_secret(
            file,
            key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        )
    return private


def key_id(key: Ed25519PublicKey) -> str:
    """The name of a public key."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]
