"""A mail server, a register of one notice, and an activity to deliver it: real SMTP on loopback."""

# ruff: noqa: ARG002, N802 - signatures and names are those of aiosmtpd and of the ports

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.notices import NoticeActivities, NoticeDelivery, NoticeRequest
from activities.ports import Delivery, DueNotice, Postbox
from activities.postbox import SmtpPostbox
from casework.events import Notice
from casework.prints import Print

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("notice_facts.json").read_text(encoding="utf-8")
)
NOW = datetime(2023, 8, 22, 15, 4, tzinfo=UTC)
REQUEST = NoticeRequest(case_id="RC-7", key="letter:1:poc")


@dataclass
class Mailroom:
    """A mail server that answers from a script and keeps what it was given."""

    to_recipient: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    drop_after_data: int = 0
    received: list[bytes] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.to_recipient.pop(0) if self.to_recipient else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.to_data.pop(0) if self.to_data else "250 2.0.0 queued as 1A"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.received.append(envelope.content)
        if self.drop_after_data:
            self.drop_after_data -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return answer

    @property
    def message_ids(self) -> list[str]:
        return [str(message_from_bytes(content)["Message-ID"]) for content in self.received]


@asynccontextmanager
async def open_for_mail(room: Mailroom, port: int = 0) -> AsyncIterator[int]:
    """Serve on a loopback port (a free one, if none is named) in this test's own loop."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(room, hostname="mail.example", loop=loop), "127.0.0.1", port
    )
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


class Register:
    """A register in memory; ``lose_next`` fails once, as a database does that goes away."""

    def __init__(self, *, address: str = "security@smrx.example", **changes: Any) -> None:
        said = {"template": "suspension_letter", "facts": SAMPLES["suspension_letter"], **changes}
        notice = Notice(
            key=REQUEST.key,
            party="carrier",
            address=address,
            languages=("en", "es"),
            **said,
        )
        self.owed = DueNotice(case_id=REQUEST.case_id, illustrative=True, notice=notice)
        self.evidence: list[Delivery] = []
        self.kept: tuple[Print, ...] = ()
        self.versions: dict[str, str] = {}
        self.lose_next = False

    async def due(self, case_id: str, key: str) -> DueNotice:
        if (case_id, key) != (self.owed.case_id, self.owed.notice.key):
            raise LookupError(key)
        return self.owed

    async def delivered(self, case_id: str, key: str) -> Delivery | None:
        return next((delivery for delivery in self.evidence if delivery.accepted), None)

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        return self.kept

    async def version_of_letter(self, case_id: str, letter: str) -> str | None:
        return self.versions.get(letter)

    async def keep_prints(self, case_id: str, key: str, prints: tuple[Print, ...]) -> None:
        self.kept = self.kept or prints

    async def record(self, case_id: str, key: str, delivery: Delivery) -> None:
        if self.lose_next:
            self.lose_next = False
            raise ConnectionError("the database went away")
        self.evidence.append(delivery)


def smtp(port: int, suffixes: tuple[str, ...] | None = (".example",)) -> SmtpPostbox:
    return SmtpPostbox("127.0.0.1", port, allowed_suffixes=suffixes, tls="none", timeout=5)


async def deliver(
    register: Register, postbox: Postbox, request: NoticeRequest = REQUEST
) -> NoticeDelivery:
    notices = NoticeActivities(register, postbox, sender="notices@ctpat.example", now=lambda: NOW)
    return await ActivityEnvironment().run(notices.deliver, request)


async def refusal(
    register: Register, postbox: Postbox, request: NoticeRequest = REQUEST
) -> ApplicationError:
    with pytest.raises(ApplicationError) as refused:
        await deliver(register, postbox, request)
    told = str(refused.value)
    for content in ("smrx", "Sierra", "seal", "candado"):
        assert content not in told
    assert refused.value.__cause__ is None
    return refused.value
