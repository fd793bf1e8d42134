"""A command is done once, whoever sends it again and when; its receipt is what the record says."""

import asyncio

import pytest

from casework.states import State
from desk.errors import Declination, IdUsedBefore
from desk.outcomes import Declined, Done
from seals.envelope import digest
from tests.casework.paths import opened
from tests.casework.walk import OFF, SUP
from tests.workflows.opening import OPENING
from tests.workflows.stage import Stage
from tests.workflows.ways import clean_path

NOTE = {"text": "We called."}


async def test_a_receipt_says_what_the_record_holds(stage: Stage) -> None:
    opening = await stage.open(OFF, **OPENING)
    note = await stage.do(OFF, "contact_note", **NOTE)
    assert (opening.first, opening.last, note.first, note.last) == (1, 1, 2, 2)
    kept = stage.record.receipts[stage.case_id, note.command_id]
    assert (note.head, note.recorded_at) == (kept.head, kept.recorded_at)
    assert note.state == State.INCIDENT_REVIEW
    assert note.events == ("contact_noted",)
    (batch,) = [b for b in stage.record.batches if b.key == note.command_id]
    assert batch.envelope is not None
    assert note.envelope_sha256 == digest(batch.envelope)
    assert batch.envelope == stage.log.commands[note.command_id].received.envelope


async def test_the_same_command_again_gives_the_same_receipt(either_stage: Stage) -> None:
    stage = either_stage
    await stage.open(OFF, **OPENING)
    first = await stage.do(OFF, "contact_note", command_id="once", **NOTE)
    assert await stage.do(OFF, "contact_note", command_id="once", **NOTE) == first
    around = await stage.send(stage.log.commands["once"].received)
    assert around == Done(receipt=first), "the engine itself answers a repeated id"
    assert stage.kinds == ["case_opened", "contact_noted"]
    with pytest.raises(IdUsedBefore):
        await stage.do(OFF, "contact_note", command_id="once", text="Something else.")
    with pytest.raises(IdUsedBefore):
        await stage.do(SUP, "contact_note", command_id="once", **NOTE)


async def test_the_same_command_from_several_sides_at_once_is_done_once(stage: Stage) -> None:
    await stage.open(OFF, **OPENING)
    receipts = await asyncio.gather(
        *(stage.do(OFF, "contact_note", command_id="once", **NOTE) for _ in range(5))
    )
    assert len({r.model_dump_json() for r in receipts}) == 1
    assert stage.kinds == ["case_opened", "contact_noted"]


async def test_a_repeated_opening_is_the_same_case(stage: Stage) -> None:
    opening = await stage.open(OFF, command_id="opening", **OPENING)
    assert await stage.open(OFF, command_id="opening", **OPENING) == opening
    again = await stage.send(stage.log.commands["opening"].received)
    assert again == Done(receipt=opening)
    assert stage.kinds == ["case_opened"]


async def test_of_conflicting_commands_at_once_one_is_accepted(stage: Stage) -> None:
    await stage.follow(opened(), own_time=False)
    reason = {"reason": "Opened twice."}
    asked = [stage.do(SUP, "void_case", **reason) for _ in range(5)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 1
    refusals = [answer for answer in answers if isinstance(answer, Declination)]
    assert {refusal.refusal.rule for refusal in refusals} == {"state"}
    assert len(refusals) == 4
    assert stage.kinds.count("case_voided") == 1


async def test_a_case_that_has_ended_still_knows_its_receipts(stage: Stage) -> None:
    walk = clean_path()
    await stage.follow(walk)
    await stage.handle.result()
    logged = list(stage.log.commands.values())
    last = await stage.send(logged[-1].received)
    assert isinstance(last, Done), "its answer may have been lost on the way"
    assert last.receipt.act == "file_lesson"
    first = await stage.send(logged[0].received)
    assert isinstance(first, Done)
    assert first.receipt.act == "open_case"
    before = len(stage.events)
    with pytest.raises(Declination, match="ended"):
        await stage.do(SUP, "void_case", reason="Now.")
    assert len(stage.events) == before


async def test_there_is_no_case_where_none_was_opened(stage: Stage) -> None:
    command = stage.signed(OFF, "contact_note", NOTE, case_id="case-nowhere")
    answer = await stage.send(command.model_copy(update={"case_id": "case-nowhere"}))
    assert isinstance(answer, Declined)
    assert answer.refusal.rule == "no_case"
