"""What somebody may do in a case: all commands in groups, or one in full."""

from collections.abc import Iterable
from itertools import groupby
from json import dumps
from typing import Any

from casework.bilingual import Language
from casework.options import Because, Option
from casework.roles import ROLE_NAMES
from cli.bodies import model_named
from cli.describing import fields
from cli.terminal import say
from cli.words import word

_HEADINGS = {
    Because.CONDITION: "condition",
    Because.ROLE: "role",
    Because.STATE: "other state",
    Because.VERSION: "version",
}


def show(found: Iterable[Option], language: Language) -> None:
    """Print every command: those that are possible with their conditions, the rest with why not."""
    options = tuple(found)
    possible = [option for option in options if option.possible]
    say(word("you may" if possible else "you may nothing", language), strong=True)
    for option in possible:
        _possible(option, language)
    for because, group in groupby(options, key=lambda option: option.because):
        if because is None:
            continue
        say()
        say(word(_HEADINGS[because], language), strong=True)
        if because is Because.VERSION:
            say(f"  {', '.join(option.act for option in group)}")
            continue
        for option in group:
            say(f"  {option.act}: {_why_not(option, language)}")


def show_one(option: Option, language: Language) -> None:
    """Print one command: whether it is possible, what it asks for, what it is told."""
    if option.possible:
        _possible(option, language)
    else:
        say(f"{option.act}  ({', '.join(option.rows)})  {option.description}", strong=True)
        say(f"  {_why_not(option, language)}")
    for field in fields(model_named(option.act)):
        optional = "" if field.required else ", optional"
        hint = f"  ({field.hint})" if field.hint else ""
        say(f"    {field.name}  {field.holds}{optional}{hint}")


def as_object(option: Option) -> dict[str, Any]:
    """Return one command for JSON, with its fields."""
    asked = [field._asdict() for field in fields(model_named(option.act))]
    return {**option.model_dump(mode="json"), "fields": asked}


def _possible(option: Option, language: Language) -> None:
    say(f"  {option.act}  ({', '.join(option.rows)})  {option.description}")
    if option.items:
        say(f"      {word('about', language)}: {', '.join(option.items)}")
    for offer in option.offers:
        said = ", ".join(f"{name}={_said(value)}" for name, value in offer.items())
        say(f"      {word('offered', language)}: {said}")
    for condition in option.conditions:
        sentence = condition.es if language == "es" else condition.en
        say(f"      {word('if', language)} ({condition.rule}): {sentence}")


def _said(value: Any) -> str:
    """Return a value as `--field` takes it."""
    return dumps(value) if isinstance(value, list) else str(value)


def _why_not(option: Option, language: Language) -> str:
    why = option.why_not_es if language == "es" else option.why_not_en
    rule = f" ({option.rule})" if option.rule else ""
    by = ""
    if option.because is Because.CONDITION:
        names = ", ".join(ROLE_NAMES[role][language == "es"] for role in option.who)
        by = f"; {'por' if language == 'es' else 'by'} {names}"
    return f"{why}{rule}{by}"
