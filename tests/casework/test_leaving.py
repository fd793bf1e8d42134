"""A carrier that leaves: at once, by its own signature, told without reasons."""

from collections.abc import Callable

import pytest

from casework.agenda import settled
from casework.refusal import Refusal
from casework.roles import Party
from casework.states import Standing, State
from casework.view import case_view
from tests.casework import lanes, paths
from tests.casework.test_scope import requested as relief_requested
from tests.casework.walk import EXE, HQ, OFF, POC, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_leaving import GOODBYE, left

BOTH = ("T40", "T41")
"""Headquarters' days for a request of early relief; the days of a stage."""


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def test_only_what_the_executive_has_signed_ends_the_membership() -> None:
    walk = paths.suspended()
    walk.must(POC, "file_draft", document="goodbye", content=GOODBYE)
    read = {"document": "goodbye", "sha256": walk.sha("goodbye")}
    assert rule(walk.do(POC, "withdraw", **read)) == "withdrawal_signed"
    walk.must(EXE, "sign_document", **read)
    assert rule(walk.do(OFF, "withdraw", **read)) == "role"
    walk.must(POC, "withdraw", **read)
    assert (walk.case.state, walk.case.standing) == (State.WITHDRAWN, Standing.WITHDRAWN)
    assert walk.case.tracks["TERM"]["term"] == "ENDED"
    assert not walk.case.running("T14")


def test_partners_learn_the_bare_status_and_the_carrier_gets_a_text_for_its_customers() -> None:
    walk = left(paths.suspended())
    told = {n.template: n for n in walk.batches[-1].events[0].notices}
    assert set(told) == {"withdrawal_confirmed", "task"}
    sent = [n for event in walk.batches[-1].events for n in event.notices]
    (partner,) = (n for n in sent if n.party == "partner")
    assert partner.facts["status"] == "withdrawn"
    (text,) = (n for n in sent if n.template == "customer_text")
    assert text.facts["status"] == "withdrawn"
    assert not [n for n in sent if "We sell the line" in str(n.facts)]


def test_every_benefit_goes_off_by_the_carriers_own_signature() -> None:
    walk = left(paths.reinstated())
    items = walk.case.tracks["BENEFIT"]
    assert set(items.values()) == {"OFF_ORDERED"}
    assert {"reduced-exams@all", "front-of-line@2304", "front-of-line@all"} <= set(items)
    orders = [n for e in walk.batches[-1].events for n in e.notices if n.party == "port:2304"]
    assert {n.facts["signed_by"]["role"] for n in orders} == {"EXE"}


def test_an_order_that_is_being_served_comes_first() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    read = paths.attested(walk, "goodbye", GOODBYE)
    assert rule(walk.do(POC, "withdraw", **read)) == "state"
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.must(POC, "withdraw", **read)
    assert walk.case.state is State.WITHDRAWN


def test_a_finding_is_not_escaped_by_leaving() -> None:
    walk = walked("left suspended")
    assert walk.case.tracks["FINDING"] == {"lie-1": "CONFIRMED"}
    assert walk.case.state is State.WITHDRAWN
    (result,) = (n for n in walk.notices if n.template == "finding_decided" and n.address[0] == "s")
    assert result.facts["membership_over"]


def test_a_case_with_an_open_finding_stays_awake_after_the_leaving() -> None:
    walk = paths.opened()
    walk.must(
        OFF,
        "raise_false_statement",
        finding="lie-1",
        statement="All seals are whole.",
        where_given="letter of May",
        why_false="They are not.",
    )
    left(walk)
    walk.until(400)
    assert not settled(walk.case)
    walk.must(HQ, "dismiss_finding", finding="lie-1", reason="A slip.")
    assert walk.case.tracks["FINDING"] == {"lie-1": "DISMISSED"}


@pytest.mark.parametrize(
    ("begun", "track", "items"),
    [(relief_requested, "RELIEF", {"r1"}), (lanes.staged, "STAGE", {"laredo", "eagle-pass"})],
)
def test_what_was_asked_for_or_planned_of_its_benefits_is_overtaken(
    begun: Callable[[], Walk], track: str, items: set[str]
) -> None:
    walk = left(begun())
    assert walk.case.tracks[track] == dict.fromkeys(items, "OVERTAKEN")
    assert not any(clock.is_open for clock in walk.case.clocks.values() if clock.key[:3] in BOTH)
    assert not {e.kind for e in walk.until(90)} & {"request_decision_late", "stage_over"}


def test_nobody_is_waited_for_after_the_leaving() -> None:
    walk: Walk = left(paths.suspended())
    assert case_view(walk.case).awaiting is None
    assert walk.case.spans[-2].party is Party.CARRIER
    assert rule(walk.do(OFF, "contact_note", text="Called.")) == "state"
