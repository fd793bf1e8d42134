"""What a condition of a row is: a named predicate whose name and sentences are its refusal."""

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import AwareDatetime

from casework.commands.base import Body
from casework.roles import Actor
from casework.versions import BEFORE_THEY_TRAVELLED, Versions


class Asked(NamedTuple):
    """Something asked of a case: by whom, what, and the instant at which it is judged (UTC).

    ``act`` is the row's act: a command's name, ``lapse:T09`` or ``on:sent``. ``key`` is the
    idempotency key of the batch: the command's id, or the clock step's. ``item`` is the track's
    item that a row is tried for, None on the main line. ``entered_by`` is who entered it for the
    actor, where it came on paper. ``versions`` are those by which an opening is judged.
    """

    act: str
    body: Body
    actor: Actor
    at: AwareDatetime
    key: str
    command_id: str | None = None
    envelope_sha256: str | None = None
    item: str | None = None
    entered_by: Actor | None = None
    versions: Versions = BEFORE_THEY_TRAVELLED


class Guard(NamedTuple):
    """A condition: its code, its test, and what is said in English and Spanish where it fails.

    The test gets the case and what is asked; only guards of openings see a case that is None.
    """

    code: str
    test: Callable[[Any, Asked], bool]
    en: str
    es: str


def guard(*, en: str, es: str) -> Callable[[Callable[[Any, Asked], bool]], Guard]:
    """Turn a predicate into a guard named after it."""

    def named(test: Callable[[Any, Asked], bool]) -> Guard:
        return Guard(test.__name__, test, en, es)

    return named
