"""Verification names the first event that is wrong, whatever was done to the record."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from casework.events import Event, EventBatch
from records.canonical import canonical, sha256_of
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.checks import Wrong
from records.command_log import PostgresCommandLog
from records.notice_register import PostgresNoticeRegister
from records.verification import Verdict, verify_case, verify_chain
from tests.records.samples import (
    batch,
    case_id,
    clock,
    commanded,
    event,
    notice,
    prints,
    received,
    started,
)
from tests.records.tampering import Connection, rechain, unguarded
from tests.records.tamperings import TAMPERING

Tamper = Callable[..., AbstractAsyncContextManager[Connection]]


SHEETS = prints("es", "en")
PRINTED = {each.language: each.sha256 for each in SHEETS}


class Sound:
    """A case of seven events in four batches, recorded and untouched; the fifth sent a letter."""

    def __init__(self) -> None:
        self.case = case_id()
        self.batches: tuple[EventBatch, ...] = (
            commanded(self.case, event("open_case", clocks=(started(clock()),))),
            commanded(self.case, event(notices=(notice("n1"),)), event(notices=(notice("n2"),))),
            batch(self.case, event("lapse"), event(body={"printed": PRINTED})),
            commanded(self.case, event(), event(notices=(notice("n1"), notice("n3")))),
        )

    @property
    def witness(self) -> list[tuple[str, tuple[str, ...]]]:
        """What the workflow's history holds."""
        return [
            (b.key, tuple(sha256_of(canonical(said)) for said in b.events)) for b in self.batches
        ]


@pytest.fixture
async def sound(record: PostgresCaseRecord, register: PostgresNoticeRegister) -> Sound:
    """A new case for each test to spoil."""
    made = Sound()
    for each in made.batches:
        await record.append(each)
    await register.keep_prints(made.case, "n1", SHEETS)
    return made


@pytest.fixture
def tamper(superuser: Connection) -> Tamper:
    """A superuser with the triggers switched off."""
    return partial(unguarded, superuser)


def first_wrong(verdict: Verdict) -> tuple[Wrong, int] | None:
    """Return what is wrong, and with which event."""
    wrong = verdict.first_wrong
    return (wrong.wrong, wrong.seq) if wrong else None


async def test_an_untouched_record_is_sound(sound: Sound, reader: PostgresCaseReader) -> None:
    verdict = await verify_case(reader, sound.case, witness=sound.witness)
    stored = await reader.case(sound.case)
    assert stored is not None
    assert verdict == Verdict(case_id=sound.case, sound=7, head=stored.head, first_wrong=None)
    assert verdict.ok
    assert await verify_chain(reader, sound.case) == verdict


async def test_an_unknown_case_has_no_verdict(reader: PostgresCaseReader) -> None:
    with pytest.raises(LookupError):
        await verify_case(reader, case_id())
    with pytest.raises(LookupError):
        await verify_chain(reader, case_id())


@pytest.mark.parametrize("what", TAMPERING)
async def test_the_first_wrong_event_is_named(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper, what: str
) -> None:
    sql, expected = TAMPERING[what]
    async with tamper() as connection:
        for statement in sql.split(";"):
            await connection.execute(statement, sound.case)
    verdict = await verify_case(reader, sound.case)
    assert first_wrong(verdict) == expected
    assert verdict.sound == min(expected[1] - 1, 7) if expected[0] is not Wrong.HEAD else 7
    assert not verdict.ok
    if expected[0] in (Wrong.CHAIN, Wrong.MISSING, Wrong.HEAD):
        assert first_wrong(await verify_chain(reader, sound.case)) == expected


async def test_a_record_under_another_case_is_wrong_from_the_first_event(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    other = case_id()
    async with tamper() as connection:
        for table in ("events", "batches", "heads", "notices"):
            await connection.execute(
                f"update record.{table} set case_id = $2 where case_id = $1", sound.case, other
            )
    assert first_wrong(await verify_case(reader, other)) == (Wrong.CHAIN, 1)


async def test_two_things_wrong_the_earlier_is_named(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    async with tamper() as connection:
        await connection.execute(
            "update record.events set body = '{}' where case_id = $1 and seq in (3, 6)", sound.case
        )
        await connection.execute("update record.heads set seq = 9 where case_id = $1", sound.case)
    assert first_wrong(await verify_case(reader, sound.case)) == (Wrong.CHAIN, 3)


async def test_a_chain_made_anew_does_not_fit_the_receipts(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    async with tamper() as connection:
        await connection.execute(
            "update record.events set body = replace(body, 'lapse', 'waive'), act = 'waive'"
            " where case_id = $1 and seq = 4",
            sound.case,
        )
        await rechain(connection, sound.case)
    assert first_wrong(await verify_case(reader, sound.case)) == (Wrong.BATCH, 5)


async def test_only_the_other_witness_sees_a_record_made_anew_as_a_whole(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    async with tamper() as connection:
        await connection.execute(
            "update record.events set body = replace(body, 'lapse', 'waive'), act = 'waive'"
            " where case_id = $1 and seq = 4",
            sound.case,
        )
        await rechain(connection, sound.case, receipts=True)
    assert first_wrong(await verify_case(reader, sound.case)) is None
    verdict = await verify_case(reader, sound.case, witness=sound.witness)
    assert first_wrong(verdict) == (Wrong.HISTORY, 4)


async def test_a_body_that_is_no_event_is_named(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    async with tamper() as connection:
        await connection.execute(
            "update record.events set body = '{}' where case_id = $1 and seq = 3", sound.case
        )
        await rechain(connection, sound.case, receipts=True)
    assert first_wrong(await verify_case(reader, sound.case)) == (Wrong.UNREADABLE, 3)


async def test_a_tail_cut_off_with_its_head_shows_in_the_receipts(
    sound: Sound, reader: PostgresCaseReader, tamper: Tamper
) -> None:
    async with tamper() as connection:
        await connection.execute(
            "delete from record.events where case_id = $1 and seq > 5", sound.case
        )
        await connection.execute(
            "delete from record.notices where case_id = $1 and seq > 5", sound.case
        )
        await connection.execute(
            "update record.heads h set seq = 5, hash = e.hash from record.events e"
            " where h.case_id = $1 and e.case_id = $1 and e.seq = 5",
            sound.case,
        )
    assert first_wrong(await verify_case(reader, sound.case)) == (Wrong.BATCH, 6)


async def test_the_witness_must_have_seen_the_same(
    sound: Sound, reader: PostgresCaseReader
) -> None:
    seen = sound.witness
    other_bytes = [seen[0], (seen[1][0], (seen[1][1][0], sha256_of("x"))), *seen[2:]]
    witnesses = {
        (Wrong.HISTORY, 1): [],
        (Wrong.HISTORY, 2): [seen[0], *seen[2:]],
        (Wrong.HISTORY, 3): other_bytes,
        (Wrong.HISTORY, 4): [*seen[:2], seen[3], seen[2]],
        (Wrong.HISTORY, 6): seen[:3],
        (Wrong.HISTORY, 8): [*seen, ("more", (sha256_of("x"),))],
    }
    for expected, witness in witnesses.items():
        assert first_wrong(await verify_case(reader, sound.case, witness=witness)) == expected


async def test_signatures_are_asked_for_every_event_of_a_command(
    sound: Sound, reader: PostgresCaseReader
) -> None:
    asked: list[tuple[str, Event]] = []

    def check(envelope: str, said: Event) -> str | None:
        asked.append((envelope, said))
        return "the key is unknown" if len(asked) == 3 else None

    verdict = await verify_case(reader, sound.case, signature_check=check)
    assert first_wrong(verdict) == (Wrong.SIGNATURE, 3)
    assert verdict.first_wrong is not None
    assert verdict.first_wrong.sentence == "the key is unknown"
    assert asked == [(b.envelope, said) for b in sound.batches[:2] for said in b.events]


async def test_the_process_table_is_asked_for_every_event(
    sound: Sound, reader: PostgresCaseReader
) -> None:
    class Table:
        def __init__(self) -> None:
            self.seen: list[str] = []

        def step(self, said: Event) -> str | None:
            self.seen.append(said.act)
            return "no such row" if said.act == "lapse" else None

    table = Table()
    verdict = await verify_case(reader, sound.case, process_check=table)
    assert first_wrong(verdict) == (Wrong.PROCESS, 4)
    assert table.seen == ["open_case", "file_draft", "file_draft", "lapse"]


async def test_a_command_without_outcome_is_told_apart(
    sound: Sound, reader: PostgresCaseReader, log: PostgresCommandLog
) -> None:
    command = received(sound.case)
    await log.receive(command)
    verdict = await verify_case(reader, sound.case)
    assert (verdict.first_wrong, verdict.unanswered) == (None, (command.command_id,))
    assert not verdict.ok
    await log.answer(command.command_id, "{}", command.received_at)
    assert (await verify_case(reader, sound.case)).ok


async def test_what_is_recorded_meanwhile_does_not_disturb(
    sound: Sound, reader: PostgresCaseReader, record: PostgresCaseRecord
) -> None:
    async with reader.snapshot(sound.case) as rows:
        assert (await rows.head()) is not None
        await record.append(batch(sound.case))
        assert [row.seq async for row in rows.events()] == list(range(1, 8))
        assert len(await rows.batches()) == 4
