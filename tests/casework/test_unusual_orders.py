"""Orders that take effect early, are asked for by the carrier, or cannot be served."""

import pytest

from casework.case import Case
from casework.documents import DocumentKind
from casework.refusal import Refusal
from casework.states import DecisionKind, Standing, State
from tests.casework import paths
from tests.casework.walk import EXE, HQ, OFF, OPS, POC, PORT, Walk
from tests.casework.ways import walked
from tests.casework.ways_of_orders import BOUNCED


def state(walk: Walk) -> State:
    """Where the case stands now."""
    return walk.case.state


def outside(walk: Walk) -> set[str]:
    """Everybody outside CBP's offices and the carrier who was told something."""
    parties = {notice.party for notice in walk.notices}
    return {p.partition(":")[0] for p in parties if p != "carrier" and not p.startswith("cbp")}


def at_once() -> Walk:
    """Suspended at once; the letter is not served yet."""
    walk = paths.begun(PORT, "report_incident")
    order = {"legal_basis": "967a", "scope": paths.SCOPE, "security_reason": "A weapon."}
    walk.must(HQ, "suspend_immediately", **walk.letter("letter-now"), **order)
    return walk


def rule(answer: object) -> str:
    """The rule by which something was refused."""
    assert isinstance(answer, Refusal), answer
    return answer.rule


def test_an_immediate_suspension_takes_effect_at_the_signature() -> None:
    walk = at_once()
    assert walk.case.state is State.ORDERED
    assert walk.case.standing is Standing.SUSPENDED_FULL
    assert walk.case.clocks["T14"].started_at == walk.now
    assert set(walk.case.tracks["BENEFIT"].values()) == {"OFF_ORDERED"}
    assert outside(walk) == {"port"}


def test_its_other_clocks_wait_for_the_letter_and_its_term_does_not_start_again() -> None:
    walk = at_once()
    term = walk.case.clocks["T14"]
    walk.until(1)
    assert not {"T08", "T09", "T10"} & set(walk.case.clocks)
    walk.must(POC, "acknowledge_letter", letter="letter-now")
    assert walk.case.state is State.SUSPENDED
    assert walk.case.clocks["T14"].due == term.due
    assert walk.case.clocks["T10"].started_at == walk.now
    assert outside(walk) == {"port", "partner"}


def test_whoever_reported_does_not_suspend_at_once() -> None:
    walk = paths.begun(PORT, "report_incident")
    reporter = HQ.model_copy(update={"person": PORT.person})
    order = {"legal_basis": "967a", "scope": paths.SCOPE, "security_reason": "A weapon."}
    refused = walk.do(reporter, "suspend_immediately", **walk.letter("letter-now"), **order)
    assert rule(refused) == "decider_is_another_person"


def test_an_order_that_others_have_seen_is_served_and_not_recalled() -> None:
    assert rule(at_once().do(HQ, "recall_order", reason="A toy.")) == "nothing_was_visible"
    walk = ordered()
    walk.must(HQ, "release_embargo", security_reason="Trains are under way.")
    assert outside(walk) == {"port"}
    assert walk.case.standing is Standing.GOOD
    assert rule(walk.do(HQ, "recall_order", reason="A toy.")) == "nothing_was_visible"
    assert rule(walk.do(HQ, "release_embargo", security_reason="Again.")) == "embargo_holds"


def test_a_return_is_told_to_nobody_early_and_no_plan_takes_its_conditions_away() -> None:
    walk = paths.suspended()
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    assert rule(walk.do(HQ, "release_embargo", security_reason="Now.")) == "order_takes_away"
    signed = paths.attested(walk, "cap-2", paths.plan("Another."))
    assert rule(walk.do(POC, "submit_plan", **signed)) == "order_takes_away"


def ordered() -> Walk:
    """A suspension is signed and its letter is on its way."""
    walk = paths.opened()
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    return walk


def test_a_plan_that_comes_while_the_order_is_served_is_kept() -> None:
    walk = ordered()
    walk.must(POC, "submit_plan", **paths.attested(walk, "cap", paths.plan()))
    assert walk.case.plan is None
    assert walk.case.plan_kept is not None
    assert walk.case.state is State.ORDERED


def test_the_carriers_own_wish_needs_no_comment_and_names_its_measures() -> None:
    wish = {"measures": "New gates at 3 yards.", "days_needed": 60, "incident": None}
    walk = paths.begun(EXE, "request_own_suspension", **wish)
    assert walk.case.state is State.DECISION
    assert walk.case.deciding is DecisionKind.SANCTION
    proposal = walk.do(HQ, "propose_sanction", **walk.letter("letter-1"))
    assert rule(proposal) == "not_yet_proposed"
    order = {"legal_basis": "agreement", "scope": paths.SCOPE, "term_days": 60}
    walk.must(HQ, "suspend", **walk.letter("letter-2"), **order)
    walk.must(POC, "acknowledge_letter", letter="letter-2")
    assert walk.case.standing is Standing.SUSPENDED_FULL


@pytest.mark.parametrize("ground", ["voluntary", "partner"])
def test_nobody_else_opens_on_the_carriers_wish_or_a_partners_action(ground: str) -> None:
    walk = Walk()
    opening = {**paths.OPENING, "ground": ground}
    assert rule(walk.do(OFF, "open_case", **opening)) == "ground_fits_opening"


def bounced() -> Walk:
    """The suspension letter came back."""
    walk = ordered()
    heard = {"letter": "letter-suspension", **BOUNCED, "at": walk.now.isoformat()}
    walk.hear("on:bounced", **heard)
    return walk


def test_a_letter_that_came_back_is_sent_again_word_for_word() -> None:
    walk = bounced()
    walk.until(2)
    assert walk.case.clocks["T04"].lapsed_at
    walk.must(OPS, "resend", letter="letter-suspension", channel="courier")
    assert walk.case.tracks["LETTER"]["letter-suspension"] == "SENT"
    assert walk.case.clocks["T04"].is_open
    letters = [n for n in walk.notices if n.letter == "letter-suspension"]
    assert len(letters) == 4  # twice to the contact and to the executive
    assert letters[0].facts == letters[2].facts
    assert {n.template for n in letters} == {"suspension_letter"}
    assert len({n.key for n in letters}) == 4


def test_a_new_contact_is_served_with_what_is_under_way_and_with_nothing_else() -> None:
    walk = bounced()
    new = {**paths.CONTACTS, "poc": "night@svr.example"}
    served = walk.must(POC, "change_contacts", contacts=new)
    assert [n.address for e in served for n in e.notices] == [
        "night@svr.example",
        "executive@svr.example",
    ]
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    again = walk.must(POC, "change_contacts", contacts=paths.CONTACTS)
    assert [n for e in again for n in e.notices] == []


def test_a_suspension_that_nobody_acknowledges_is_served_again_and_the_days_run_on() -> None:
    walk = ordered()
    walk.must(OFF, "record_delivery", letter="letter-suspension", proof="s", proof_sha256="c" * 64)
    before = walk.case.clocks["T10"].due
    late = [e for e in walk.until(12) if e.kind == "acknowledgement_late"]
    assert [n.template for n in late[0].notices] == ["suspension_letter"] * 2
    assert walk.case.clocks["T10"].due == before


def test_an_undeliverable_order_is_declared_served_or_recalled_and_never_hangs() -> None:
    walk = bounced()
    walk.until(10)
    assert state(walk) is State.ORDERED
    tried = {"channels_tried": ["mail", "courier"], "log": "Nobody opened."}
    walk.must(HQ, "declare_served", **tried)
    assert state(walk) is State.SUSPENDED
    assert walk.case.tracks["LETTER"]["letter-suspension"] == "DECLARED"
    other = bounced()
    other.must(HQ, "recall_order", reason="Another carrier's car.")
    assert other.case.tracks["LETTER"]["letter-suspension"] == "RECALLED"
    assert outside(other) == set()


def test_a_recalled_order_stops_its_own_appeal_window_and_no_other() -> None:
    walk = paths.suspended()
    walk.until(100)
    words = {"legal_basis": "967a"}
    walk.must(HQ, "remove", **walk.letter("letter-removal"), **words)
    walk.must(HQ, "extend_term", days=30, reason="A flood.", **walk.letter("letter-term"))
    walk.must(HQ, "recall_order", reason="They call.")
    assert not walk.case.clocks["T19:letter-removal"].is_open
    assert walk.case.clocks["T19:letter-term"].is_open


def test_partners_are_told_nothing_of_what_is_asked_and_granted() -> None:
    for way in ("asked", "given time", "redated", "adopted", "corrected"):
        told = {n.template for n in walked(way).notices if n.party == "partner"}
        assert told <= {"status_notice"}


def test_letters_kept_for_a_second_service_are_those_under_way_and_the_last_orders() -> None:
    walk = walked("clean")
    assert set(walk.case.letters) == {"letter-return", "letter-closing"}
    assert isinstance(walk.case, Case)
    assert walk.case.documents["letter-return"].kind is DocumentKind.LETTER
