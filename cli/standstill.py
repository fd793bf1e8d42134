"""What stands still in a case, and what was lifted for a time: on a terminal, in words."""

from casework.bilingual import Language
from casework.case import Case
from casework.clocks import printed_day
from casework.forecast import short_of_term
from casework.holds import REASONS, open_holds
from casework.stays import in_force, is_stayed
from cli.terminal import say
from cli.words import word


def show(case: Case, language: Language) -> None:
    """Print holds and stays in force, and by how many days the term is too short with them."""
    for name, hold in open_holds(case).items():
        _line(
            word("hold", language),
            f"{name}: {REASONS[hold.reason].in_(language)} ({hold.authority}), "
            f"{word('through', language)} {printed_day(hold.until, language)}; "
            f"{word('clocks', language)} {', '.join(hold.clocks)}",
        )
    for name, stay in in_force(case).items():
        court = f"; {word('by court', language)} {stay.court}" if stay.court else ""
        _line(
            word("stay", language),
            f"{name}: {word('decision', language)} {stay.decision}{court}",
        )
    if open_holds(case) and (short := short_of_term(case)):
        _line("T14", f"{short} {word('short', language)}")


def standing(case: Case, language: Language) -> str:
    """Return the standing in words, and that the effect of its decision is lifted where it is."""
    if not is_stayed(case):
        return case.standing.value
    return f"{case.standing.value}, {word('stayed', language)}"


def _line(name: str, text: str) -> None:
    say(f"  {name:<15}{text}")
