"""What people may ask of a case: one frozen model per command, collected in one registry."""

from casework.commands import (  # noqa: F401  (importing a module registers its commands)
    adoption,
    anytime,
    corrective_action,
    intake,
    lessons,
    reinstatement,
    requests,
    review,
    suspension,
    system,
    tracks,
)
from casework.commands.base import Body, commands, model_of

__all__ = ["Body", "commands", "model_of"]
