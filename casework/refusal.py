"""What somebody is told who asks for what the rules do not allow: which rule, why, and who may."""

from enum import StrEnum

from casework.model import Kept
from casework.roles import Role


class RefusalKind(StrEnum):
    """Which of the table's columns said no."""

    STATE = "state"
    ROLE = "role"
    CONDITION = "condition"
    CARRIER = "carrier"
    ENVELOPE = "envelope"


class Refusal(Kept):
    """A command that the rules refuse. It changes nothing and leaves nothing in the case.

    ``rule`` is a stable code: a guard's name, or ``state`` / ``role`` / ``carrier``. ``rows`` are
    the rows of the process table that were tried; ``states`` and ``roles`` say where and by whom
    the act is possible. The sentences hold no case content.
    """

    kind: RefusalKind
    rule: str
    en: str
    es: str
    rows: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class Refused(Exception):
    """Carries a refusal where an exception is the only way out."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.rule)
        self.refusal = refusal
