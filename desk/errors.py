"""What the desk cannot do, as types: what was asked is unclear, unknown, or not answered yet."""

from datetime import timedelta

from casework.bilingual import Bilingual
from casework.refusal import Refusal


class BadInput(Exception):
    """What was sent is not a command. ``problems`` name a field each, and what to do about it."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        super().__init__("; ".join(f"{field}: {what}" for field, what in problems))
        self.problems = problems


class IdUsedBefore(Exception):
    """The command id was used before for something else; take a new one."""


class NotAnsweredYet(Exception):
    """The command is received and durable, but the engine has not answered; it will be sent again.

    ``command_id`` finds its outcome later.
    """

    def __init__(self, command_id: str) -> None:
        super().__init__(command_id)
        self.command_id = command_id


class ClockDiffers(Exception):
    """This machine's clock and the record's tell different times: nothing is received meanwhile.

    ``by`` is how far this one is ahead (negative: behind).
    """

    def __init__(self, by: timedelta) -> None:
        self.by = by
        self.said = told_of_clocks(by)
        super().__init__(self.said.en)


def told_of_clocks(by: timedelta) -> Bilingual:
    """Return by how much this machine's clock differs from the record's, and what to do."""
    seconds = round(abs(by).total_seconds())
    en, es = ("ahead of", "adelantado") if by > timedelta(0) else ("behind", "atrasado")
    return Bilingual(
        en=f"the clock of this machine is {seconds} s {en} that of the database, so nothing is "
        "received here; have the clocks set (NTP) and send the same again",
        es=f"el reloj de esta máquina está {seconds} s {es} respecto del de la base de datos, "
        "así que aquí no se recibe nada; haga ajustar los relojes (NTP) y envíe lo mismo de nuevo",
    )


class Unsent(Exception):
    """The engine did not answer; nothing is known of the outcome, and the same is sent again."""


class NoSuchCase(Exception):
    """There is no such case, or it is not this person's to see."""


class NoSuchCommand(Exception):
    """There is no such command, or its receipt is not this person's to have."""


class Declination(Exception):
    """The rules refuse; ``refusal`` says which and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.rule)
        self.refusal = refusal
