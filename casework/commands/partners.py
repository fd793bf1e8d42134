"""Telling a partner administration: what it is told, and what it answers (domain.md 5, S28, S29).

The arrangement of 2014 on mutual recognition is public, its text on suspensions is not: what is
told, and by when, is this office's own choice and is marked so.
"""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from casework.commands.anytime import TheirStatus
from casework.commands.base import Body
from casework.commands.suspension import BenefitAt, Ground, Opening
from casework.commands.system import MailAttempt
from casework.matters import Matter
from casework.model import Submitted
from casework.states import Standing
from casework.text import Line, LocalDay, Slug, Text


class MinimalMessage(Submitted):
    """What is told: a status, since when, for what, and when it is looked at again.

    ``category`` is the kind of reason and never the reason; ``review`` the day by which the status
    is decided again, None where none is set; ``stayed``: the effect of the decision is lifted while
    it is reviewed.
    """

    standing: Standing
    stayed: bool = False
    effective_at: AwareDatetime
    scope: tuple[BenefitAt, ...] = ()
    category: Ground
    review: date | None = None


class OpenPartnerNotice(Opening, act="on:partner.to_tell", by_errand=True):
    """A status is to be told to an administration that recognises the carrier."""

    opens: ClassVar[Matter | None] = Matter.PARTNER_NOTICE

    ground: Ground
    about: Line
    partner: Slug
    taxpayer: Line
    installations: tuple[Line, ...] = ()
    told: MinimalMessage


class StatusChangedAgain(Body, act="on:status.changed_again", by_errand=True):
    """The status of the carrier is another one now."""

    told: MinimalMessage


class ResumptionClosed(Body, act="on:resumption.closed", by_errand=True):
    """The case is closed; the status that was told last is the final one."""

    told: MinimalMessage


class NoticeAttempt(MailAttempt):
    """What the mail system answered when a partner notice was handed to it."""


class NoticeSent(NoticeAttempt, act="on:notice.sent", by_system=True):
    """The mail server took a partner notice."""


class NoticeBounced(NoticeAttempt, act="on:notice.bounced", by_system=True):
    """The mail server refused a partner notice for good."""


class ResendNotice(Body, act="resend_notice"):
    """Send a partner notice again, after its channel was mended."""

    channel: Line


class MarkNotApplicable(Body, act="mark_not_applicable"):
    """Record that an administration is not told: it does not recognise the carrier, or consent."""

    reason: Text


class AcknowledgeNotice(Body, act="acknowledge_notice"):
    """Acknowledge a partner notice."""

    folio: Line | None = None


class RecordJointVisit(Body, act="record_joint_visit"):
    """Record a validation visit made together, at which installation, and what came of it."""

    visited_on: LocalDay
    installation: Line
    result: Text


class PartnerActed(Body, act="on:partner.acted", by_errand=True):
    """A partner administration has taken its own action; nothing is imposed by it here."""

    partner: Slug
    status: TheirStatus | None = None
    effective_on: date
    folio: Line | None = None
    mismatch: bool
