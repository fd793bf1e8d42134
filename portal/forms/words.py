"""What acts, fields and choices are called, in English and in Spanish (``portal/words``).

A test compares: nothing that a form may show is without its words in both languages.
"""

import tomllib
from functools import cache
from pathlib import Path

from casework.bilingual import Bilingual, Language
from casework.body_fields import BodyField
from casework.commands import commands
from casework.process.table import BY_ACT
from casework.roles import ROLE_NAMES, Role
from casework.states import STATES, State

WORDS = Path(__file__).resolve().parent.parent / "words"


@cache
def _acts() -> dict[str, list[str]]:
    return tomllib.loads((WORDS / "acts.toml").read_text("utf-8"))


@cache
def _fields() -> dict[str, list[str]]:
    return tomllib.loads((WORDS / "fields.toml").read_text("utf-8"))


@cache
def _choices() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((WORDS / "choices.toml").read_text("utf-8"))


def act_name(act: str) -> Bilingual:
    """Return what an act is called."""
    en, es, _ = _acts()[act]
    return Bilingual(en=en, es=es)


def act_says(act: str) -> Bilingual:
    """Return one sentence on what an act does."""
    return Bilingual(en=commands()[act].description(), es=_acts()[act][2])


def label(field: BodyField) -> Bilingual:
    """Return what a field is called in the model that has it."""
    said = _of_field(field)
    return Bilingual(en=said[0], es=said[1])


def hint(field: BodyField) -> Bilingual:
    """Return what helps to fill a field in; empty where its label says all."""
    _, _, *said = _of_field(field)
    return Bilingual(en=said[0], es=said[1]) if said else Bilingual(en="", es="")


def _of_field(field: BodyField) -> list[str]:
    own = _fields().get(f"{field.model}.{field.name}")
    return own or _fields()[field.name]


def choice(field: BodyField, value: str) -> Bilingual:
    """Return what a value of an enumeration means."""
    if field.enum == "State":
        about = STATES[State(value)]
        return Bilingual(en=about.meaning_en, es=about.meaning_es)
    own = _choices().get(field.enum or f"{field.model}.{field.name}", {})
    if value in own:
        return Bilingual(en=own[value][0], es=own[value][1])
    if field.name == "kind":
        return document_kind(value)
    en, es = ROLE_NAMES[Role(value)]
    return Bilingual(en=en, es=es)


def document_kind(kind: str) -> Bilingual:
    """Return what a kind of document is called."""
    en, es = _choices()["DocumentKind"][kind]
    return Bilingual(en=en, es=es)


def standing(value: str, language: Language) -> str:
    """Return what a standing is called."""
    en, es = _choices()["Standing"][value]
    return es if language == "es" else en


def one_of(field: BodyField) -> Bilingual:
    """Return what one row of a list is called; the list's own label where it has no other."""
    own = _choices()["one_of"].get(field.name)
    return Bilingual(en=own[0], es=own[1]) if own else label(field)


def spoken(language: str) -> Bilingual:
    """Return what a language is called."""
    en, es = _choices()["languages"][language]
    return Bilingual(en=en, es=es)


def track_of(act: str) -> str:
    """Return the track of the process on which an act is, ``MAIN`` for the main line."""
    return BY_ACT[act][0].track or "MAIN"


def track_name(track: str, language: Language) -> str:
    """Return what a track is called."""
    en, es = _choices()["tracks"][track]
    return es if language == "es" else en


def yes_no(language: Language) -> tuple[tuple[str, str], ...]:
    """Return the two answers, with what they are called."""
    return (("yes", "Sí" if language == "es" else "Yes"), ("no", "No"))
