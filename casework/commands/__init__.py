"""What people may ask of a case: one frozen model per command, collected in one registry."""

from casework.commands import (  # noqa: F401  (importing a module registers its commands)
    adoption,
    agriculture,
    anytime,
    appeals,
    chain,
    commitments,
    corrective_action,
    disruptions,
    exposure,
    false_statements,
    holds,
    intake,
    leaving,
    lessons,
    partners,
    reinstatement,
    requests,
    review,
    scope,
    stages,
    standing_data,
    stays,
    suspension,
    system,
    tracks,
)
from casework.commands.base import Body, commands, model_of, told

__all__ = ["Body", "commands", "model_of", "told"]
