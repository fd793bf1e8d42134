"""What a carrier's people see of their case, and what nobody outside CBP ever does."""

import json
from collections.abc import Iterator

import pytest

from casework.case import Case
from casework.events import Event
from casework.evolve import evolve
from casework.roles import CARRIER_ROLES, Actor, Role
from casework.states import Phase, State
from casework.view import case_view
from casework.visibility import (
    SERVED,
    Sight,
    may_see,
    sees_cases,
    sight,
    visible_document,
    visible_phase,
)
from tests.casework import paths
from tests.casework.walk import CASE_ID, EXE, HQ, OFF, POC, SUP, Walk
from tests.casework.ways import WAYS, walked

WORDLESS = frozenset(
    {"recommend_sanction", "recommend_return", "refer", "remand", "record_breach_review"}
    | {"confirm_effectiveness", "assign", "contact_note", "void_case", "report_partner_action"}
)
"""Of these, when CBP's people or a partner give them, a carrier sees at most that they were."""


def carriers_sight(walk: Walk) -> Sight:
    return sight(walk.case, walk.events, reader_of(walk.case))


def reader_of(case: Case) -> Actor:
    return Actor(person="reader", role=Role.CNS, organisation=case.carrier)


def as_text(seen: Sight) -> str:
    events = [event.model_dump(mode="json") for event in seen.events if event is not None]
    return json.dumps(events)


def stages(walk: Walk) -> Iterator[tuple[Case, tuple[Event, ...]]]:
    """The case and its events as they were after each batch."""
    case: Case | None = None
    events: tuple[Event, ...] = ()
    for batch in walk.batches:
        for event in batch.events:
            case = evolve(case, event, case_id=CASE_ID)
        events = (*events, *batch.events)
        if case is not None:
            yield case, events


@pytest.mark.parametrize("role", Role)
def test_cbps_people_see_every_case_a_carriers_only_their_own_and_nobody_else_any(
    role: Role,
) -> None:
    own, other = (Actor(person="p", role=role, organisation=name) for name in ("SVR", "UP"))
    if role in CARRIER_ROLES:
        assert may_see("SVR", own)
        assert not may_see("SVR", other)
    elif role in (Role.MXA, Role.MXC, Role.AGL, Role.VWR):
        assert not sees_cases(own)
        assert not may_see("SVR", own)
    else:
        assert may_see("SVR", own)
        assert may_see("SVR", other)
    assert may_see("SVR", None)


def test_cbps_people_see_all_of_a_case() -> None:
    walk = walked("clean")
    for actor in (OFF, HQ, None):
        assert sight(walk.case, walk.events, actor) == Sight(walk.case, walk.events)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_cbps_own_is_seen_on_any_way(way: str) -> None:
    walk = walked(way)
    seen = carriers_sight(walk)
    told = as_text(seen)
    assert "Reasons of rec-" not in told
    for event in seen.events:
        if event is None:
            continue
        assert {notice.party for notice in event.notices} <= {"carrier"}
        if event.act in WORDLESS and event.actor.role not in CARRIER_ROLES:
            assert event.body == {}
    assert len(seen.events) == len(walk.events)
    for document in seen.case.documents.values():
        assert document.kind != "recommendation"


@pytest.mark.parametrize("way", WAYS)
def test_what_the_carrier_itself_said_is_seen_whole(way: str) -> None:
    walk = walked(way)
    seen = carriers_sight(walk)
    for event, shown in zip(walk.events, seen.events, strict=True):
        if event.actor.role in CARRIER_ROLES:
            assert shown is not None
            assert shown.body == event.body


@pytest.mark.parametrize(
    "way", ["clean", "silent", "unsuspended", "nothing after a waiver", "returned"]
)
def test_a_decision_is_seen_once_its_letter_is_delivered_and_not_before(way: str) -> None:
    walk = walked(way)
    counted = {True: 0, False: 0}
    for case, events in stages(walk):
        told = as_text(sight(case, events, reader_of(case)))
        for letter, state in case.tracks.get("LETTER", {}).items():
            signed = f'"letter": "{letter}", "letter_sha256"'
            assert (signed in told) == (state in SERVED), (letter, state)
            assert (f"Reasons of {letter}." in told) == (state in SERVED)
            counted[state in SERVED] += 1
    assert all(counted.values())


def test_while_an_order_is_served_neither_phase_nor_clocks_say_where_it_leads() -> None:
    walk = paths.suspended()
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    before = set(carriers_sight(walk).case.clocks)
    paths.return_ordered(walk)
    assert walk.case.state is State.ORDERED
    seen = carriers_sight(walk)
    assert visible_phase(walk.case, POC) is Phase.REVIEW
    assert visible_phase(walk.case, HQ) is walk.case.phase is Phase.REINSTATEMENT
    new = {key for key in set(seen.case.clocks) - before if seen.case.clocks[key].is_open}
    assert new == set()
    letter = walk.case.documents["letter-return"]
    assert not visible_document("letter-return", letter, walk.case, POC)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    assert visible_document("letter-return", letter, walk.case, POC)
    assert visible_phase(walk.case, POC) is Phase.REINSTATEMENT
    assert "T23" in carriers_sight(walk).case.clocks


def test_what_was_recalled_was_never_there() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    before = carriers_sight(walk)
    paths.suspension_ordered(walk)
    walk.must(HQ, "recall_order", reason="The test was negative.")
    seen = carriers_sight(walk)
    kinds = [event.kind for event in seen.events[len(before.events) :] if event is not None]
    assert kinds == ["letter_signed", "letter_recalled"]
    assert "The test was negative." not in as_text(seen)
    assert "term_days" not in as_text(seen)


def test_a_fact_that_a_decision_raised_does_not_repeat_the_decision() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    paths.proposed(walk)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    paths.suspension_ordered(walk)
    (signed,) = (
        e for e in walk.events if e.kind == "letter_signed" and e.item == "letter-suspension"
    )
    assert "scope" in signed.body  # the record has it; the carrier does not see it yet
    shown = carriers_sight(walk).events[walk.events.index(signed)]
    assert shown is not None
    assert shown.body == {}


def test_an_earlier_draft_of_a_letter_stays_cbps_own() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    draft = {"kind": "letter", "reasons": {"en": "Too harsh.", "es": "Muy duro."}}
    walk.must(OFF, "file_draft", document="letter-proposal", content=draft)
    paths.proposed(walk)
    told = as_text(carriers_sight(walk))
    assert "Reasons of letter-proposal." in told
    assert "Too harsh." not in told


def test_an_extension_shows_in_the_clock_once_it_is_told() -> None:
    walk = paths.suspended()
    walk.until(60)
    due = walk.case.clocks["T14"].due_day
    walk.must(HQ, "extend_term", **walk.letter("letter-more"), days=30, reason="More time.")
    assert walk.case.clocks["T14"].due_day > due
    assert carriers_sight(walk).case.clocks["T14"].due_day == due
    walk.must(POC, "acknowledge_letter", letter="letter-more")
    assert carriers_sight(walk).case.clocks["T14"] == walk.case.clocks["T14"]


def test_whose_case_it_is_at_cbp_is_told_to_nobody_outside() -> None:
    walk = paths.suspended()
    walk.must(SUP, "assign", person=OFF.person)
    assert case_view(sight(walk.case, walk.events, OFF).case).assigned is not None
    for actor in (POC, EXE):
        assert case_view(sight(walk.case, walk.events, actor).case).assigned is None
