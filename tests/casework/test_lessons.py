"""What is learned: consent, levels, and where a lesson is found again."""

from typing import Any

import pytest

from casework.commands.lessons import LessonLevel
from casework.lessons import PLAN_IS_WRITTEN, Wanted, cards, matching, speaks_to
from casework.reference import PRACTICES
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.view import case_view
from casework.visibility import lesson_levels
from tests.casework import paths
from tests.casework.walk import POC, SUP, Walk
from tests.casework.ways_of_lessons import NAMED, TEXT, drafted


def refused(walk: Walk, **body: Any) -> str | None:
    found = walk.do(SUP, "publish_lesson", **body)
    return found.rule if isinstance(found, Refusal) else None


def test_a_published_lesson_says_by_what_it_is_found_again() -> None:
    walk = drafted()
    walk.must(POC, "answer_lesson", agrees_to_publication=True)
    walk.must(SUP, "publish_lesson", level="public", names_carrier=True)
    lesson = case_view(walk.case).lesson
    assert lesson is not None
    assert lesson.carrier == "SVR"
    assert (lesson.criteria, lesson.classes, lesson.crossings) == (
        ("seal-checks",),
        ("seal",),
        ("2304",),
    )


def test_a_carrier_that_kept_silent_is_not_named_neither_by_field_nor_in_words() -> None:
    walk = drafted(text=NAMED)
    walk.until(30)
    assert walk.case.tracks["LESSON"]["lesson"] == "ANSWERED_L"
    assert refused(walk, level="public", names_carrier=True) == "named_with_consent"
    assert refused(walk, level="public") == "words_name_nobody"
    assert refused(walk, level="public", text=TEXT) is None
    lesson = case_view(walk.case).lesson
    assert lesson is not None
    assert lesson.carrier is None
    assert "Sierra" not in lesson.model_dump_json()


@pytest.mark.parametrize("level", [LessonLevel.PUBLIC, LessonLevel.MEMBERS])
def test_a_refused_publication_stays_inside_cbp(level: LessonLevel) -> None:
    walk = drafted()
    walk.must(POC, "answer_lesson", agrees_to_publication=False)
    assert refused(walk, level=level.value) == "refusal_keeps_it_inside"
    assert refused(walk, level="cbp") is None


def test_cuts_that_were_asked_for_are_put_into_words_anew() -> None:
    walk = drafted()
    walk.must(POC, "answer_lesson", agrees_to_publication=True, text="Leave the yard out.")
    assert refused(walk, level="members") == "cuts_are_made"
    assert refused(walk, level="members", text=TEXT) is None


def test_a_filed_lesson_is_in_no_library() -> None:
    walk = drafted()
    walk.must(POC, "answer_lesson", agrees_to_publication=True)
    walk.must(SUP, "file_lesson")
    assert case_view(walk.case).lesson is None


def test_who_reads_which_level() -> None:
    levels = {
        role: lesson_levels(Actor(person="p", role=role, organisation="SVR")) for role in Role
    }
    assert levels[Role.OFF] == tuple(LessonLevel)
    assert levels[Role.POC] == (LessonLevel.PUBLIC, LessonLevel.MEMBERS)
    assert levels[Role.MXA] == levels[Role.VWR] == (LessonLevel.PUBLIC,)


def test_what_is_shown_beside_a_plan_shares_a_criterion_or_a_class_with_the_case() -> None:
    walk = paths.suspended()
    assert walk.case.state in PLAN_IS_WRITTEN
    shown = matching(walk.case, PRACTICES.values())
    assert {card.id for card in shown} >= {"view-verify-tug-twist", "seal-procedures-briefed"}
    assert all("seal" in card.classes for card in shown)
    assert not speaks_to(walk.case, PRACTICES["one-joint-inspection"])


def test_cards_are_filtered_by_what_is_asked() -> None:
    assert [card.id for card in cards(Wanted(criterion="seal-checks"))] == ["view-verify-tug-twist"]
    assert {card.id for card in cards(Wanted(crossing="2304"))} == {
        "one-joint-inspection",
        "no-crew-change-on-the-bridge",
    }
    assert cards(Wanted(crossing="2304", incident="cyber")) == ()
