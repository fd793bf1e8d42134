"""Events about partner administrations: in the case that tells, and in the notice itself."""

from casework.case import Case
from casework.commands.anytime import ReportPartnerAction
from casework.commands.partners import PartnerActed, ResumptionClosed, StatusChangedAgain
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.partner_parts import NoticeMatter, TheirAction, ToldPartner, differs


def _to_be_told(case: Case, event: Event) -> Updates:
    partner = event.item or ""
    known = case.partners.get(partner)
    number = 1 if known is None else int(known.matter.rpartition("-")[2]) + 1
    told = ToldPartner(matter=f"{case.id}-partner-{partner}-{number}")
    return {"partners": {**case.partners, partner: told}}


def _acted(case: Case, event: Event) -> Updates:
    body = body_of(PartnerActed, event)
    known = case.partners.get(body.partner)
    if known is None:
        return {}
    acted = known.model_copy(update={"status": body.status, "mismatch": body.mismatch})
    return {"partners": {**case.partners, body.partner: acted}}


def _told_anew(case: Case, event: Event) -> Updates:
    notice = _notice(case)
    told = body_of(StatusChangedAgain, event).told
    return _with(notice, event, told=told, acknowledged_at=None)


def _closing(case: Case, event: Event) -> Updates:
    told = body_of(ResumptionClosed, event).told
    return _with(_notice(case), event, told=told, closing=True)


def _acknowledged(case: Case, event: Event) -> Updates:
    return _with(_notice(case), event, acknowledged_at=event.at)


def _recorded(case: Case, event: Event) -> Updates:
    body = body_of(ReportPartnerAction, event)
    action = TheirAction(
        action=body.action,
        effective_on=body.effective_on,
        folio=body.folio,
        status=body.status,
        reported_at=event.at,
    )
    notice = _notice(case)
    return _with(notice, event, actions=(*notice.actions, action))


def _notice(case: Case) -> NoticeMatter:
    assert case.notice is not None  # the rows start from a notice's states
    return case.notice


def _with(notice: NoticeMatter, event: Event, **changes: object) -> Updates:
    """The notice as changed; the two sides differ from the first moment at which they do."""
    changed = notice.model_copy(update=changes)
    if not differs(changed.told.standing, changed.their_status):
        return {"notice": changed.model_copy(update={"mismatch_since": None})}
    since = notice.mismatch_since or event.at
    return {"notice": changed.model_copy(update={"mismatch_since": since})}


FOLDS: dict[str, Fold] = {
    "partner_to_be_told": _to_be_told,
    "partner_action_told": _acted,
    "status_changed_again": _told_anew,
    "final_status_told": _closing,
    "final_status_to_tell": _closing,
    "partner_notice_acknowledged": _acknowledged,
    "partner_action_recorded": _recorded,
}
"""By kind of event."""
