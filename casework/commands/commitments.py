"""What was promised in a call or a meeting, and what becomes of it."""

from typing import Literal

from casework.commands.base import Body
from casework.model import Submitted
from casework.roles import Role
from casework.text import Line, LocalDay, Slug, Text


class Commitment(Submitted):
    """A promise: what, by whom, and where a day was named, until when. With a day it is a clock."""

    id: Slug
    what: Line
    owner: Literal[Role.POC, Role.OFF, Role.SUP]
    person: Line
    due: LocalDay | None = None


class AboutCommitment(Body):
    """A command about one commitment."""

    commitment: Slug

    @property
    def items(self) -> tuple[str, ...]:
        """The commitment."""
        return (self.commitment,)


class FulfilCommitment(AboutCommitment, act="fulfil_commitment"):
    """Record that a promise was kept, and how that is seen."""

    basis: Text


class ReleaseCommitment(AboutCommitment, act="release_commitment"):
    """Let a promise go, with a reason."""

    reason: Text
