"""How an event log calls people and carriers: by numbers, and by name only where that is allowed.

An exported file leaves the house, so names are the exception: the auditor reads all and exports
(process table, section 1), and whoever works on the machine itself has the record anyway.
"""

from casework.reference import CARRIERS
from casework.roles import Actor, Role

NAMES_FOR = frozenset({Role.AUD})
"""Roles that may export names."""


def may_name(actor: Actor | None) -> bool:
    """Whether somebody may export names. None is who works on the machine itself."""
    return actor is None or actor.role in NAMES_FOR


class Names:
    """Names for one export: the same person has the same number in every case of it."""

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._numbers: dict[str, str] = {}

    def person(self, actor: Actor) -> str:
        """Return a person's name, or the number that stands for it; the system is itself."""
        if actor.role is Role.SYS or self._named:
            return actor.person
        return self._numbers.setdefault(actor.person, f"person-{len(self._numbers) + 1}")

    def carrier(self, carrier: str) -> str | None:
        """Return a carrier's name, None where it stays with the reference."""
        return CARRIERS[carrier].name if self._named else None
