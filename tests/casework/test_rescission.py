"""What has lost its ground is annulled: by a served order, and everybody told learns of it."""

from casework.agenda import settled
from casework.refusal import Refusal
from casework.states import Standing, State
from tests.casework import paths
from tests.casework.walk import HQ, OFF, POC, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_leaving import NEGATIVE, annulled, told


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def reversals(walk: Walk) -> dict[str, str]:
    """Whom a reversal goes to, and what it says."""
    sent = [n for n in walk.notices if n.template == "reversal_notice"]
    return {notice.address: notice.facts["status"] for notice in sent}


def test_the_standing_is_good_again_when_the_letter_is_served_and_not_before() -> None:
    walk = paths.suspended()
    walk.must(HQ, "reconsider", **walk.letter("letter-annulled"), **NEGATIVE)
    assert (walk.case.state, walk.case.standing) == (State.ORDERED, Standing.SUSPENDED_FULL)
    assert reversals(walk) == {}
    assert rule(walk.do(HQ, "recall_order", reason="No.")) == "order_may_be_recalled"
    assert rule(walk.do(HQ, "release_embargo", security_reason="Now.")) == "order_takes_away"
    walk.must(POC, "acknowledge_letter", letter="letter-annulled")
    assert (walk.case.state, walk.case.standing) == (State.CLOSED_RESCINDED, Standing.GOOD)
    assert set(walk.case.tracks["BENEFIT"].values()) == {"ON_ORDERED"}
    assert walk.case.tracks["TERM"]["term"] == "ENDED"


def test_everybody_who_was_told_is_told_of_the_reversal_and_nobody_else() -> None:
    walk = annulled(paths.suspended())
    assert reversals(walk) == {
        "port-2304@cbp.example": "suspension_annulled",
        "status@fxe.example": "suspension_annulled",
    }
    statuses = [n.facts["status"] for n in walk.notices if n.template == "status_notice"]
    assert statuses == ["suspended"]  # who gets the reversal gets no second message


def test_who_was_told_is_taken_from_the_record_and_not_from_the_contacts_of_today() -> None:
    walk = walked("annulled when over")
    assert "status@fxe.example" in reversals(walk)
    assert "status@ksr.example" not in reversals(walk)
    new = [n for n in walk.notices if n.address == "status@ksr.example"]
    assert [n.facts["status"] for n in new] == ["suspension_annulled"]


def test_the_record_is_corrected_though_the_suspension_is_over_and_the_case_closed() -> None:
    case = walked("annulled when over").case
    assert case.state is State.CLOSED_RESCINDED
    taken = {decision.act: decision.annulled_by for decision in case.decisions}
    assert taken["suspend"] == "letter-annulled"
    assert taken["reinstate"] is None


def test_after_a_removal_the_bar_to_apply_again_is_gone() -> None:
    case = walked("annulled after removal").case
    assert (case.state, case.standing) == (State.CLOSED_RESCINDED, Standing.GOOD)
    assert not case.running("T24")


def test_a_reversal_that_reaches_nobody_is_told_to_operations_within_a_business_day() -> None:
    walk = annulled(paths.suspended())
    assert walk.case.tracks["REVERSAL"] == {"r1": "DUE", "r2": "DUE"}
    told(walk, "r1")
    told(walk, "r2", "bounced")
    assert walk.case.tracks["REVERSAL"] == {"r1": "TOLD", "r2": "UNREACHED"}
    events = walk.until(3)
    (late,) = (event for event in events if event.row == "RV5")
    assert late.notices[0].party == "cbp:OPS"
    assert not settled(walk.case)
    told(walk, "r2")  # a later attempt gets through
    assert walk.case.tracks["REVERSAL"]["r2"] == "TOLD"


def test_nothing_is_annulled_that_never_was_and_nothing_twice() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    words = {**walk.letter("letter-a"), **NEGATIVE}
    assert rule(walk.do(HQ, "reconsider", **words)) == "something_to_annul"
    walk = annulled(paths.suspended())
    assert rule(walk.do(HQ, "reconsider", **words)) == "state"


def test_nothing_is_annulled_over_a_false_statement() -> None:
    walk = paths.suspended()
    walk.must(
        OFF,
        "raise_false_statement",
        finding="lie-1",
        statement="All seals are whole.",
        where_given="letter of May",
        why_false="They are not.",
    )
    words = {**walk.letter("letter-a"), **NEGATIVE}
    assert rule(walk.do(HQ, "reconsider", **words)) == "no_finding_open"
