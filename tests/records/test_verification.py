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
from records.verification import Verdict, verify_case, verify_chain
from tests.records.samples import batch, case_id, clock, commanded, event, notice, received, started
from tests.records.tampering import Connection, rechain, unguarded

Tamper = Callable[..., AbstractAsyncContextManager[Connection]]


class Sound:
    """A case of seven events in four batches, recorded and untouched."""

    def __init__(self) -> None:
        self.case = case_id()
        self.batches: tuple[EventBatch, ...] = (
            commanded(self.case, event("open_case", clocks=(started(clock()),))),
            commanded(self.case, event(notices=(notice("n1"),)), event(notices=(notice("n2"),))),
            batch(self.case, event("lapse"), event()),
            commanded(self.case, event(), event(notices=(notice("n1"), notice("n3")))),
        )

    @property
    def witness(self) -> list[tuple[str, tuple[str, ...]]]:
        """What the workflow's history holds."""
        return [
            (b.key, tuple(sha256_of(canonical(said)) for said in b.events)) for b in self.batches
        ]


@pytest.fixture
async def sound(record: PostgresCaseRecord) -> Sound:
    """A new case for each test to spoil."""
    made = Sound()
    for each in made.batches:
        await record.append(each)
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


TAMPERING = {
    "a body is changed": (
        "update record.events set body = replace(body, 'G20', 'G21')"
        " where case_id = $1 and seq = 3",
        (Wrong.CHAIN, 3),
    ),
    "a body is changed with its columns": (
        "update record.events set body = replace(body, 'G20', 'G21'), process_row = 'G21'"
        " where case_id = $1 and seq = 4",
        (Wrong.CHAIN, 4),
    ),
    "only a space is added": (
        "update record.events set body = body || ' ' where case_id = $1 and seq = 5",
        (Wrong.CHAIN, 5),
    ),
    "a body and its own hash are changed": (
        "update record.events set body = body || ' ', hash = record.event_hash(prev_hash, case_id,"
        " seq, key, recorded_at, body || ' ') where case_id = $1 and seq = 3",
        (Wrong.BATCH, 3),
    ),
    "the same inside a batch": (
        "update record.events set body = body || ' ', hash = record.event_hash(prev_hash, case_id,"
        " seq, key, recorded_at, body || ' ') where case_id = $1 and seq = 2",
        (Wrong.CHAIN, 3),
    ),
    "an event is recorded at another time": (
        "update record.events set recorded_at = recorded_at - interval '1 microsecond'"
        " where case_id = $1 and seq = 6",
        (Wrong.CHAIN, 6),
    ),
    "an event belongs to another batch": (
        "update record.events set key = 'another' where case_id = $1 and seq = 2",
        (Wrong.CHAIN, 2),
    ),
    "an event is taken out": (
        "delete from record.events where case_id = $1 and seq = 4",
        (Wrong.MISSING, 4),
    ),
    "the first event is taken out": (
        "delete from record.events where case_id = $1 and seq = 1",
        (Wrong.MISSING, 1),
    ),
    "the last event is taken out": (
        "delete from record.events where case_id = $1 and seq = 7",
        (Wrong.MISSING, 7),
    ),
    "two events change places": (
        "update record.events set seq = 109 - seq where case_id = $1 and seq in (4, 5);"
        "update record.events set seq = seq - 100 where case_id = $1 and seq > 100",
        (Wrong.CHAIN, 4),
    ),
    "a column says another person": (
        "update record.events set person = 'p.other' where case_id = $1 and seq = 5",
        (Wrong.COLUMNS, 5),
    ),
    "a column says another instant": (
        "update record.events set at = at - interval '1 day' where case_id = $1 and seq = 2",
        (Wrong.COLUMNS, 2),
    ),
    "the head is another": (
        "update record.heads set hash = sha256('x') where case_id = $1",
        (Wrong.HEAD, 7),
    ),
    "the head is set back": (
        "update record.heads set seq = 6 where case_id = $1",
        (Wrong.HEAD, 7),
    ),
    "a batch is taken out": (
        "delete from record.batches where case_id = $1 and first = 4",
        (Wrong.BATCH, 4),
    ),
    "a batch is cut short": (
        "update record.batches set last = 2 where case_id = $1 and first = 2",
        (Wrong.BATCH, 2),
    ),
    "a receipt names another hash": (
        "update record.batches set head = sha256('x') where case_id = $1 and first = 2",
        (Wrong.BATCH, 3),
    ),
    "a receipt says another time": (
        "update record.batches set recorded_at = recorded_at - interval '1 hour'"
        " where case_id = $1 and first = 6",
        (Wrong.BATCH, 6),
    ),
    "a batch is put in": (
        "insert into record.batches select case_id, 'more', 8, 8, head, recorded_at, null"
        " from record.batches where case_id = $1 and first = 6",
        (Wrong.BATCH, 8),
    ),
    "a signed command is changed": (
        "update record.batches set envelope = envelope || ' ' where case_id = $1 and first = 2",
        (Wrong.ENVELOPE, 2),
    ),
    "a signed command is taken out": (
        "update record.batches set envelope = null where case_id = $1 and first = 6",
        (Wrong.ENVELOPE, 6),
    ),
    "a signed command is put in": (
        "update record.batches set envelope = '{}' where case_id = $1 and first = 4",
        (Wrong.ENVELOPE, 5),
    ),
    "a notice is sent elsewhere": (
        "update record.notices set notice = jsonb_set(notice, '{address}', '\"x@x.example\"')"
        " where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 2),
    ),
    "a notice is taken out": (
        "delete from record.notices where case_id = $1 and key = 'n3'",
        (Wrong.NOTICE, 7),
    ),
    "a notice is put in": (
        "insert into record.notices select case_id, 'n9', 4, template, party, address, letter,"
        " notice from record.notices where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 4),
    ),
    "a notice is owed by another event": (
        "update record.notices set seq = 3 where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 2),
    ),
    "a notice is not a notice": (
        "update record.notices set notice = '{}' where case_id = $1 and key = 'n2'",
        (Wrong.NOTICE, 3),
    ),
    "a notice is owed by no event": (
        "insert into record.notices select case_id, 'n9', 99, template, party, address, letter,"
        " notice from record.notices where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 99),
    ),
}


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
