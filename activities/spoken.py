"""Facts as they are said in one language: days and instants with their zone, roles by their name.

After this every value that a template sees is a text, a number, a yes or no, a list, or a plain
mapping of these, and both languages see the same names.
"""

from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from casework.bilingual import Bilingual, Language
from casework.clocks import printed_day
from casework.clocks import zone as time_zone
from casework.roles import ROLE_NAMES, Role

_ZONES: dict[str, tuple[str, str]] = {
    "America/Chicago": ("US Central Time", "hora del Centro de EE. UU."),
    "America/Denver": ("US Mountain Time", "hora de la Montaña de EE. UU."),
    "America/Los_Angeles": ("US Pacific Time", "hora del Pacífico de EE. UU."),
    "America/New_York": ("US Eastern Time", "hora del Este de EE. UU."),
    "America/Phoenix": ("Arizona time", "hora de Arizona"),
    "America/Mexico_City": ("Mexico City time", "hora de la Ciudad de México"),
    "America/Matamoros": ("Matamoros time", "hora de Matamoros"),
    "America/Ojinaga": ("Ojinaga time", "hora de Ojinaga"),
    "America/Ciudad_Juarez": ("Ciudad Juárez time", "hora de Ciudad Juárez"),
    "America/Hermosillo": ("Hermosillo time", "hora de Hermosillo"),
    "America/Tijuana": ("Tijuana time", "hora de Tijuana"),
    "UTC": ("UTC", "UTC"),
}


def zone_name(zone: str, language: Language) -> str:
    """Return what people call a time zone; the IANA name where there is no better one."""
    en, es = _ZONES.get(zone, (f"{zone} time", f"hora de {zone}"))
    return es if language == "es" else en


def spoken_day(day: date, zone: str, language: Language) -> str:
    """Return a day with its zone: "21 Sep 2023 (US Central Time)"."""
    return _kept_together(f"{printed_day(day, language)} ({zone_name(zone, language)})")


def spoken_instant(instant: datetime, zone: str, language: Language) -> str:
    """Return an instant to the minute in a zone: "22 Aug 2023, 10:04 (US Central Time)"."""
    local = instant.astimezone(time_zone(zone))
    hour = f"{local:%H:%M}" + (" h" if language == "es" else "")
    words = f"{printed_day(local.date(), language)}, {hour} ({zone_name(zone, language)})"
    return _kept_together(words)


def spoken(value: Any, zone: str, language: Language) -> Any:
    """Return a validated fact, and everything in it, as it is said in a language."""
    if isinstance(value, Bilingual):
        return value.in_(language)
    if isinstance(value, Role):
        return ROLE_NAMES[value][1 if language == "es" else 0]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return spoken_instant(value, zone, language)
    if isinstance(value, date):
        return spoken_day(value, zone, language)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {name: spoken(getattr(value, name), zone, language) for name in fields}
    if isinstance(value, tuple):
        return [spoken(item, zone, language) for item in value]
    return value


def _kept_together(words: str) -> str:
    """Join the words with no-break spaces, so that a date is never broken over two lines."""
    return words.replace(" ", "\u00a0")
