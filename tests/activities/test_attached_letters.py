"""A letter brings its printed form: kept before it is sent, the same bytes at every attempt."""

import hashlib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from activities.template_versions import CURRENT
from casework.prints import Print
from tests.activities.mailroom import (
    SAMPLES,
    Mailroom,
    Register,
    deliver,
    open_for_mail,
    refusal,
    smtp,
)


def attached(message: bytes) -> list[tuple[str, bytes]]:
    """Language and content of each PDF of a message."""
    mail = message_from_bytes(message, _class=EmailMessage, policy=default)
    return [(each["Content-Language"], each.get_content()) for each in mail.iter_attachments()]


async def test_a_letter_brings_its_printed_form_and_says_its_hashes() -> None:
    room, register = Mailroom(), Register()
    async with open_for_mail(room) as port:
        first = await deliver(register, smtp(port))
        again = await deliver(register, smtp(port))
    assert [each.language for each in register.kept] == ["en", "es"]
    assert attached(room.received[0]) == [(each.language, each.pdf) for each in register.kept]
    assert all(each.pdf.startswith(b"%PDF-1.7") for each in register.kept)
    assert first.printed == {
        each.language: hashlib.sha256(each.pdf).hexdigest() for each in register.kept
    }
    assert again == first


async def test_what_is_no_letter_is_not_printed() -> None:
    room = Mailroom()
    register = Register(template="reminder", facts=SAMPLES["reminder"])
    async with open_for_mail(room) as port:
        delivered = await deliver(register, smtp(port))
    assert (delivered.printed, register.kept, attached(room.received[0])) == ({}, (), [])


async def test_an_attempt_after_a_new_release_attaches_what_the_first_one_kept() -> None:
    room, register = Mailroom(to_data=["451 later"]), Register()
    async with open_for_mail(room) as port:
        await refusal(register, smtp(port))
        assert len(register.kept) == 2, "kept before it is sent"
        # as if the attempt before had been made with another compiler
        register.kept = tuple(
            Print(
                **{**dict(each), "compiler": "typst 0.0.1", "pdf": b"%PDF old " + bytes([number])}
            )
            for number, each in enumerate(register.kept)
        )
        await deliver(register, smtp(port))
    assert attached(room.received[0]) == [("en", b"%PDF old \0"), ("es", b"%PDF old \1")]


async def test_a_letter_of_a_version_that_is_not_here_waits_for_the_release_that_has_it() -> None:
    register = Register()
    register.kept = (
        Print(language="en", version="2999-01", compiler="typst 9", sha256="0" * 64, pdf=b"%PDF"),
    )
    waiting = await refusal(register, smtp(1))
    assert (waiting.type, waiting.non_retryable) == ("notice_unwordable", False)


async def test_a_second_copy_has_the_version_of_the_first() -> None:
    room, register = Mailroom(), Register(letter="letter-1")
    register.versions = {"letter-1": "2999-01", "letter-2": CURRENT}
    async with open_for_mail(room) as port:
        waiting = await refusal(register, smtp(port))
        assert (waiting.type, room.received) == ("notice_unwordable", [])
        register.versions["letter-1"] = CURRENT
        await deliver(register, smtp(port))
    assert {each.version for each in register.kept} == {CURRENT}
