"""Keys are read from a folder, are only ever added, and what was signed with an old one stays."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from embedded import keys as embedded_keys
from embedded.folder import DataFolder
from seals.envelope import SealBroken, key_id, seal, verify
from seals.trust import KeyUnusable, Trust, public_keys, signing_key


def public_pem(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def private_pem(key: PrivateKeyTypes) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def test_rotation_adds_a_key_and_the_old_signatures_stay_good(tmp_path: Path) -> None:
    old, new = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    (tmp_path / "old.pem").write_bytes(public_pem(old.public_key()))
    sealed_before = seal("before", old)
    (tmp_path / "new.pem").write_bytes(public_pem(new.public_key()))
    trusted = public_keys(tmp_path)
    assert set(trusted) == {key_id(old.public_key()), key_id(new.public_key())}
    assert verify(sealed_before, trusted) == "before"
    assert verify(seal("after", new), trusted) == "after"


def test_a_key_s_id_is_of_the_key_and_not_of_its_file(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    (tmp_path / "0000000000000000.pem").write_bytes(public_pem(key.public_key()))
    assert list(public_keys(tmp_path)) == [key_id(key.public_key())]


def test_the_embedded_stack_s_key_has_the_same_id(tmp_path: Path) -> None:
    private, public = embedded_keys.ensure_signing_key(DataFolder.prepare(tmp_path / "data"))
    made = signing_key(private).public_key()
    assert list(public_keys(public)) == [key_id(made)] == [embedded_keys.key_id(made)]
    assert (public / f"{key_id(made)}.pem").is_file()


def test_nobody_is_trusted_until_somebody_is() -> None:
    with pytest.raises(SealBroken, match="unknown_key"):
        verify(seal("x", Ed25519PrivateKey.generate()), Trust().keys)
    assert not Trust().case_time_allowed


def test_keys_that_cannot_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    with pytest.raises(KeyUnusable, match="no public key"):
        public_keys(folder)
    with pytest.raises(KeyUnusable, match="no signing key"):
        signing_key(tmp_path / "absent.pem")

    other = generate_private_key(SECP256R1())
    (folder / "curve.pem").write_bytes(public_pem(other.public_key()))
    with pytest.raises(KeyUnusable, match=r"curve\.pem is not an Ed25519 public key"):
        public_keys(folder)
    (folder / "curve.pem").write_bytes(b"nothing of the kind")
    with pytest.raises(KeyUnusable, match=r"curve\.pem is not a key in PEM form"):
        public_keys(folder)

    private = tmp_path / "private.pem"
    private.write_bytes(private_pem(other))
    with pytest.raises(KeyUnusable, match=r"private\.pem is not an Ed25519 private key"):
        signing_key(private)
    protected = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password")
    )
    private.write_bytes(protected)
    with pytest.raises(KeyUnusable, match=r"private\.pem is protected by a password"):
        signing_key(private)
    private.write_bytes(b"\xff\x00")
    with pytest.raises(KeyUnusable, match=r"private\.pem is not a key in PEM form"):
        signing_key(private)
