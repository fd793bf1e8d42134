"""What may be asked in almost any state."""

from casework.commands.base import Body
from casework.commands.suspension import Contacts, Incident, WithDocument
from casework.documents import Content
from casework.text import Line, LocalDay, Slug, Text


class FileDraft(Body, act="file_draft"):
    """File or replace a document; its hash is fixed, and earlier signatures on it are void."""

    document: Slug
    content: Content


class SignDocument(WithDocument, act="sign_document"):
    """Sign one exact content of a document: endorse, attest or approve it."""


class AttachIncident(Body, act="attach_incident"):
    """Attach a further incident of this carrier; the officer may let the analysis start anew."""

    incident: Incident
    restart_analysis: bool = False


class ReportPartnerAction(Body, act="report_partner_action"):
    """Report an own action of a partner administration; it is recorded and imposes nothing."""

    action: Text
    folio: Line | None = None
    effective_on: LocalDay


class ContactNote(Body, act="contact_note"):
    """Note a call or a meeting: who, what, and what was promised."""

    text: Text


class ChangeContacts(Body, act="change_contacts"):
    """Change where the carrier is reached; letters under way are served again."""

    contacts: Contacts


class Assign(Body, act="assign"):
    """Assign the case to a person; clocks are not touched."""

    person: Line
