"""A report as an RFC 5322 message: text to read, a page and data files attached. Pure."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from activities.addresses import plain_address
from activities.plain_text import cleaned, one_line
from casework.bilingual import Language
from reports.history import Provenance
from reports.pages import Report, said
from reports.renderings import as_csv, as_html, as_text

_MARKS: dict[Provenance, str] = {
    Provenance.ILLUSTRATIVE: "[ILLUSTRATIVE]",
    Provenance.SYNTHETIC: "[SYNTHETIC]",
}


def report_message_id(report: str, at: datetime, person: str, sender: str) -> str:
    """Return the Message-ID of a person's report of an instant: the same for every attempt."""
    named = f"{report} {at.astimezone(UTC).isoformat()} {person}".encode()
    return f"<{hashlib.sha256(named).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def compose_report(
    report: Report,
    *,
    person: str,
    address: str,
    languages: Sequence[Language],
    sender: str,
    at: datetime,
) -> bytes:
    """Return the message. Raises ``AddressRefused``.

    A digest is text only; the other reports bring a page in each language, and their tables.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(addr_spec=plain_address(sender))
    mail["To"] = Address(addr_spec=plain_address(address))
    mail["Subject"] = _subject(report, languages[0])
    mail["Date"] = at.astimezone(UTC).replace(microsecond=0)
    mail["Message-ID"] = report_message_id(report.id, at, person, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = ", ".join(languages)
    text = "\n\n".join(cleaned(as_text(report, language)) for language in languages)
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    if report.id != "digest":
        for language in languages:
            page = as_html(report, language)
            name = f"{report.id}.{language}.html"
            mail.add_attachment(page, subtype="html", charset="utf-8", filename=name)
        for name, content in as_csv(report):
            mail.add_attachment(content, subtype="csv", charset="utf-8", filename=name)
    return mail.as_bytes()


def _subject(report: Report, language: Language) -> str:
    marks = [_MARKS[kind] for kind in report.kinds if kind in _MARKS] if report.cases else []
    days = f"{report.period.since.isoformat()} – {report.period.until.isoformat()}"
    return one_line(" ".join([*marks, said(report.title, language), days]))
