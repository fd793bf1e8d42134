"""What interchange partners and other consented readers are told: a status, and never a reason.

The model has no field that could hold a ground, a finding, a document or a decision's text
(§971(c), domain.md 11.5), so that no caller and no template can let one out.
"""

from activities.facts.values import Contact, Day, Line, NoticeFacts, Status, When


class StatusNotice(NoticeFacts):
    """A carrier's status in a program from a day on."""

    carrier_name: Line
    scac: Line
    program: Line = "CTPAT"
    status: Status
    effective_from: When
    contact: Contact


class ReversalNotice(StatusNotice):
    """What was told of a carrier's status is annulled; ``last_told`` is when it was told last."""

    last_told: Day
