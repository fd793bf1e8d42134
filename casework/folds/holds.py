"""Events about holds."""

from casework.case import Case
from casework.commands.holds import PlaceHold
from casework.events import Event
from casework.folds.base import Fold, Updates, body_of
from casework.hold_parts import Hold


def _placed(case: Case, event: Event) -> Updates:
    body = body_of(PlaceHold, event)
    placed = Hold(
        clocks=body.clocks,
        reason=body.reason,
        authority=body.authority,
        placed_at=event.at,
        placed_by=event.actor.person,
        placed_as=event.actor.role,
        until=body.until,
    )
    return {"holds": {**case.holds, body.hold: placed}}


def _released(case: Case, event: Event) -> Updates:
    name = event.item or ""
    over = case.holds[name].model_copy(update={"released_at": event.at})
    return {"holds": {**case.holds, name: over}}


FOLDS: dict[str, Fold] = {
    "hold_placed": _placed,
    "hold_released": _released,
    "hold_over": _released,
}
"""By kind of event."""
