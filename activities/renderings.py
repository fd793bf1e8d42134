"""Words from templates: the same facts always give the same bytes.

Templates are our own files, rendered in Jinja's immutable sandbox with every missing name an
error; facts are never read as templates. The lines that say that a case is illustrative are added
here, around whatever a template says, from the case and not from the facts. What is printed
(``composition``) is worded by the same templates as what is mailed (``wording``).
"""

import hashlib
from functools import lru_cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import AwareDatetime

from activities.blocks import Block, blocks, marked
from activities.facts.values import NoticeFacts
from activities.plain_text import WIDTH, laid_out, one_line
from activities.spoken import spoken
from activities.template_facts import TEMPLATES, checked_facts
from activities.template_versions import CURRENT, folders
from casework.bilingual import Bilingual, Language
from casework.model import Kept

ILLUSTRATIVE = Bilingual(
    en="ILLUSTRATIVE: not a real case file; no authority decided or sent this.",
    es="ILUSTRATIVO: expediente no real; ninguna autoridad decidió ni envió esto.",
)
"""First and last line of every body of an illustrative case."""

NOT_AFFILIATED = Bilingual(
    en="Demonstration system; not affiliated with CBP.",
    es="Sistema de demostración; no está afiliado a la CBP.",
)
"""Footer of every body of a demonstration or of an illustrative case, and of every printed page."""

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
    version: str = CURRENT,
) -> Wording:
    """Return a template in the reader's languages; a letter always in both, the reader's first.

    This is also what is shown, and signed, before a letter is sent. Raises ``FactsRefused``, and
    ``LookupError`` for a version of the templates that is not kept.
    """
    checked = checked_facts(template, facts)
    order = languages_of(template, languages)
    parts = [_part(template, checked, case_id, illustrative, each, version) for each in order]
    text = BETWEEN_LANGUAGES.join(parts)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Wording(languages=order, text=text, sha256=digest, at=checked.at)


def composition(
    template: str,
    facts: dict[str, Any],
    *,
    case_id: str,
    illustrative: bool,
    language: Language,
    version: str,
) -> tuple[Block, ...]:
    """Return what a letter says in one language, in the parts that it is printed in.

    The same words as in ``wording``, in the same order. Raises as that does.
    """
    checked = checked_facts(template, facts)
    body = _body(template, checked, case_id, language, version, marks=True)
    above, below = _around(checked, illustrative, language)
    return (
        *(Block(kind="paragraph", lines=(line,)) for line in above),
        *blocks(body),
        *(Block(kind="paragraph", lines=(line,)) for line in below),
    )


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
    template: str,
    facts: NoticeFacts,
    case_id: str,
    illustrative: bool,
    language: Language,
    version: str,
) -> str:
    body = _body(template, facts, case_id, language, version, marks=False)
    above, below = _around(facts, illustrative, language)
    return laid_out("\n\n".join([*above, body.strip("\n"), *below]))


def _body(
    template: str,
    facts: NoticeFacts,
    case_id: str,
    language: Language,
    version: str,
    *,
    marks: bool,
) -> str:
    file = _environment(version, marks=marks).get_template(f"{template}.{language}.txt.j2")
    return file.render(spoken(facts, facts.zone, language), case_id=one_line(case_id))


def _around(
    facts: NoticeFacts, illustrative: bool, language: Language
) -> tuple[list[str], list[str]]:
    """Return the lines above and below a body that say what kind of case this is."""
    above, below = [], []
    if illustrative:
        above.append(ILLUSTRATIVE.in_(language))
    if illustrative or facts.demonstration:
        below.append(NOT_AFFILIATED.in_(language))
    if illustrative:
        below.append(ILLUSTRATIVE.in_(language))
    return above, below


@lru_cache
def _environment(version: str, *, marks: bool) -> ImmutableSandboxedEnvironment:
    # autoescape is for markup; what is mailed is plain text, and controls are gone before they get
    # here. For print it tells what a macro has made from what a fact says; nothing is escaped.
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders(version), encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=marks,
        finalize=marked if marks else None,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
