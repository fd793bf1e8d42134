"""How each kind of event changes the state of a case, by subject."""

from casework.folds import adoption, correction, documents, intake, lessons, orders, requests
from casework.folds.base import Fold, Updates

FOLDS: dict[str, Fold] = {
    **orders.FOLDS,
    **correction.FOLDS,
    **requests.FOLDS,
    **adoption.FOLDS,
    **documents.FOLDS,
    **intake.FOLDS,
    **lessons.FOLDS,
}
"""What an event changes beyond state, clocks, persons and tracks, by the event's kind."""

__all__ = ["FOLDS", "Fold", "Updates"]
