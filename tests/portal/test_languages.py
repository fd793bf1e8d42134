"""Every text of the pages is there in English and in Spanish, and nothing else is."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from portal.pages.languages import CATALOGUE, translated
from portal.pages.rendering import TEMPLATES, environment
from portal.problems import titles


def said() -> set[str]:
    """Every text that a template or a problem says."""
    found = extract_from_dir(TEMPLATES, [("**.html", "jinja2")])
    return {str(message) for _, _, message, _, _ in found} | set(titles())


def test_the_catalogue_holds_what_is_said_and_nothing_else() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="es")
    assert {str(each.id) for each in catalogue if each.id} == said()
    assert not catalogue.obsolete
    for each in catalogue:
        if each.id:
            assert each.string, f"{each.id!r} is not translated"
            assert not each.fuzzy, each.id
            assert not list(each.check()), each.id


def test_no_template_says_anything_untranslated() -> None:
    """Outside of tags and blocks there is no word of its own."""

    for template in Path(TEMPLATES).rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        text = re.sub(r"{%\s*trans.*?endtrans\s*%}", "", text, flags=re.DOTALL)
        text = re.sub(r"{[{%#].*?[}%#]}", "", text, flags=re.DOTALL)
        text = re.sub(r"<code>.*?</code>|<a [^>]*lang=[^>]*>.*?</a>", "", text)
        text = re.sub(r"<[^>]+>", "", text)
        assert not re.search(r"[A-Za-zÀ-ÿ]{2,}", text), (template.name, text.split())


@pytest.mark.parametrize("text", sorted(said()))
def test_a_text_is_itself_in_english_and_another_in_spanish(text: str) -> None:
    assert translated(text, "en") == text
    assert translated(text, "es") != text


def test_whatever_stands_in_a_case_is_text_on_a_page() -> None:
    for language in ("en", "es"):
        made = environment("es" if language == "es" else "en")
        assert made.autoescape is True
        shown = made.from_string("{{ said }}").render(said="<script>alert(1)</script>")
        assert "<" not in shown
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        for way_around in ("|safe", "autoescape", "Markup", "style=", "onclick", "hx-on"):
            assert way_around not in text, template.name
        scripts = re.findall(r"<script[^>]*>[^<]*", text)
        assert all(re.fullmatch(r'<script src="/static/[^"]+" defer>', one) for one in scripts)
