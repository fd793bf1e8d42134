"""What is not as the scenario says is told line by line, and the report says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from casework.refusal import RefusalKind
from casework.roles import Party
from casework.states import Phase, State
from demo.__main__ import EXAMPLES
from demo.clock_ends import Ending
from demo.comparison import differences
from demo.loading import load
from demo.outcome import Outcome
from demo.report import report
from demo.results import Result
from tests.demo.rehearsal import rehearsed_result

SCENARIO = load(EXAMPLES / "sierra-verde-returned-plan.toml")
AS_IT_SAYS = rehearsed_result(SCENARIO)
assert AS_IT_SAYS.outcome is not None
FOUND: Outcome = AS_IT_SAYS.outcome


def lapsed(**clocks: int) -> dict[Ending, dict[str, int]]:
    return {**FOUND.clocks, Ending.LAPSED: clocks}


CHANGED: dict[str, Callable[[], Outcome]] = {
    "state: expected CLOSED_REINSTATED, found MONITORING": lambda: replace(
        FOUND, state=State.MONITORING
    ),
    "the workflow has ended: expected True, found False": lambda: replace(FOUND, ended=False),
    "the record does not verify: event 3 is wrong": lambda: replace(
        FOUND, verified=False, verdict="event 3 is wrong"
    ),
    "commands accepted: expected 57, found 56": lambda: replace(FOUND, accepted=56),
    "commands refused, role: expected 1, found 0": lambda: replace(
        FOUND, refused={k: v for k, v in FOUND.refused.items() if k is not RefusalKind.ROLE}
    ),
    "commands refused, envelope: expected 0, found 1": lambda: replace(
        FOUND, refused={**FOUND.refused, RefusalKind.ENVELOPE: 1}
    ),
    "notices not delivered: 1": lambda: replace(FOUND, delivered=FOUND.notices - 1),
    "notices undeliverable: expected 0, found 1": lambda: replace(
        FOUND, delivered=FOUND.notices - 1, undeliverable=1
    ),
    "days of the suspension, mexico: expected 0, found 2": lambda: replace(
        FOUND, days={**FOUND.days, Party.MEXICO: 2}
    ),
    "days of REVIEW, cbp: expected 30, found 31": lambda: replace(
        FOUND, phases={**FOUND.phases, Phase.REVIEW: {Party.CBP: 31}}
    ),
    "clocks lapsed, T09: expected 1, found 0": lambda: replace(FOUND, clocks=lapsed()),
    "clocks lapsed, T13: expected 0, found 1": lambda: replace(FOUND, clocks=lapsed(T09=1, T13=1)),
    "last day of T13: expected 2024-06-20, found 2024-06-21": lambda: replace(
        FOUND, last_days={**FOUND.last_days, "T13": date(2024, 6, 21)}
    ),
}


@pytest.mark.parametrize("line", CHANGED)
def test_each_difference_is_a_line(line: str) -> None:
    assert differences(SCENARIO.expect, FOUND) == ()
    assert differences(SCENARIO.expect, CHANGED[line]()) == (line,)


def test_what_a_scenario_leaves_out_is_not_looked_at() -> None:
    nothing = load(EXAMPLES / "bnsf-2023.toml").expect.model_validate({})
    assert differences(nothing, FOUND) == ()


def test_the_report_tells_a_case_in_words() -> None:
    text = report([AS_IT_SAYS])
    for line in (
        "  ILLUSTRATIVE Everything is invented, the railroad too.",
        "  outcome      CLOSED_REINSTATED; 4 Mar 2024 to 6 Aug 2025; nothing is owed, the workflow "
        "has ended",
        "  days         corrective action   55  (carrier 53, cbp 2)",
        "  of these     suspended           86  (carrier 53, cbp 33)",
        "  commands     57 accepted, 7 refused (carrier 1, condition 4, role 1, state 1)",
        "  clocks       lapsed: T09 Corrective action plan",
        "  last day     T13: 20 Jun 2024",
        "  as expected  yes",
        "Cases: 1, each as its scenario says.",
    ):
        assert line in text.splitlines()


def test_the_report_tells_what_differs_and_what_never_opened() -> None:
    text = report([replace(AS_IT_SAYS, wrong=("this",)), Result(SCENARIO, None, None, ("that",))])
    assert "  DIFFERS      this" in text
    assert "never opened" in text
    assert "as expected" not in text
    assert text.endswith("Cases: 2; 2 not as their scenarios say.")
