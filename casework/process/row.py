"""What a row of the process table is: a line that a customs officer can check."""

from enum import StrEnum
from typing import NamedTuple

from casework.guards.base import Guard
from casework.roles import Role


class Next(StrEnum):
    """A next state that depends on the case: stay, or what its order, decision or record names."""

    SAME = "="
    TARGET = "@target"
    ORIGIN = "@origin"
    RESUME = "@resume"
    ADOPTED = "@adopted"


class Row(NamedTuple):
    """One row: in these states, this act, by these roles, when all guards hold, leads there.

    ``start`` is empty where the case, or the item of a track, does not exist yet. ``act`` is a
    command, ``lapse:Txx``, or ``on:fact``. ``stop`` and ``begin`` name clocks:
    ``T12/re_review`` takes that variant of the rule, ``T33:each_action`` one clock per action
    (the selections are in ``casework.clock_selection``). ``event``
    is what happened, in the past tense. ``marks`` is the part that the actor has from now on.
    ``raises`` are facts to which other rows answer in the same instant.
    ``notices`` are the templates of what is sent, ``errands`` what other cases are told.
    ``source`` is the authority, as in the process table: [P] statute, [S] secondary, [D] default.
    ``track`` is empty on the main line.
    """

    id: str
    start: tuple[str, ...]
    act: str
    by: tuple[Role, ...]
    event: str
    to: str = Next.SAME
    when: tuple[Guard, ...] = ()
    stop: tuple[str, ...] = ()
    begin: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    errands: tuple[str, ...] = ()
    document: str | None = None
    source: str = "[D]"
    track: str = ""
