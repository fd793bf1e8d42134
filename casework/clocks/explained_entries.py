"""What each entry of a ledger did to the last day, and where it would be without that entry."""

from collections.abc import Iterator, Sequence

from casework.bilingual import Language, either
from casework.calendars import CalendarKind
from casework.clocks.counted_days import not_worked_between
from casework.clocks.ledger import Clock, ClockTerms, EntryKind, LedgerEntry
from casework.clocks.printed_dates import printed_day, printed_days, printed_instant
from casework.clocks.reckoning import reckon
from casework.clocks.zones import local_day
from casework.policy import Unit

_UNITS = {
    Unit.HOURS: ("hours", "horas"),
    Unit.CALENDAR_DAYS: ("calendar days", "días naturales"),
    Unit.BUSINESS_DAYS: ("business days", "días hábiles"),
    Unit.MONTHS: ("months", "meses"),
    Unit.NAMED_DAY: ("calendar days", "días naturales"),
    Unit.DAYS_BEFORE: ("calendar days", "días naturales"),
    Unit.NONE: ("", ""),
}


def explained_entries(clock: Clock, language: Language) -> Iterator[str]:
    """Explain, in order, each hold, extension, move and rebase."""
    placed: LedgerEntry | None = None
    for entry in clock.entries:
        match entry.kind:
            case EntryKind.HELD:
                placed = entry
            case EntryKind.RELEASED if placed is not None:
                yield _hold(clock, placed, entry, language)
                placed = None
            case EntryKind.EXTENDED | EntryKind.MOVED | EntryKind.ROLLED | EntryKind.REBASED:
                yield _change(clock, entry, language)
            case _:
                pass
    if placed is not None:
        at = printed_instant(placed.at, clock.terms.zone, language)
        yield either(
            language,
            f"Held from {at}{_because(placed, language)}.",
            f"En pausa desde el {at}{_because(placed, language)}.",
        )


def _hold(clock: Clock, placed: LedgerEntry, released: LedgerEntry, language: Language) -> str:
    zone = clock.terms.zone
    begins, ends = local_day(placed.at, zone), local_day(released.at, zone)
    number = (ends - begins).days
    said = either(
        language,
        f"Held from {printed_instant(placed.at, zone, 'en')} to "
        f"{printed_instant(released.at, zone, 'en')}{_because(placed, language)}: "
        f"{number} calendar days after {printed_day(begins, 'en')} did not count.",
        f"En pausa del {printed_instant(placed.at, zone, 'es')} al "
        f"{printed_instant(released.at, zone, 'es')}{_because(placed, language)}: "
        f"no se contaron {number} días naturales después del {printed_day(begins, 'es')}.",
    )
    return f"{said} {_effect(clock, released, (placed, released), language)}"


def _change(clock: Clock, entry: LedgerEntry, language: Language) -> str:
    terms = clock.terms
    at = printed_instant(entry.at, terms.zone, language)
    because = _because(entry, language)
    match entry.kind:
        case EntryKind.EXTENDED:
            unit = either(language, *_UNITS[terms.unit])
            since = entry.from_day
            counted = "" if since is None else _counted_from(printed_day(since, language), language)
            said = either(
                language,
                f"Extended by {entry.amount} {unit}{counted} on {at}{because}.",
                f"Prorrogado {entry.amount} {unit}{counted} el {at}{because}.",
            )
        case EntryKind.MOVED:
            day = printed_day(entry.to_day or entry.due_day, language)
            said = either(
                language,
                f"Set to {day} on {at}{because}.",
                f"Fijado para el {day}, el {at}{because}.",
            )
        case _ if entry.terms == _terms_before(clock, entry):
            return either(
                language,
                f"Kept as it was on {at}{because}, when the case moved to other versions.",
                f"Se mantuvo el {at}{because}, cuando el caso pasó a otras versiones.",
            )
        case EntryKind.ROLLED:
            day = printed_day(entry.due_day, language)
            said = either(
                language,
                f"Carried over to {day}, the next day worked, on {at}{because}: the portal was "
                "out of service on the last day.",
                f"Pasó al {day}, siguiente día hábil, el {at}{because}: el portal estuvo fuera "
                "de servicio el último día.",
            )
        case _:
            moved_to = entry.terms or terms
            said = either(
                language,
                f"Reckoned anew on {at}{because}, with policy {moved_to.policy} and calendars "
                f"{moved_to.calendar_version}.",
                f"Recalculado el {at}{because}, con la política {moved_to.policy} y los "
                f"calendarios {moved_to.calendar_version}.",
            )
    parts = [said, *_skipped(terms, entry, language), _effect(clock, entry, (entry,), language)]
    return " ".join(parts)


def _terms_before(clock: Clock, entry: LedgerEntry) -> ClockTerms:
    place = next(n for n, kept in enumerate(clock.entries) if kept is entry)
    return clock.model_copy(update={"entries": clock.entries[:place]}).terms


def _counted_from(day: str, language: Language) -> str:
    return either(language, f" counted from {day}", f" contados desde el {day}")


def _skipped(terms: ClockTerms, entry: LedgerEntry, language: Language) -> Iterator[str]:
    """Name the days that did not count among those which an extension added."""
    base = entry.from_day or entry.old_due_day
    if entry.kind is not EntryKind.EXTENDED or terms.unit is not Unit.BUSINESS_DAYS:
        return
    if base is None or terms.calendar is CalendarKind.CALENDAR_DAYS:
        return
    runs = not_worked_between(terms.calendar_version, terms.calendar, base, entry.due_day)
    if runs:
        listed = "; ".join(
            f"{printed_days(first, last, language)} ({why.in_(language)})"
            for first, last, why in runs
        )
        yield either(language, f"Not counted: {listed}.", f"No se cuentan: {listed}.")


def _because(entry: LedgerEntry, language: Language) -> str:
    """Say by whom, why and on what authority, as far as the entry says."""
    parts = [either(language, f"by {entry.by}", f"por {entry.by}")]
    if entry.why:
        parts.append(entry.why)
    if entry.authority:
        parts.append(
            either(language, f"authority: {entry.authority}", f"fundamento: {entry.authority}")
        )
    return f" ({'; '.join(parts)})"


def _effect(
    clock: Clock, entry: LedgerEntry, without: Sequence[LedgerEntry], language: Language
) -> str:
    """Say how the last day moved, and where it would be today without these entries."""
    old = printed_day(entry.old_due_day or entry.due_day, language)
    new = printed_day(entry.due_day, language)
    remaining = [kept for kept in clock.entries if not any(kept is left for left in without)]
    would_be = reckon(clock.first_terms, clock.started_at, remaining)
    other = printed_day(would_be.due_day, language)
    return either(
        language,
        f"The last day went from {old} to {new}; without this it would be {other}.",
        f"El último día pasó del {old} al {new}; sin ello sería el {other}.",
    )
