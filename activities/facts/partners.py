"""What interchange partners and other consented readers are told: a status, and never a reason.

The model has no field that could hold a ground, a finding, a document or a decision's text
(§971(c), domain.md 11.5), so that no caller and no template can let one out.
"""

from typing import Literal

from activities.facts.values import (
    BenefitLine,
    Contact,
    Day,
    Line,
    NoticeFacts,
    Owed,
    Status,
    When,
)


class StatusNotice(NoticeFacts):
    """A carrier's status in a program from a day on."""

    carrier_name: Line
    scac: Line
    program: Line = "CTPAT"
    status: Status
    effective_from: When
    contact: Contact


class ToAdministration(NoticeFacts):
    """What every message to a partner administration says: who, in which programme, since when."""

    carrier_name: Line
    scac: Line
    taxpayer: Line
    program: Line = "CTPAT"
    status: Status
    effective_from: When
    contact: Contact


class PartnerNotice(ToAdministration):
    """The minimal message of mutual recognition; ``category`` is a kind of reason, never one."""

    category: Literal["incident", "requirement", "own_request", "not_stated"]
    scope: tuple[BenefitLine, ...] = ()
    installations: tuple[Line, ...] = ()
    review: Day | None = None
    answer: Owed | None = None
    final: bool = False


class PartnerAskedAgain(ToAdministration):
    """Their own action is not known, or differs from the status here; ``theirs`` as reported."""

    theirs: Literal["active", "suspended", "cancelled"] | None = None


class ReversalNotice(StatusNotice):
    """What was told of a carrier's status is annulled; ``last_told`` is when it was told last."""

    last_told: Day
