"""Whatever a receiver's URL says, nothing is sent to where it must not go."""

import ipaddress
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from desk.errors import BadInput
from exchange.way_out import NotReached, WayOut
from tests.exchange.outside import LOOPBACK
from tests.exchange.receiver import receiving

BAD_URLS = [
    "http://events.railroad.example/in",
    "HTTPS:/events.railroad.example",
    "https://",
    "https://user:secret@events.railroad.example/",
    "https://events.railroad.example/#part",
    "https://events.railroad.example:0/",
    "https://events.railroad.example:port/",
    "https://[::1/",
    "https://events.railroad.example/\r\nhost: other",
    "https://ferrocarríl.example/",
    "https://" + "a" * 500 + ".example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "https://127.0.0.1/",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://[fe80::1%25eth0]/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
]


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_may_not_be_a_receivers_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(BadInput) as wrong:
        WayOut().checked_url(url)
    assert [field for field, _ in wrong.value.problems] == ["url"]


@pytest.mark.parametrize(
    "url", ["https://events.railroad.example/in", "https://8.8.8.8:8443/x?y=1"]
)
def test_a_public_one_is_taken(url: str) -> None:
    assert WayOut().checked_url(url) == url


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.0.1",
    "100.64.0.1",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_to_a_private_address_leads_nowhere(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a name leads to is somebody else's word, and may be another one each time."""
    _name_leads_to(monkeypatch, "8.8.8.8", address)
    with pytest.raises(NotReached) as why:
        await WayOut().post("https://events.railroad.example/in", {}, b"{}")
    assert why.value.args == ("private_address",)


async def test_private_networks_are_reached_where_that_is_configured() -> None:
    async with receiving() as receiver:
        way = WayOut(LOOPBACK)
        assert await way.post(way.checked_url(receiver.url), {}, b"{}") == 204
        elsewhere = WayOut([ipaddress.ip_network("10.0.0.0/8")])
        with pytest.raises(NotReached) as why:
            await elsewhere.post(receiver.url, {}, b"{}")
    assert why.value.args == ("private_address",)
    assert len(receiver.came) == 1


async def test_without_encryption_only_configured_networks_are_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _name_leads_to(monkeypatch, "8.8.8.8")
    with pytest.raises(NotReached) as why:
        await WayOut(LOOPBACK).post("http://events.railroad.example/in", {}, b"{}")
    assert why.value.args == ("private_address",)


async def test_a_receiver_has_to_prove_who_it_is(tmp_path: Path) -> None:
    """By a certificate that somebody trusted has given, for that very name."""
    trusted = _certificate_for("localhost", tmp_path)
    async with receiving(tls=trusted) as receiver:
        port = receiver.url.rpartition(":")[2]  # and the path
        knows_it = ssl.create_default_context(cafile=tmp_path / "certificate.pem")
        here = [*LOOPBACK, ipaddress.ip_network("::1/128")]
        unknown, misnamed = (WayOut(here), "localhost"), (WayOut(here, tls=knows_it), "127.0.0.1")
        for way, host in (unknown, misnamed):
            with pytest.raises(NotReached) as why:
                await way.post(f"https://{host}:{port}", {}, b"{}")
            assert why.value.args == ("tls",)
        assert receiver.came == []
        way = WayOut(here, tls=knows_it)
        assert await way.post(f"https://localhost:{port}", {}, b"{}") == 204


def _certificate_for(name: str, folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody else has given it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


async def test_a_redirection_is_not_followed() -> None:
    async with receiving() as inside, receiving(always=307) as receiver:
        receiver.headers["Location"] = inside.url
        assert await WayOut(LOOPBACK).post(receiver.url, {}, b"{}") == 307
    assert inside.came == []


def _name_leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def looked_up(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
