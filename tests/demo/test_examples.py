"""The examples are what they claim to be: they come out as they say, and harm no real name."""

from datetime import date

import pytest

from casework.clocks import EntryKind
from casework.commands.suspension import Ground
from casework.reference import CARRIERS
from casework.refusal import RefusalKind
from casework.roles import Party, Role
from demo.__main__ import EXAMPLES
from demo.loading import load, load_all
from demo.scenario import Scenario
from embedded.mail_sink import is_gone
from tests.demo.rehearsal import rehearse, rehearsed_result

FILES = sorted(EXAMPLES.glob("*.toml"))
SCENARIOS = [pytest.param(load(file), id=file.stem) for file in FILES]
HARMFUL = ("_late", "_returned", "_failed", "_not_filed", "no_answer", "removal", "_referred")


def test_all_of_them_can_be_played_side_by_side() -> None:
    assert len(load_all(FILES)) == len(FILES) >= 4


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_comes_out_as_it_says_by_the_rules_alone(scenario: Scenario) -> None:
    result = rehearsed_result(scenario)
    assert result.wrong == ()
    for field in ("state", "ended", "accepted", "refused", "notices", "days", "phases"):
        assert getattr(scenario.expect, field) is not None, f"{field} is left to chance"
    for field in ("met", "extended", "lapsed", "ran_out"):
        assert getattr(scenario.expect.clocks, field) is not None, f"{field} is left to chance"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_is_illustrative_and_writes_to_nobody(scenario: Scenario) -> None:
    case, events, _, _ = rehearse(scenario)
    assert case.illustrative
    addresses = {notice.address for event in events for notice in event.notices}
    assert addresses
    assert all(address.endswith(".example") for address in addresses)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_harms_a_name_happens_to_invented_railroads_only(scenario: Scenario) -> None:
    if CARRIERS[scenario.carrier].invented:
        return
    case, events, _, _ = rehearse(scenario)
    assert case.ground is Ground.NOT_PUBLIC
    assert {finding.requirement for finding in case.findings.values()} == {"Not public"}
    assert not [e.kind for e in events if any(word in e.kind for word in HARMFUL)]
    assert scenario.expect.refused == {}


@pytest.mark.parametrize("name", ["union-pacific-2023", "bnsf-2023"])
def test_the_worked_example_holds(name: str) -> None:
    """Decided and served on 22 Aug 2023 (domain.md 11.3)."""
    found = rehearsed_result(load(EXAMPLES / f"{name}.toml")).outcome
    assert found is not None
    assert found.last_days["T14"] == found.last_days["T19"] == date(2023, 11, 20)


def kinds(name: str) -> list[str]:
    return [event.kind for event in rehearse(load(EXAMPLES / f"{name}.toml")).events]


def in_order(found: list[str], *wanted: str) -> bool:
    rest = iter(found)
    return all(kind in rest for kind in wanted)


def test_more_time_asked_on_the_last_day_and_answered_late_makes_nobody_late_but_cbp() -> None:
    """The returned plan, the failed visit, the decision after the term (domain.md 11.3, 11.5)."""
    scenario = load(EXAMPLES / "gulf-and-sabine-late-decision.toml")
    case, events, _, _ = rehearse(scenario)
    assert in_order(
        kinds(scenario.name),
        "plan_returned",
        "extension_requested",
        "extension_answer_late",
        "extension_granted",
        "plan_submitted",
        "verification_failed",
        "visit_reported",
        "return_recommended",
        "term_over_undecided",
        "decision_late",
        "term_still_undecided",
        "reinstatement_ordered",
    )
    asked = next(event for event in events if event.kind == "extension_requested")
    assert case.local_day(asked.at) == scenario.expect.last_days["T13"]
    lapsed = {c.key for e in events for c in e.clocks if c.entry.kind is EntryKind.LAPSED}
    owed_by_carrier = {
        c.key
        for e in events
        for c in e.clocks
        if c.started is not None and c.started.terms.party is Party.CARRIER
    }
    assert lapsed & owed_by_carrier == {"T19:suspension"}  # a right that has passed, no lateness
    told = [n.party for e in events for n in e.notices if n.template == "decision_late"]
    assert told == ["carrier"] * 5


def test_what_cannot_be_delivered_is_served_and_silence_decides_nothing() -> None:
    assert in_order(
        kinds("cerro-blanco-silence"),
        "letter_bounced",
        "no_comment_received",
        "suspension_ordered",
        "letter_bounced",
        "letter_resent",
        "contact_noted",
        "service_not_settled_in_time",
        "order_declared_served",
        "analysis_late",
        "plan_late",
        "no_answer_by_the_last_day",
        "grace_passed_without_answer",
        "removal_ordered",
        "order_took_effect",
        "may_apply_again",
    )
    _, events, _, _ = rehearse(load(EXAMPLES / "cerro-blanco-silence.toml"))
    decided = [e for e in events if e.kind in ("removal_ordered", "order_declared_served")]
    assert {event.actor.role for event in decided} == {Role.HQ}
    final = [n for e in events for n in e.notices if n.template == "final_notice"]
    assert final
    assert not any(is_gone(notice.address) for notice in final)


def test_one_of_them_holds_a_lapse_with_reminders_and_a_refusal_of_each_kind() -> None:
    scenario = load(EXAMPLES / "sierra-verde-returned-plan.toml")
    _, events, _, _ = rehearse(scenario)
    kinds = {(change.key, change.entry.kind.value) for e in events for change in e.clocks}
    assert {("T09", "REMINDED"), ("T09", "LAPSED")} <= kinds
    assert "plan_returned" in {event.kind for event in events}
    expected = {act.refused for act in scenario.acts} - {None}
    assert expected == set(RefusalKind) - {RefusalKind.ENVELOPE}
