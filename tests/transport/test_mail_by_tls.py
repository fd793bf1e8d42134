"""Letters by STARTTLS: to a server whose certificate is trusted, or not at all."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from activities.mail_faults import Deferred
from activities.postbox import SmtpPostbox
from embedded.ports import LOOPBACK
from tests.transport.certificates import Authority, Pair

MESSAGE = b"Subject: A letter\r\n\r\nWhat the railroad is told.\r\n"


class Tray:
    """What a mail server has taken, each with whether it came by TLS."""

    def __init__(self) -> None:
        self.taken: list[bool] = []

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope
    ) -> str:
        """Take a message."""
        self.taken.append(session.ssl is not None)
        return "250 taken"


@asynccontextmanager
async def mail_server(pair: Pair | None) -> AsyncIterator[tuple[Tray, int]]:
    """Serve mail on a free port; with a certificate, by STARTTLS."""

    tray = Tray()
    context: ssl.SSLContext | None = None
    if pair is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pair.certificate, pair.key)

    def serve() -> SMTP:
        return SMTP(tray, hostname="mail.example", tls_context=context)

    server = await asyncio.get_running_loop().create_server(serve, LOOPBACK, 0)
    async with server:
        yield tray, server.sockets[0].getsockname()[1]


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The one authority that this machine trusts."""
    found = Authority(tmp_path / "ours", "ours")
    monkeypatch.setenv("SSL_CERT_FILE", str(found.certificate))
    return found


async def send(port: int) -> str:
    """Send the letter as the worker does in production."""
    postbox = SmtpPostbox(LOOPBACK, port, allowed_suffixes=None, tls="starttls", timeout=10)
    return await postbox.send(
        MESSAGE, sender="notices@resumption.example", recipient="poc@railroad.example"
    )


async def test_a_letter_goes_by_tls_to_a_server_that_is_trusted(authority: Authority) -> None:
    async with mail_server(authority.server()) as (tray, port):
        assert await send(port) == "250 taken"
    assert tray.taken == [True]


@pytest.mark.parametrize("shown", ["none", "alien", "expired", "misnamed"])
async def test_a_letter_waits_where_the_server_is_not_to_be_trusted(
    authority: Authority, tmp_path: Path, shown: str
) -> None:
    pairs = {
        "none": None,
        "alien": Authority(tmp_path / "alien", "alien").server(),
        "expired": authority.server(expired=True),
        "misnamed": authority.server("elsewhere.example"),
    }
    async with mail_server(pairs[shown]) as (tray, port):
        with pytest.raises(Deferred):
            await send(port)
    assert tray.taken == []
