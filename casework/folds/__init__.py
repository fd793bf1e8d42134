"""How each kind of event changes the state of a case, by subject."""

from casework.folds import (
    adoption,
    agriculture,
    anytime,
    appeals,
    chain,
    correction,
    disruptions,
    documents,
    exposure,
    false_statements,
    holds,
    intake,
    leaving,
    lessons,
    orders,
    partners,
    requests,
    scope,
    stages,
    standing_data,
    status,
    stays,
    versions,
)
from casework.folds.base import Fold, Updates

FOLDS: dict[str, Fold] = {
    **orders.FOLDS,
    **correction.FOLDS,
    **requests.FOLDS,
    **adoption.FOLDS,
    **anytime.FOLDS,
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
    **agriculture.FOLDS,
    **chain.FOLDS,
    **standing_data.FOLDS,
    **documents.FOLDS,
    **intake.FOLDS,
    **false_statements.FOLDS,
    **leaving.FOLDS,
    **lessons.FOLDS,
    **status.FOLDS,
}
"""What an event changes beyond state, clocks, persons and tracks, by the event's kind."""

__all__ = ["FOLDS", "Fold", "Updates"]
