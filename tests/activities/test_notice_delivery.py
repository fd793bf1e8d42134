"""Delivering over a real SMTP conversation: refusals, absences, repeats, and the evidence kept."""

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

from activities.mail_faults import AddressRefused, Deferred
from activities.messages import worded
from activities.notices import NoticeActivities, NoticeDelivery, NoticeRequest
from activities.ports import Bounced, Delivery, DueNotice, Postbox
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
        facts = {"facts": SAMPLES["suspension_letter"], **changes}
        notice = Notice(
            key=REQUEST.key,
            template="suspension_letter",
            party="carrier",
            address=address,
            languages=("en", "es"),
            **facts,
        )
        self.owed = DueNotice(case_id=REQUEST.case_id, illustrative=True, notice=notice)
        self.evidence: list[Delivery] = []
        self.kept: tuple[Print, ...] = ()
        self.lose_next = False

    async def due(self, case_id: str, key: str) -> DueNotice:
        if (case_id, key) != (self.owed.case_id, self.owed.notice.key):
            raise LookupError(key)
        return self.owed

    async def delivered(self, case_id: str, key: str) -> Delivery | None:
        return next((delivery for delivery in self.evidence if delivery.accepted), None)

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        return self.kept

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


async def test_an_accepted_message_is_evidence_and_is_never_sent_again() -> None:
    room, register = Mailroom(), Register()
    async with open_for_mail(room) as port:
        first = await deliver(register, smtp(port))
        second = await deliver(register, smtp(port))
    assert first == second
    assert first.accepted
    assert not first.bounced
    assert (first.answer, first.channel, first.at) == ("250 2.0.0 queued as 1A", "smtp", NOW)
    assert (
        first.content_sha256 == register.evidence[0].content_sha256 == worded(register.owed).sha256
    )
    assert room.message_ids == [first.message_id]
    assert [delivery.message_id for delivery in register.evidence] == [first.message_id]
    assert b"Subject: [ILLUSTRATIVE] Case RC-7: letter of decision\r\n" in room.received[0]


async def test_a_4xx_is_tried_again_and_then_accepted() -> None:
    room, register = Mailroom(to_recipient=["451 4.3.0 security@smrx.example later"]), Register()
    async with open_for_mail(room) as port:
        deferred = await refusal(register, smtp(port))
        accepted = await deliver(register, smtp(port))
    assert (deferred.type, deferred.non_retryable) == ("mail_deferred", False)
    assert deferred.message == "the mail server answered 451"
    assert register.evidence[0].accepted
    assert len(register.evidence) == 1
    assert room.message_ids == [accepted.message_id]


@pytest.mark.parametrize("stage", ["to_recipient", "to_data"])
async def test_a_5xx_is_recorded_as_bounced_and_may_be_sent_again_later(stage: str) -> None:
    room, register = Mailroom(), Register()
    getattr(room, stage).append("550 5.1.1 no such\tmailbox")
    async with open_for_mail(room) as port:
        bounced = await deliver(register, smtp(port))
        resent = await deliver(register, smtp(port))
    assert bounced.bounced
    assert not bounced.accepted
    assert bounced.answer == "550 5.1.1 no such mailbox"
    assert [delivery.accepted for delivery in register.evidence] == [False, True]
    assert resent.accepted
    assert resent.message_id == bounced.message_id


async def test_a_5xx_about_our_own_set_up_is_no_bounce() -> None:
    room, register = Mailroom(to_recipient=["530 5.7.0 authentication required"]), Register()
    async with open_for_mail(room) as port:
        deferred = await refusal(register, smtp(port))
    assert deferred.type == "mail_deferred"
    assert register.evidence == []


async def test_a_server_that_was_away_gets_the_message_when_it_is_back() -> None:
    room, register = Mailroom(), Register()
    async with open_for_mail(room) as port:
        pass
    away = await refusal(register, smtp(port))
    async with open_for_mail(room, port):
        accepted = await deliver(register, smtp(port))
    assert (away.type, away.non_retryable) == ("mail_deferred", False)
    assert room.message_ids == [accepted.message_id]


async def test_a_connection_lost_after_the_message_repeats_the_same_message() -> None:
    room, register = Mailroom(drop_after_data=1), Register()
    async with open_for_mail(room) as port:
        lost = await refusal(register, smtp(port))
        accepted = await deliver(register, smtp(port))
    assert lost.type == "mail_deferred"
    assert room.message_ids == [accepted.message_id, accepted.message_id]
    assert room.received[0] == room.received[1]


async def test_evidence_that_could_not_be_kept_repeats_the_same_message() -> None:
    room, register = Mailroom(), Register()
    register.lose_next = True
    async with open_for_mail(room) as port:
        with pytest.raises(ConnectionError):
            await deliver(register, smtp(port))
        accepted = await deliver(register, smtp(port))
    assert room.message_ids == [accepted.message_id, accepted.message_id]


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("ctpat@cbp.dhs.gov", "address refused outside production"),
        ("a@smrx.example\r\nRCPT TO:<b@x.com>", "the recipient is not a plain mail address"),
    ],
)
async def test_an_address_that_may_not_be_written_to_is_undeliverable_and_no_failure(
    address: str, answer: str
) -> None:
    room, register = Mailroom(), Register(address=address)
    async with open_for_mail(room) as port:
        refused = await deliver(register, smtp(port))
    assert (refused.accepted, refused.bounced, refused.answer) == (False, True, answer)
    assert room.received == []
    assert [(kept.accepted, kept.answer) for kept in register.evidence] == [(False, answer)]


async def test_the_postbox_itself_refuses_an_address_by_its_type() -> None:
    for address in ("ctpat@cbp.dhs.gov", "a@smrx.example, b@smrx.example"):
        with pytest.raises(AddressRefused):
            await smtp(1).send(b"A: b\r\n\r\nc\r\n", sender="a@x.example", recipient=address)


async def test_a_notice_that_cannot_be_worded_waits_for_better_code() -> None:
    leaky = {**SAMPLES["suspension_letter"], "term": {"mark": "Sierra seal"}}
    unwordable = await refusal(Register(facts=leaky), smtp(1))
    unknown = await refusal(Register(), smtp(1), NoticeRequest(case_id="X", key="Y"))
    assert (unwordable.type, unwordable.non_retryable) == ("notice_unwordable", False)
    assert "term.mark" in unwordable.message
    assert (unknown.type, unknown.non_retryable) == ("notice_unknown", False)


class Broken:
    """A postbox of someone else's whose errors quote the message."""

    async def send(self, message: bytes, *, sender: str, recipient: str) -> str:
        raise RuntimeError(f"could not send to {recipient}: {message[:400]!r}")


async def test_what_a_foreign_postbox_says_in_its_errors_stays_here() -> None:
    failed = await refusal(Register(), Broken())
    assert (failed.type, failed.message) == (
        "mail_deferred",
        "the mail system failed (RuntimeError)",
    )


async def test_the_postbox_says_what_it_met_in_its_own_words() -> None:
    room = Mailroom(to_data=["552 too big", "452 full"])
    async with open_for_mail(room) as port:
        for expected in (Bounced, Deferred):
            with pytest.raises(expected):
                await smtp(port).send(
                    b"A: b\r\n\r\nc\r\n", sender="a@x.example", recipient="b@x.example"
                )


def test_a_password_needs_tls() -> None:
    with pytest.raises(ValueError, match="TLS"):
        SmtpPostbox("h", 25, allowed_suffixes=None, tls="none", username="u", password="p")


async def test_where_tls_is_asked_for_nothing_travels_without_it() -> None:
    room = Mailroom()
    async with open_for_mail(room) as port:
        postbox = SmtpPostbox("127.0.0.1", port, allowed_suffixes=(".example",), timeout=5)
        deferred = await refusal(Register(), postbox)
    assert deferred.type == "mail_deferred"
    assert room.received == []
