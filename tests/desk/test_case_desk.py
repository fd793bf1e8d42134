"""A command is written down and signed before it is sent, and answered once."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework.command import Command
from casework.roles import Actor
from desk.case_desk import LARGEST, CaseDesk
from desk.errors import BadInput, Declination, IdUsedBefore, NotAnsweredYet
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from desk.resending import Resender
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from seals.envelope import key_id, verify
from tests.casework.walk import OFF, SUP
from tests.desk.conftest import KEY
from tests.desk.scripted import AWAY, NO, ScriptedSender, receipt
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}


def new_id() -> str:
    return f"cmd-{uuid4().hex}"


def new_case() -> str:
    return f"case-{uuid4().hex[:12]}"


async def test_a_command_is_written_down_before_it_is_sent(
    desk: CaseDesk, log: PostgresCommandLog, engine: ScriptedSender
) -> None:
    seen: list[tuple[str, int, str | None]] = []

    async def look(command: ReceivedCommand) -> None:
        logged = await log.find(command.command_id)
        assert logged is not None, "sent before it was received"
        seen.append((logged.received.envelope, logged.sent, logged.outcome))

    engine.before = look
    command_id = new_id()
    await desk.do(OFF, new_case(), "contact_note", NOTE, command_id=command_id)
    assert seen == [(engine.sent[0].envelope, 1, None)]
    logged = await log.find(command_id)
    assert logged is not None
    assert logged.outcome is not None
    assert logged.outcome_at is not None
    assert (logged.received.person, logged.received.role) == (OFF.person, "OFF")


async def test_what_is_sent_is_what_was_asked_signed_with_the_desk_s_key(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    before = datetime.now(UTC)
    case_id, command_id = new_case(), new_id()
    await desk.do(OFF, case_id, "contact_note", {"text": "  Señal ✓ "}, command_id=command_id)
    payload = verify(engine.sent[0].envelope, {key_id(KEY.public_key()): KEY.public_key()})
    command = Command.model_validate_json(payload)
    assert before <= command.received_at <= datetime.now(UTC)
    assert command.model_dump(exclude={"received_at"}) == {
        "case_id": case_id,
        "command_id": command_id,
        "act": "contact_note",
        "actor": OFF.model_dump(),
        "body": {"text": "Señal ✓"},
        "time": None,
        "versions": None,
    }
    assert engine.sent[0].received_at == command.received_at


async def test_the_same_id_gives_the_same_receipt_and_is_sent_once(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    case_id, command_id = new_case(), new_id()
    first = await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    again = await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    assert again == first
    assert engine.ids == [command_id]


async def test_the_same_id_at_the_same_moment_is_written_down_once(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    case_id, command_id = new_case(), new_id()
    asked = [desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id) for _ in range(8)]
    receipts = await asyncio.gather(*asked)
    assert {r.envelope_sha256 for r in receipts} == {receipts[0].envelope_sha256}
    assert {sent.envelope for sent in engine.sent} == {engine.sent[0].envelope}


@pytest.mark.parametrize(
    ("actor", "act", "body", "same_case"),
    [
        (OFF, "contact_note", {"text": "Another."}, True),
        (OFF, "assign", {"person": "off-2"}, True),
        (SUP, "contact_note", NOTE, True),
        (OFF, "contact_note", NOTE, False),
    ],
    ids=["other words", "other act", "other person", "other case"],
)
async def test_an_id_is_not_used_for_something_else(
    desk: CaseDesk,
    engine: ScriptedSender,
    actor: Actor,
    act: str,
    body: dict[str, Any],
    same_case: bool,
) -> None:
    case_id, command_id = new_case(), new_id()
    await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    other = case_id if same_case else new_case()
    with pytest.raises(IdUsedBefore):
        await desk.do(actor, other, act, body, command_id=command_id)
    assert engine.ids == [command_id]


async def test_a_refusal_is_kept_and_is_the_answer_from_then_on(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    case_id, command_id = new_case(), new_id()
    engine.replies[command_id] = [NO]
    for _ in range(2):
        with pytest.raises(Declination) as declination:
            await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
        assert declination.value.refusal == NO
    assert engine.ids == [command_id]
    assert await desk.outcome(command_id) == Declined(refusal=NO)


async def test_an_engine_that_is_away_leaves_the_command_received(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender, log: PostgresCommandLog
) -> None:
    case_id, command_id = new_case(), new_id()
    engine.replies[command_id] = [AWAY, AWAY]
    with pytest.raises(NotAnsweredYet) as waiting:
        await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    assert waiting.value.command_id == command_id
    assert await desk.outcome(command_id) is None
    with pytest.raises(NotAnsweredYet):
        await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    swept = await resender.send_again(older_than=timedelta(0))
    assert command_id in swept.answered
    assert await desk.outcome(command_id) == Done(receipt=receipt(engine.sent[0]))
    logged = await log.find(command_id)
    assert logged is not None
    assert logged.sent == 3
    assert len({sent.envelope for sent in engine.sent}) == 1, "received once, signed once"


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("contact_note", {}, "text"),
        ("contact_note", {"text": "x", "also": "y"}, "also"),
        ("contact_note", {"text": "\u202edrawkcab"}, "text"),
        ("no_such_act", {}, "command"),
        ("lapse", {"clock": "T02"}, "command"),
        ("on:sent", {}, "command"),
        ("open_case", OPENING | {"carrier_reference": "R"}, "command"),
        ("submit_comment", {"text": "x" * 20_001}, "text"),
    ],
)
async def test_bad_input_names_the_field_and_writes_nothing(
    desk: CaseDesk,
    engine: ScriptedSender,
    reader: PostgresCaseReader,
    act: str,
    body: dict[str, Any],
    field: str,
) -> None:
    case_id, command_id = new_case(), new_id()
    with pytest.raises(BadInput) as bad:
        await desk.do(OFF, case_id, act, body, command_id=command_id)
    ((name, what),) = bad.value.problems
    assert name == field
    assert not re.search(r"Input should|Field required|String should|Extra inputs", what)
    assert await reader.commands(case_id) == ()
    assert await desk.outcome(command_id) is None
    assert engine.sent == []


async def test_what_is_too_large_to_be_sent_is_not_received(
    desk: CaseDesk, engine: ScriptedSender, reader: PostgresCaseReader
) -> None:
    """A command that can never be sent would hold up every clock of its case."""
    action = {
        "finding": "f1",
        "objective": "x" * 19_000,
        "owner": "o",
        "due": "2026-05-10",
        "evidence_expected": "e",
        "success_measure": "s",
    }
    actions = [{**action, "id": f"a{number}"} for number in range(20)]
    content = {"kind": "cap", "unannounced_visit_consent": True, "actions": actions}
    case_id = new_case()
    with pytest.raises(BadInput, match="too large"):
        await desk.do(OFF, case_id, "file_draft", {"document": "cap", "content": content})
    assert await reader.commands(case_id) == ()
    content["actions"] = actions[:12]
    await desk.do(OFF, case_id, "file_draft", {"document": "cap", "content": content})
    assert LARGEST * 0.8 < len(engine.sent[0].envelope) < LARGEST


@pytest.mark.parametrize("command_id", ["T09@2026-01-01T00:00:00Z:lapse", "a b", "x" * 101])
async def test_an_id_that_a_clock_could_have_is_refused_and_nothing_is_written(
    desk: CaseDesk, reader: PostgresCaseReader, command_id: str
) -> None:
    case_id = new_case()
    with pytest.raises(BadInput) as bad:
        await desk.do(OFF, case_id, "contact_note", {"text": "A call."}, command_id=command_id)
    assert bad.value.problems[0][0] == "id"
    assert await reader.commands(case_id) == ()
