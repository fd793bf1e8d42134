"""A mail server that delivers to nobody: every message becomes a file, to be looked at.

``python -m embedded.mail_sink --port PORT --folder FOLDER``

Mail to `gone.example` is refused for good, as by a server that has no such mailbox: so one can see
what becomes of a letter that cannot be delivered.

A message is acknowledged once its file is on the disk. Files are `<instant>-<number>.eml` in
`FOLDER/new`, in the order of arrival, with the envelope in `Return-Path` and `Delivered-To`.
"""

import argparse
import asyncio
import itertools
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from embedded.ports import LOOPBACK

GONE = "gone.example"
"""The domain in which nobody has a mailbox."""

_NO_SUCH_MAILBOX = "550 5.1.1 no such mailbox"


def is_gone(address: str) -> bool:
    """Whether mail to an address is refused for good."""
    return address.rpartition("@")[2].lower() == GONE


class Maildir:
    """Receives messages into a folder: first `tmp`, then, complete, `new`."""

    def __init__(self, folder: Path) -> None:
        self._draft, self._new = folder / "tmp", folder / "new"
        for part in (self._draft, self._new):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._numbers = itertools.count(1)

    async def handle_RCPT(  # noqa: N802  (the name that aiosmtpd asks for)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take a recipient, or refuse it for good."""
        if is_gone(address):
            return _NO_SUCH_MAILBOX
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  (the name that aiosmtpd asks for)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Store one message; the answer to the sender is given when it is stored."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{os.getpid()}-{next(self._numbers):06}.eml"
        lines = [f"Return-Path: <{envelope.mail_from}>"]
        lines += [f"Delivered-To: {recipient}" for recipient in envelope.rcpt_tos]
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        draft = self._draft / name
        with draft.open("xb") as file:
            file.write("".join(f"{line}\r\n" for line in lines).encode() + content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._new / name)
        return "250 stored"


async def serve(port: int, folder: Path) -> None:
    """Receive messages on the loopback interface until told to end."""
    maildir, loop, stop = Maildir(folder), asyncio.get_running_loop(), asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, stop.set)

    def session() -> SMTP:
        return SMTP(maildir, hostname="mail-sink.example", enable_SMTPUTF8=True, ident="mail sink")

    server = await loop.create_server(session, LOOPBACK, port)
    await stop.wait()
    server.close()


def main() -> None:
    """Run the mail sink."""
    parser = argparse.ArgumentParser(prog="embedded.mail_sink")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.folder))


if __name__ == "__main__":
    main()
