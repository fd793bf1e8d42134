"""What the rules refuse, why, and that a refusal changes nothing."""

from casework.events import Event
from casework.refusal import Refusal, RefusalKind
from casework.roles import Actor, Role
from casework.states import State
from tests.casework.paths import opened, suspended
from tests.casework.walk import HQ, OFF, POC, SUP, Walk


def refused(answer: tuple[Event, ...] | Refusal) -> Refusal:
    assert isinstance(answer, Refusal), answer
    return answer


def test_a_command_in_the_wrong_state_is_told_where_it_is_possible() -> None:
    walk = opened()
    refusal = refused(walk.do(OFF, "mark_complete"))
    assert refusal.kind is RefusalKind.STATE
    assert refusal.states == (State.CAP_REVIEW,)
    assert refusal.rows == ("M34",)
    assert "CAP_REVIEW" in refusal.en


def test_a_command_by_the_wrong_role_is_told_who_may() -> None:
    walk = opened()
    refusal = refused(walk.do(OFF, "void_case", reason="Opened twice."))
    assert refusal.kind is RefusalKind.ROLE
    assert refusal.roles == (Role.SUP,)
    assert refusal.rows == ("M12",)


def test_a_command_whose_condition_fails_is_told_the_condition_in_two_languages() -> None:
    walk = opened()
    never_read = {"document": "rec-1", "sha256": "0" * 64}
    refusal = refused(walk.do(OFF, "recommend_sanction", **never_read))
    assert refusal.kind is RefusalKind.CONDITION
    assert refusal.rule == "recommendation_on_file"
    assert refusal.en
    assert refusal.es
    assert refusal.en != refusal.es


def test_another_carrier_is_told_that_there_is_no_such_case() -> None:
    walk = opened()
    stranger = Actor(person="poc-9", role=Role.POC, organisation="GSL")
    refusal = refused(walk.do(stranger, "carrier_statement", text="Who is this?"))
    assert refusal.kind is RefusalKind.CARRIER
    assert refusal.rows == refusal.states == refusal.roles == ()
    assert "SVR" not in refusal.en


def test_a_carrier_cannot_report_for_another_carrier() -> None:
    walk = Walk()
    stranger = Actor(person="poc-9", role=Role.POC, organisation="GSL")
    opening = {"carrier": "SVR", "carrier_reference": "R-1", "port": "2304", "illustrative": True}
    contacts = {"poc": "a@gsl.example", "executive": "b@gsl.example"}
    refusal = refused(walk.do(stranger, "self_report", **opening, contacts=contacts))
    assert refusal.kind is RefusalKind.CARRIER


def test_a_refusal_changes_nothing() -> None:
    walk = suspended()
    before = walk.case
    for actor in (OFF, SUP, HQ, POC):
        refused(walk.do(actor, "mark_complete"))
    assert walk.case is before


def test_a_case_is_opened_once() -> None:
    walk = opened()
    body = walk.batches[0].asked.body.model_dump(mode="json")
    assert refused(walk.do(OFF, "open_case", **body)).kind is RefusalKind.STATE
