"""A due notice as an RFC 5322 message. Pure: the same notice and instant give the same bytes."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from activities.addresses import plain_address
from activities.plain_text import one_line
from activities.ports import DueNotice
from activities.renderings import Wording, languages_of, wording
from activities.template_facts import TEMPLATES
from activities.template_versions import CURRENT
from casework.bilingual import Language
from casework.prints import Print, file_name

_CASE_WORD: dict[Language, str] = {"en": "Case", "es": "Caso"}

_MARKER: dict[Language, str] = {"en": "[ILLUSTRATIVE]", "es": "[ILLUSTRATIVE] [ILUSTRATIVO]"}
"""The English marker always comes first, so that one rule of a mail filter finds them all."""


def message_id(case_id: str, key: str, sender: str) -> str:
    """Return the Message-ID of a notice: the same for every attempt, and it tells nothing."""
    named = json.dumps([case_id, key]).encode()
    return f"<{hashlib.sha256(named).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def worded(due: DueNotice, *, version: str = CURRENT) -> Wording:
    """Return what a notice says, the same for every attempt. Raises ``FactsRefused``."""
    notice = due.notice
    return wording(
        notice.template,
        notice.facts,
        case_id=due.case_id,
        illustrative=due.illustrative,
        languages=notice.languages,
        version=version,
    )


def compose(
    due: DueNotice,
    said: Wording,
    prints: Sequence[Print] = (),
    *,
    sender: str,
    sent_at: datetime,
) -> bytes:
    """Return the message of a worded notice. Raises ``AddressRefused``.

    Its Date is the notice's own instant where the facts give one (``at``), else ``sent_at``. Its
    body decodes (UTF-8, line feeds) to exactly the text whose hash the wording holds; a letter
    brings its printed form, a PDF for each language.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(addr_spec=plain_address(sender))
    mail["To"] = Address(addr_spec=plain_address(due.notice.address))
    mail["Subject"] = subject(due)
    mail["Date"] = (said.at or sent_at).astimezone(UTC).replace(microsecond=0)
    mail["Message-ID"] = message_id(due.case_id, due.notice.key, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(said.text, charset="utf-8", cte="quoted-printable")
    for each in prints:
        mail.add_attachment(
            each.pdf,
            maintype="application",
            subtype="pdf",
            filename=file_name(due.case_id, each),
            headers=[f"Content-Language: {each.language}"],
        )
    if prints:
        mail.set_boundary(_boundary(mail["Message-ID"]))
    mail["Content-Language"] = ", ".join(said.languages)
    return mail.as_bytes()


def _boundary(named: str) -> str:
    """Return what parts a message: by chance it would make every attempt another message."""
    return f"=_{hashlib.sha256(named.encode()).hexdigest()[:32]}"


def subject(due: DueNotice) -> str:
    """Return the subject: the case's opaque id and what kind of message it is, in one language."""
    language = languages_of(due.notice.template, due.notice.languages)[0]
    kind = TEMPLATES[due.notice.template].kind.in_(language)
    plain = f"{_CASE_WORD[language]} {one_line(due.case_id)}: {kind}"
    return f"{_MARKER[language]} {plain}" if due.illustrative else plain
