"""A due notice as an RFC 5322 message. Pure: the same notice and instant give the same bytes."""

import hashlib
import json
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from activities.addresses import plain_address
from activities.plain_text import one_line
from activities.ports import DueNotice
from activities.renderings import languages_of, wording
from activities.template_facts import TEMPLATES
from casework.bilingual import Language
from casework.model import Kept

_CASE_WORD: dict[Language, str] = {"en": "Case", "es": "Caso"}

_MARKER: dict[Language, str] = {"en": "[ILLUSTRATIVE]", "es": "[ILLUSTRATIVE] [ILUSTRATIVO]"}
"""The English marker always comes first, so that one rule of a mail filter finds them all."""


class Message(Kept):
    """A message ready to be handed over, and the hash of what it says."""

    message_id: str
    sender: str
    recipient: str
    content: bytes
    content_sha256: str


def message_id(case_id: str, key: str, sender: str) -> str:
    """Return the Message-ID of a notice: the same for every attempt, and it tells nothing."""
    named = json.dumps([case_id, key]).encode()
    return f"<{hashlib.sha256(named).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def compose(due: DueNotice, *, sender: str, sent_at: datetime) -> Message:
    """Return the message of a notice.

    Its Date is the notice's own instant where the facts give one (``at``), else ``sent_at``.
    ``content_sha256`` is the hash of the body as a mail program decodes it (UTF-8, line feeds), so
    it is the same for every attempt. Raises ``FactsRefused`` and ``AddressRefused``.
    """
    notice = due.notice
    said = wording(
        notice.template,
        notice.facts,
        case_id=due.case_id,
        illustrative=due.illustrative,
        languages=notice.languages,
    )
    identity = message_id(due.case_id, notice.key, sender)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(addr_spec=plain_address(sender))
    mail["To"] = Address(addr_spec=plain_address(notice.address))
    mail["Subject"] = subject(due)
    mail["Date"] = (said.at or sent_at).astimezone(UTC).replace(microsecond=0)
    mail["Message-ID"] = identity
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(said.text, charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = ", ".join(said.languages)
    return Message(
        message_id=identity,
        sender=sender,
        recipient=notice.address,
        content=mail.as_bytes(),
        content_sha256=said.sha256,
    )


def subject(due: DueNotice) -> str:
    """Return the subject: the case's opaque id and what kind of message it is, in one language."""
    language = languages_of(due.notice.template, due.notice.languages)[0]
    kind = TEMPLATES[due.notice.template].kind.in_(language)
    plain = f"{_CASE_WORD[language]} {one_line(due.case_id)}: {kind}"
    return f"{_MARKER[language]} {plain}" if due.illustrative else plain
