"""What travels in the open: headers that tell nothing, one mailbox, one identity per notice."""

import hashlib
import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from activities.addresses import checked_suffixes, require_reachable
from activities.mail_faults import AddressRefused
from activities.messages import compose, message_id, worded
from activities.ports import DueNotice
from activities.renderings import ILLUSTRATIVE
from activities.template_facts import TEMPLATES
from casework.events import Notice
from casework.prints import Print, file_name

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("notice_facts.json").read_text(encoding="utf-8")
)
SENDER = "notices@ctpat.example"
SENT = datetime(2023, 8, 22, 15, 4, 5, 678, tzinfo=UTC)


def due(template: str = "suspension_letter", **changes: Any) -> DueNotice:
    illustrative = changes.pop("illustrative", False)
    case_id = changes.pop("case_id", "RC-7")
    notice = Notice(
        **{
            "key": "letter:1:poc",
            "template": template,
            "party": "carrier",
            "address": "security@smrx.example",
            "languages": ("en", "es"),
            "facts": SAMPLES[template],
            **changes,
        }
    )
    return DueNotice(case_id=case_id, illustrative=illustrative, notice=notice)


SHEETS = tuple(
    Print(language=language, version="v", compiler="c", sha256=sha256, pdf=pdf)
    for language, sha256, pdf in (("en", "1" * 64, b"%PDF en"), ("es", "2" * 64, b"%PDF es"))
)
"""What a letter brings; what is really printed is for other tests."""


def sent(owed: DueNotice, at: datetime = SENT) -> bytes:
    prints = SHEETS if TEMPLATES[owed.notice.template].printed else ()
    return compose(owed, worded(owed), prints, sender=SENDER, sent_at=at)


def composed(owed: DueNotice) -> EmailMessage:
    return message_from_bytes(sent(owed), _class=EmailMessage, policy=SMTP)


def body(mail: EmailMessage) -> EmailMessage:
    found = mail.get_body(("plain",))
    assert isinstance(found, EmailMessage)
    return found


def test_the_headers_of_a_letter() -> None:
    mail = composed(due())
    assert mail["From"] == SENDER
    assert mail["To"] == "security@smrx.example"
    assert mail["Subject"] == "Case RC-7: letter of decision"
    assert mail["Date"] == "Tue, 22 Aug 2023 15:04:05 +0000"
    assert mail["Message-ID"] == message_id("RC-7", "letter:1:poc", SENDER)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en, es"
    text = body(mail)
    assert (text.get_content_type(), text.get_content_charset()) == ("text/plain", "utf-8")


def test_a_letter_brings_its_printed_form_in_each_language_and_other_mail_brings_nothing() -> None:
    mail = composed(due())
    assert mail.get_content_type() == "multipart/mixed"
    found = [
        (each.get_content_type(), each.get_filename(), each["Content-Language"], each.get_content())
        for each in mail.iter_attachments()
    ]
    assert found == [
        ("application/pdf", "RC-7-11111111.en.pdf", "en", b"%PDF en"),
        ("application/pdf", "RC-7-22222222.es.pdf", "es", b"%PDF es"),
    ]
    assert composed(due("reminder")).get_content_type() == "text/plain"


def test_no_case_id_makes_a_path_or_a_header_of_a_file_name() -> None:
    named = file_name('../..\r\nX: y"; a="/é' + "x" * 200, SHEETS[0])
    assert named == "..-..-X-y-a-" + "x" * 52 + "-11111111.en.pdf"


def test_the_hash_is_that_of_the_body_as_a_mail_program_decodes_it() -> None:
    owed = due(illustrative=True)
    text = body(composed(owed)).get_content().replace("\r\n", "\n")
    assert hashlib.sha256(text.encode()).hexdigest() == worded(owed).sha256
    assert "Análisis posterior al incidente" in text


def test_the_date_is_the_notices_own_instant_where_it_has_one() -> None:
    facts = {**SAMPLES["reminder"], "at": "2023-09-01T10:00:00-05:00"}
    mail = composed(due("reminder", facts=facts))
    assert mail["Date"] == "Fri, 01 Sep 2023 15:00:00 +0000"


def test_the_same_notice_is_the_same_message_and_another_is_not() -> None:
    assert sent(due()) == sent(due())
    later = message_from_bytes(sent(due(), datetime(2024, 1, 1, tzinfo=UTC)))
    first = message_from_bytes(sent(due()))
    assert later["Message-ID"] == first["Message-ID"]
    assert str(later).replace(later["Date"], first["Date"]) == str(first)
    others = {
        message_id(*named, SENDER)
        for named in (("RC-7", "letter:1:exe"), ("RC-8", "letter:1:poc"), ("RC-7letter", ":1:poc"))
    }
    assert len(others | {first["Message-ID"]}) == 4
    assert "RC-7" not in first["Message-ID"]
    assert "letter" not in first["Message-ID"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_header_tells_who_or_why(template: str) -> None:
    mail = composed(due(template, languages=("es", "en")))
    headers = "\n".join(str(mail[name]) for name in mail if name != "To").lower()
    assert mail["Subject"].startswith("Caso RC-7: ")
    for told in ("sierra", "smrx", "seal", "candado", "suspen", "remov", "remoc", "reinst"):
        assert told not in headers


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_subject_of_an_illustrative_case_says_so_first(template: str) -> None:
    for languages in (("en",), ("es",)):
        owed = due(template, languages=languages, illustrative=True)
        mail = composed(owed)
        assert mail["Subject"].startswith("[ILLUSTRATIVE] ")
        first = ILLUSTRATIVE.es if languages == ("es",) else ILLUSTRATIVE.en
        assert body(mail).get_content().startswith(first)
        assert all(len(line) <= 78 for line in sent(owed).split(b"\r\n"))


def test_nothing_in_a_notice_can_add_a_header() -> None:
    owed = due("task", case_id="RC-7\r\nBcc: x@y.example\u2028X: \u202e1", key="k\r\nBcc: z")
    mail = composed(owed)
    assert mail["Subject"] == "Case RC-7 Bcc: x@y.example X: 1: task"
    assert mail["Bcc"] is None
    assert "Bcc" not in mail["Message-ID"]


@pytest.mark.parametrize(
    "address",
    [
        "a@smrx.example\r\nBcc: b@smrx.example",
        "a@smrx.example\n",
        "a@smrx.example, b@smrx.example",
        "Sierra <a@smrx.example>",
        '"a@b.com"@smrx.example',
        "@relay.example:a@smrx.example",
        "a%b.com@smrx.example",
        "a@b@smrx.example",
        "josé@smrx.example",
        "smrx.example",
        "",
    ],
)
def test_only_one_plain_mailbox_is_written_to(address: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        sent(due(address=address))
    assert "example" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("a@smrx.example", True),
        ("a@MAIL.SMRX.EXAMPLE", True),
        ("a@smrx.example.com", False),
        ("a@notexample", False),
        ("a@smrx.notexample", False),
        ("ctpat@cbp.dhs.gov", False),
        ("a@smrx.example.", False),
    ],
)
def test_outside_production_only_the_allowed_domains_are_reachable(
    address: str, reachable: bool
) -> None:
    if reachable:
        require_reachable(address, (".example",))
    else:
        with pytest.raises(AddressRefused):
            require_reachable(address, (".example",))


def test_production_reaches_every_domain_and_a_suffix_needs_its_dot() -> None:
    require_reachable("security@railroad.com", None)
    with pytest.raises(ValueError, match="dot"):
        checked_suffixes(("example",))
