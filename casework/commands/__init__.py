"""What people may ask of a case: one frozen model per command, collected in one registry."""

from casework.commands import (  # noqa: F401  (importing a module registers its commands)
    adoption,
    agriculture,
    anytime,
    chain,
    commitments,
    corrective_action,
    false_statements,
    intake,
    leaving,
    reinstatement,
    requests,
    review,
    standing_data,
    suspension,
    system,
    tracks,
)
from casework.commands.base import Body, commands, model_of

__all__ = ["Body", "commands", "model_of"]
