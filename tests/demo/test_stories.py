"""The stories are told from what is recorded: other facts, other words; no case, no story."""

from dataclasses import replace

from casework.refusal import RefusalKind
from demo.__main__ import EXAMPLES
from demo.loading import load, load_all
from demo.results import Result
from demo.stories import stories
from tests.demo.rehearsal import rehearsed_result

ALL = [rehearsed_result(scenario) for scenario in load_all(EXAMPLES.glob("*.toml"))]
(LATE,) = (result for result in ALL if result.scenario.carrier == "GSL")


def told(results: list[Result], *, killed: tuple[str, ...] = ("worker",)) -> dict[str, str]:
    """The stories by their name, each in one line."""
    found = {}
    for story in stories(results, killed=killed).split("\n\n"):
        name, _, lines = story.partition("\n")
        found[name] = " ".join(lines.split())
    return found


def test_there_are_three_and_each_is_short() -> None:
    text = stories(ALL, killed=("worker",))
    assert [story.splitlines()[0] for story in text.split("\n\n")] == [
        "The officer",
        "The carrier",
        "Operations",
    ]
    assert all(len(line) <= 100 for line in text.splitlines())
    assert all(8 <= len(story.splitlines()) <= 20 for story in text.split("\n\n"))
    assert text == stories(ALL, killed=("worker",))


def test_the_officer_learns_which_rule_refused_who_may_sign_and_whose_days_they_were() -> None:
    story = told(ALL)["The officer"]
    (act,) = (act for act in LATE.scenario.acts if act.refused is RefusalKind.CONDITION)
    assert f"{act.actor.person}, as CTPAT headquarters decider, wants to sign the return" in story
    assert "rule decider_is_another_person: the person who reported, recommended," in story
    assert "none of officer-1 (reporter, participant, endorser, recommender, visit lead)," in story
    assert "hq-1" not in story  # signed the suspension, and could have signed the return
    assert "11:00 (America/Chicago): hq-2 signs it, recommended by officer-2" in story
    assert "of 94 days suspended, 50 waited on the carrier and 44 waited on CBP." in story
    assert "The term ended on 5 May 2025 undecided, which reinstates nobody" in story
    assert "4 days later" in story
    assert "told so 5 times" in story


def test_where_the_person_was_not_in_the_way_the_officer_learns_that() -> None:
    returned = load(EXAMPLES / "sierra-verde-returned-plan.toml")
    story = told([rehearsed_result(returned)])["The officer"]
    assert "rule mode_fits_plan" in story
    assert "the person was not what stood in the way" in story


def test_the_carrier_learns_what_it_owes_why_that_day_and_gets_receipt_and_words() -> None:
    story = told(ALL)["The carrier"]
    record = LATE.record
    assert record is not None
    plan = record.case().plan
    assert plan is not None
    assert "It owes 1 thing. Condition of the return: last day 29 Aug 2025" in story
    assert "The plan names it, signed by executive-1 and accepted by supervisor-1" in story
    assert "asked for on 18 Mar 2025, 23:40 (America/Chicago); the last day was 18 Mar" in story
    assert "was due on 21 Mar 2025 and came on 26 Mar 2025" in story
    filed = record.last("plan_submitted")
    assert filed is not None
    number = record.events.index(filed) + 1
    assert f"Receipt {filed.command_id}: plan submitted" in story
    assert f"event {number} of the record, file SHA-256 {plan.sha256}." in story
    assert "“Gulf and Sabine Line (GSL): status in the Customs Trade Partnership" in story
    assert "Trains keep running, and documents stay the same.”" in story


def test_operations_learn_what_was_overdue_what_was_killed_and_that_nothing_is_lost() -> None:
    story = told(ALL)["Operations"]
    acts = sum(len(result.scenario.acts) for result in ALL)
    assert f"once half of the {acts} acts were played: the worker." in story
    assert "CTPAT supervisor: Extension request answered (T34)" in story
    assert "Sierra Verde Railway: Corrective action plan (T09)." in story
    assert "none without an answer" in story
    assert "Overdue now: nothing." in story
    assert "refused 9 for good; waiting: none." in story
    assert "“proposal” is delivered and “suspension” is declared." in story
    events = sum(len(result.record.events) for result in ALL if result.record is not None)
    assert f"Nothing was lost: verify finds all {events} events of {len(ALL)} cases right" in story
    assert "Nothing was killed." in told(ALL, killed=())["Operations"]


def test_a_record_that_does_not_hold_is_not_called_right() -> None:
    assert LATE.record is not None
    verdict = LATE.record.verdict.model_copy(update={"unanswered": ("c-1",)})
    wrong = replace(LATE, record=replace(LATE.record, verdict=verdict))
    story = told([wrong])["Operations"]
    assert f"Verify does not hold for {LATE.case_id}." in story
    assert "Nothing was lost" not in story


def test_what_is_owed_and_late_is_overdue_now() -> None:
    """The same case, left where headquarters is late."""
    record = LATE.record
    assert record is not None
    late = record.last("decision_late")
    assert late is not None
    until = record.events[: record.events.index(late) + 1]
    left = replace(LATE, record=replace(record, events=until))
    assert "Overdue now: Gulf and Sabine Line (T18, T14)." in told([left])["Operations"]


def test_a_story_without_a_case_is_left_out() -> None:
    smooth = rehearsed_result(load(EXAMPLES / "bnsf-2023.toml"))
    assert list(told([smooth])) == ["Operations"]
    assert stories([Result(smooth.scenario, None, None, ("never opened",))], killed=()) == ""
