"""What has no outcome is sent again: in order, without a key, and nothing holds up the rest."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from desk.case_desk import CaseDesk
from desk.errors import NotAnsweredYet
from desk.ports import ReceivedCommand
from desk.resending import Resender
from desk.sweeper import sweep
from records.command_log import PostgresCommandLog
from tests.casework.walk import OFF
from tests.desk.scripted import AWAY, NO, ScriptedSender

NOW = timedelta(0)


async def left_behind(desk: CaseDesk, engine: ScriptedSender, cases: int, each: int) -> list[str]:
    """Commands that got no answer, case by case in turn."""
    engine.every = AWAY
    ids = []
    names = [f"case-{uuid4().hex[:12]}" for _ in range(cases)]
    for turn in range(each):
        for name in names:
            ids.append(f"{name}-{turn}")
            with pytest.raises(NotAnsweredYet):
                await desk.do(OFF, name, "contact_note", {"text": "x"}, command_id=ids[-1])
    engine.every = None
    engine.sent.clear()
    return ids


async def test_within_a_case_the_order_of_receipt_is_kept(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender
) -> None:
    ids = await left_behind(desk, engine, cases=4, each=3)
    swept = await resender.send_again(older_than=NOW)
    assert swept == (tuple(ids), ())
    for case in {i.rpartition("-")[0] for i in ids}:
        assert [i for i in engine.ids if i.startswith(case)] == [f"{case}-{n}" for n in range(3)]
    assert await resender.send_again(older_than=NOW) == ((), ())


async def test_what_follows_an_unanswered_command_of_its_case_waits_with_it(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender
) -> None:
    one, other, one_more, other_more = await left_behind(desk, engine, cases=2, each=2)
    engine.replies[one] = [AWAY]
    swept = await resender.send_again(older_than=NOW)
    assert swept.answered == (other, other_more)
    assert swept.unanswered == (one, one_more)
    assert one_more not in engine.ids
    assert (await resender.send_again(older_than=NOW)).answered == (one, one_more)


async def test_a_command_that_cannot_be_sent_holds_up_nobody_and_only_its_id_is_logged(
    desk: CaseDesk,
    engine: ScriptedSender,
    resender: Resender,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ids = await left_behind(desk, engine, cases=2, each=2)
    engine.replies[ids[0]] = [ValueError("SVR secret")]
    with caplog.at_level(logging.INFO):
        swept = await resender.send_again(older_than=NOW)
    assert swept.answered == tuple(ids[1:])
    assert swept.unanswered == (ids[0],)
    assert f"command {ids[0]} cannot be sent (ValueError)" in caplog.text
    assert "secret" not in caplog.text


async def test_what_is_young_is_left_to_the_desk_that_received_it(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender
) -> None:
    await left_behind(desk, engine, cases=1, each=1)
    assert await resender.send_again(older_than=timedelta(minutes=1)) == ((), ())
    assert engine.sent == []


async def test_a_refusal_is_an_answer_too(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender
) -> None:
    (command_id,) = await left_behind(desk, engine, cases=1, each=1)
    engine.replies[command_id] = [NO]
    assert (await resender.send_again(older_than=NOW)).answered == (command_id,)
    outcome = await desk.outcome(command_id)
    assert outcome is not None
    assert outcome.outcome == "declined"


async def test_the_sweeper_goes_on_whatever_happens_until_it_is_cancelled(
    desk: CaseDesk,
    engine: ScriptedSender,
    resender: Resender,
    log: PostgresCommandLog,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, second = await left_behind(desk, engine, cases=2, each=1)
    engine.replies[second] = [AWAY]
    unanswered = log.unanswered
    pauses: list[float] = []

    async def away(**_: object) -> None:
        raise ConnectionError("the database is away")

    script: list[Callable[[], None]] = [
        lambda: monkeypatch.setattr(log, "unanswered", away),
        lambda: monkeypatch.setattr(log, "unanswered", unanswered),
    ]

    async def turn(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) > 3:
            raise asyncio.CancelledError
        if len(pauses) <= len(script):
            script[len(pauses) - 1]()

    with (
        caplog.at_level(logging.INFO, logger="desk.sweeper"),
        pytest.raises(asyncio.CancelledError),
    ):
        await sweep(resender, interval=timedelta(seconds=7), older_than=NOW, sleep=turn)
    assert pauses == [7.0] * 4
    said = [r.getMessage() for r in caplog.records if r.name == "desk.sweeper"]
    assert said == [
        f"answered when sent again: {first}",
        f"still without an answer: {second}",
        "nothing could be sent again (ConnectionError)",
        f"answered when sent again: {second}",
    ]


async def test_a_sweeper_that_is_cancelled_in_the_middle_of_sending_stops(
    desk: CaseDesk, engine: ScriptedSender, resender: Resender
) -> None:
    (command_id,) = await left_behind(desk, engine, cases=1, each=1)
    reached, never = asyncio.Event(), asyncio.Event()

    async def hang(_: ReceivedCommand) -> None:
        reached.set()
        await never.wait()

    engine.before = hang
    sweeping = asyncio.create_task(sweep(resender, interval=NOW, older_than=NOW))
    await reached.wait()
    sweeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweeping
    assert await desk.outcome(command_id) is None
