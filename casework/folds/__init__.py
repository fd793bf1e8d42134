"""How each kind of event changes the state of a case, by subject."""

from casework.folds import (
    adoption,
    agriculture,
    chain,
    correction,
    documents,
    false_statements,
    intake,
    leaving,
    orders,
    requests,
    standing_data,
)
from casework.folds.base import Fold, Updates

FOLDS: dict[str, Fold] = {
    **orders.FOLDS,
    **correction.FOLDS,
    **requests.FOLDS,
    **adoption.FOLDS,
    **agriculture.FOLDS,
    **chain.FOLDS,
    **standing_data.FOLDS,
    **documents.FOLDS,
    **intake.FOLDS,
    **false_statements.FOLDS,
    **leaving.FOLDS,
}
"""What an event changes beyond state, clocks, persons and tracks, by the event's kind."""

__all__ = ["FOLDS", "Fold", "Updates"]
