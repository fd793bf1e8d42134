"""How days and instants are printed: "21 Sep 2023", "21 de septiembre de 2023", zone named."""

from datetime import date, datetime

from casework.bilingual import Language
from casework.clocks.zones import zone

_MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTHS_ES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAYS_ES = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]


def printed_day(day: date, language: Language) -> str:
    """Print a day: "21 Sep 2023" in English, "21 de septiembre de 2023" in Spanish."""
    if language == "es":
        return f"{day.day} de {_MONTHS_ES[day.month - 1]} de {day.year}"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def printed_days(first: date, last: date, language: Language) -> str:
    """Print one day, or two ends of a run of days."""
    if first == last:
        return printed_day(first, language)
    if language == "es":
        return f"del {printed_day(first, language)} al {printed_day(last, language)}"
    return f"{printed_day(first, language)} to {printed_day(last, language)}"


def printed_instant(at: datetime, zone_name: str, language: Language) -> str:
    """Print an instant in a zone: "22 Aug 2023, 10:00 (America/Chicago)"."""
    local = at.astimezone(zone(zone_name))
    return f"{printed_day(local.date(), language)}, {local:%H:%M} ({zone_name})"


def weekday(day: date, language: Language) -> str:
    """Name the day of the week."""
    return (_WEEKDAYS_ES if language == "es" else _WEEKDAYS_EN)[day.weekday()]
