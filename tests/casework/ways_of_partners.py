"""Ways of telling a partner administration, and of what it answers."""

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.casework import paths
from tests.casework.matters import Matters
from tests.casework.walk import MXA, OFF, OPS, POC, Walk

MX = "mx-sat-agace"
RECOGNISED = {"partner": MX, "taxpayer": "SVR010101AAA", "consent": True, "installations": ["yard"]}
BOUNCED = {"message_id": "<1@ctpat.example>", "content_sha256": "b" * 64}


def known_abroad(**changes: Any) -> Matters:
    """A suspended carrier that Mexico recognises, and that has consented to its being told."""
    recognition = {**RECOGNISED, **changes}
    case = paths.opened(contacts={**paths.CONTACTS, "recognitions": [recognition]})
    paths.recommended(case)
    paths.proposed(case)
    case.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(case)
    case.must(POC, "acknowledge_letter", letter="letter-suspension")
    matters = Matters(case)
    matters.tell()
    return matters


def mailed(notice: Walk, fact: str = "on:notice.sent") -> None:
    """The mail server answers."""
    notice.hear(fact, **BOUNCED, at=notice.now.isoformat())


def returned(case: Walk) -> None:
    """The carrier comes back."""
    case.until(15)
    paths.analysis_filed(case)
    paths.plan_filed(case)
    paths.plan_accepted(case)
    paths.verified(case)
    paths.return_ordered(case)
    case.must(POC, "acknowledge_letter", letter="letter-return")


@cache
def answered() -> Matters:
    """Told, acknowledged, acted upon there; told of the return; told that the case is closed."""
    matters = known_abroad()
    notice = matters.beside(f"partner-{MX}-1")
    mailed(notice)
    notice.must(MXA, "acknowledge_notice", folio="OEA-7")
    visit = {"visited_on": "2026-03-02", "installation": "yard", "result": "Gates were shut."}
    notice.must(MXA, "record_joint_visit", **visit)
    day = {"effective_on": "2026-03-01"}
    notice.must(MXA, "report_partner_action", action="None yet.", status="active", **day)
    matters.tell()
    notice.until(40)
    action = {"action": "Suspended as OEA.", "folio": "OEA-8", "status": "suspended"}
    notice.must(MXA, "report_partner_action", **action, **day)
    matters.tell()
    returned(matters.case)
    matters.tell()
    mailed(notice)
    matters.case.until(100)
    paths.closed(matters.case)
    matters.tell()
    return matters


@cache
def silent() -> Matters:
    """The mail bounces, is sent again, is not answered; the status changes, the case closes."""
    matters = known_abroad()
    notice = matters.beside(f"partner-{MX}-1")
    notice.until(3)
    mailed(notice, "on:notice.bounced")
    notice.must(OPS, "resend_notice", channel="another mailbox")
    mailed(notice)
    notice.until(20)
    mailed(notice)
    returned(matters.case)
    matters.tell()
    matters.case.until(100)
    paths.closed(matters.case)
    matters.tell()
    mailed(notice)
    return matters


@cache
def marked() -> Matters:
    """An officer finds that the recognition has ended: this notice is not for them."""
    matters = known_abroad()
    notice = matters.beside(f"partner-{MX}-1")
    notice.must(OFF, "mark_not_applicable", reason="Their registration has ended.")
    return matters


@cache
def without_consent() -> Matters:
    """Recognised there, and not to be told."""
    return known_abroad(consent=False)


_MADE: dict[str, Callable[[], Matters]] = {
    "partner answered": answered,
    "partner silent": silent,
    "partner notice not applicable": marked,
}


def _case(made: Callable[[], Matters]) -> Callable[[], Walk]:
    return lambda: made().case


def _notice(made: Callable[[], Matters]) -> Callable[[], Walk]:
    return lambda: made().beside(f"partner-{MX}-1")


WAYS_OF_PARTNERS: dict[str, Callable[[], Walk]] = {
    **{name: _case(made) for name, made in _MADE.items()},
    **{f"{name}: the notice": _notice(made) for name, made in _MADE.items()},
    "partner without consent": _case(without_consent),
}
"""By name: the case, and the notice beside it."""
