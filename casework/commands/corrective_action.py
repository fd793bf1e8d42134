"""What the carrier does to correct: analysis, plan, milestones, evidence."""

from typing import Annotated

from pydantic import Field

from casework.commands.base import Body
from casework.commands.security_items import SealCheck, TrackingDevice
from casework.commands.suspension import WithDocument
from casework.text import Line, LocalDay, Sha256, Slug, Text


class SubmitPia(WithDocument, act="submit_pia"):
    """File the post-incident analysis that the executive has attested."""


class SubmitPlan(WithDocument, act="submit_plan"):
    """File the corrective action plan that the executive has signed."""


class ReportProgress(Body, act="report_progress"):
    """Report how far an action has come, with the reason for any slippage."""

    action: Slug
    percent: Annotated[int, Field(ge=0, le=100)]
    note: Text | None = None


class SubmitEvidence(Body, act="submit_evidence"):
    """Submit a file as evidence for an action or a condition, with seals and tracking devices.

    What is not said is None, so that the digest of earlier evidence stays as it was.
    """

    evidence: Slug
    action: Slug
    file_name: Line
    file_sha256: Sha256
    note: Text | None = None
    seals: Annotated[tuple[SealCheck, ...], Field(max_length=500)] | None = None
    devices: Annotated[tuple[TrackingDevice, ...], Field(max_length=500)] | None = None


class AcceptEvidence(Body, act="accept_evidence"):
    """Accept the evidence for an action."""

    evidence: Slug


class ReturnEvidence(Body, act="return_evidence"):
    """Return evidence that does not show what the action promised."""

    evidence: Slug
    reason: Text


class RedateMilestone(Body, act="redate_milestone"):
    """Move the due day of an action, as asked before it was due."""

    action: Slug
    due: LocalDay
    reason: Text


class EvidenceComplete(Body, act="evidence_complete"):
    """Find that every action that must be done before the return is accepted."""
