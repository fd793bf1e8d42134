"""Why a clock is due on its day, line by line, for officers, carriers and their lawyers.

The lines say what started the clock, how the days were counted and which were not, what each
entry did and where the last day would be without it, and how sure the period is. They quote the
recorded days; what would have been is reckoned with the versions that the clock keeps.
"""

from collections.abc import Iterator

from casework.bilingual import Language, either
from casework.calendars import calendar_set
from casework.clocks.explained_count import explained_count, explained_holidays, explained_roll
from casework.clocks.explained_entries import explained_entries
from casework.clocks.ledger import Clock, ClockStatus, EntryKind
from casework.clocks.printed_dates import printed_day, printed_instant
from casework.clocks.source_words import source_words
from casework.clocks.step_labels import PARTY_NAMES, capitalised
from casework.clocks.zones import local_day
from casework.policy import Unit


def explain(clock: Clock, language: Language) -> tuple[str, ...]:
    """Explain the last day of a clock in one language, one sentence or two to a line."""
    return tuple(_lines(clock, language))


def _lines(clock: Clock, language: Language) -> Iterator[str]:
    yield _headline(clock, language)
    yield _started(clock, language)
    yield from explained_count(clock, language)
    yield from explained_roll(clock, language)
    yield from explained_entries(clock, language)
    yield from _where_it_stands(clock, language)
    yield source_words(clock.terms, clock.entries[0].authority).in_(language)
    yield from explained_holidays(clock, language)
    yield from _provisional(clock, language)
    yield _versions(clock, language)


def _headline(clock: Clock, language: Language) -> str:
    terms = clock.terms
    what = capitalised(terms.what.in_(language))
    party = PARTY_NAMES[terms.party].in_(language)
    if terms.unit is Unit.HOURS:
        until = printed_instant(clock.due, terms.zone, language)
        return either(
            language,
            f"{what}: until {until}. It waits on: {party}.",
            f"{what}: hasta el {until}. Depende de: {party}.",
        )
    day = printed_day(clock.due_day, language)
    return either(
        language,
        f"{what}: last day {day}, until the end of that day in {terms.zone}. It waits on: {party}.",
        f"{what}: último día {day}, hasta el final de ese día en {terms.zone}. "
        f"Depende de: {party}.",
    )


def _started(clock: Clock, language: Language) -> str:
    at = printed_instant(clock.started_at, clock.terms.zone, language)
    starts = clock.terms.starts.in_(language)
    why = clock.entries[0].why
    more = f" ({why})" if why else ""
    return either(
        language,
        f"Started {at}. It runs from: {starts}{more}.",
        f"Inició el {at}. Corre a partir de: {starts}{more}.",
    )


def _where_it_stands(clock: Clock, language: Language) -> Iterator[str]:
    terms = clock.terms
    last = clock.entries[-1]
    match clock.status:
        case ClockStatus.HELD:
            yield either(
                language,
                "The clock is held. The day shown is the one at which the hold began; it moves "
                "when the hold ends.",
                "El plazo está en pausa. El día indicado es el que había al iniciar la pausa; se "
                "moverá cuando ésta termine.",
            )
        case ClockStatus.LAPSED:
            at = printed_instant(clock.lapsed_at or last.at, terms.zone, language)
            yield either(language, f"It ran out: {at}.", f"Venció: {at}.")
        case ClockStatus.STOPPED:
            stopped = next(e for e in reversed(clock.entries) if e.kind is EntryKind.STOPPED)
            at = printed_instant(stopped.at, terms.zone, language)
            why = f" ({stopped.why})" if stopped.why else ""
            yield either(language, f"Stopped: {at}{why}.", f"Se detuvo: {at}{why}.")
        case ClockStatus.RUNNING:
            return


def _provisional(clock: Clock, language: Language) -> Iterator[str]:
    if not clock.provisional:
        return
    terms = clock.terms
    started = local_day(clock.started_at, terms.zone)
    calendars = calendar_set(terms.calendar_version)
    whys = {
        period.why.in_(language): None
        for period in calendars.open_periods(terms.roll_calendar)
        if period.first <= clock.due_day and started <= period.last
    }
    reason = "; ".join(whys) or either(
        language,
        "the calendars do not hold every year counted, so there only weekends were left out",
        "los calendarios no contienen todos los años contados, por lo que ahí sólo se excluyeron "
        "los fines de semana",
    )
    yield either(
        language,
        f"Provisional: {reason}. If the day changes, the change is an entry here and is told.",
        f"Provisional: {reason}. Si el día cambia, el cambio se asienta aquí y se avisa.",
    )


def _versions(clock: Clock, language: Language) -> str:
    terms = clock.terms
    return either(
        language,
        f"Reckoned with policy {terms.policy} and calendars {terms.calendar_version}.",
        f"Calculado con la política {terms.policy} y los calendarios {terms.calendar_version}.",
    )
