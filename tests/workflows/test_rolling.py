"""A run hands everything to the next one: nobody who acts or waits can tell."""

import asyncio
from datetime import timedelta

from casework.states import State
from desk.outcomes import Done
from tests.casework.paths import opened, proposed, recommended, suspended
from tests.casework.walk import OFF
from tests.workflows.comparing import told
from tests.workflows.stage import Stage
from tests.workflows.ways import clean_path
from workflows.carried import Carried

NOTE = {"text": "We called."}


async def test_a_whole_case_over_many_runs(stage: Stage) -> None:
    walk = clean_path()
    stage.roll_after = 60
    await stage.follow(walk)
    assert told(stage.events) == told(walk.events)
    runs = await stage.runs()
    assert len(runs) > 8
    receipts = [c for c in stage.log.commands.values() if c.outcome and '"done"' in c.outcome]
    carried = await last_carried(stage)
    assert set(carried.receipts) <= {c.received.command_id for c in receipts}
    first = next(iter(stage.log.commands.values()))
    assert first.outcome is not None
    again = await stage.send(first.received)
    assert again.model_dump_json() == first.outcome, "also asked after the end"


async def test_a_repeated_command_id_after_the_roll_gives_the_same_receipt(
    either_stage: Stage,
) -> None:
    """Of a command that the case would refuse by now."""
    stage, walk = either_stage, opened()
    recommended(walk)
    stage.roll_after = 40
    await stage.follow(walk, own_time=False)
    once = list(stage.log.commands.values())[-1]
    assert once.received.act == "recommend_sanction"
    runs = len(await stage.runs())
    while len(await stage.runs()) == runs:
        await stage.do(OFF, "contact_note", **NOTE)
    recorded = len(stage.events)
    again = await stage.send(once.received)
    assert again.model_dump_json() == once.outcome
    assert len(stage.events) == recorded


async def test_no_run_ends_while_somebody_waits_for_an_answer(stage: Stage) -> None:
    """Whose command came after a last day, and the clock has yet to run out."""
    walk = opened()
    recommended(walk)
    proposed(walk)
    stage.roll_after = 30
    await stage.follow(walk, own_time=False)
    await stage.quiet()
    due = stage.case.clocks["T03"].due
    await stage.sleep(due - timedelta(minutes=1) - stage.now())
    runs = len(await stage.runs())
    note = stage.signed(OFF, "contact_note", NOTE, at=due + timedelta(seconds=1))
    waiting = asyncio.create_task(stage.send(note))
    for _ in range(8):
        await stage.do(OFF, "contact_note", **NOTE)
    assert not waiting.done()
    assert len(await stage.history()) > stage.roll_after
    assert len(await stage.runs()) == runs
    await stage.until(waiting.done, step=timedelta(seconds=10))
    answer = await waiting
    assert isinstance(answer, Done)
    lapsed = [e.kind for e in stage.events].index("no_comment_received")
    assert lapsed < answer.receipt.first
    await stage.do(OFF, "contact_note", **NOTE)
    await stage.quiet()
    assert len(await stage.runs()) > runs


async def test_clocks_that_run_are_carried_over(stage: Stage) -> None:
    walk = opened()
    recommended(walk)
    stage.roll_after = 40
    await stage.follow(walk, own_time=False)
    while len(await stage.runs()) < 3:
        await stage.do(OFF, "contact_note", **NOTE)
        await stage.quiet()
    carried = await last_carried(stage)
    assert carried.case is not None
    assert carried.case.clocks == stage.case.clocks
    assert carried.time is None
    due = stage.case.clocks["T18"].due
    await stage.sleep(due + timedelta(days=1) - stage.now())
    await stage.quiet()
    (late,) = [event for event in stage.events if event.kind == "decision_late"]
    assert late.at == due


async def test_a_case_s_own_time_is_carried_over(stage: Stage) -> None:
    walk = suspended()
    stage.roll_after = 40
    await stage.follow(walk)
    walk.until(100)
    await stage.run_to(walk.now)
    assert told(stage.events) == told(walk.events)
    carried = await last_carried(stage)
    assert carried.time is not None
    assert carried.time.origin.year == 2026
    assert stage.state == State.DECISION


async def last_carried(stage: Stage) -> Carried:
    """What the latest run began with."""
    (latest, *_) = await stage.runs()
    started = latest.events[0].workflow_execution_started_event_attributes
    converter = stage.env.client.data_converter
    (carried,) = await converter.decode(started.input.payloads, type_hints=[Carried])
    assert isinstance(carried, Carried)
    return carried
