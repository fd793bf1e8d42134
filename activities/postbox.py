"""The mail system behind the ``Postbox`` port: one SMTP conversation per message."""

from typing import Literal

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from activities.addresses import checked_suffixes, plain_address, require_reachable
from activities.mail_faults import Deferred
from activities.plain_text import one_line
from activities.ports import Bounced

Tls = Literal["none", "starttls", "implicit"]
"""No encryption (loopback only), an upgrade that must succeed, or TLS from the first byte."""

_ABOUT_US = frozenset({500, 502, 503, 530, 534, 535, 538})
"""5xx replies that speak of our set-up (syntax, sequence, login, TLS) and not of the recipient."""

_LONGEST_ANSWER = 500


class SmtpPostbox:
    """Hands messages to one mail server.

    ``allowed_suffixes`` are the domain endings that may be written to, each with its dot
    (``(".example",)`` outside production); None, for production only, allows every domain.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        allowed_suffixes: tuple[str, ...] | None,
        tls: Tls = "starttls",
        username: str | None = None,
        password: str | None = None,
        timeout: float = 30.0,
        hello_name: str = "localhost",
    ) -> None:
        if username is not None and tls == "none":
            raise ValueError("a mail password does not travel without TLS")
        self._host = host
        self._port = port
        self._allowed = checked_suffixes(allowed_suffixes)
        self._tls = tls
        self._username = username
        self._password = password
        self._timeout = timeout
        self._hello_name = hello_name

    async def send(self, message: bytes, *, sender: str, recipient: str) -> str:
        """Hand over one message and return the server's answer, code first.

        Raises ``AddressRefused`` before anything is sent, ``Bounced`` where the server refuses
        the recipient or the message for good, and ``Deferred`` in every other case: server away,
        4xx, connection lost (also after the message went out: it is then sent again, under the
        same Message-ID), or a 5xx that speaks of our own set-up.
        """
        require_reachable(recipient, self._allowed)
        plain_address(sender)
        try:
            async with self._client() as client:
                await client.mail(sender)
                try:
                    await client.rcpt(recipient)
                    response = await client.data(message)
                except SMTPResponseException as reply:
                    if reply.code // 100 == 5 and reply.code not in _ABOUT_US:
                        raise Bounced(_answer(reply.code, reply.message)) from None
                    raise
        except SMTPResponseException as reply:
            raise Deferred(f"the mail server answered {reply.code}") from None
        except (SMTPException, OSError) as fault:
            # OSError covers refused, reset and timed-out connections and TLS failures.
            raise Deferred(f"no mail server to talk to ({type(fault).__name__})") from None
        return _answer(response.code, response.message)

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self._host,
            port=self._port,
            username=self._username,
            password=self._password,
            local_hostname=self._hello_name,
            timeout=self._timeout,
            use_tls=self._tls == "implicit",
            start_tls=self._tls == "starttls",
        )


def _answer(code: int, text: str) -> str:
    """Return a server's reply as one bounded line: it comes from outside and is kept."""
    return one_line(f"{code} {text}")[:_LONGEST_ANSWER]
