"""Words from templates: the same facts always give the same bytes.

Templates are our own files, rendered in Jinja's immutable sandbox with every missing name an
error; facts are never read as templates. The lines that say that a case is illustrative are added
here, around whatever a template says, from the case and not from the facts.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import AwareDatetime

from activities.facts.values import NoticeFacts
from activities.plain_text import WIDTH, laid_out, one_line
from activities.spoken import spoken
from activities.template_facts import TEMPLATES, checked_facts
from casework.bilingual import Bilingual, Language
from casework.model import Kept

TEMPLATE_FOLDER = Path(__file__).parent / "templates"

ILLUSTRATIVE = Bilingual(
    en="ILLUSTRATIVE: not a real case file; no authority decided or sent this.",
    es="ILUSTRATIVO: expediente no real; ninguna autoridad decidió ni envió esto.",
)
"""First and last line of every body of an illustrative case."""

NOT_AFFILIATED = Bilingual(
    en="Demonstration system; not affiliated with CBP.",
    es="Sistema de demostración; no está afiliado a la CBP.",
)
"""Footer of every body of a demonstration or of an illustrative case."""

BETWEEN_LANGUAGES = "\n" + "=" * WIDTH + "\n\n"
"""Stands between the two versions of a letter."""


class Wording(Kept):
    """What a message says: the languages in their order, the text, and the hash of its UTF-8 bytes.

    ``at`` is the notice's own instant, where its facts give one.
    """

    languages: tuple[Language, ...]
    text: str
    sha256: str
    at: AwareDatetime | None = None


def wording(
    template: str,
    facts: dict[str, Any],
    *,
    case_id: str,
    illustrative: bool,
    languages: tuple[str, ...],
) -> Wording:
    """Return a template in the reader's languages; a letter always in both, the reader's first.

    This is also what is shown, and signed, before a letter is sent. Raises ``FactsRefused``.
    """
    checked = checked_facts(template, facts)
    order = languages_of(template, languages)
    parts = [_part(template, checked, one_line(case_id), illustrative, each) for each in order]
    text = BETWEEN_LANGUAGES.join(parts)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Wording(languages=order, text=text, sha256=digest, at=checked.at)


@lru_cache
def template_version(template: str) -> str:
    """Return the hash of the files that a template is made of: the same version, the same words."""
    names = sorted(TEMPLATE_FOLDER.glob("_parts.*.txt.j2"))
    names += sorted(TEMPLATE_FOLDER.glob(f"{template}.??.txt.j2"))
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.read_bytes())
    return digest.hexdigest()


def languages_of(template: str, asked: tuple[str, ...]) -> tuple[Language, ...]:
    """Return the languages to write in, in order; English where none of them is known."""
    known: list[Language] = []
    for name in asked:
        language: Language | None = "en" if name == "en" else "es" if name == "es" else None
        if language is not None and language not in known:
            known.append(language)
    if TEMPLATES[template].bilingual:
        both: tuple[Language, ...] = ("en", "es")
        known += [language for language in both if language not in known]
    return tuple(known) or ("en",)


def _part(
    template: str, facts: NoticeFacts, case_id: str, illustrative: bool, language: Language
) -> str:
    said = spoken(facts, facts.zone, language)
    body = (
        _environment().get_template(f"{template}.{language}.txt.j2").render(said, case_id=case_id)
    )
    above, below = [], []
    if illustrative:
        above.append(ILLUSTRATIVE.in_(language))
    if illustrative or facts.demonstration:
        below.append(NOT_AFFILIATED.in_(language))
    if illustrative:
        below.append(ILLUSTRATIVE.in_(language))
    return laid_out("\n\n".join([*above, body.strip("\n"), *below]))


@lru_cache
def _environment() -> ImmutableSandboxedEnvironment:
    # autoescape is for markup; these are plain text, and controls are gone before they get here.
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATE_FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
