"""What happens when nobody does anything: the clocks act, and decide nothing."""

from datetime import timedelta

import pytest

from casework.agenda import caught_up, due_step, step_asked
from casework.clocks import local_day
from casework.commands.system import Lapse
from casework.decide import decide
from casework.evolve import evolve
from casework.refusal import Refusal
from casework.states import DecisionKind, Standing, State
from tests.casework.paths import (
    SCOPE,
    analysis_filed,
    attested,
    opened,
    plan,
    plan_accepted,
    plan_filed,
    proposed,
    recommended,
    reinstated,
    suspended,
    suspension_ordered,
)
from tests.casework.walk import EXE, HQ, OFF, POC, SUP, Walk

MOMENT = timedelta(microseconds=1)


def state(walk: Walk) -> State:
    """Where the case stands now."""
    return walk.case.state


def standing(walk: Walk) -> Standing:
    """What the carrier's membership is now."""
    return walk.case.standing


def rows(walk: Walk, days: float) -> list[str]:
    """The rows of the main line that the clocks use in so many days, without the reminders."""
    return [
        event.row
        for event in walk.until(days)
        if event.track is None and event.act not in ("remind", "escalate")
    ]


def days_until(walk: Walk, clock: str, *, before: timedelta = timedelta(0)) -> float:
    return (walk.case.clocks[clock].due - before - walk.now) / timedelta(days=1)


def assert_no_lapse_changed_the_standing(walk: Walk) -> None:
    for batch in walk.batches:
        if isinstance(batch.asked.body, Lapse) and batch.before is not None:
            case = batch.before
            for event in batch.events:
                case = evolve(case, event)
            assert case.standing is batch.before.standing, batch.asked.act


def test_a_suspended_carrier_that_says_nothing_comes_before_headquarters() -> None:
    walk = suspended()
    used = rows(walk, 120)
    assert used == ["M29", "M30", "T19L", "M31", "M33", "M76"]
    assert state(walk) is State.DECISION
    assert walk.case.deciding is DecisionKind.DISPOSITION
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert_no_lapse_changed_the_standing(walk)


def test_the_final_notice_gives_five_business_days() -> None:
    walk = suspended()
    walk.until(days_until(walk, "T10"))
    assert state(walk) is State.NON_RESPONSE
    lapsed = walk.case.clocks["T10"].due_day
    grace = walk.case.clocks["T22G"]
    assert lapsed < grace.due_day <= lapsed + timedelta(days=9)
    assert [n.template for n in walk.notices].count("final_notice") == 2  # contact and executive


def test_silence_is_removed_only_by_a_person() -> None:
    walk = suspended()
    walk.until(400)
    assert state(walk) is State.DECISION
    letter = walk.letter("letter-removal")
    walk.must(HQ, "remove", **letter, legal_basis="967a")
    assert standing(walk) is Standing.SUSPENDED_FULL
    walk.must(POC, "acknowledge_letter", letter="letter-removal")
    assert state(walk) is State.REMOVED
    assert standing(walk) is Standing.REMOVED
    assert_no_lapse_changed_the_standing(walk)


def test_an_unserved_order_changes_nothing_however_long_it_takes() -> None:
    walk = opened()
    recommended(walk)
    proposed(walk)
    walk.must(EXE, "waive_comment")
    suspension_ordered(walk)
    assert set(rows(walk, 60)) == {"M23", "M24"}
    assert state(walk) is State.ORDERED
    assert standing(walk) is Standing.GOOD
    tried = {"channels_tried": ["mail", "courier"], "log": "Nobody opened."}
    walk.must(HQ, "declare_served", **tried)
    assert state(walk) is State.SUSPENDED
    assert walk.case.tracks["LETTER"]["letter-suspension"] == "DECLARED"


def test_a_recalled_order_leaves_no_trace_outside() -> None:
    walk = opened()
    recommended(walk)
    proposed(walk)
    walk.must(EXE, "waive_comment")
    suspension_ordered(walk)
    walk.must(HQ, "recall_order", reason="Wrong carrier.")
    assert state(walk) is State.DECISION
    assert walk.case.tracks["STATUS"] == {"status": "UNCHANGED"}
    assert not walk.case.running("T19")
    walk.must(HQ, "close_no_action", **walk.letter("letter-closing"))
    assert standing(walk) is Standing.GOOD
    assert {notice.party for notice in walk.notices} <= {"carrier", "cbp:HQ", "cbp:OFF", "cbp:SUP"}


def test_a_proposal_that_cannot_be_served_is_declared_served() -> None:
    walk = opened()
    recommended(walk)
    walk.must(HQ, "propose_sanction", **walk.letter("letter-proposal"))
    assert set(rows(walk, 10)) == {"M23", "M24"}
    walk.must(HQ, "declare_served", channels_tried=["mail", "courier"], log="Nobody opened.")
    assert state(walk) is State.COMMENT
    assert rows(walk, 20)[0] == "M16"
    assert state(walk) is State.DECISION


def test_a_carrier_that_stops_half_way_is_referred() -> None:
    walk = suspended()
    analysis_filed(walk)
    plan_filed(walk)
    plan_accepted(walk)
    assert rows(walk, 120)[0] == "M52"
    assert state(walk) is State.IMPLEMENTING
    content = {"kind": "recommendation", "reasons": "Nothing is done."}
    walk.must(OFF, "file_draft", document="rec-9", content=content)
    walk.must(SUP, "refer", document="rec-9", sha256=walk.sha("rec-9"))
    assert state(walk) is State.DECISION
    assert walk.case.deciding is DecisionKind.DISPOSITION


@pytest.mark.parametrize(
    ("wait", "event", "in_time"),
    [(-MOMENT, "plan_submitted", True), (timedelta(0), "plan_submitted_late", False)],
    ids=["just before", "at the instant"],
)
def test_a_plan_at_the_last_instant(wait: timedelta, event: str, in_time: bool) -> None:
    walk = suspended()
    walk.until(1)
    analysis_filed(walk)
    signed = attested(walk, "cap", plan())
    walk.until(days_until(walk, "T10") - 1)
    received = walk.case.clocks["T10"].due + wait
    assert walk.case.clocks["T10"].is_timely(received) is in_time
    walk.until((received - walk.now) / timedelta(days=1))
    assert walk.now == received
    events = walk.must(POC, "submit_plan", **signed)
    assert [found.kind for found in events] == [event]
    assert state(walk) is State.CAP_REVIEW


def term_over() -> Walk:
    """A carrier that corrects in time, while CBP lets the term of the suspension run out."""
    walk = suspended()
    analysis_filed(walk)
    plan_filed(walk)
    plan_accepted(walk)
    walk.until(days_until(walk, "T14"))
    return walk


def test_the_end_of_the_term_forces_a_decision_and_never_reinstates() -> None:
    walk = term_over()
    assert walk.case.tracks["TERM"] == {"term": "EXPIRED_UNDECIDED"}
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert state(walk) is State.IMPLEMENTING
    assert set(walk.case.tracks["BENEFIT"].values()) == {"OFF"}
    assert_no_lapse_changed_the_standing(walk)


def test_headquarters_is_warned_twenty_days_before_the_term_ends() -> None:
    walk = term_over()
    warned = next(event for event in walk.events if event.kind == "term_ends_soon")
    ended = walk.case.clocks["T14"].due_day
    assert local_day(warned.at - MOMENT, walk.case.zone) == ended - timedelta(days=20)


def test_each_day_after_the_term_is_told() -> None:
    walk = term_over()
    told = [event.at for event in walk.until(10) if event.kind == "term_still_undecided"]
    days = [local_day(at - MOMENT, walk.case.zone) for at in told]
    ended = walk.case.clocks["T14"].due_day
    assert days == [ended + timedelta(days=number) for number in range(1, 11)]


def test_the_warnings_end_when_the_standing_changes() -> None:
    walk = reinstated()
    assert walk.case.tracks["TERM"] == {"term": "ENDED"}
    assert not walk.case.running("T14")
    assert "term_still_undecided" not in {event.kind for event in walk.until(120)}


def test_a_second_suspension_has_a_term_of_its_own() -> None:
    walk = reinstated()
    walk.until(30)
    content = {"kind": "recommendation", "reasons": "Broken seals again."}
    walk.must(OFF, "file_draft", document="rec-9", content=content)
    walk.must(SUP, "refer", document="rec-9", sha256=walk.sha("rec-9"))
    other = HQ.model_copy(update={"person": "hq-2"})
    letter = walk.letter("letter-again")
    walk.must(other, "suspend", **letter, legal_basis="967a", scope=SCOPE)
    walk.must(POC, "acknowledge_letter", letter="letter-again")
    assert standing(walk) is Standing.SUSPENDED_FULL
    assert walk.case.tracks["TERM"] == {"term": "RUNNING"}
    assert walk.case.clocks["T14"].is_open
    assert set(walk.case.tracks["BENEFIT"].values()) == {"OFF_ORDERED"}


def test_monitoring_is_still_watched_after_a_recalled_order() -> None:
    walk = reinstated()
    content = {"kind": "recommendation", "reasons": "A broken seal."}
    walk.must(OFF, "file_draft", document="rec-9", content=content)
    walk.must(SUP, "refer", document="rec-9", sha256=walk.sha("rec-9"))
    walk.must(HQ, "suspend", **walk.letter("letter-again"), legal_basis="967a", scope=SCOPE)
    walk.must(HQ, "recall_order", reason="It was another carrier's seal.")
    walk.must(HQ, "keep_monitoring", **walk.letter("letter-kept"))
    assert state(walk) is State.MONITORING
    assert walk.case.running("T23")
    assert walk.case.running("T45")


def test_catching_up_is_what_the_clocks_do_one_by_one() -> None:
    walk = suspended()
    before = walk.case
    end = walk.now + timedelta(days=120)
    walk.until(120)
    assert caught_up(before, end) == walk.case


def test_catching_up_when_nothing_is_due_is_the_same_case() -> None:
    walk = suspended()
    assert caught_up(walk.case, walk.now) is walk.case


def test_a_lapse_is_judged_at_the_instant_when_the_clock_ran_out() -> None:
    walk = suspended()
    walk.until(days_until(walk, "T08", before=MOMENT))
    step = due_step(walk.case)
    assert step is not None
    assert step.at == walk.case.clocks["T08"].due
    events = decide(walk.case, step_asked(walk.case, step))
    assert not isinstance(events, Refusal)
    assert [(event.row, event.at) for event in events] == [("M29", step.at)]
