"""What every event owes: right facts, one key each, wordable, and nothing outside before service.

The cases are walked by the real rules, on ways that take every row that owes a notice.
"""

import json
from typing import Any

import pytest

from activities.renderings import wording
from activities.template_facts import TEMPLATES, problems
from casework.decide import decide
from casework.events import Event, Notice
from casework.notices.owed import REISSUED
from casework.notices.owed import TEMPLATES as BUILT
from casework.notices.todo import TODO
from casework.process.table import ROWS
from casework.states import State
from tests.casework import paths
from tests.casework.walk import CASE_ID, HQ, OFF
from tests.casework.ways import MARK, WAYS, walked
from tests.casework.ways_of_lessons import WAYS_OF_LESSONS

each_way = pytest.mark.parametrize("way", WAYS)


def owing(template: str, way: str) -> list[tuple[Event, Notice]]:
    """Each notice of a template on a way, with the event that owes it."""
    return [
        (event, notice)
        for event in walked(way).events
        for notice in event.notices
        if notice.template == template
    ]


# --- what is true of every notice ------------------------------------------------------------


@each_way
def test_every_notice_has_the_facts_of_its_template(way: str) -> None:
    found = [(n.key, problems(n.template, n.facts)) for n in walked(way).notices]
    assert [wrong for wrong in found if wrong[1]] == []


@each_way
def test_every_notice_can_be_worded_in_its_languages(way: str) -> None:
    for notice in walked(way).notices:
        said = wording(
            notice.template,
            notice.facts,
            case_id=CASE_ID,
            illustrative=True,
            languages=notice.languages,
        )
        assert said.languages == tuple(notice.languages)
        assert said.at is not None


@each_way
def test_what_serves_a_letter_is_also_printed(way: str) -> None:
    serving = {notice.template for notice in walked(way).notices if notice.letter is not None}
    assert [template for template in serving if not TEMPLATES[template].printed] == []


@each_way
def test_facts_are_plain_json(way: str) -> None:
    for notice in walked(way).notices:
        assert json.loads(json.dumps(notice.facts)) == notice.facts


@each_way
def test_a_key_names_one_notice_in_its_case(way: str) -> None:
    keys = [notice.key for notice in walked(way).notices]
    assert len(keys) == len(set(keys))


@each_way
def test_what_is_decided_again_is_the_same_to_the_last_notice(way: str) -> None:
    for batch in walked(way).batches:
        assert decide(batch.before, batch.asked, case_id=CASE_ID) == batch.events


@each_way
def test_outside_cbp_and_the_carrier_nothing_exists_before_the_letter_is_delivered(
    way: str,
) -> None:
    awaited: str | None = None
    ports_told = False
    for event in walked(way).events:
        if event.after == State.ORDERED and event.before != State.ORDERED:
            awaited = event.body["letter"]
            ports_told = event.act == "suspend_immediately"
        if event.kind == "order_declared_served":
            awaited = None
        ports_told = ports_told or event.act == "release_embargo"
        if event.track == "LETTER" and event.item == awaited and event.after == "DELIVERED":
            awaited = None
        for notice in event.notices:
            office = notice.party.startswith(("carrier", "cbp:", "agency:"))
            early = ports_told and notice.party.startswith("port:")
            assert office or early or awaited is None, notice.key


@each_way
def test_a_carrier_reads_no_status_for_its_customers_before_the_letter(way: str) -> None:
    for event in walked(way).events:
        told = {notice.template for notice in event.notices}
        assert ("customer_text" in told) == (event.kind == "status_published")


@each_way
def test_partners_are_given_a_status_and_nothing_of_the_matter(way: str) -> None:
    reversals = owing("reversal_notice", way)
    for _, notice in (*owing("status_notice", way), *reversals):
        assert notice.party == "partner" or notice.recipient is not None
        assert set(notice.facts) <= set(TEMPLATES[notice.template].facts.model_fields)
        said = json.dumps(notice.facts)
        assert not [word for word in (MARK, "Reasons of", "967", "f1", "Seals") if word in said]
    told = ("status_notice", "reversal_notice")
    others = [n for n in walked(way).notices if n.template not in told]
    assert all(notice.party != "partner" for notice in others)


def test_partners_learn_of_every_order_that_took_effect() -> None:
    told = {way: [n.facts["status"] for _, n in owing("status_notice", way)] for way in WAYS}
    back = ["suspended", "reinstated"]
    gone = ["suspended", "removed"]
    more = {"clean": back, "relapsed": back, "monitored longer": back, "moved on": back}
    stayed = ["suspended", "suspension_stayed"]
    more |= {"stay granted late": stayed, "stay granted on appeal": stayed}
    more |= {"returned while stayed": [*stayed, "reinstated"]}
    more |= {"stayed by a court": [*stayed, "suspended"]}
    more |= {"silent": gone, "removed for good": gone}
    more |= {"appeal granted after closing": back, "removal annulled": gone}
    more |= {"removal replaced": gone, "remanded and replaced": ["suspended"]}
    more |= {"suspension annulled after removal": gone, "removal annulled at once": ["removed"]}
    more |= {"partner answered": back, "partner silent": back}
    more |= {"by stages": back}
    more |= {"relief overtaken": back, "suspended from a stage": [*back, "suspended"]}
    more |= {"relieved and widened": ["suspended", "suspended_in_part"]}
    more |= {"suspended for a false statement": ["suspended", "suspended"]}
    more |= {"agriculture concurs": back, "return without agriculture": back}
    more |= {"annulled under way": ["suspended"], "annulled after removal": ["removed"]}
    more |= {"annulled after withdrawal": ["suspended", "withdrawn"]}
    more |= {"annulled when over": [*back, "suspension_annulled"]}
    more |= {"left in review": ["withdrawn"], "left suspended": ["suspended", "withdrawn"]}
    more |= {"removed for a false statement": ["removed"]}
    never = {"unsuspended", "plan after silence", "nothing after a waiver", "dropped"}
    never |= {"served by declaration", "recalled", "told by partner", "reported itself"}
    never |= {"renamed"}
    never |= {"adoption dropped", "required plan by post", "comment by post", "corrected"}
    never |= set(WAYS_OF_LESSONS)
    never |= {way for way in WAYS if way.startswith("adopted")}  # they were told on paper
    never |= {way for way in WAYS if ": the " in way}  # matters beside a case
    assert told == {way: [] if way in never else more.get(way, ["suspended"]) for way in WAYS}


# --- the rows and the templates --------------------------------------------------------------


def test_every_template_that_a_row_names_is_known_and_built() -> None:
    named = {template for row in ROWS for template in row.notices}
    assert named - REISSUED <= set(TEMPLATES)
    assert named <= BUILT
    assert set(BUILT) - REISSUED <= set(TEMPLATES)


def test_every_row_that_owes_a_notice_is_taken_on_these_ways() -> None:
    owing_rows = {row.id for row in ROWS if row.notices}
    taken = {event.row for way in WAYS for event in walked(way).events if event.notices}
    assert owing_rows - taken == set()


def test_every_event_with_a_task_says_what_is_to_be_done() -> None:
    assert {row.event for row in ROWS if "task" in row.notices} <= set(TODO)


# --- what single notices say -----------------------------------------------------------------


def facts(template: str, way: str, kind: str) -> list[dict[str, Any]]:
    """The facts of each notice of a template that events of a kind owe on a way."""
    return [notice.facts for event, notice in owing(template, way) if event.kind == kind]


def test_a_plan_goes_back_with_a_result_for_each_action_or_with_one_reason() -> None:
    incomplete = facts("returned_plan", "returned", "filing_returned_incomplete")[0]
    assert (incomplete.get("round"), incomplete["actions"]) == (None, [])
    assert incomplete["reason"] == f"{MARK}: no owner."
    reviewed = facts("returned_plan", "returned", "plan_returned")[0]
    assert (reviewed["round"], len(reviewed["actions"])) == (1, 2)
    failed = facts("returned_plan", "returned", "verification_failed")[0]
    assert failed["reason"] == f"{MARK}: the gate is open."


def test_an_analysis_that_goes_back_has_a_day_only_where_the_plan_is_not_under_review() -> None:
    early, later = facts("returned_analysis", "returned", "analysis_returned")
    assert early["revision"]["label"]["en"] == "Post-incident analysis"
    assert later["revision"] is None


def test_a_receipt_names_the_clock_of_its_own_filing_and_says_when_it_came_late() -> None:
    first, second = facts("filing_received", "unsuspended", "evidence_submitted")
    assert first["next_clock"]["label"]["en"] == "Evidence looked at, e1"
    assert second["next_clock"]["label"]["en"] == "Evidence looked at, e2"
    plan = facts("filing_received", "clean", "plan_submitted")[0]
    assert (plan["next_clock"]["label"]["en"], plan["late"]) == ("Plan review", False)
    assert facts("filing_received", "unsuspended", "plan_submitted")[0]["late"]
    assert facts("filing_received", "late", "plan_submitted_late")[0]["late"]
    assert facts("filing_received", "late", "analysis_submitted")[0]["late"]


def test_an_accepted_plan_lists_its_milestones_by_action() -> None:
    milestones = facts("filing_accepted", "unsuspended", "plan_accepted")[0]["milestones"]
    assert [each["label"]["es"] for each in milestones] == [
        "Hito del plan, a1",
        "Hito del plan, a2",
    ]


def test_a_day_that_the_statute_sets_is_worded_as_law_and_no_other_day_is() -> None:
    clocks = [found["clock"] for found in facts("reminder", "silent", "reminder_sent")]
    by_law = {clock["label"]["en"] for clock in clocks if "law" in clock}
    assert by_law == {"Last day to file an appeal, letter-suspension"}
    assert {clock["law"] for clock in clocks if "law" in clock} == {"6 U.S.C. 967(c)"}


def test_a_letter_that_is_late_is_late_from_an_instant() -> None:
    told = facts("escalation", "silent", "lateness_escalated")
    assert told[0]["clock"]["label"]["en"] == "Letter delivered"
    assert told[0]["clock"]["day"] == "2026-03-03T15:00:00+00:00"


def test_a_task_goes_to_whose_clock_it_is_and_is_due_with_a_clock_of_that_person() -> None:
    warnings = [n for event, n in owing("task", "silent") if event.kind == "term_ends_soon"]
    assert [(n.party, n.facts["due"]["day"]) for n in warnings] == [("cbp:HQ", "2026-06-05")]
    filed = [n for event, n in owing("task", "clean") if event.kind == "analysis_submitted"]
    assert [(n.party, n.facts["due"]["day"]) for n in filed] == [("cbp:OFF", "2026-03-24")]


def test_a_reminder_to_cbp_says_what_is_due() -> None:
    todos = {found["todo"]["en"] for found in facts("task", "clean", "reminder_sent")}
    assert todos == {"Due soon: Monitoring after the return"}


def test_a_port_that_has_not_confirmed_is_told_at_its_own_address() -> None:
    told = [n for _, n in owing("escalation", "silent") if n.facts["owner"] == "PORT"]
    assert {n.address for n in told} == {
        "port-2304@cbp.example",
        "ctpat-laredo@cbp.example",
        "ctpat-hq@cbp.example",
    }
    assert told[0].address == "port-2304@cbp.example"


def test_a_letter_says_what_its_draft_says_and_who_recommended_it() -> None:
    walk = paths.opened()
    paths.recommended(walk)
    required = {"en": "Show the log.", "es": "Muestre la bitácora."}
    reasons = {"en": "Broken seals.", "es": "Candados rotos."}
    draft = {"kind": "letter", "reasons": reasons, "required": required}
    walk.must(OFF, "file_draft", document="letter-1", content=draft)
    events = walk.must(
        HQ, "propose_sanction", letter="letter-1", letter_sha256=walk.sha("letter-1")
    )
    said = events[0].notices[0].facts
    assert (said["reasons"], said["required_text"]) == (reasons, required)
    assert facts("removal_letter", "silent", "removal_ordered")[0]["recommended_by"] is None
    officer = {"person": "off-1", "role": "OFF"}
    for way, template in (("clean", "reinstatement_letter"), ("relapsed", "decision_letter")):
        assert owing(template, way)[0][1].facts["recommended_by"] == officer


def test_letters_go_to_the_contact_and_to_the_executive_as_two_messages() -> None:
    letters = [n for n in walked("clean").notices if n.letter == "letter-suspension"]
    assert [n.address for n in letters] == ["security@svr.example", "executive@svr.example"]
    assert letters[0].facts == letters[1].facts


def test_a_closing_letter_says_what_still_runs() -> None:
    remaining = facts("closing_letter", "clean", "closed_reinstated")[0]["remaining"]
    assert [each["label"]["en"] for each in remaining] == ["Lesson drafted"]


def test_what_a_carrier_reads_names_no_state_and_no_office_in_english_only() -> None:
    for way in ("extended and returned", "redated"):
        for notice in walked(way).notices:
            if notice.template != "extension_letter":
                continue
            said = wording(
                notice.template, notice.facts, case_id=CASE_ID, illustrative=True, languages=("es",)
            ).text.partition("=" * 60)[0]
            assert not any(state.value in said for state in State)
            assert "Oficina de campo de CTPAT, Laredo" in said
