"""The desk's log: received before sent, the first outcome stays, one case per carrier."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest

from casework.casetime import CaseTime
from casework.states import State
from desk.ports import CarrierHasCase, LoggedCommand
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog, PostgresUnansweredCommands
from tests.records.samples import OPENED, batch, case_id, received

LATER = OPENED + timedelta(days=2)


async def test_a_command_is_durable_before_anything_is_sent(
    log: PostgresCommandLog, reader: PostgresCaseReader
) -> None:
    command = received(case_id())
    logged = await log.receive(command)
    assert logged == LoggedCommand(received=command)
    assert await log.find(command.command_id) == logged
    assert await reader.commands(command.case_id) == (logged,)


async def test_the_same_command_again_is_the_one_that_was_written(log: PostgresCommandLog) -> None:
    command = received(case_id())
    await log.receive(command)
    await log.sending(command.command_id)
    await log.answer(command.command_id, '{"accepted":true}', LATER)
    again = await log.receive(command.model_copy(update={"received_at": LATER}))
    assert again.received == command
    assert (again.sent, again.outcome, again.outcome_at) == (1, '{"accepted":true}', LATER)


async def test_one_id_for_two_things_shows_in_the_digest(log: PostgresCommandLog) -> None:
    command = received(case_id())
    await log.receive(command)
    other = command.model_copy(update={"digest": "another", "envelope": "another"})
    logged = await log.receive(other)
    assert logged.received.digest == command.digest != other.digest
    assert logged.received.envelope == command.envelope


async def test_the_same_command_from_eight_sides_at_once_is_written_once(
    log: PostgresCommandLog, reader: PostgresCaseReader
) -> None:
    command = received(case_id(), opens_for=case_id())
    logged = await asyncio.gather(*(log.receive(command) for _ in range(8)))
    assert logged == [LoggedCommand(received=command)] * 8
    assert len(await reader.commands(command.case_id)) == 1


async def test_attempts_are_counted_until_the_outcome(log: PostgresCommandLog) -> None:
    command = received(case_id())
    await log.receive(command)
    await log.sending(command.command_id)
    await log.sending(command.command_id)
    await log.answer(command.command_id, "{}", LATER)
    await log.sending(command.command_id)
    logged = await log.find(command.command_id)
    assert logged is not None
    assert logged.sent == 2


async def test_what_is_sent_at_once_is_counted_as_it_is_received(
    log: PostgresCommandLog, reader: PostgresCaseReader
) -> None:
    command = received(case_id())
    for attempt in (1, 2):
        assert await log.receive_to_send(command) == LoggedCommand(received=command, sent=attempt)
        assert await reader.commands(command.case_id) == (
            LoggedCommand(received=command, sent=attempt),
        )
    other = command.model_copy(update={"digest": "another", "envelope": "another"})
    assert (await log.receive_to_send(other)).received == command
    await log.answer(command.command_id, "{}", LATER)
    logged = await log.receive_to_send(command)
    assert (logged.sent, logged.outcome) == (2, "{}")  # neither is sent, so neither is counted
    assert await log.find(command.command_id) == logged


async def test_an_opening_that_is_barred_is_not_counted_either(log: PostgresCommandLog) -> None:
    carrier = case_id()
    opening = received(case_id(), opens_for=carrier)
    assert (await log.receive_to_send(opening)).sent == 1
    second = received(case_id(), opens_for=carrier)
    with pytest.raises(CarrierHasCase):
        await log.receive_to_send(second)
    assert await log.find(second.command_id) is None


async def test_the_first_outcome_stays(log: PostgresCommandLog) -> None:
    command = received(case_id())
    await log.receive(command)
    await log.answer(command.command_id, "first", LATER)
    await log.answer(command.command_id, "second", LATER + timedelta(days=1))
    logged = await log.find(command.command_id)
    assert logged is not None
    assert (logged.outcome, logged.outcome_at) == ("first", LATER)


async def test_what_was_never_received_cannot_be_sent_or_answered(log: PostgresCommandLog) -> None:
    assert await log.find("unknown") is None
    with pytest.raises(LookupError):
        await log.sending("unknown")
    with pytest.raises(LookupError):
        await log.answer("unknown", "{}", LATER)


async def test_commands_without_outcome_come_back_oldest_first(log: PostgresCommandLog) -> None:
    case = case_id()
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    commands = [received(case, received_at=long_ago + timedelta(hours=n)) for n in range(4)]
    for command in reversed(commands):
        await log.receive(command)
    await log.answer(commands[1].command_id, "{}", LATER)
    found = await log.unanswered(older_than=long_ago + timedelta(hours=3), limit=10)
    assert [logged.received for logged in found] == [commands[0], commands[2]]
    assert len(await log.unanswered(older_than=long_ago + timedelta(hours=3), limit=1)) == 1


async def test_a_case_ahead_of_the_caller_is_not_forgotten(log: PostgresCommandLog) -> None:
    command = received(case_id(), received_at=datetime(2199, 1, 1, tzinfo=UTC))
    await log.receive(command)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    found = await log.unanswered(older_than=soon, limit=1000)
    assert command in [logged.received for logged in found]


async def test_a_clock_sees_what_was_received_in_time_and_has_no_outcome(
    log: PostgresCommandLog, clock_log: PostgresUnansweredCommands
) -> None:
    case = case_id()
    due = OPENED + timedelta(days=30)
    in_time = received(case, received_at=due - timedelta(microseconds=1))
    too_late = received(case, received_at=due)
    elsewhere = received(case_id(), received_at=due - timedelta(days=1))
    for command in (in_time, too_late, elsewhere):
        await log.receive(command)
    assert await clock_log.unanswered_before(case, due) == 1
    await log.answer(in_time.command_id, "{}", LATER)
    assert await clock_log.unanswered_before(case, due) == 0


async def test_a_second_opening_for_a_carrier_is_refused_and_not_written(
    log: PostgresCommandLog,
) -> None:
    carrier, case = case_id(), case_id()
    await log.receive(received(case, opens_for=carrier))
    second = received(case_id(), opens_for=carrier)
    with pytest.raises(CarrierHasCase) as refused:
        await log.receive(second)
    assert refused.value.args == (case,)
    assert await log.find(second.command_id) is None


async def test_a_declined_opening_is_kept_and_bars_nobody(
    log: PostgresCommandLog, reader: PostgresCaseReader
) -> None:
    carrier = case_id()
    declined = received(case_id(), opens_for=carrier)
    logged = await log.decline(declined, '{"refused":"…"}', LATER)
    assert logged == LoggedCommand(received=declined, outcome='{"refused":"…"}', outcome_at=LATER)
    assert await log.decline(declined, "another", OPENED) == logged
    assert await log.receive(declined) == logged
    assert await reader.commands(declined.case_id) == (logged,)
    soon = datetime.now(UTC) + timedelta(minutes=1)
    waiting = await log.unanswered(older_than=soon, limit=1000)
    assert declined not in [found.received for found in waiting]
    another = received(case_id(), opens_for=carrier)
    assert (await log.receive(another)).received == another


async def test_a_command_that_was_received_is_not_declined_afterwards(
    log: PostgresCommandLog,
) -> None:
    opening = received(case_id(), opens_for=case_id())
    logged = await log.receive(opening)
    assert await log.decline(opening, "{}", LATER) == logged
    assert logged.outcome is None


async def test_of_eight_openings_at_once_one_is_taken(log: PostgresCommandLog) -> None:
    carrier = case_id()
    openings = [received(case_id(), opens_for=carrier) for _ in range(8)]
    answers = await asyncio.gather(
        *(log.receive(opening) for opening in openings), return_exceptions=True
    )
    taken = [a for a in answers if isinstance(a, LoggedCommand)]
    refused = [a for a in answers if isinstance(a, CarrierHasCase)]
    assert (len(taken), len(refused)) == (1, 7)
    assert {r.args[0] for r in refused} == {taken[0].received.case_id}


async def test_a_refused_opening_frees_the_carrier(log: PostgresCommandLog) -> None:
    carrier = case_id()
    refused = received(case_id(), opens_for=carrier)
    await log.receive(refused)
    await log.answer(refused.command_id, '{"refused":"…"}', LATER)
    another = received(case_id(), opens_for=carrier)
    assert (await log.receive(another)).received == another


@pytest.mark.parametrize("after", [State.MONITORING, State.CLOSED_NO_ACTION])
async def test_an_accepted_opening_holds_the_carrier_until_the_return(
    log: PostgresCommandLog, record: PostgresCaseRecord, after: State
) -> None:
    carrier, case = case_id(), case_id()
    opening = received(case, opens_for=carrier)
    await log.receive(opening)
    await record.append(batch(case, key=opening.command_id, carrier=carrier))
    await log.answer(opening.command_id, '{"accepted":true}', LATER)
    with pytest.raises(CarrierHasCase):
        await log.receive(received(case_id(), opens_for=carrier))

    await record.append(batch(case, carrier=carrier, state=after))
    another = received(case_id(), opens_for=carrier)
    assert (await log.receive(another)).received == another


async def test_a_case_that_leaves_monitoring_again_holds_the_carrier_again(
    log: PostgresCommandLog, record: PostgresCaseRecord
) -> None:
    carrier, case = case_id(), case_id()
    await record.append(batch(case, carrier=carrier, state=State.MONITORING))
    await record.append(batch(case, carrier=carrier, state=State.DECISION))
    with pytest.raises(CarrierHasCase) as refused:
        await log.receive(received(case_id(), opens_for=carrier))
    assert refused.value.args == (case,)


async def test_a_carrier_keeps_its_reference(log: PostgresCommandLog) -> None:
    carrier = case_id()
    references = set(await asyncio.gather(*(log.carrier_reference(carrier) for _ in range(8))))
    assert len(references) == 1
    assert re.fullmatch("R-[2-9A-HJ-NP-Z]{8}", references.pop())
    assert await log.carrier_reference(case_id()) not in references


async def test_two_carriers_never_share_a_reference(
    log: PostgresCommandLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter("AAAAAAAA" + "AAAAAAAA" + "BBBBBBBB")
    monkeypatch.setattr("records.command_log.secrets.choice", lambda _: next(drawn))
    assert await log.carrier_reference(case_id()) == "R-AAAAAAAA"
    assert await log.carrier_reference(case_id()) == "R-BBBBBBBB"


async def test_case_time_is_kept_to_the_microsecond(log: PostgresCommandLog) -> None:
    case = case_id()
    assert await log.case_time(case) is None
    time = CaseTime(
        origin=OPENED + timedelta(microseconds=1), real_origin=LATER, factor=86_400.5, until=LATER
    )
    await log.set_case_time(case, time)
    assert await log.case_time(case) == time
    further = time.model_copy(update={"until": None})
    await log.set_case_time(case, further)
    assert await log.case_time(case) == further
