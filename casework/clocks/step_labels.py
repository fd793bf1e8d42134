"""What a step is called: "Corrective action plan due 21 Sep 2023, carrier".

For timers, pages and mail, in both languages.
"""

from datetime import date

from casework.bilingual import Bilingual
from casework.clocks.ledger import ClockTerms
from casework.clocks.printed_dates import printed_day
from casework.roles import Party

PARTY_NAMES: dict[Party, Bilingual] = {
    Party.CARRIER: Bilingual(en="carrier", es="transportista"),
    Party.CBP: Bilingual(en="CBP", es="CBP"),
    Party.OTHER_RAILROAD: Bilingual(en="other railroad", es="otro ferrocarril"),
    Party.MEXICO: Bilingual(en="Mexico", es="México"),
    Party.AGRICULTURE: Bilingual(en="agriculture", es="autoridad agropecuaria"),
    Party.HOLD: Bilingual(en="hold", es="pausa"),
}
"""Whom a clock waits on, in words."""

_RUNG_WORDS = {
    "OWNER": Bilingual(en="owner told", es="aviso al responsable"),
    "SUP": Bilingual(en="supervisor told", es="aviso al supervisor"),
    "HQ": Bilingual(en="headquarters told", es="aviso a la sede"),
    "DAILY": Bilingual(en="daily notice", es="aviso diario"),
    "WEEKLY": Bilingual(en="weekly notice", es="aviso semanal"),
}


def capitalised(text: str) -> str:
    """Begin a sentence: only the first letter changes."""
    return text[:1].upper() + text[1:]


def lapse_label(terms: ClockTerms, due_day: date) -> Bilingual:
    """Name the lapse by what is due."""
    return Bilingual(
        en=f"{capitalised(terms.what.en)} due {printed_day(due_day, 'en')}, {_party(terms).en}",
        es=f"{capitalised(terms.what.es)}: vence el {printed_day(due_day, 'es')}, "
        f"{_party(terms).es}",
    )


def reminder_label(terms: ClockTerms, due_day: date) -> Bilingual:
    """Name a reminder."""
    due = lapse_label(terms, due_day)
    return Bilingual(en=f"Reminder: {due.en}", es=f"Recordatorio: {due.es}")


def alert_label(terms: ClockTerms, number: int, due_day: date) -> Bilingual:
    """Name an alert on a fixed day of the period."""
    due = lapse_label(terms, due_day)
    return Bilingual(en=f"Day {number}: {due.en}", es=f"Día {number}: {due.es}")


def escalation_label(terms: ClockTerms, due_day: date, rung: str) -> Bilingual:
    """Name a rung of the ladder after a lapse."""
    words = _RUNG_WORDS[rung]
    return Bilingual(
        en=f"{capitalised(terms.what.en)} was due {printed_day(due_day, 'en')}, "
        f"{_party(terms).en}: {words.en}",
        es=f"{capitalised(terms.what.es)}: venció el {printed_day(due_day, 'es')}, "
        f"{_party(terms).es}: {words.es}",
    )


def _party(terms: ClockTerms) -> Bilingual:
    return PARTY_NAMES[terms.party]
