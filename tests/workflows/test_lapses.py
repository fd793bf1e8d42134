"""Timeliness is judged on the instant received: no clock lapses over a filing that came in time."""

import asyncio
from datetime import datetime, timedelta

from casework.states import State
from desk.outcomes import Done
from desk.ports import ReceivedCommand
from tests.casework.paths import (
    analysis_filed,
    attested,
    opened,
    plan,
    proposed,
    recommended,
    suspended,
)
from tests.casework.walk import POC
from tests.workflows.stage import Stage

MOMENT = timedelta(seconds=1)


async def with_a_signed_plan(stage: Stage) -> datetime:
    """A suspended carrier, in real time, whose plan is signed; gives the last instant for it."""
    walk = suspended()
    analysis_filed(walk)
    attested(walk, "cap", plan())
    await stage.follow(walk, own_time=False)
    return stage.case.clocks["T10"].due


def filing(stage: Stage, at: datetime) -> ReceivedCommand:
    """The plan, filed at an instant."""
    body = {"document": "cap", "sha256": stage.case.documents["cap"].sha256}
    return stage.signed(POC, "submit_plan", body, at=at)


async def to(stage: Stage, instant: datetime) -> None:
    """Let virtual time run to an instant."""
    await stage.sleep(instant - await stage.look_at_the_clock())


def asked(stage: Stage, due: datetime) -> list[int]:
    """What the log answered when it was asked about a due instant."""
    return [count for case_id, at, count in stage.log.asked if at == due]


async def test_a_lapse_waits_for_a_filing_received_in_time_that_is_still_on_its_way(
    either_stage: Stage,
) -> None:
    stage, walk = either_stage, opened()
    recommended(walk)
    proposed(walk)
    await stage.follow(walk, own_time=False)
    due = stage.case.clocks["T03"].due
    comment = stage.signed(POC, "submit_comment", {"text": "They were whole."}, at=due - MOMENT)
    await stage.log.receive(comment)
    await to(stage, due + timedelta(minutes=1))
    assert stage.state == State.COMMENT
    assert set(asked(stage, due)) == {1}

    await stage.resender.send_again(older_than=timedelta(0))
    await to(stage, due + timedelta(days=1))
    await stage.quiet()
    assert stage.state == State.DECISION
    assert "comment_submitted" in stage.kinds
    assert "no_comment_received" not in stage.kinds


async def test_a_lapse_asks_less_and_less_often_while_it_waits(stage: Stage) -> None:
    due = await with_a_signed_plan(stage)
    await stage.log.receive(filing(stage, due - MOMENT))
    await to(stage, due + timedelta(hours=6))
    assert stage.state == State.SUSPENDED
    assert 60 < len(asked(stage, due)) < 100


async def test_once_the_answer_is_a_refusal_the_clock_lapses(stage: Stage) -> None:
    due = await with_a_signed_plan(stage)
    body = {"document": "cap", "sha256": "0" * 64}
    await stage.log.receive(stage.signed(POC, "submit_plan", body, at=due - MOMENT))
    await to(stage, due + timedelta(seconds=20))
    assert stage.state == State.SUSPENDED
    await stage.resender.send_again(older_than=timedelta(0))
    await stage.until(lambda: stage.state == State.NON_RESPONSE)
    (lapse,) = [e for e in stage.events if e.kind == "no_answer_by_the_last_day"]
    assert lapse.at == due
    assert asked(stage, due)[0] == 1
    assert asked(stage, due)[-1] == 0


async def test_a_filing_written_down_just_after_the_due_instant_still_counts(stage: Stage) -> None:
    """The desk has its instant, its log not yet: nobody can see the filing when the timer fires."""
    due = await with_a_signed_plan(stage)
    in_time = filing(stage, due - MOMENT)
    await to(stage, due + 2 * MOMENT)
    assert stage.state == State.SUSPENDED
    await stage.log.receive(in_time)
    await to(stage, due + timedelta(seconds=30))
    assert stage.state == State.SUSPENDED
    assert isinstance(await stage.send(in_time), Done)
    assert stage.state == State.CAP_REVIEW
    assert stage.kinds[-1] == "plan_submitted"


async def test_a_filing_received_too_late_is_judged_after_the_lapse_though_no_timer_has_fired(
    stage: Stage,
) -> None:
    """The desk's clock is ahead of the engine's."""
    due = await with_a_signed_plan(stage)
    await to(stage, due - timedelta(minutes=1))
    too_late = filing(stage, due + MOMENT)
    sending = asyncio.create_task(stage.send(too_late))
    await stage.until(lambda: "no_answer_by_the_last_day" in stage.kinds, step=timedelta(seconds=5))
    done = await sending
    assert isinstance(done, Done)
    assert done.receipt.events[0] == "plan_submitted_late"
    kinds = stage.kinds
    assert kinds.index("no_answer_by_the_last_day") < kinds.index("plan_submitted_late")
    by_kind = {event.kind: event.at for event in stage.events}
    assert by_kind["no_answer_by_the_last_day"] == due
    assert by_kind["plan_submitted_late"] == due + MOMENT


async def test_what_only_a_state_before_the_lapse_allows_is_refused_without_a_trace(
    stage: Stage,
) -> None:
    due = await with_a_signed_plan(stage)
    await to(stage, due - timedelta(minutes=1))
    before = await stage.at_rest()
    acknowledged = stage.signed(POC, "acknowledge", {}, at=due + MOMENT)
    answer = await stage.send(acknowledged)
    assert answer.outcome == "declined"
    assert await stage.history() == before
