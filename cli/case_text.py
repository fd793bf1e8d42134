"""One case on a terminal: where it stands, what is owed, whose days it took; in either language."""

from typing import Any

from casework.bilingual import Language
from casework.clocks import Clock, printed_day
from casework.reference import BENEFITS, PORTS
from casework.roles import Party
from casework.states import STATES
from cli import filed
from cli.printing import suspension_days
from cli.reading import Seen
from cli.terminal import say
from cli.words import mark, party, word

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
        say(f"  {word(name, language):<15}{text}")

    if case.illustrative:
        say(word("illustrative", language), strong=True)
    say(case.id, strong=True)
    line("carrier", f"{railroad.name} ({railroad.scac}) {mark(railroad.mark, language)}")
    line("ground", case.ground.value.replace("_", " "))
    for code in case.ports:
        port = PORTS[code]
        line("port", f"{code} {port.name} – {port.opposite} {mark(port.mark, language)}")
    about = STATES[case.state]
    line("phase", seen.phase.value)
    meaning = about.meaning_es if language == "es" else about.meaning_en
    line("state", f"{case.state.value}: {meaning}")
    line("standing", case.standing.value)
    line("waits on", party(seen.view().awaiting, language))
    for clock in case.clocks.values():
        if clock.is_open:
            line("due", _due(clock, language))
        elif clock.status.value == "LAPSED":
            line("late", _due(clock, language))
    for document in filed.documents(seen).values():
        line("document", _document(document, language))
    for letter, state in case.tracks.get("LETTER", {}).items():
        waits = "" if letter in case.documents else f"; {word('open it', language)}"
        line("letter", f"{letter}: {state}{waits}")
    for item, state in case.tracks.get("BENEFIT", {}).items():
        line("benefit", f"{_benefit(item, language)}: {state}")
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


def as_object(seen: Seen) -> dict[str, Any]:
    """Return a case for JSON: its view, its documents without content, the days by party."""
    railroad = seen.case.railroad
    return {
        **seen.view().model_dump(mode="json"),
        "carrier_name": railroad.name,
        "carrier_mark": railroad.mark.value,
        "port_marks": {code: PORTS[code].mark.value for code in seen.case.ports},
        "documents": {
            name: {key: value for key, value in found.as_object().items() if key != "content"}
            for name, found in filed.documents(seen).items()
        },
        "suspension_days": suspension_days(seen.whole, seen.days_end),
        "last_event": seen.last,
    }


def _due(clock: Clock, language: Language) -> str:
    provisional = f" ({word('provisional', language)})" if clock.provisional else ""
    day = printed_day(clock.due_day, language)
    whose = party(clock.terms.party, language)
    what = clock.terms.what.in_(language)
    return f"{day}{provisional}  {what} ({clock.key}, {whose}) {mark(clock.terms.mark, language)}"


def _document(found: filed.Filed, language: Language) -> str:
    signers = ", ".join(f"{s.person} ({s.role.value})" for s in found.signatures)
    signed = f"{word('signed by', language)} {signers}" if signers else word("unsigned", language)
    return f"{found.name} ({found.kind.replace('_', ' ')}) {found.sha256[:16]}…  {signed}"


def _benefit(item: str, language: Language) -> str:
    """Return a benefit at its place, as people say it."""
    name, _, place = item.partition("@")
    benefit = BENEFITS[name]
    where = (
        word("everywhere", language)
        if place == "all"
        else f"{word('at', language)} {PORTS[place].name}"
    )
    said = benefit.es if language == "es" else benefit.en
    return f"{said} {where} {mark(benefit.mark, language)}"
