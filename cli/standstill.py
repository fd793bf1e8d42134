"""What stands still in a case, and what was lifted for a time: on a terminal, in words."""

from casework.bilingual import Language
from casework.case import Case
from casework.clocks import Clock, ClockStatus, printed_day
from casework.disruptions import holds_offered
from casework.forecast import expected_day, short_of_term
from casework.holds import REASONS, open_holds
from casework.stays import in_force, is_stayed
from cli.terminal import say
from cli.words import word


def show(case: Case, language: Language) -> None:
    """Print holds, stays, shut crossings, what is offered, and what the term lacks with them."""
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
    for event, closure in case.closures.items():
        if closure.reopened_at is None:
            shut = f"{closure.port} {word('shut', language)}"
            day = printed_day(case.local_day(closure.closed_at), language)
            _line(event, f"{shut} {word('since', language)} {day}")
    for offer in holds_offered(case):
        _line(
            word("offered", language),
            f"place_hold {offer.hold}: {REASONS[offer.reason].in_(language)}; "
            f"{word('clocks', language)} {', '.join(offer.clocks)}",
        )
    if open_holds(case) and (short := short_of_term(case)):
        _line("T14", f"{short} {word('short', language)}")


def until_then(case: Case, clock: Clock, language: Language) -> str:
    """Return that a clock stands still, and its last day if the holds end when they should."""
    if clock.status is not ClockStatus.HELD:
        return ""
    day = printed_day(expected_day(case, clock), language)
    return f"; {word('stands still', language)} {day}"


def standing(case: Case, language: Language) -> str:
    """Return the standing in words, and that the effect of its decision is lifted where it is."""
    if not is_stayed(case):
        return case.standing.value
    return f"{case.standing.value}, {word('stayed', language)}"


def _line(name: str, text: str) -> None:
    say(f"  {name:<15}{text}")
