"""What a partner administration is told: a status, and never a ground (domain.md 5, S28)."""

from casework.notices.context import (
    Addressed,
    Builder,
    Context,
    Facts,
    base,
    benefit_lines,
    contact,
    owed,
)
from casework.reference import PARTNERS
from casework.status_outside import named

_KINDS: dict[str, str] = {
    "incident": "incident",
    "partner": "incident",
    "voluntary": "own_request",
    "not_public": "not_stated",
}


def _facts(context: Context) -> Facts:
    notice = context.case.notice
    assert notice is not None  # the rows are a notice's
    return {
        **base(context),
        "carrier_name": context.case.railroad.name,
        "scac": context.case.railroad.scac,
        "taxpayer": notice.taxpayer,
        "status": named(notice.told.standing, stayed=notice.told.stayed),
        "effective_from": notice.told.effective_at.isoformat(),
        "contact": contact(context),
    }


def _notice(context: Context) -> tuple[Addressed, ...]:
    notice, answer = context.case.notice, context.clock("T06A")
    assert notice is not None  # the rows are a notice's
    facts = {
        **_facts(context),
        "category": _KINDS.get(notice.told.category.value, "requirement"),
        "scope": benefit_lines(notice.told.scope),
        "installations": list(notice.installations),
        "review": notice.told.review.isoformat() if notice.told.review else None,
        "answer": owed(answer) if answer is not None and answer.is_open else None,
        "final": notice.closing,
    }
    return _send(context, facts)


def _asked_again(context: Context) -> tuple[Addressed, ...]:
    notice = context.case.notice
    assert notice is not None  # the rows are a notice's
    theirs = notice.their_status
    return _send(context, {**_facts(context), "theirs": theirs.value if theirs else None})


def _send(context: Context, facts: Facts) -> tuple[Addressed, ...]:
    notice = context.case.notice
    assert notice is not None  # the rows are a notice's
    partner = PARTNERS[notice.partner]
    return (Addressed(f"partner:{partner.id}", partner.address, partner.languages, facts),)


BUILDERS: dict[str, Builder] = {
    "partner_notice": _notice,
    "partner_asked_again": _asked_again,
}
"""By template."""
