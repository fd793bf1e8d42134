"""What is to be asked on a random walk, what the rules say to it, and what came out."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from casework.case import Case
from casework.command import Receipt
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.events import Event
from casework.refusal import Refusal
from casework.roles import Actor
from desk.case_desk import checked_body
from desk.errors import BadInput, Declination
from tests.casework.paths import opened
from tests.casework.walk import Walk

STRANGE = ("", " ", "\u202etxt.exe", "a\x00b", "x" * 1_000_000, "2026-13-45", "null", 0, -1, None)


class Attempt(NamedTuple):
    """Something that somebody asks, and what the rules say to it."""

    actor: Actor
    act: str
    body: dict[str, Any]
    answer: tuple[Event, ...] | Refusal


class Plan(Walk):
    """A pure walk from where a real case stands; what is asked in it is remembered, to be asked."""

    def __init__(self, case: Case, now: datetime, recorded: int) -> None:
        super().__init__(at=now)
        self._case = case
        self.batches = opened().batches * recorded  # new names are made from their number
        self.attempts: list[Attempt] = []

    def do(self, actor: Actor, act: str, /, **body: Any) -> tuple[Event, ...] | Refusal:
        """Ask it, and remember it."""
        answer = super().do(actor, act, **body)
        self.attempts.append(Attempt(actor, act, body, answer))
        return answer


def mangled(body: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A body in which something is missing, or strange, or too much."""
    changed = dict(body)
    place = rng.choice([*changed, "surprise"])
    if rng.random() < 0.3:
        changed.pop(place, None)
    else:
        changed[place] = rng.choice(STRANGE)
    return changed


def is_bad_input(act: str, body: dict[str, Any]) -> bool:
    """Whether the desk takes it for no command to a case at all."""
    if issubclass(commands()[act], Opening):
        return True
    try:
        checked_body(act, body)
    except BadInput:
        return True
    return False


def the_one(answers: Sequence[Any]) -> Any:
    """The one answer that everybody got who asked the same."""
    first, *others = [outcome(answer) for answer in answers]
    assert all(other == first for other in others), answers
    return first


def outcome(answer: Any) -> Receipt | Refusal | None:
    """A receipt, the refusal, or None for what is no command at all."""
    if isinstance(answer, Declination):
        return answer.refusal
    if isinstance(answer, BadInput):
        return None
    if isinstance(answer, BaseException):
        raise answer
    assert isinstance(answer, Receipt)
    return answer
