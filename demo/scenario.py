"""A scenario as the player takes it: one case, who acts, what is done when, what must come of it.

Every scenario is illustrative. There is nothing in here by which one could say otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from casework.model import Submitted
from casework.refusal import RefusalKind
from casework.roles import Actor, Party
from casework.states import Phase, State


class ExpectedClocks(Submitted):
    """How the clocks ended: by rule (``T33``), how many of them. See ``demo.clock_ends``."""

    met: dict[str, int] | None = None
    extended: dict[str, int] | None = None
    lapsed: dict[str, int] | None = None
    ran_out: dict[str, int] | None = None
    running: dict[str, int] | None = None


class Expectation(Submitted):
    """What must come of a case; what is left out is not looked at. The record must always verify.

    ``ended`` says whether the workflow has ended because nothing is owed any more. ``days`` are
    the days of the suspension by whom they waited on, ``phases`` those of each phase. ``accepted``
    and ``refused`` count commands, ``notices`` those owed, all of which must be delivered but the
    ``undeliverable`` ones: those the mail server refuses for good. ``last_days`` names clocks and
    the last day of each as it stood when it was started first. ``matters`` are the states at
    the end of what runs beside the case: appeals, notices to partner administrations.
    """

    state: State | None = None
    ended: bool | None = None
    verified: Literal[True] = True
    accepted: int | None = None
    refused: dict[RefusalKind, int] | None = None
    notices: int | None = None
    undeliverable: int = 0
    days: dict[Party, int] | None = None
    phases: dict[Phase, dict[Party, int]] | None = None
    clocks: ExpectedClocks = ExpectedClocks()
    last_days: dict[str, date] = Field(default_factory=dict)
    matters: dict[str, State] = Field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """One thing that somebody does: when (UTC), who, which command with which body.

    ``number`` is its place in the file, from 1. ``refused`` is the kind of refusal that it must
    meet; None: it must be accepted. ``matter`` names the matter beside the case in which it is
    done; None: in the case itself.
    """

    number: int
    at: datetime
    actor: Actor
    command: str
    body: dict[str, Any]
    refused: RefusalKind | None = None
    matter: str | None = None

    def __str__(self) -> str:
        """Name the act for people: its number, command and person."""
        return f"act {self.number} ({self.command} by {self.actor.person})"


@dataclass(frozen=True)
class Scenario:
    """One case to be played. ``name`` is its file's; ``public`` says what is known, and from where;
    ``illustrative`` what is invented. The first act opens the case; time never goes back. After the
    last act it runs on to ``until``, where there is one.
    """

    name: str
    title: str
    public: tuple[str, ...]
    illustrative: str
    carrier: str
    zone: str
    acts: tuple[Act, ...]
    expect: Expectation
    until: datetime | None = None

    @property
    def matters(self) -> tuple[str, ...]:
        """The names of what runs beside the case, in alphabetical order."""
        named = {act.matter for act in self.acts if act.matter is not None}
        return tuple(sorted(named | {*self.expect.matters}))
