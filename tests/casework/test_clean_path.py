"""From the first report to the filed lesson, and the worked example of domain.md 11.3."""

from datetime import date

import pytest

from casework.agenda import settled
from casework.case import Case
from casework.conformance import Conformance
from casework.events import Event
from casework.evolve import evolve
from casework.states import CLOSED, Phase, Standing, State
from tests.casework.clock_making import local
from tests.casework.paths import CONTACTS, INCIDENT, SCOPE, closed, recommended, reinstated
from tests.casework.walk import CASE_ID, HQ, OFF, POC, PORT, SUP, Walk


@pytest.fixture(scope="module")
def done() -> Walk:
    """A case that has come to its end, with its lesson filed."""
    walk = reinstated()
    walk.until(100)
    closed(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-closing")
    walk.must(
        OFF,
        "draft_lesson",
        text={"en": "Look twice.", "es": "Revise dos veces."},
        root_causes="Nobody looked twice.",
    )
    walk.must(POC, "answer_lesson", agrees_to_publication=False)
    walk.must(SUP, "file_lesson")
    return walk


def folded(events: tuple[Event, ...]) -> Case:
    case: Case | None = None
    for event in events:
        case = evolve(case, event, case_id=CASE_ID)
    assert case is not None
    return case


def test_a_carrier_comes_back_and_the_case_is_closed(done: Walk) -> None:
    assert done.case.state is State.CLOSED_REINSTATED
    assert done.case.standing is Standing.GOOD
    assert done.case.tracks["TERM"] == {"term": "ENDED"}
    assert set(done.case.tracks["BENEFIT"].values()) == {"ON"}
    assert done.case.tracks["STATUS"] == {"status": "PUBLISHED"}
    assert done.case.tracks["LESSON"] == {"lesson": "FILED_L"}


def test_nothing_is_owed_at_the_end(done: Walk) -> None:
    assert settled(done.case)
    assert not any(clock.is_open for clock in done.case.clocks.values())


def test_something_is_owed_until_the_lesson_is_filed(done: Walk) -> None:
    before_the_lesson = folded(done.events[:-1])
    assert before_the_lesson.state in CLOSED
    assert not settled(before_the_lesson)


def test_the_case_goes_through_the_four_phases_in_order(done: Walk) -> None:
    phases = list(dict.fromkeys(span.phase for span in done.case.spans))
    assert phases == [
        Phase.SUSPENSION,
        Phase.CORRECTIVE_ACTION,
        Phase.REVIEW,
        Phase.REINSTATEMENT,
    ]


def test_the_standing_changes_only_when_an_order_takes_effect(done: Walk) -> None:
    case: Case | None = None
    changes = []
    for event in done.events:
        after = evolve(case, event, case_id=CASE_ID)
        if case is not None and case.standing is not after.standing:
            changes.append((event.kind, after.standing))
        case = after
    assert changes == [
        ("order_took_effect", Standing.SUSPENDED_FULL),
        ("order_took_effect", Standing.GOOD),
    ]


def test_the_recorded_events_give_the_same_case(done: Walk) -> None:
    recorded = tuple(Event.model_validate_json(event.model_dump_json()) for event in done.events)
    assert recorded == done.events
    assert folded(recorded) == done.case


def test_a_case_carried_over_gives_the_same_case(done: Walk) -> None:
    assert Case.model_validate_json(done.case.model_dump_json()) == done.case


def test_the_history_follows_the_table(done: Walk) -> None:
    conformance = Conformance(CASE_ID)
    assert [problem for event in done.events if (problem := conformance.step(event))] == []


def decided_on_22_august_2023(legal_basis: str) -> Walk:
    """Decision of 22 Aug 2023, delivered and in effect the same day, term of 90 days."""
    walk = Walk(at=local(2023, 8, 1))
    walk.must(
        OFF,
        "open_case",
        carrier="SVR",
        carrier_reference="R-1",
        port="2304",
        ground="incident",
        illustrative=True,
        contacts=CONTACTS,
        incident={**INCIDENT, "discovered_at": "2023-07-31T10:00:00Z"},
    )
    recommended(walk)
    walk.must(HQ, "propose_sanction", **walk.letter("letter-proposal"))
    walk.must(POC, "acknowledge_letter", letter="letter-proposal")
    walk.until(10)
    walk.must(POC, "submit_comment", text="The seals were whole.")
    walk.until((local(2023, 8, 22) - walk.now).days)
    assert walk.now == local(2023, 8, 22)
    letter = walk.letter("letter-suspension")
    walk.must(HQ, "suspend", **letter, legal_basis=legal_basis, scope=SCOPE, term_days=90)
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    walk.must(PORT, "confirm_off", benefits=SCOPE)
    return walk


@pytest.mark.parametrize(
    ("legal_basis", "last_day_to_appeal"),
    [("967a", date(2023, 11, 20)), ("967b", date(2023, 9, 21))],
)
def test_the_worked_example(legal_basis: str, last_day_to_appeal: date) -> None:
    walk = decided_on_22_august_2023(legal_basis)
    clocks = walk.case.clocks
    assert clocks["T14"].due_day == date(2023, 11, 20)
    assert clocks["T19:letter-suspension"].due_day == last_day_to_appeal
    assert clocks["T10"].due_day == date(2023, 11, 20)


def test_the_window_of_the_appeal_counts_from_the_decision_and_the_term_from_the_effect() -> None:
    walk = decided_on_22_august_2023("967a")
    ordered = next(event for event in walk.events if event.kind == "suspension_ordered")
    in_effect = next(event for event in walk.events if event.kind == "term_began")
    started = [change.key for change in ordered.clocks if change.started]
    assert started == ["T04", "T04B", "T19:letter-suspension"]
    assert [change.key for change in in_effect.clocks] == ["T14", "T29"]
    assert walk.case.clocks["T29"].due_day == date(2023, 10, 31)
