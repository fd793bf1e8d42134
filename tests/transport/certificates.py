"""Certificates for tests, made when they are needed: an authority, servers, clients."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SERVER_NAME = "services.example"
"""What the servers' certificates call them, besides 127.0.0.1."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as two files and as one."""

    certificate: Path
    key: Path
    both: Path


class Authority:
    """Signs certificates; whoever trusts ``certificate`` trusts them."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make an authority whose files lie in a folder."""
        folder.mkdir()
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._subject = _named(name)
        now = datetime.now(UTC)
        self._own = (
            _begun(self._subject, self._subject, self._key.public_key(), now - _DAY, now + _DAY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.certificate = folder / "authority.pem"
        self.certificate.write_bytes(self._own.public_bytes(Encoding.PEM))

    def server(self, name: str = SERVER_NAME, *, expired: bool = False) -> Pair:
        """Return the certificate of a server of that name; the usual one is also 127.0.0.1."""
        names: list[x509.GeneralName] = [x509.DNSName(name)]
        names += [x509.IPAddress(IPv4Address("127.0.0.1"))] if name == SERVER_NAME else []
        return self._signed(name, x509.SubjectAlternativeName(names), expired=expired, server=True)

    def client(self, name: str, *, expired: bool = False) -> Pair:
        """Return the certificate of a client."""
        return self._signed(name, None, expired=expired, server=False)

    def _signed(
        self,
        name: str,
        names: x509.SubjectAlternativeName | None,
        *,
        expired: bool,
        server: bool,
    ) -> Pair:
        key = ec.generate_private_key(ec.SECP256R1())
        end = datetime.now(UTC) + (-_DAY if expired else _DAY)
        usage = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        made = (
            _begun(_named(name), self._subject, key.public_key(), end - 10 * _DAY, end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        )
        if names is not None:
            made = made.add_extension(names, critical=False)
        certificate = made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        stem = f"{name}{'-expired' if expired else ''}"
        pair = Pair(*(self._folder / f"{stem}.{end}" for end in ("pem", "key", "both.pem")))
        for file, content in (
            (pair.certificate, certificate),
            (pair.key, private),
            (pair.both, certificate + private),
        ):
            file.touch(mode=0o600)
            file.write_bytes(content)
        return pair


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    begin: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )
