"""Filings on paper count from their receipt; entries are corrected by two persons."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from casework.refusal import Refusal
from casework.states import DecisionKind, State
from tests.casework import paths
from tests.casework.walk import HQ, OFF, OPS, POC, SUP, Walk
from tests.casework.ways import walked
from tests.casework.ways_from_paper import received


def receipt(walk: Walk) -> dict[str, object]:
    """The last receipt of a filing."""
    return [n.facts for n in walk.notices if n.template == "filing_received"][-1]


@pytest.mark.parametrize("way", ["plan by post", "plan by post after the grace"])
def test_a_plan_received_in_time_counts_in_time_though_entered_later(way: str) -> None:
    walk = walked(way)
    assert walk.case.state is State.CAP_REVIEW
    last = walk.events[-1]
    filed = next(e for e in walk.events if e.act == "submit_plan")
    assert filed.kind == "plan_submitted"
    assert last.at < walk.case.clocks["T10"].due


def test_a_late_mark_does_not_hold_against_what_was_received_before_it() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    signed = paths.attested(walk, "cap", paths.plan())
    walk.until(20)
    at = walk.now
    walk.until(20)
    assert walk.case.clocks["T09"].lapsed_at
    received(walk, "submit_plan", at, **signed)
    assert receipt(walk)["late"] is False
    assert walk.case.clocks["T12"].started_at == at  # the days in the post room are CBP's


def test_the_entry_says_who_entered_it_for_whom_and_the_filing_who_sent_it() -> None:
    entered, filed = [e for e in walked("plan by post").events if e.command_id][-2:]
    assert (entered.row, entered.actor.person) == ("G06", "ops-1")
    assert entered.body["original_sha256"] == "9" * 64
    assert (filed.actor.person, filed.actor.organisation) == ("poc-1", "SVR")
    assert filed.entered_by is not None
    assert filed.entered_by.person == "ops-1"
    assert filed.command_id == entered.command_id


def test_a_plan_received_in_the_grace_is_late_and_still_taken() -> None:
    walk = walked("plan by post in the grace")
    assert walk.case.state is State.CAP_REVIEW
    assert next(e for e in walk.events if e.act == "submit_plan").kind == "plan_submitted_late"
    assert receipt(walk)["late"] is True


def test_a_plan_received_after_the_grace_is_kept_for_headquarters() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    signed = paths.attested(walk, "cap", paths.plan())
    walk.until(110)
    at = walk.now
    walk.until(1)
    received(walk, "submit_plan", at, **signed)
    assert walk.case.state is State.DECISION
    assert walk.case.plan_kept is not None


def test_a_comment_received_in_time_is_before_headquarters_when_it_decides() -> None:
    walk = walked("comment by post")
    assert walk.case.state is State.DECISION
    assert walk.case.deciding is DecisionKind.SANCTION
    late = walk.do(POC, "submit_comment", text="And one thing more.")
    assert isinstance(late, Refusal)
    assert late.rule == "comment_received_in_time"


def entry(walk: Walk, days_ago: float, **words: object) -> object:
    """Operations enter a statement of the carrier, received so many days ago."""
    return walk.do(
        OPS,
        "record_received",
        **{
            "filing": "carrier_statement",
            "words": {"text": "We disagree."},
            "role": "POC",
            "person": "poc-1",
            "received_at": (walk.now - timedelta(days=days_ago)).isoformat(),
            "channel": "hand",
            "original_sha256": "9" * 64,
            **words,
        },
    )


def test_nothing_is_received_in_the_future_or_before_the_case() -> None:
    walk = paths.opened()
    for days_ago in (-1, 1):
        refused = entry(walk, days_ago)
        assert isinstance(refused, Refusal)
        assert refused.rule == "received_before_now"


def test_the_sender_speaks_for_the_carrier_of_the_case() -> None:
    walk = paths.opened()
    refused = entry(walk, 0, organisation="UP")
    assert isinstance(refused, Refusal)
    assert refused.rule == "sender_speaks_for_carrier"
    assert not isinstance(entry(walk, 0, organisation="SVR"), Refusal)


def kept_for_headquarters() -> Walk:
    """A plan on paper came after the grace; headquarters has it before it."""
    walk = paths.suspended()
    paths.analysis_filed(walk)
    signed = paths.attested(walk, "cap", paths.plan())
    walk.until(110)
    at = walk.now
    walk.until(1)
    received(walk, "submit_plan", at, **signed)
    return walk


def test_headquarters_takes_a_plan_that_came_late_on_paper_into_review() -> None:
    walk = kept_for_headquarters()
    walk.must(HQ, "accept_late_filing", **walk.letter("letter-late"))
    assert walk.case.state is State.CAP_REVIEW
    assert walk.case.plan is not None
    assert walk.case.plan_kept is None
    assert walk.case.clocks["T12"].is_open
    paths.plan_accepted(walk)


def test_or_gives_more_time_to_correct_it() -> None:
    walk = kept_for_headquarters()
    letter = walk.letter("letter-more")
    more = {"reason": "It is nearly good.", "days": 30, "resume": "CAP_REVISION"}
    walk.must(HQ, "extend_and_return", **more, **letter)
    assert walk.case.plan is not None
    assert walk.case.clocks["T13"].is_open
    paths.plan_filed(walk, "Corrected.")
    assert walk.case.state is State.CAP_REVIEW


def test_what_was_reviewed_already_is_no_late_filing() -> None:
    walk = walked("returned")
    assert walk.case.state is State.DECISION
    letter = walk.letter("letter-late")
    refused = walk.do(HQ, "accept_late_filing", **letter)
    assert isinstance(refused, Refusal)
    assert refused.rule == "late_plan_on_file"


def test_what_the_sender_may_not_say_is_refused_and_nothing_is_entered() -> None:
    walk = paths.opened()
    before = walk.case
    for words in ({"filing": "accept_pia", "words": {}}, {"role": "EXE"}):
        assert isinstance(entry(walk, 0, **words), Refusal)
        assert walk.case is before


@pytest.mark.parametrize(
    "words",
    [
        {"filing": "record_received"},
        {"filing": "open_case"},
        {"filing": "no_such_thing"},
        {"filing": "lapse", "words": {"clock": "T09"}},
        {"words": {"text": ""}},
        {"words": {"text": "So.", "more": 1}},
        {"role": "HQ"},
    ],
)
def test_what_cannot_be_said_is_bad_input(words: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        entry(paths.opened(), 0, **words)


def proposed(**words: object) -> Walk:
    """A correction is proposed."""
    walk = paths.opened()
    clerical = {"field": "carrier_reference", "value": "R-10", "reason": "A digit is missing."}
    walk.must(OPS, "correct_entry", correction="k1", **{**clerical, **words})
    return walk


def test_a_correction_takes_two_persons_and_the_carrier_is_told() -> None:
    walk = proposed()
    same = OFF.model_copy(update={"person": OPS.person})
    own = walk.do(same, "countersign_correction", correction="k1")
    assert isinstance(own, Refusal)
    assert own.rule == "countersigner_did_not_propose"
    assert walk.case.carrier_reference == "R-1"
    walk.must(OFF, "countersign_correction", correction="k1")
    assert walk.case.carrier_reference == "R-10"
    told = [n for n in walk.notices if n.template == "correction"]
    assert [(n.party, n.facts["old"], n.facts["new"]) for n in told] == [("carrier", "R-1", "R-10")]


def test_what_moves_a_party_needs_a_supervisor_or_headquarters() -> None:
    walk = proposed(field="office", value="HQ")
    refused = walk.do(OFF, "countersign_correction", correction="k1")
    assert isinstance(refused, Refusal)
    assert refused.rule == "correction_is_clerical"
    walk.must(SUP, "countersign_correction", correction="k1")
    assert walk.case.office == "HQ"


def test_a_refused_correction_leaves_everything_as_it_was() -> None:
    walk = proposed()
    walk.must(HQ, "refuse_correction", correction="k1", reason="It is right.")
    assert walk.case.carrier_reference == "R-1"
    assert walk.case.tracks["CORRECTION"] == {"k1": "LEFT_AS_IT_WAS"}


def test_a_correction_must_fit_its_field() -> None:
    walk = paths.opened()
    for words in ({"field": "office", "value": "NOWHERE"}, {"field": "entry", "value": "See 4."}):
        refused = walk.do(OPS, "correct_entry", correction="k1", reason="A slip.", **words)
        assert isinstance(refused, Refusal)
        assert refused.rule == "correction_fits"
