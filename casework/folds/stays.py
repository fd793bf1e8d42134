"""Events about stays."""

from casework.case import Case
from casework.commands.stays import RecordCourtStay, RequestStay
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.hold_parts import Stay


def _requested(case: Case, event: Event) -> Updates:
    body = body_of(RequestStay, event)
    return _kept(case, body.stay, Stay(decision=body.decision, requested_at=event.at))


def _recorded(case: Case, event: Event) -> Updates:
    body = body_of(RecordCourtStay, event)
    stay = Stay(decision=body.decision, court=body.court)
    return _kept(case, body.stay, _by(stay, event))


def _granted(case: Case, event: Event) -> Updates:
    name = event.item or ""
    return _kept(case, name, _by(case.stays[name], event))


def _over(case: Case, event: Event) -> Updates:
    name = event.item or ""
    over = {"over_at": event.at, "by": event.actor.person, "role": event.actor.role}
    return _kept(case, name, case.stays[name].model_copy(update=over))


def _by(stay: Stay, event: Event) -> Stay:
    granted = {"granted_at": event.at, "by": event.actor.person, "role": event.actor.role}
    return stay.model_copy(update=granted)


def _kept(case: Case, name: str, stay: Stay) -> Updates:
    return {"stays": {**case.stays, name: stay}}


FOLDS: dict[str, Fold] = {
    "stay_requested": _requested,
    "court_stay_recorded": _recorded,
    "stay_granted": _granted,
    "stay_refused": _over,
    "stay_ended": _over,
    "stay_without_object": _over,
}
"""By kind of event."""
