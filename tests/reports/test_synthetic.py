"""The synthetic history: by the real rules, always the same, and never taken for anything else."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from casework.conformance import Conformance
from casework.reference import CARRIERS
from casework.states import BEFORE_RETURN, State
from reports.history import CaseHistory, Provenance, history_of
from reports.synthetic import CASES, synthetic_history

UNTIL = datetime(2026, 11, 1, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def history() -> tuple[CaseHistory, ...]:
    return synthetic_history(UNTIL)


def test_it_conforms_to_the_process_table(history: tuple[CaseHistory, ...]) -> None:
    for found in history:
        follow = Conformance(found.case.id)
        assert [problem for event in found.events if (problem := follow.step(event))] == []


def test_it_is_said_to_be_synthetic_and_names_no_real_railroad(
    history: tuple[CaseHistory, ...],
) -> None:
    assert 12 <= len(history) <= CASES
    for found in history:
        assert found.provenance is Provenance.SYNTHETIC
        assert found.case.id.startswith("synthetic-")
        assert found.case.illustrative
        assert CARRIERS[found.case.carrier].invented


def test_a_railroad_has_one_case_before_its_return_at_a_time(
    history: tuple[CaseHistory, ...],
) -> None:
    for found in history:
        for other in history:
            if other.case.carrier != found.case.carrier or other is found:
                continue
            opened = other.case.opened_at
            before = history_of(found.case.id, found.events, at=opened)
            assert before is None or before.case.state not in BEFORE_RETURN


def test_it_shows_something(history: tuple[CaseHistory, ...]) -> None:
    states = Counter(found.case.state for found in history)
    assert states[State.CLOSED_REINSTATED] >= 3
    assert len(states) >= 3
    published = [h for h in history if h.case.lesson and h.case.lesson.published]
    assert len(published) >= 3
    assert {name for found in history for name in found.case.incident_classes} >= {"fentanyl"}


def test_nothing_of_it_lies_after_its_end(history: tuple[CaseHistory, ...]) -> None:
    assert max(event.at for found in history for event in found.events) < UNTIL


def test_the_same_seed_gives_the_same_history(history: tuple[CaseHistory, ...]) -> None:
    again = synthetic_history(UNTIL)
    assert [found.events for found in again] == [found.events for found in history]
