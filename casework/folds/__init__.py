"""How each kind of event changes the state of a case, by subject."""

from casework.folds import (
    adoption,
    appeals,
    correction,
    disruptions,
    documents,
    exposure,
    holds,
    intake,
    orders,
    partners,
    requests,
    scope,
    stages,
    stays,
    versions,
)
from casework.folds.base import Fold, Updates

FOLDS: dict[str, Fold] = {
    **orders.FOLDS,
    **correction.FOLDS,
    **requests.FOLDS,
    **adoption.FOLDS,
    **appeals.FOLDS,
    **partners.FOLDS,
    **documents.FOLDS,
    **intake.FOLDS,
    **versions.FOLDS,
    **exposure.FOLDS,
    **scope.FOLDS,
    **stages.FOLDS,
    **disruptions.FOLDS,
    **holds.FOLDS,
    **stays.FOLDS,
}
"""What an event changes beyond state, clocks, persons and tracks, by the event's kind."""

__all__ = ["FOLDS", "Fold", "Updates"]
