"""Delivering over a real SMTP conversation: refusals, absences, repeats, and the evidence kept."""

# ruff: noqa: ARG002 - signatures are those of the ports

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.testing import ActivityEnvironment

from activities.mail_faults import AddressRefused, Deferred
from activities.messages import worded
from activities.notices import NoticeActivities, NoticeRequest
from activities.ports import Bounced
from activities.postbox import SmtpPostbox
from tests.activities.mailroom import (
    NOW,
    REQUEST,
    SAMPLES,
    Mailroom,
    Register,
    deliver,
    open_for_mail,
    refusal,
    smtp,
)


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


async def test_two_attempts_at_once_of_which_the_second_finds_the_message_sent() -> None:
    room, register = Mailroom(), Register()
    async with open_for_mail(room) as port:
        notices = NoticeActivities(register, smtp(port), sender="notices@ctpat.example")
        ended, next_run = await asyncio.gather(
            *(ActivityEnvironment().run(notices.deliver, REQUEST) for _ in range(2))
        )
    assert ended == next_run
    assert room.message_ids == [ended.message_id]
    assert len(register.evidence) == 1


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


async def test_when_a_letter_was_handed_over_is_dated_by_the_engine_s_clock() -> None:
    """Whatever this machine's clock shows: it is evidence."""
    began, room, register = NOW - timedelta(days=400), Mailroom(), Register()
    engine = ActivityEnvironment()
    engine.info = replace(engine.info, started_time=began)
    async with open_for_mail(room) as port:
        notices = NoticeActivities(register, smtp(port), sender="notices@ctpat.example")
        delivered = await engine.run(notices.deliver, REQUEST)
    assert delivered.accepted
    assert began <= delivered.at <= began + timedelta(minutes=5)
