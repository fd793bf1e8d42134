"""What one may do in a case now, with its conditions; and of the rest why not, and who may."""

from copy import copy

import pytest

from casework.clocks.ledger import ClockStatus
from casework.command import Command
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.decide import decide
from casework.matters import Matter
from casework.options import Because, Option, given_before, options
from casework.process.acts import belongs
from casework.process.table import BY_ACT
from casework.refusal import Refusal
from casework.roles import CARRIER_ROLES, Actor, Role
from tests.casework import paths
from tests.casework.bodies import body_for
from tests.casework.walk import EXE, HQ, OFF, POC, PORT, SUP, Walk
from tests.casework.ways import WAYS, walked
from tests.casework.ways_of_appeals import filed


def options_of(walk: Walk, actor: Actor) -> dict[str, Option]:
    return {option.act: option for option in options(walk.case, actor, at=walk.now)}


def at_headquarters() -> Walk:
    walk = paths.opened()
    paths.recommended(walk)
    return walk


def test_every_command_is_told_and_what_is_possible_comes_first() -> None:
    found = options(at_headquarters().case, HQ)
    assert {option.act for option in found} == {
        act for act in commands() if any(belongs(row, Matter.RESUMPTION) for row in BY_ACT[act])
    }
    groups = [option.because for option in found]
    assert groups == sorted(groups, key=[None, *Because].index)
    assert all((option.because is None) == option.possible for option in found)


def test_in_a_matter_only_what_is_done_in_such_a_matter_is_told() -> None:
    appeal = filed(paths.suspended(), "letter-suspension").beside("appeal-1")
    told = options_of(appeal, OFF)
    assert {"acknowledge_appeal", "hand_over_record", "correct_entry", "ask"} <= set(told)
    assert not {"suspend", "file_appeal", "link_case", "request_concurrence"} & set(told)
    assert not {"record_exposure", "share_evidence", "report_crossing_closed"} & set(told)
    assert "acknowledge_appeal" not in options_of(paths.suspended(), OFF)


def test_what_can_be_asked_beforehand_is_not_left_as_a_condition() -> None:
    found = options_of(at_headquarters(), HQ)
    assert found["propose_sanction"].possible
    assert [c.rule for c in found["propose_sanction"].conditions] == [
        "letter_previewed",
        "letter_not_yet_used",
    ]
    no = found["reinstate"]
    assert (no.because, no.rule) == (Because.CONDITION, "decides_return")
    assert no.why_not_en == "headquarters is not asked for a return here"


def test_four_eyes_can_be_asked_beforehand_too() -> None:
    walk = paths.opened()
    walk.must(OFF, "contact_note", text="Called.")
    paths.recommended(walk)
    both = Actor(person=OFF.person, role=Role.HQ, organisation="HQ")
    no = options_of(walk, both)["propose_sanction"]
    assert (no.because, no.rule) == (Because.CONDITION, "decider_is_another_person")


def test_another_role_is_told_who_may_and_another_state_where() -> None:
    walk = at_headquarters()
    found = options_of(walk, OFF)
    assert found["suspend"].because is Because.ROLE
    assert found["suspend"].who == (Role.HQ,)
    assert found["suspend"].why_not_en == "only for: CTPAT headquarters decider"
    assert found["accept_plan"].because is Because.STATE
    assert found["accept_plan"].states == ("CAP_REVIEW",)
    assert found["accept_plan"].why_not_en == "only in CAP_REVIEW; by CTPAT supervisor"
    assert found["accept_plan"].why_not_es == "solo en CAP_REVIEW; por supervisor de CTPAT"
    assert found["confirm_off"].why_not_en.startswith(
        "only while a benefit is OFF_ORDERED; by port"
    )
    assert found["open_case"].why_not_en == "opens a case of its own"


def test_letters_and_benefits_are_named() -> None:
    walk = at_headquarters()
    walk.must(HQ, "propose_sanction", **walk.letter("letter-1"))
    assert options_of(walk, POC)["acknowledge_letter"].items == ("letter-1",)
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="No.")
    paths.suspension_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    assert options_of(walk, PORT)["confirm_off"].items == (
        "reduced-exams@all",
        "front-of-line@2304",
    )


def test_what_depends_on_the_instant_is_judged_at_it_or_left_open() -> None:
    walk = paths.opened()
    undated = {option.act: option for option in options(walk.case, SUP)}
    assert undated["void_case"].possible
    assert options_of(walk, SUP)["void_case"].possible


def test_a_command_without_a_row_is_not_in_this_version(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {act: rows for act, rows in BY_ACT.items() if act != "assign"}
    monkeypatch.setattr("casework.options.BY_ACT", rows)
    no = options_of(paths.opened(), SUP)["assign"]
    assert (no.because, no.why_not_en) == (Because.VERSION, "not in this version")
    assert no.why_not_es == "no está en esta versión"


@pytest.mark.parametrize("way", sorted(WAYS)[::2])
def test_what_is_called_impossible_is_refused_whatever_is_said(way: str) -> None:
    walk = walked(way)
    for actor in (OFF, SUP, HQ, POC, EXE):
        if actor.role in CARRIER_ROLES:
            actor = actor.model_copy(update={"organisation": walk.case.carrier})
        for option in options(walk.case, actor, at=walk.now):
            if option.possible or issubclass(commands()[option.act], Opening):
                continue
            elsewhere = copy(walk)  # what a body names is filed there, and the case stays as it is
            elsewhere.batches = list(walk.batches)
            asked = Command(
                case_id=walk.case_id,
                command_id="tried",
                act=option.act,
                actor=actor,
                received_at=walk.now,
                body=body_for(elsewhere, option.act, 1),
            ).asked()
            assert isinstance(decide(walk.case, asked), Refusal), option


def letter_read() -> Walk:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    return walk


def test_what_would_end_only_ended_clocks_was_given_before() -> None:
    walk = letter_read()
    assert not given_before(walk.case, "acknowledge"), "its clock runs"
    walk.must(POC, "acknowledge")
    assert given_before(walk.case, "acknowledge")
    assert options_of(walk, POC)["acknowledge"].possible, "it may be given again"
    assert not given_before(walk.case, "submit_pia"), "that goes on with the case"


def test_what_was_not_given_in_time_was_not_given_before() -> None:
    walk = letter_read()
    walk.until(15)
    assert walk.case.clocks["T05"].status is ClockStatus.LAPSED
    assert not given_before(walk.case, "acknowledge")
