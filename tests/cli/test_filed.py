"""Names stand for documents on file: what is signed is shown, and nobody types a hash."""

from typing import Any

import pytest

from casework.commands import commands
from cli import filed
from cli.exits import BAD_INPUT, Stop
from cli.filed import name_adoption, name_documents, needs_record
from reading.filed import documents
from tests.casework import lanes, paths
from tests.casework.walk import HQ, OFF, POC, Walk
from tests.casework.ways_from_paper import adopted, proposed
from tests.cli.seeing import seen_by


@pytest.fixture
def walk() -> Walk:
    walk = paths.opened()
    paths.recommended(walk)
    walk.letter("letter-1")
    return walk


def named(walk: Walk, act: str, said: dict[str, Any], **names: Any) -> list[str]:
    words = {"letter": None, "document": None, "rests_on": (), **names}
    on_file = documents(seen_by(walk, OFF))
    return [found.name for found in name_documents(commands()[act], said, on_file, **words)]


def test_a_letter_and_what_a_decision_rests_on_are_named(walk: Walk) -> None:
    said: dict[str, Any] = {}
    assert named(walk, "suspend", said, letter="letter-1", rests_on=["rec-1"]) == ["letter-1"]
    assert said == {
        "letter": "letter-1",
        "letter_sha256": walk.sha("letter-1"),
        "rests_on": [walk.sha("rec-1")],
    }


def test_a_hash_given_by_hand_stays(walk: Walk) -> None:
    said = {"sha256": "0" * 64}
    assert named(walk, "sign_document", said, document="rec-1") == []
    assert said == {"document": "rec-1", "sha256": "0" * 64}


def test_a_draft_is_named_without_a_hash_and_may_rest_on_others(walk: Walk) -> None:
    said: dict[str, Any] = {"content": {"kind": "recommendation"}}
    assert named(walk, "file_draft", said, document="rec-2", rests_on=["rec-1"]) == []
    assert said["document"] == "rec-2"
    assert said["content"]["rests_on"] == [walk.sha("rec-1")]


@pytest.mark.parametrize(
    ("act", "names", "why"),
    [
        ("contact_note", {"letter": "letter-1"}, "--letter: contact_note takes no letter"),
        ("suspend", {"document": "rec-1"}, "--document: suspend takes no document"),
        ("suspend", {"letter": "rec-1"}, "--letter: rec-1 is no letter"),
        ("suspend", {"letter": "none"}, "no document 'none' is on file here; on file: rec-1"),
        ("contact_note", {"rests_on": ["rec-1"]}, "--rests-on: contact_note takes none"),
        ("suspend", {"rests_on": ["x"]}, "--rests-on: no document 'x'"),
    ],
)
def test_what_cannot_be_named_is_told(
    walk: Walk, act: str, names: dict[str, Any], why: str
) -> None:
    with pytest.raises(Stop, match=why) as stop:
        named(walk, act, {}, **names)
    assert stop.value.code == BAD_INPUT


def test_two_names_for_one_thing_are_refused(walk: Walk) -> None:
    with pytest.raises(Stop, match="--letter: the body names another one"):
        named(walk, "suspend", {"letter": "letter-2"}, letter="letter-1")


def test_a_carrier_has_only_what_it_may_read(walk: Walk) -> None:
    assert set(documents(seen_by(walk, OFF))) == {"rec-1", "letter-1"}
    assert documents(seen_by(walk, POC)) == {}
    walk.must(HQ, "propose_sanction", letter="letter-1", letter_sha256=walk.sha("letter-1"))
    walk.must(POC, "acknowledge_letter", letter="letter-1")
    (letter,) = documents(seen_by(walk, POC)).values()
    assert letter.content["reasons"]["en"] == "Reasons of letter-1."


def test_the_record_is_asked_only_where_a_hash_is_wanted() -> None:
    suspend, draft = commands()["suspend"], commands()["file_draft"]
    acknowledge = commands()["acknowledge_letter"]
    assert needs_record(suspend, letter="l", document=None)
    assert not needs_record(suspend, letter=None, document=None)
    assert not needs_record(draft, letter=None, document="d")
    assert not needs_record(acknowledge, letter="l", document=None)


def test_the_stage_plan_of_a_return_is_named_like_any_document() -> None:
    walk = lanes.suspended()
    walk.must(OFF, "file_draft", document="stages", content=lanes.PLAN)
    said: dict[str, Any] = {}
    assert named(walk, "reinstate", said, document="stages") == ["stages"]
    assert said == {"stage_plan": "stages", "stage_plan_sha256": walk.sha("stages")}
    assert needs_record(commands()["reinstate"], letter=None, document="stages")


def test_an_adoption_record_is_shown_and_its_hash_filled_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = proposed()
    said: dict[str, Any] = {}
    found = name_adoption(commands()["countersign_adoption"], said, seen_by(walk, HQ))
    assert walk.case.adoption is not None
    assert said == {"record_sha256": walk.case.adoption.sha256}
    filed.show(found)
    assert "decision.signed_by  hq-0" in capsys.readouterr().out
    with pytest.raises(Stop, match="was not taken over from paper"):
        name_adoption(commands()["countersign_adoption"], {}, seen_by(paths.opened(), HQ))
    with pytest.raises(Stop, match="remand signs no adoption record"):
        name_adoption(commands()["remand"], {}, seen_by(walk, HQ))


def test_papers_of_an_adopted_case_are_on_file_by_their_hash() -> None:
    (letter,) = documents(seen_by(adopted(), OFF)).values()
    assert (letter.name, letter.sha256, letter.content) == ("letter-paper", "d" * 64, {})
