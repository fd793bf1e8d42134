"""The one text of an event: stable, readable back, and safe to store."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from casework.events import DocumentRef, Event
from records.canonical import canonical, sha256_of
from tests.records.samples import OPENED, clock, event, notice, started

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), inner,
        max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip


def test_keys_are_sorted_and_nothing_is_spelled_out_that_is_not_there() -> None:
    assert canonical(event(body={"z": "é", "a": None})) == (
        '{"act":"file_draft","actor":{"organisation":"LRD","person":"p.officer","role":"OFF"},'
        '"after":"INCIDENT_REVIEW","at":"2023-08-23T14:00:00Z","body":{"a":null,"z":"é"},'
        '"kind":"draft_filed","row":"G20"}'
    )


def test_reading_the_text_gives_the_same_event() -> None:
    full = event(
        before="INCIDENT_REVIEW",
        track="LETTER",
        item="l1",
        command_id="c",
        envelope_sha256=sha256_of("x"),
        documents=(DocumentRef(id="d", kind="letter", sha256=sha256_of("d")),),
        clocks=(started(clock("T08", extended=2)), started(clock("T33:action-2"))),
        notices=(notice(), notice("n2", facts={"days": 3, "list": [1, None, {"a": False}]})),
        marks=("recommender",),
        raised=("G01",),
        authority="19 CFR",
        policy="2023-01",
    )
    assert Event.model_validate_json(canonical(full)) == full
    assert canonical(Event.model_validate_json(canonical(full))) == canonical(full)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), JSON, max_size=4))
def test_any_body_survives(body: dict[str, Any]) -> None:
    body = {key.replace("\0", "0"): value for key, value in body.items()}
    said = event(body=body)
    text = canonical(said)
    assert Event.model_validate_json(text).body == body
    assert "\n" not in text


def test_a_field_that_did_not_exist_yet_changes_no_text() -> None:
    class NewerEvent(Event):
        since: str = ""
        several: tuple[str, ...] = ()
        more: dict[str, Any] = Field(default_factory=dict)

    said = event(body={"a": 1})
    assert canonical(NewerEvent.model_validate(said.model_dump())) == canonical(said)


def test_an_instant_of_another_zone_is_the_one_that_was_said() -> None:
    said = event(at=OPENED.astimezone(timezone(timedelta(hours=-6))))
    assert Event.model_validate_json(canonical(said)).at == OPENED


def test_what_no_database_text_can_hold_is_replaced() -> None:
    body = {"a": "\0", "b": "\\u0000", "c": "\\\0", "d\0": ["\\\\\0x"]}
    kept = json.loads(canonical(event(body=body)))["body"]
    assert kept == {"a": "�", "b": "\\u0000", "c": "\\�", "d�": ["\\\\�x"]}


def test_the_digest_is_over_utf8() -> None:
    assert sha256_of("ñ") == hashlib.sha256(b"\xc3\xb1").hexdigest()
    assert datetime(2023, 8, 22, 14, tzinfo=UTC) == OPENED
