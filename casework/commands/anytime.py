"""What may be asked in almost any state."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from casework.commands.base import Body
from casework.commands.commitments import Commitment
from casework.commands.suspension import Contacts, Incident, WithDocument
from casework.documents import Content
from casework.reference.names import CalendarVersion, PolicyVersion
from casework.text import Instant, Line, LocalDay, Slug, Text


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


class TheirStatus(StrEnum):
    """What a carrier is in a partner's own programme."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class ReportPartnerAction(Body, act="report_partner_action"):
    """Report an own action of a partner administration; it is recorded and imposes nothing."""

    action: Text
    folio: Line | None = None
    effective_on: LocalDay
    status: TheirStatus | None = None


class ContactKind(StrEnum):
    """How people spoke."""

    CALL = "call"
    MEETING = "meeting"
    VIDEO = "video"


class ContactNote(Body, act="contact_note"):
    """Note a call or a meeting: who, when, what, and what was promised by whom until when.

    What is not said is None, so that the digest of an earlier note stays as it was.
    """

    text: Text
    kind: ContactKind | None = None
    held_at: Instant | None = None
    with_whom: tuple[Line, ...] | None = None
    commitments: Annotated[tuple[Commitment, ...], Field(max_length=20)] | None = None

    @property
    def promised(self) -> tuple[Commitment, ...]:
        """What was promised; nothing where nothing is said."""
        return self.commitments or ()


class ChangeContacts(Body, act="change_contacts"):
    """Change where the carrier is reached; letters under way are served again."""

    contacts: Contacts


class Assign(Body, act="assign"):
    """Assign the case to a person, for named days where somebody stands in; no clock moves."""

    person: Line
    since: LocalDay | None = None
    until: LocalDay | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Assign":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("until: the last day lies before the first")
        return self


class MovePolicy(Body, act="move_policy"):
    """Move the case to a newer version of policy or calendars; old and new days are recorded."""

    policy: PolicyVersion | None = None
    calendar: CalendarVersion | None = None
    reason: Text

    @model_validator(mode="after")
    def _moves_something(self) -> "MovePolicy":
        if self.policy is None and self.calendar is None:
            raise ValueError("name the version of the policy, of the calendar, or of both")
        return self
