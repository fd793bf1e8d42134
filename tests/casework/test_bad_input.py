"""What is wrong with what somebody sent is said field by field, in words that say what to do."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from casework import bad_input
from casework.bad_input import problems
from casework.commands import commands
from tests.workflows.opening import OPENING

SIGNED = {"letter": "l", "letter_sha256": "0" * 64, "legal_basis": "967a"}
SCOPE = [{"benefit": "reduced-exams"}]


def wrong_with(act: str, body: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(ValidationError) as refused:
        commands()[act].model_validate(body)
    return dict(problems(refused.value))


def opening_with(**changes: Any) -> dict[str, Any]:
    return {**OPENING, "carrier_reference": "R-1", **changes}


def incident_with(**changes: Any) -> dict[str, Any]:
    return opening_with(incident={**OPENING["incident"], **changes})


@pytest.mark.parametrize(
    ("act", "body", "field", "what"),
    [
        ("open_case", opening_with(carrier="ZZZ"), "carrier", "'ZZZ' is no known railroad; one of"),
        ("open_case", opening_with(port="9999"), "port", "'9999' is no known rail crossing"),
        ("open_case", opening_with(office="PAR"), "office", "'PAR' is no known office"),
        ("open_case", opening_with(colour="red"), "colour", "is not a field here"),
        ("open_case", opening_with(ground="boredom"), "ground", "is none of 'incident'"),
        ("open_case", incident_with(port="1"), "incident.port", "'1' is no known rail crossing"),
        (
            "open_case",
            incident_with(discovered_at="2026-02-27T10:00:00"),
            "incident.discovered_at",
            "has no zone: write 2026-11-20T15:00:00Z",
        ),
        (
            "open_case",
            incident_with(discovered_at="2026-02-27"),
            "incident.discovered_at",
            "has no zone",
        ),
        (
            "open_case",
            incident_with(discovered_at=1_700_000_000),
            "incident.discovered_at",
            "write it as 2026-11-20T15:00:00Z",
        ),
        (
            "open_case",
            incident_with(discovered_at="0001-01-01T00:00:00+14:00"),
            "incident.discovered_at",
            "lies outside the years 2000 to 2100",
        ),
        ("open_case", incident_with(id="No 1"), "incident.id", "is a short name of lower-case"),
        ("open_case", opening_with(contacts={}), "contacts.poc", "is missing; give it"),
        (
            "open_case",
            opening_with(contacts={"poc": "here", "executive": "e@x.example"}),
            "contacts.poc",
            "is no plain mail address",
        ),
        ("suspend", {**SIGNED, "scope": []}, "scope", "needs at least 1"),
        ("suspend", {**SIGNED, "scope": "all"}, "scope", "is a list"),
        (
            "suspend",
            {**SIGNED, "scope": [{"benefit": "fast"}]},
            "scope.0.benefit",
            "'fast' is no known benefit",
        ),
        (
            "suspend",
            {**SIGNED, "scope": [{"benefit": "reduced-exams", "place": "2305"}]},
            "scope.0.place",
            "is no known rail crossing; one of all, 2304",
        ),
        ("suspend", {**SIGNED, "scope": SCOPE, "term_days": 400}, "term_days", "is at most 365"),
        ("suspend", {**SIGNED, "scope": SCOPE, "term_days": "x"}, "term_days", "is a whole number"),
        (
            "suspend",
            {**SIGNED, "scope": SCOPE, "letter_sha256": "abc"},
            "letter_sha256",
            "is not a SHA-256",
        ),
        ("record_visit", {"visited_on": "soon"}, "visited_on", "write it as 2026-11-20"),
        ("record_visit", {"visited_on": "2026-13-40"}, "visited_on", "is no calendar day"),
        ("record_visit", {"visited_on": "9999-12-31"}, "visited_on", "lies outside the years"),
        ("record_visit", {"announced": "perhaps"}, "announced", "is true or false"),
        ("file_draft", {"document": "d", "content": {}}, "content", "kind: is missing"),
        (
            "file_draft",
            {"document": "d", "content": {"kind": "poem"}},
            "content",
            "kind: is none of recommendation, letter",
        ),
        (
            "file_draft",
            {"document": "d", "content": {"kind": "letter", "reasons": {"en": "x"}}},
            "content.reasons.es",
            "is missing; give it",
        ),
        (
            "file_draft",
            {
                "document": "d",
                "content": {
                    "kind": "recommendation",
                    "reasons": "x",
                    "findings": [
                        {
                            "id": "f",
                            "requirement": "r",
                            "category": "c",
                            "who_controlled": "w",
                            "criterion": "6.1",
                        }
                    ],
                },
            },
            "content.findings.0.criterion",
            "'6.1' is no known criterion",
        ),
        ("carrier_statement", {"text": ""}, "text", "is empty; say something"),
        ("carrier_statement", {"text": "x" * 1_000_000}, "text", "is longer than 20000 characters"),
        ("carrier_statement", {"text": 7}, "text", "is a text"),
        ("carrier_statement", {"text": "\ud800"}, "text", "is not text in UTF-8"),
        (
            "carrier_statement",
            {"text": "a\u202eb"},
            "text",
            "holds U+202E (RIGHT-TO-LEFT OVERRIDE) at place 2; paste it as plain text",
        ),
        ("carrier_statement", {"text": "a\x1b[2J"}, "text", "holds U+001B (a control character)"),
        ("carrier_statement", {"text": "a\u200bb"}, "text", "holds U+200B (ZERO WIDTH SPACE)"),
        ("assign", {"person": "a\u2028b"}, "person", "holds U+2028 (LINE SEPARATOR)"),
        ("assign", {"person": "a\nb"}, "person", "must be a single line"),
    ],
)
def test_the_field_is_named_and_what_to_do(
    act: str, body: dict[str, Any], field: str, what: str
) -> None:
    told = wrong_with(act, body)
    assert what in told[field]


def test_a_list_with_a_wrong_item_is_not_also_called_too_short() -> None:
    told = wrong_with("suspend", {**SIGNED, "scope": [{"benefit": "fast"}]})
    assert list(told) == ["scope.0.benefit"]


def test_a_wrong_filing_on_paper_is_told_by_its_own_fields() -> None:
    told = wrong_with(
        "record_received",
        {
            "filing": "submit_plan",
            "words": {"document": "p"},
            "role": "POC",
            "person": "lee",
            "received_at": "2026-03-02T10:00:00Z",
            "channel": "post",
            "original_sha256": "0" * 64,
        },
    )
    assert told == {"sha256": "is missing; give it"}


def test_what_is_told_is_one_safe_line_however_the_field_is_called() -> None:
    name = "\u202e\n" + "x" * 1_000_000
    told = wrong_with("carrier_statement", {"text": "y", name: 1})
    (field,) = told
    assert len(field) < 100
    assert field.isprintable()


def test_line_breaks_from_elsewhere_are_taken_for_what_they_are() -> None:
    body = commands()["carrier_statement"].model_validate({"text": " one\r\ntwo\n"})
    assert body.model_dump() == {"text": "one\ntwo"}


def test_every_pattern_of_every_command_has_its_words() -> None:
    found = {
        pattern for model in commands().values() for pattern in patterns(model.model_json_schema())
    }
    assert found
    assert found <= set(bad_input._PATTERNS)


def patterns(schema: Any) -> Iterator[str]:
    """Every pattern in a JSON schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for inner in schema.values():
            yield from patterns(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from patterns(inner)
