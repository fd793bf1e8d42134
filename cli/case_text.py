"""One case on a terminal: where it stands, what is owed, whose days it took; in either language."""

from casework.bilingual import Language
from casework.case import Case
from casework.clocks import Clock, printed_day
from casework.matters import Matter
from casework.reference import PORTS
from casework.roles import Party
from casework.states import STATES
from cli import lanes_text, matter_text, standstill
from cli.terminal import say
from cli.words import mark, party, word
from reading.filed import Filed, documents
from reading.objects import suspension_days
from reading.seen import Seen

_BESIDE = {
    "FINDING": "finding",
    "AG": "agency",
    "DEPENDENCY": "waits for",
    "COMMITMENT": "promise",
    "RENAMING": "renaming",
    "LEGAL_HOLD": "legal hold",
    "REVERSAL": "reversal",
}
"""Tracks whose items are shown by their names and states."""


def show(seen: Seen, language: Language) -> None:
    """Print a case."""
    case = seen.case
    railroad = case.railroad

    def line(name: str, text: str) -> None:
        say(f"  {word(name, language) if name else '':<15}{text}")

    if case.illustrative:
        say(word("illustrative", language), strong=True)
    say(case.id, strong=True)
    line("carrier", f"{railroad.name} ({railroad.scac}) {mark(railroad.mark, language)}")
    line("ground", case.ground.value.replace("_", " "))
    for code in case.ports:
        port = PORTS[code]
        line("port", f"{code} {port.name} – {port.opposite} {mark(port.mark, language)}")
    line("judged by", f"{word('policy', language)} {case.policy}, {_calendars(case, language)}")
    line("criteria", _edition(case, language))
    about = STATES[case.state]
    line("phase", seen.phase.value)
    meaning = about.meaning_es if language == "es" else about.meaning_en
    line("state", f"{case.state.value}: {meaning}")
    if case.matter is Matter.RESUMPTION:
        line("standing", standstill.standing(case, language))
    line("waits on", party(seen.view().awaiting, language))
    for clock in case.clocks.values():
        if clock.is_open:
            line("due", _due(clock, language) + standstill.until_then(case, clock, language))
        elif clock.status.value == "LAPSED":
            line("late", _due(clock, language))
    standstill.show(case, language)
    for document in documents(seen).values():
        line("document", _document(document, language))
    for letter, state in case.tracks.get("LETTER", {}).items():
        waits = "" if letter in case.documents else f"; {word('open it', language)}"
        line("letter", f"{letter}: {state}{waits}")
    for name, text in matter_text.lines(case, language):
        line(name, text)
    for name, said in lanes_text.lines(case, language):
        line(name, said)
    for track, name in _BESIDE.items():
        for item, state in case.tracks.get(track, {}).items():
            line(name, f"{item}: {state}")
    for decision in case.decisions:
        if decision.annulled_by is not None:
            line("annulled", f"{decision.letter or decision.act} ({decision.annulled_by})")
    days = suspension_days(seen.whole, seen.days_end)
    if days:
        told = ", ".join(
            f"{party(Party(name), language)} {count}" for name, count in days.items() if count
        )
        say(f"  {word('days', language)}: {told or '0'}")


def _calendars(case: Case, language: Language) -> str:
    return f"{word('calendars', language)} {case.calendar}"


def _edition(case: Case, language: Language) -> str:
    """Return the edition of CBP's criteria on which the case rests."""
    found = case.criteria
    if found.mark is None:
        return word("own keys", language)
    return f"{found.name}, {found.title} {mark(found.mark, language)}"


def _due(clock: Clock, language: Language) -> str:
    provisional = f" ({word('provisional', language)})" if clock.provisional else ""
    day = printed_day(clock.due_day, language)
    whose = party(clock.terms.party, language)
    what = clock.terms.what.in_(language)
    return f"{day}{provisional}  {what} ({clock.key}, {whose}) {mark(clock.terms.mark, language)}"


def _document(found: Filed, language: Language) -> str:
    signers = ", ".join(f"{s.person} ({s.role.value})" for s in found.signatures)
    signed = f"{word('signed by', language)} {signers}" if signers else word("unsigned", language)
    return f"{found.name} ({found.kind.replace('_', ' ')}) {found.sha256[:16]}…  {signed}"
