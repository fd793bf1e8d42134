"""An opening: one case for a carrier at a time, an opaque name, and perhaps a time of its own."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework.casetime import CaseTime
from casework.command import Command
from casework.roles import Role
from desk.case_desk import CaseDesk, case_opened_by
from desk.errors import BadInput, Declination, IdUsedBefore, NotAnsweredYet
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.pool import Pool
from seals.envelope import key_id, verify
from tests.casework.walk import OFF, OFF2, POC
from tests.desk.conftest import KEY
from tests.desk.scripted import AWAY, NO, ScriptedSender
from tests.workflows.opening import OPENING

NOTE = {"text": "We called."}


def new_id() -> str:
    return f"cmd-{uuid4().hex}"


async def test_an_opening_has_the_case_id_of_its_command(
    desk: CaseDesk, engine: ScriptedSender, log: PostgresCommandLog
) -> None:
    body, command_id = OPENING, new_id()
    opened = await desk.open(OFF, body, command_id=command_id)
    assert opened.case_id == case_opened_by(command_id) == engine.sent[0].case_id
    assert engine.sent[0].opens_for == body["carrier"]
    assert await desk.open(OFF, body, command_id=command_id) == opened
    assert len(engine.sent) == 1


async def test_the_desk_names_the_carrier_opaquely_whatever_was_sent(
    desk: CaseDesk, engine: ScriptedSender, log: PostgresCommandLog
) -> None:
    body = OPENING
    await desk.open(OFF, {**body, "carrier_reference": "Sierra Verde"})
    said = Command.model_validate_json(
        verify(engine.sent[0].envelope, {key_id(KEY.public_key()): KEY.public_key()})
    ).body
    assert said["carrier_reference"] == await log.carrier_reference(body["carrier"])
    assert said["carrier_reference"].startswith("R-")


@pytest.mark.parametrize(
    "changes", [{"port": "Laredo"}, {"carrier": "no such form"}, {"contacts": {}}, {"x": 1}]
)
async def test_a_bad_opening_writes_nothing_not_even_a_name_for_the_carrier(
    desk_pool: Pool, engine: ScriptedSender, changes: dict[str, Any]
) -> None:
    references: list[str] = []

    class Watched(PostgresCommandLog):
        async def carrier_reference(self, carrier: str) -> str:
            references.append(carrier)
            return await super().carrier_reference(carrier)

    desk = CaseDesk(Watched(desk_pool), engine, KEY)
    with pytest.raises(BadInput):
        await desk.open(OFF, {**OPENING, **changes})
    with pytest.raises(BadInput, match="does not open a case"):
        await desk.open(OFF, {"text": "x"}, act="contact_note")
    assert references == []
    assert engine.sent == []


async def test_a_second_opening_for_a_carrier_is_refused_until_the_first_was(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    body, first = OPENING, new_id()
    engine.replies[first] = [AWAY, NO]
    with pytest.raises(NotAnsweredYet):
        await desk.open(OFF, body, command_id=first)
    with pytest.raises(Declination, match="carrier_has_case"):
        await desk.open(OFF2, body)
    with pytest.raises(Declination, match="state"):
        await desk.open(OFF, body, command_id=first)
    assert (await desk.open(OFF2, body)).act == "open_case"


async def test_an_opening_that_a_case_bars_is_kept_with_its_answer_and_never_sent(
    desk: CaseDesk, engine: ScriptedSender, log: PostgresCommandLog, reader: PostgresCaseReader
) -> None:
    first, barred = new_id(), new_id()
    engine.replies[first] = [AWAY]
    with pytest.raises(NotAnsweredYet):
        await desk.open(OFF, OPENING, command_id=first)
    for _ in range(2):
        with pytest.raises(Declination, match="carrier_has_case"):
            await desk.open(OFF2, OPENING, command_id=barred, act="open_case")
    (kept,) = await reader.commands(case_opened_by(barred))
    assert kept.outcome is not None
    assert "carrier_has_case" in kept.outcome
    assert kept.received.person == OFF2.person
    with pytest.raises(IdUsedBefore):
        await desk.open(OFF2, {**OPENING, "note": "Again."}, command_id=barred)
    await desk.open(OFF, OPENING, command_id=first)
    assert engine.ids == [first, first]


async def test_who_may_not_open_for_a_carrier_is_not_told_that_it_has_a_case(
    desk: CaseDesk, engine: ScriptedSender
) -> None:
    first = new_id()
    engine.replies[first] = [AWAY]
    with pytest.raises(NotAnsweredYet):
        await desk.open(OFF, OPENING, command_id=first)
    stranger = POC.model_copy(update={"organisation": "RGL"})
    with pytest.raises(Declination) as declined:
        await desk.open(stranger, {**OPENING, "ground": "incident"}, act="self_report")
    assert declined.value.refusal.rule == "carrier"
    await desk.open(OFF, OPENING, command_id=first)


async def test_case_time_is_the_first_opening_s_and_is_granted_on(
    desk: CaseDesk, engine: ScriptedSender, log: PostgresCommandLog
) -> None:
    start = datetime(2023, 8, 22, 15, tzinfo=UTC)
    time = CaseTime(origin=start, real_origin=datetime.now(UTC), factor=1000, until=start)
    body, command_id = OPENING, new_id()
    opened = await desk.open(OFF, body, command_id=command_id, time=time)
    assert opened.received_at == start
    later = time.model_copy(update={"real_origin": datetime.now(UTC), "factor": 5})
    assert await desk.open(OFF, body, command_id=command_id, time=later) == opened
    assert await log.case_time(opened.case_id) == time

    await desk.do(OFF, opened.case_id, "contact_note", NOTE)
    assert engine.sent[-1].received_at == start, "time stands still until more is granted"
    until = start + timedelta(days=3)
    await desk.grant_time(opened.case_id, until)
    granted = await log.case_time(opened.case_id)
    assert granted is not None
    assert (granted.origin, granted.until, granted.factor) == (start, until, 1000)
    (grant,) = engine.granted
    assert grant.time == granted
    assert grant.actor.role is Role.SYS


async def test_production_knows_no_case_time(
    log: PostgresCommandLog, engine: ScriptedSender
) -> None:
    desk = CaseDesk(log, engine, KEY)
    time = CaseTime(origin=datetime.now(UTC), real_origin=datetime.now(UTC), factor=2)
    with pytest.raises(BadInput, match="only in development"):
        await desk.open(OFF, OPENING, time=time)
    opened = await desk.open(OFF, OPENING)
    with pytest.raises(BadInput, match="runs in real time"):
        await desk.grant_time(opened.case_id, datetime.now(UTC))
    assert engine.granted == []
