"""A printed letter: PDF/UA as far as a reader can tell, its words, its marks; markup stays text.

That a PDF conforms in all that a machine can judge is the compiler's own check (it refuses to write
one that does not); here is what readers and screen readers rely on.
"""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from activities.printing import COMPILER, printed
from activities.renderings import ILLUSTRATIVE, NOT_AFFILIATED, composition
from activities.template_facts import TEMPLATES, FactsRefused
from activities.template_versions import CURRENT
from casework.bilingual import Language
from casework.events import Notice
from casework.prints import Print
from tests.activities import pdf_facts
from tests.activities.test_blocks import said

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("notice_facts.json").read_text(encoding="utf-8")
)
LETTERS = [name for name, template in TEMPLATES.items() if template.printed]


def letter(
    template: str = "suspension_letter", *, languages: tuple[str, ...] = ("es", "en"), **facts: Any
) -> Notice:
    return Notice(
        key="letter:1:poc",
        template=template,
        party="carrier",
        address="security@smrx.example",
        languages=languages,
        facts={**SAMPLES[template], **facts},
    )


def prints(notice: Notice, *, illustrative: bool = True, draft: bool = False) -> tuple[Print, ...]:
    return printed(notice, case_id="RC-7", illustrative=illustrative, draft=draft)


def written(text: str) -> Notice:
    """A letter with a text of the drafter's own."""
    return letter(reasons={"en": text, "es": text}, languages=("es",))


@pytest.fixture(scope="module")
def sheets() -> dict[Language, PdfReader]:
    return {each.language: pdf_facts.opened(each.pdf) for each in prints(letter())}


def test_letters_to_the_carrier_and_to_partners_are_printed_and_no_other_message() -> None:
    to = {name: TEMPLATES[name].audience for name in LETTERS}
    assert {name for name, audience in to.items() if audience == "carrier"} == {
        name for name in TEMPLATES if name.endswith("_letter")
    } | {"notice_of_proposed_action"}
    assert [n for n, audience in to.items() if audience == "partner"] == [
        name for name, template in TEMPLATES.items() if template.audience == "partner"
    ]
    assert "cbp" not in to.values()


def test_a_letter_is_printed_in_both_languages_and_a_partners_in_its_own() -> None:
    assert [each.language for each in prints(letter(languages=("es",)))] == ["es", "en"]
    assert [each.language for each in prints(letter("partner_notice", languages=("es",)))] == ["es"]
    (sheet, _) = prints(letter())
    assert (sheet.version, sheet.compiler) == (CURRENT, COMPILER)
    assert re.fullmatch(r"typst \d+\.\d+\.\d+", COMPILER)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_says_what_a_screen_reader_needs(
    sheets: dict[Language, PdfReader], language: Language
) -> None:
    root = pdf_facts.root(sheets[language])
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    title = {
        "en": "LETTER OF SUSPENSION (Case RC-7)",
        "es": "NOTIFICACIÓN DE SUSPENSIÓN (Caso RC-7)",
    }
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert f"CTPAT: {title[language]}</rdf:li>" in metadata
    assert f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li>" in metadata
    assert pdf_facts.tab_order(sheets[language]) == {"/S"}


def test_its_tags_are_those_of_the_letter_in_reading_order(
    sheets: dict[Language, PdfReader],
) -> None:
    blocks = composition(
        "suspension_letter",
        SAMPLES["suspension_letter"],
        case_id="RC-7",
        illustrative=True,
        language="es",
        version=CURRENT,
    )
    expected = ["/Document"]
    for block in blocks:
        items = ["/LI", "/Lbl", "/LBody"] * len(block.items)
        expected += {
            "title": ["/H1"],
            "heading": ["/H2"],
            "list": ["/L", *items],
        }.get(block.kind, ["/P"])
    assert pdf_facts.tags(sheets["es"]) == expected
    assert pdf_facts.tags(sheets["en"]) == expected


def test_all_that_is_shown_is_tagged_or_said_to_be_decoration_and_every_font_is_inside(
    sheets: dict[Language, PdfReader],
) -> None:
    for sheet in (*sheets.values(), pdf_facts.opened(prints(letter(), draft=True)[0].pdf)):
        assert pdf_facts.unmarked(sheet) == []
        assert pdf_facts.images(sheet) == 0, "no seal, no emblem"
        for font in pdf_facts.fonts(sheet):
            (inner,) = font["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)
            assert "/ToUnicode" in font
            assert re.match(r"/[A-Z]{6}\+(Libertinus|DejaVu|NewCM)", font["/BaseFont"])


@pytest.mark.parametrize("language", ["en", "es"])
def test_its_words_are_those_that_were_mailed(
    sheets: dict[Language, PdfReader], language: Language
) -> None:
    blocks = composition(
        "suspension_letter",
        SAMPLES["suspension_letter"],
        case_id="RC-7",
        illustrative=True,
        language=language,
        version=CURRENT,
    )
    found = sheets[language]
    pages = [" ".join(page.extract_text().split()) for page in found.pages]
    frame = re.compile(
        "^(Case|Caso) RC-7 (DEMONSTRATION|DEMOSTRACIÓN) · (ILLUSTRATIVE|ILUSTRATIVO) (?P<words>.*) "
        f"{re.escape(NOT_AFFILIATED.in_(language))} {re.escape(ILLUSTRATIVE.in_(language))} "
        r"(Page|Página) \d / \d$"
    )
    inside = [frame.match(page) for page in pages]
    assert all(inside), "each page says that it is a demonstration, and whether it is illustrative"
    words = " ".join(page["words"] for page in inside if page)
    assert re.sub("• ", "", words) == said(blocks)


def test_a_real_case_is_not_called_illustrative_but_the_system_a_demonstration() -> None:
    found = pdf_facts.opened(prints(letter(), illustrative=False)[0].pdf)
    for page in found.pages:
        text = page.extract_text()
        assert "ILUSTRATIVO" not in text
        assert "DEMOSTRACIÓN" in text
        assert NOT_AFFILIATED.es in text


def test_a_draft_says_so_first_and_on_every_page_and_a_signed_letter_never_does() -> None:
    notice = written("Párrafo. " * 600)
    drafts = {each.language: pdf_facts.opened(each.pdf) for each in prints(notice, draft=True)}
    marks: dict[Language, str] = {"es": "BORRADOR", "en": "DRAFT"}
    for language, mark in marks.items():
        pages = [page.extract_text() for page in drafts[language].pages]
        assert len(pages) > 1
        # large behind the text, in the line above it, and once to be read
        assert [text.count(mark) for text in pages] == [3] + [2] * (len(pages) - 1)
    assert not any(
        "BORRADOR" in p.extract_text() for p in pdf_facts.opened(prints(notice)[0].pdf).pages
    )


MARKUP = (
    '#panic() #let x = 1 #read("/etc/passwd") $x^2$ *b* _i_ `c` ```d``` = H\n= Heading\n== Two\n'
    "- item\n+ item\n/ a: b\n<label> @ref // no /* comment */ \\ "
    '#image("a.png") ~ -- ... "q" \'q\'\n'
    "{{ case_id }} {% raw %} <b>&amp;</b> \\u{41} https://a.example/?a=b&c=d"
)


def _everywhere(facts: Any, text: str) -> Any:
    """Put a text into every place of the facts in which a person's words can stand."""
    if isinstance(facts, dict):
        spoken = set(facts) == {"en", "es"}
        return {k: text if spoken else _everywhere(v, text) for k, v in facts.items()}
    return [_everywhere(each, text) for each in facts] if isinstance(facts, list) else facts


@pytest.mark.parametrize(
    "template", ["suspension_letter", "reinstatement_letter", "partner_notice"]
)
def test_markup_in_every_text_stays_text(template: str) -> None:
    names = {"carrier_name": MARKUP, "zone": SAMPLES[template]["zone"]}
    notice = letter(template, languages=("en",))
    nasty = notice.model_copy(update={"facts": {**_everywhere(notice.facts, MARKUP), **names}})
    usual, forged = (pdf_facts.opened(prints(each)[0].pdf) for each in (notice, nasty))
    text = pdf_facts.text(forged)
    flat = " ".join(MARKUP.split())
    assert text.count(flat) > 1
    assert flat.rstrip(".") in text
    headings = [[tag for tag in pdf_facts.tags(each) if tag != "/P"] for each in (usual, forged)]
    assert headings[0] == headings[1]


def test_a_long_text_goes_over_pages_and_no_word_is_lost() -> None:
    words = [f"palabra{number}" for number in range(3000)]
    longest, kept_together = "W" * 300, "WW\u00a0" * 100
    found = pdf_facts.opened(
        prints(written(f"{' '.join(words)}\n\n{longest} {kept_together} {'0f' * 32}."))[0].pdf
    )
    assert len(found.pages) > 8
    text = pdf_facts.text(found)
    assert [word for word in words if f" {word} " not in text] == []
    assert longest in re.sub(r"\s", "", text)
    assert "0f" * 32 in text
    assert text.isprintable(), "what breaks a word leaves nothing in it"
    broken = [
        line for page in found.pages for line in page.extract_text().split("\n") if "WW" in line
    ]
    assert len(broken) > 12
    assert max(line.count("W") for line in broken) < 50, "as many as a line holds"


def test_spanish_and_typographic_characters_are_printed_as_they_are() -> None:
    told = "¿Ñandú? ¡Sí! «Pingüino» “comillas” ‘así’ – — … 5 ½ § º ª € ∆ ≤ → Ö ŝ Ж Ω"
    assert told in pdf_facts.text(pdf_facts.opened(prints(written(told))[0].pdf))


def test_a_letter_that_was_composed_by_parts_is_the_same_letter() -> None:
    composed, parts = (
        prints(written(text))[0] for text in ("Ñandú áé", "N\u0303andu\u0301 a\u0301e\u0301")
    )
    assert composed.sha256 == parts.sha256


def test_what_no_font_can_show_is_shown_by_its_number_and_the_letter_still_goes_out() -> None:
    text = pdf_facts.text(
        pdf_facts.opened(prints(written("a 中 b 😀 c\u0301\u20dd שלום ñ"))[0].pdf)
    )
    assert "a [U+4E2D] b [U+1F600] \u0107[U+20DD] " in text
    assert "ñ" in text


def test_several_at_once_print_as_each_would_alone() -> None:
    notices = [letter(template) for template in LETTERS[:5]]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(prints, notices))
    assert together == [prints(notice) for notice in notices]


def test_facts_that_do_not_fit_are_refused_as_for_the_mail() -> None:
    with pytest.raises(FactsRefused, match="term"):
        prints(letter(term={"mark": "secret"}))
