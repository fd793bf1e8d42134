"""What stands still in a case, and what was lifted for a time: on a terminal, in words."""

from casework.bilingual import Language
from casework.case import Case
from casework.clocks import printed_day
from casework.forecast import short_of_term
from casework.holds import REASONS, open_holds
from cli.terminal import say
from cli.words import word


def show(case: Case, language: Language) -> None:
    """Print the holds in force, and by how many days the term is too short with them."""
    for name, hold in open_holds(case).items():
        _line(
            word("hold", language),
            f"{name}: {REASONS[hold.reason].in_(language)} ({hold.authority}), "
            f"{word('through', language)} {printed_day(hold.until, language)}; "
            f"{word('clocks', language)} {', '.join(hold.clocks)}",
        )
    if open_holds(case) and (short := short_of_term(case)):
        _line("T14", f"{short} {word('short', language)}")


def _line(name: str, text: str) -> None:
    say(f"  {name:<15}{text}")
