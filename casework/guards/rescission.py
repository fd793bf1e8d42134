"""Conditions on headquarters' own motion: what can be annulled, and what that order is not."""

from casework.case import Case
from casework.guards.base import Asked, guard
from casework.states import Standing, State


@guard(
    en="nothing was ever suspended or removed in this case; there is nothing to annul",
    es="en este caso nunca hubo suspensión ni baja; no hay nada que anular",
)
def something_to_annul(case: Case, asked: Asked) -> bool:
    """A suspension or removal has taken effect at some time, though it may be over."""
    return any(
        span.standing.suspended or span.standing is Standing.REMOVED for span in case.spans
    ) and not any(decision.annulled_by for decision in case.decisions)


@guard(
    en="an order that annuls is not taken back; have it served",
    es="una orden que anula no se retira; notifíquela",
)
def order_may_be_recalled(case: Case, asked: Asked) -> bool:
    """A closed case has no decision to go back to, and what has no ground keeps none."""
    return case.order is not None and case.order.target is not State.CLOSED_RESCINDED
