"""What a case tells about a carrier's status abroad, and a partner notice tells its case."""

from typing import Any

from casework.commands.anytime import ReportPartnerAction
from casework.errands.appeals import opening
from casework.errands.base import Builder, Telling
from casework.guards.partners import recognition_by
from casework.notices.context import Context
from casework.stays import is_stayed


def _told(context: Context) -> dict[str, Any]:
    """The minimal message: nothing of the case's grounds, findings or documents is in it."""
    case = context.case
    term = case.clocks.get("T14")
    told: dict[str, Any] = {
        "standing": case.standing.value,
        "effective_at": context.at.isoformat(),
        "category": case.ground.value,
        "scope": [item.model_dump(mode="json") for item in case.scope],
    }
    if is_stayed(case):
        told["stayed"] = True
    if term is not None and term.is_open:
        told["review"] = term.due_day.isoformat()
    return told


def _to_tell(context: Context) -> tuple[Telling, ...]:
    case, partner = context.case, context.asked.item or ""
    recognition = recognition_by(case, partner)
    assert recognition is not None  # the row's guard saw it
    body = {
        **opening(case),
        "about": case.id,
        "partner": partner,
        "taxpayer": recognition.taxpayer,
        "installations": list(recognition.installations),
        "told": _told(context),
    }
    return (Telling(case.partners[partner].matter, "on:partner.to_tell", body),)


def _changed(context: Context) -> tuple[Telling, ...]:
    return _about_status(context, "on:status.changed_again")


def _closed(context: Context) -> tuple[Telling, ...]:
    return _about_status(context, "on:resumption.closed")


def _about_status(context: Context, act: str) -> tuple[Telling, ...]:
    told = context.case.partners[context.asked.item or ""]
    return (Telling(told.matter, act, {"told": _told(context)}),)


def _acted(context: Context) -> tuple[Telling, ...]:
    notice, body = context.case.notice, context.asked.body
    assert notice is not None  # the row is a notice's
    assert isinstance(body, ReportPartnerAction)  # the row's command
    said: dict[str, Any] = {
        "partner": notice.partner,
        "effective_on": body.effective_on.isoformat(),
        "mismatch": notice.mismatch_since is not None,
    }
    if body.status is not None:
        said["status"] = body.status.value
    if body.folio is not None:
        said["folio"] = body.folio
    return (Telling(notice.about, "on:partner.acted", said),)


BUILDERS: dict[str, Builder] = {
    "partner_to_tell": _to_tell,
    "partner_status_changed": _changed,
    "partner_case_closed": _closed,
    "partner_acted": _acted,
}
"""By the name that rows give."""
