"""In which language a page is, and its words: gettext, from ``portal/locale``.

The texts of the templates are the English ones; the Spanish ones are in a catalogue, which a test
compares with the templates.
"""

from functools import cache
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.pofile import read_po
from fastapi import Request

from casework.bilingual import Language
from portal.sessions import LANGUAGE

CATALOGUE = Path(__file__).resolve().parent.parent / "locale" / "es.po"
_SPOKEN: tuple[Language, ...] = ("en", "es")


def language_of(request: Request) -> Language:
    """Return the language that somebody chose, else the one that the browser asks for."""
    chosen = request.cookies.get(LANGUAGE)
    for language in _SPOKEN:
        if chosen == language:
            return language
    asked = [
        part.partition(";")[0].strip().replace("-", "_")
        for part in request.headers.get("accept-language", "").split(",")[:10]
    ]
    found = negotiate_locale([one for one in asked if one], [*_SPOKEN])
    return "es" if found and Locale.parse(found).language == "es" else "en"


@cache
def spanish() -> dict[str, str]:
    """Return the Spanish text of each English one."""
    with CATALOGUE.open("rb") as file:
        found = read_po(file, locale="es")
    return {str(each.id): str(each.string) for each in found if each.id}


def translated(text: str, language: Language) -> str:
    """Return a text of the templates in a language."""
    return spanish()[text] if language == "es" else text
