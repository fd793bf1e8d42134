"""How the days of a clock were counted, in sentences: the count, the roll, the holidays."""

from collections.abc import Iterator
from datetime import timedelta

from casework.bilingual import Language, either
from casework.calendars import CalendarKind, Holiday, calendar_set
from casework.clocks.counted_days import holidays_between, not_worked_between, why_not_worked
from casework.clocks.ledger import Clock
from casework.clocks.printed_dates import printed_day, printed_days, weekday
from casework.clocks.reckoning import reckon
from casework.clocks.source_words import holiday_words
from casework.clocks.zones import local_day
from casework.policy import Holdable, Roll, Unit

_CALENDAR_NAMES = {
    CalendarKind.CALENDAR_DAYS: ("calendar days", "días naturales"),
    CalendarKind.US_BUSINESS: (
        "business days of the US federal government",
        "días hábiles del gobierno federal de los Estados Unidos",
    ),
    CalendarKind.MX_HABILES: ("Mexican working days (días hábiles)", "días hábiles en México"),
    CalendarKind.BOTH: (
        "days worked on both sides of the border",
        "días hábiles en ambos lados de la frontera",
    ),
}
_WORKED_IN = {
    CalendarKind.CALENDAR_DAYS: ("", ""),
    CalendarKind.US_BUSINESS: (
        "worked by the US federal government",
        "día hábil del gobierno federal de los Estados Unidos",
    ),
    CalendarKind.MX_HABILES: ("worked in Mexico", "día hábil en México"),
    CalendarKind.BOTH: ("worked in both countries", "día hábil en ambos países"),
}


def explained_count(clock: Clock, language: Language) -> Iterator[str]:
    """Say how the days were counted from the start, and which were not."""
    terms = clock.terms
    first = clock.entries[0]
    started = local_day(clock.started_at, terms.zone)
    if first.to_day is not None or terms.amount is None:
        named = printed_day(first.to_day or first.due_day, language)
        yield either(
            language, f"The last day was named: {named}.", f"El último día se fijó: {named}."
        )
        return
    number = terms.amount
    if terms.unit is Unit.HOURS:
        yield either(
            language,
            f"{number} hours from the start, to the minute.",
            f"{number} horas desde el inicio, al minuto.",
        )
        return
    raw = reckon(terms, clock.started_at, clock.entries[:1]).raw_day
    end = printed_day(raw, language)
    if terms.unit is Unit.MONTHS:
        yield either(
            language,
            f"{number} months, to the same day of the month: {end}.",
            f"{number} meses, al mismo día del mes: {end}.",
        )
        return
    business = terms.unit is Unit.BUSINESS_DAYS
    kind = terms.calendar if business else CalendarKind.CALENDAR_DAYS
    unit = either(language, *_CALENDAR_NAMES[kind])
    calendars = calendar_set(terms.calendar_version)
    one = printed_day(calendars.add(kind, started, 1), language)
    yield either(
        language,
        f"{number} {unit}: the first after the start, {one}, is day 1; day {number} is {end}.",
        f"{number} {unit}: el primero después del inicio, {one}, es el día 1; "
        f"el día {number} es el {end}.",
    )
    if not business:
        yield either(
            language,
            "Every day counts, weekends and holidays too.",
            "Se cuentan todos los días, también fines de semana y festivos.",
        )
        return
    runs = not_worked_between(terms.calendar_version, terms.calendar, started, raw)
    if runs:
        listed = "; ".join(
            f"{printed_days(begins, ends, language)} ({why.in_(language)})"
            for begins, ends, why in runs
        )
        yield either(language, f"Not counted: {listed}.", f"No se cuentan: {listed}.")


def explained_roll(clock: Clock, language: Language) -> Iterator[str]:
    """Say what became of a last day that is not worked: rolled, or printed as it falls."""
    terms = clock.terms
    if terms.unit is Unit.HOURS:
        return
    raw = reckon(terms, clock.started_at, clock.entries[:1]).raw_day
    why = why_not_worked(terms.calendar_version, terms.roll_calendar, raw)
    if why is None:
        return
    falls = f"{printed_day(raw, language)} ({weekday(raw, language)}; {why.in_(language)})"
    if terms.roll is Roll.NEXT_WORKING_DAY:
        calendars = calendar_set(terms.calendar_version)
        to = printed_day(calendars.next_worked(terms.roll_calendar, raw), language)
        where = either(language, *_WORKED_IN[terms.roll_calendar])
        yield either(
            language,
            f"{falls} is not {where}, so the last day goes to the next day that is: {to}.",
            f"{falls} no es {where}, por lo que el último día pasa al siguiente que lo es: {to}.",
        )
    elif terms.holdable is Holdable.NEVER:
        yield either(
            language,
            f"{falls} is not worked. A day set by statute is printed as it falls; whether what is "
            "filed on the next business day is in time is for the appeal office to judge, and the "
            "system does not refuse it.",
            f"{falls} es inhábil. Un día fijado por la ley se imprime tal como cae; si lo "
            "presentado el siguiente día hábil está en tiempo lo resuelve la oficina de "
            "apelación, y el sistema no lo rechaza.",
        )
    else:
        yield either(
            language,
            f"{falls} is not worked; this date ends a length of time and is not moved.",
            f"{falls} es inhábil; esta fecha cierra un periodo y no se recorre.",
        )


def explained_holidays(clock: Clock, language: Language) -> Iterator[str]:
    """Name the source of every holiday that kept a day from counting, each only once."""
    if clock.terms.unit is Unit.HOURS:
        return
    listed = "; ".join(
        dict.fromkeys(holiday_words(holiday).in_(language) for holiday in _holidays(clock))
    )
    if listed:
        yield either(language, f"Holidays: {listed}.", f"Días festivos o inhábiles: {listed}.")


def _holidays(clock: Clock) -> Iterator[Holiday]:
    terms = clock.terms
    version = terms.calendar_version
    stages = [
        reckon(terms, clock.started_at, clock.entries[:1]),
        reckon(terms, clock.started_at, clock.entries),
    ]
    if terms.unit is Unit.BUSINESS_DAYS:
        started = local_day(clock.started_at, terms.zone)
        yield from holidays_between(version, terms.calendar, started, stages[-1].raw_day)
    if terms.roll is Roll.NEXT_WORKING_DAY:
        for stage in stages:
            before = stage.raw_day - timedelta(days=1)
            yield from holidays_between(version, terms.roll_calendar, before, stage.due_day)
