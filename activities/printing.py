"""Letters as tagged PDF (PDF/UA-1), one for each language: the same facts, the same bytes.

The words are those of the mailed text (``renderings``), the layout is a dated file
(``template_versions``). Nothing else goes in: no date of printing, no font of the machine, no
network. The bytes also depend on the compiler, so that its version is kept with every print.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version as installed_version
from typing import Any

import typst

from activities.blocks import Block
from activities.plain_text import one_line
from activities.renderings import ILLUSTRATIVE, NOT_AFFILIATED, composition, languages_of
from activities.template_facts import TEMPLATES
from activities.template_versions import CURRENT, VERSIONS, layout
from casework.bilingual import Bilingual, Language
from casework.events import Notice
from casework.prints import Print

COMPILER = f"typst {installed_version('typst')}"
"""What prints here. Another version may set the same words on the same pages in other bytes."""

_CASE = Bilingual(en="Case", es="Caso")
_PAGE = Bilingual(en="Page", es="Página")
_DEMONSTRATION = Bilingual(en="DEMONSTRATION", es="DEMOSTRACIÓN")
_ILLUSTRATION = Bilingual(en="ILLUSTRATIVE", es="ILUSTRATIVO")
_DRAFT = Bilingual(en="DRAFT", es="BORRADOR")
_NOT_SIGNED = Bilingual(
    en="DRAFT: not signed and not sent; nothing is decided by this.",
    es="BORRADOR: sin firma y sin enviar; con esto nada se decide.",
)

_LATIN = 0x17F
"""Up to here every character that can be read has its sign in the fonts that are used."""


def is_printed(notice: Notice) -> bool:
    """Whether a message is a letter, which is also printed."""
    return notice.template in TEMPLATES and TEMPLATES[notice.template].printed


def version_of(kept: Sequence[Print]) -> str:
    """Return the version that words a letter: the one that it was printed with, else today's."""
    return kept[0].version if kept else CURRENT


def printed(
    notice: Notice,
    *,
    case_id: str,
    illustrative: bool,
    version: str = CURRENT,
    draft: bool = False,
) -> tuple[Print, ...]:
    """Return a letter as it is printed, in each of its languages, the reader's first.

    A draft says that it is one, above its words and on every page. Raises ``FactsRefused``, and
    ``LookupError`` for a version of the templates that is not kept.
    """
    return tuple(
        _printed(notice, language, case_id, illustrative, version, draft)
        for language in languages_of(notice.template, notice.languages)
    )


def printed_as(
    notice: Notice, hashes: Collection[str], *, case_id: str, illustrative: bool
) -> tuple[Print, ...]:
    """Return a letter as it was printed, by its hashes; empty where no version prints it so now."""
    for version in reversed(VERSIONS):
        prints = printed(notice, case_id=case_id, illustrative=illustrative, version=version)
        if {each.sha256 for each in prints} == set(hashes):
            return prints
    return ()


def _printed(
    notice: Notice, language: Language, case_id: str, illustrative: bool, version: str, draft: bool
) -> Print:
    said = composition(
        notice.template,
        notice.facts,
        case_id=case_id,
        illustrative=illustrative,
        language=language,
        version=version,
    )
    running = f"{_CASE.in_(language)} {one_line(case_id)}"
    (title,) = (block.lines[0] for block in said if block.kind == "title")
    marks = [_DEMONSTRATION, *([_ILLUSTRATION] if illustrative else []), *([_DRAFT] * draft)]
    footer = [NOT_AFFILIATED, *([ILLUSTRATIVE] if illustrative else [])]
    above = (Block(kind="paragraph", lines=(_NOT_SIGNED.in_(language),)),) if draft else ()
    letter = {
        "language": language,
        "name": f"{title} ({running})",
        "running": running,
        "marks": [mark.in_(language) for mark in marks],
        "footer": [line.in_(language) for line in footer],
        "page": _PAGE.in_(language),
        "draft": _DRAFT.in_(language) if draft else None,
        "blocks": [_as_data(block) for block in (*above, *said)],
    }
    pdf = _compiled(letter, version)
    return Print(
        language=language,
        version=version,
        compiler=COMPILER,
        sha256=sha256(pdf).hexdigest(),
        pdf=pdf,
    )


def _as_data(block: Block) -> dict[str, Any]:
    match block.kind:
        case "list":
            return {"kind": block.kind, "items": block.items}
        case "passage":
            text = re.sub(r"\n{2,}", "\n\n", "\n".join(block.lines).strip("\n"))
            paragraphs = [paragraph.split("\n") for paragraph in text.split("\n\n")]
            return {"kind": block.kind, "paragraphs": paragraphs}
    return {"kind": block.kind, "lines": block.lines}


def _compiled(letter: dict[str, Any], version: str) -> bytes:
    text = unicodedata.normalize("NFC", json.dumps(letter, ensure_ascii=False))
    try:
        return _typeset(text, version)
    except typst.TypstError:
        # PDF/UA has no place for a character without a sign; it is shown by its number instead.
        return _typeset("".join(_shown(character) for character in text), version)


def _shown(character: str) -> str:
    return character if _has_a_sign(character) else f"[U+{ord(character):04X}]"


@lru_cache(maxsize=4096)
def _has_a_sign(character: str) -> bool:
    """Whether a character can be set by itself; what only changes its neighbours cannot."""
    if ord(character) <= _LATIN:
        return True
    if unicodedata.category(character)[0] in "MC":
        return False
    try:
        _set({"text": character}, b'#set document(title: "sign")\n#sys.inputs.text')
    except typst.TypstError:
        return False
    return True


def _typeset(text: str, version: str) -> bytes:
    return _set({"letter": text}, layout(version).read_bytes())


def _set(inputs: dict[str, str], source: bytes) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@lru_cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with the compiler, and no other."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
