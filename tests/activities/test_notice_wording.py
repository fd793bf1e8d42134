"""Both languages say the same, the same facts give the same bytes, and nothing else gets in."""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from jinja2 import Environment, nodes
from pydantic import BaseModel

from activities.facts.values import NoticeFacts
from activities.renderings import ILLUSTRATIVE, NOT_AFFILIATED, Wording, wording
from activities.spoken import spoken
from activities.template_facts import TEMPLATES, FactsRefused, checked_facts, problems
from activities.template_versions import CURRENT, file_of, folders
from casework.bilingual import Bilingual
from casework.calendars import Mark

SAMPLES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("notice_facts.json").read_text(encoding="utf-8")
)
LANGUAGES = ("en", "es")
MONTHS = {
    name: number
    for names in (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
}
DATE = re.compile(r"(\d{1,2}) (?:de )?([A-Za-z]{3,10}) (?:de )?(\d{4})")


def word(
    template: str,
    facts: dict[str, Any] | None = None,
    *,
    languages: tuple[str, ...] = ("en",),
    illustrative: bool = False,
) -> Wording:
    return wording(
        template,
        SAMPLES[template] if facts is None else facts,
        case_id="RC-7",
        illustrative=illustrative,
        languages=languages,
    )


def in_one_language(template: str, language: str, facts: dict[str, Any] | None = None) -> str:
    """The part in one language, on one line (a letter holds both, this language first)."""
    text = word(template, facts, languages=(language,)).text
    return " ".join(re.split("={20,}", text)[0].split())


def dates_and_numbers(text: str) -> Counter[str]:
    found = Counter(
        f"{year}-{MONTHS[month]:02}-{int(day):02}" for day, month, year in DATE.findall(text)
    )
    return found + Counter(re.findall(r"\d+", DATE.sub(" ", text)))


SHARED = ("_parts", "_appeal_status")
"""Files that templates take in."""


def test_every_template_has_its_two_files_and_there_are_no_others() -> None:
    expected = {f"{name}.{lang}.txt.j2" for name in (*TEMPLATES, *SHARED) for lang in LANGUAGES}
    found = {path.name for folder in folders(CURRENT) for path in folder.iterdir()}
    assert found == expected | {"letter.typ"}
    assert set(SAMPLES) == set(TEMPLATES)


def names_used(path: Path) -> set[str]:
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in tree.find_all(nodes.Getattr)}
    names = {node.name for node in tree.find_all(nodes.Name)}
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    return attributes | names | macros


@pytest.mark.parametrize("template", [*TEMPLATES, "_parts"])
def test_both_languages_use_the_same_names(template: str) -> None:
    english, spanish = (file_of(f"{template}.{lang}.txt.j2", CURRENT) for lang in LANGUAGES)
    assert names_used(english) == names_used(spanish)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_date_and_number_stands_in_both_languages(template: str) -> None:
    english, spanish = (dates_and_numbers(in_one_language(template, lang)) for lang in LANGUAGES)
    assert english == spanish
    assert english


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_samples_fit_their_models_exactly(template: str) -> None:
    assert problems(template, SAMPLES[template]) == ()
    missing = set(TEMPLATES[template].facts.model_fields) - set(SAMPLES[template]) - {"at"}
    assert missing == set()


CODES = (
    *("en", "conditional", "plan_required", "off", "suspended", "suspended_in_part"),
    *("annul", "received", "under_review", "late", "incident", "active"),
    *("prolonged", "withheld"),
    "en",
    "suspension_annulled",
    "conditional",
    "plan_required",
    "off",
    "suspended",
    "suspended_in_part",
)
"""Facts that choose words instead of being said themselves, as do marks, yes or no, and zones."""


def leaves(value: Any) -> list[Any]:
    if isinstance(value, BaseModel) and not isinstance(value, Bilingual):
        return [leaf for name in type(value).model_fields for leaf in leaves(getattr(value, name))]
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_fact_is_said_in_the_language_of_the_text(template: str, language: Any) -> None:
    facts = checked_facts(template, SAMPLES[template])
    text = in_one_language(template, language)
    for fact in leaves(facts):
        if fact is None or isinstance(fact, bool | Mark) or fact in CODES or fact == facts.zone:
            continue
        said = str(spoken(fact, facts.zone, language)).rstrip(".")
        assert " ".join(said.split()) in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_facts_give_the_same_bytes(template: str) -> None:
    shuffled = dict(reversed(SAMPLES[template].items()))
    first, second = (word(template, facts, languages=LANGUAGES) for facts in (None, shuffled))
    assert first == second
    assert len(first.sha256) == 64
    assert all(len(line) <= 78 for line in first.text.splitlines())


@pytest.mark.parametrize("template", TEMPLATES)
def test_an_illustrative_case_says_so_first_and_last_in_each_language(template: str) -> None:
    facts = {**SAMPLES[template], "illustrative": False, "demonstration": False}
    text = word(template, facts, languages=("es", "en"), illustrative=True).text
    for part, language in zip(re.split("={20,}", text), ("es", "en"), strict=True):
        lines = part.strip().splitlines()
        mark = ILLUSTRATIVE.es if language == "es" else ILLUSTRATIVE.en
        footer = NOT_AFFILIATED.es if language == "es" else NOT_AFFILIATED.en
        assert (lines[0], lines[-1]) == (mark, mark)
        assert footer in lines


def test_only_a_demonstration_or_an_illustrative_case_has_the_footer() -> None:
    facts = {**SAMPLES["task"], "demonstration": False}
    assert NOT_AFFILIATED.en not in word("task", facts).text
    assert NOT_AFFILIATED.en in word("task").text


@pytest.mark.parametrize("template", [t for t in TEMPLATES if TEMPLATES[t].bilingual])
def test_a_letter_is_in_both_languages_and_the_readers_comes_first(template: str) -> None:
    spanish_first = word(template, languages=("es",))
    assert spanish_first.languages == ("es", "en")
    english, spanish = in_one_language(template, "en"), in_one_language(template, "es")
    assert " ".join(spanish_first.text.split()).startswith(spanish)
    assert " ".join(spanish_first.text.split()).endswith(english)


def test_other_messages_are_in_the_readers_languages_only() -> None:
    assert word("reminder", languages=("es",)).languages == ("es",)
    assert word("reminder", languages=("es", "en", "es")).languages == ("es", "en")
    assert word("reminder", languages=("fr",)).languages == ("en",)


def test_a_day_is_written_out_with_its_zone_in_both_languages() -> None:
    zone = "America/Chicago"
    assert spoken(date(2023, 9, 21), zone, "en").replace("\u00a0", " ") == (
        "21 Sep 2023 (US Central Time)"
    )
    assert spoken(date(2023, 9, 21), zone, "es").replace("\u00a0", " ") == (
        "21 de septiembre de 2023 (hora del Centro de EE. UU.)"
    )
    instant = datetime.fromisoformat("2023-08-23T03:04:00+00:00")
    assert spoken(instant, zone, "en").replace("\u00a0", " ") == (
        "22 Aug 2023, 22:04 (US Central Time)"
    )


@pytest.mark.parametrize(
    ("mark", "law"),
    [("default", True), ("secondary", True), ("unverified", True), ("verified", False)],
)
def test_a_period_is_worded_as_law_only_if_the_law_was_read(mark: str, law: bool) -> None:
    clock = {**SAMPLES["reminder"]["clock"], "mark": mark, "law": "LEX-1" if law else None}
    facts = {**SAMPLES["reminder"], "clock": clock}
    english, spanish = (in_one_language("reminder", lang, facts) for lang in LANGUAGES)
    assert "Period set by this office, not by law" in english
    assert "Plazo fijado por esta oficina, no por la ley" in spanish
    assert "LEX-1" not in english + spanish


def test_a_period_that_the_law_sets_names_the_law() -> None:
    clock = {**SAMPLES["reminder"]["clock"], "mark": "verified", "law": "6 U.S.C. 967(c)(1)"}
    facts = {**SAMPLES["reminder"], "clock": clock}
    assert "Period set by law: 6 U.S.C. 967(c)(1)." in in_one_language("reminder", "en", facts)
    assert "Plazo fijado por la ley: 6 U.S.C." in in_one_language("reminder", "es", facts)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_notice_with_the_least_facts_says_the_same_in_both_languages(template: str) -> None:
    model = TEMPLATES[template].facts
    least = {k: v for k, v in SAMPLES[template].items() if model.model_fields[k].is_required()}
    english, spanish = (in_one_language(template, lang, least) for lang in LANGUAGES)
    assert dates_and_numbers(english) == dates_and_numbers(spanish)
    assert "None" not in english + spanish


CHOICES = [
    (template, name, choice)
    for template, about in TEMPLATES.items()
    for name, field in about.facts.model_fields.items()
    for choice in (get_args(field.annotation) if get_origin(field.annotation) is Literal else ())
]


@pytest.mark.parametrize(("template", "name", "choice"), CHOICES)
def test_every_choice_has_its_words_in_both_languages(
    template: str, name: str, choice: str
) -> None:
    for language in LANGUAGES:
        assert in_one_language(template, language, {**SAMPLES[template], name: choice})


def test_an_appeal_day_that_was_not_verified_is_not_called_law() -> None:
    facts = dict(SAMPLES["removal_letter"])
    assert "This day is set by law." in in_one_language("removal_letter", "en", facts)
    facts["appeal"] = {**facts["appeal"], "mark": "unverified"}
    assert "This day is set by law." not in in_one_language("removal_letter", "en", facts)
    assert "Este día lo fija la ley." not in in_one_language("removal_letter", "es", facts)


def test_a_suspension_letter_prints_the_rules_that_protect_the_carrier() -> None:
    text = in_one_language("suspension_letter", "en")
    assert "The end of the term forces a decision; it never reinstates by itself." in text
    assert "A railroad that is suspended or removed keeps running." in text
    assert "Last day to file: 20 Nov 2023 (US Central Time)." in text
    assert "It is not extended, held or shortened." in text


FORBIDDEN_FOR_PARTNERS = ("reason", "finding", "legal", "document", "incident", "measure", "note")


@pytest.mark.parametrize(
    "template", ["status_notice", "customer_text", "partner_notice", "partner_asked_again"]
)
def test_what_leaves_the_case_has_no_place_for_a_reason(template: str) -> None:
    fields = set(TEMPLATES[template].facts.model_fields)
    assert not [f for f in fields for word_ in FORBIDDEN_FOR_PARTNERS if word_ in f]
    leaky = {**SAMPLES[template], "reasons": {"en": "LEAK", "es": "LEAK"}, "findings": ["LEAK"]}
    assert word(template, leaky, languages=LANGUAGES) == word(template, languages=LANGUAGES)
    assert problems(template, leaky) == ("reasons: unknown", "findings: unknown")


def test_every_template_for_partners_is_covered_by_the_rule_above() -> None:
    assert [t for t in TEMPLATES if TEMPLATES[t].audience == "partner"] == [
        "partner_notice",
        "partner_asked_again",
        "status_notice",
        "reversal_notice",
    ]


def test_control_and_direction_characters_do_not_reach_a_text() -> None:
    nasty = "Sierra\r\nBcc: x@y.example\x00\x1b[2J\x85 \u202eMadre\u2066\u200f\ud800\u2028Rail"
    facts = {**SAMPLES["status_notice"], "carrier_name": nasty}
    text = word("status_notice", facts).text
    assert "Sierra Bcc: x@y.example[2J Madre\ufffd Rail (SMRX)" in " ".join(text.split())
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text
    )


def test_facts_are_never_read_as_a_template() -> None:
    facts = {**SAMPLES["task"], "todo": "{{ case_id }} {% raw %}"}
    assert "To do: {{ case_id }} {% raw %}." in word("task", facts).text


def test_facts_that_do_not_fit_are_named_and_never_quoted() -> None:
    facts = {**SAMPLES["task"], "zone": "Mars/Secret", "due": {"mark": "secret"}, "todo": " "}
    with pytest.raises(FactsRefused) as refused:
        word("task", facts)
    assert "zone" in str(refused.value)
    assert "due.mark" in str(refused.value)
    assert "secret" not in str(refused.value).lower()
    assert problems("no_such_template", {}) == ("no such template",)


def test_no_name_of_a_fact_is_one_that_a_mapping_already_has() -> None:
    def fields(model: type[NoticeFacts]) -> set[str]:
        return set(model.model_json_schema()["properties"]) | {
            name
            for part in model.model_json_schema().get("$defs", {}).values()
            for name in part.get("properties", {})
        }

    for template in TEMPLATES.values():
        assert not {name for name in fields(template.facts) if hasattr(dict, name)}
