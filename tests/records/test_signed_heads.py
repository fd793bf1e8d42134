"""Heads are signed by a key of the record's own, and only where the chain goes on as before."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.checks import Finding, Wrong
from records.failures import NOT_ALLOWED
from records.pool import Pool
from records.signed_heads import HeadSigner, sign_for_ever
from records.verification import verify_case
from seals.envelope import SealBroken, key_id, seal
from seals.statements import RECEIPT, SignedHead, state, stated_head
from seals.trust import Keyring
from tests.records.samples import batch, case_id, event
from tests.records.tampering import Connection, rechain, refusal, unguarded

KEY = Ed25519PrivateKey.from_private_bytes(b"r" * 32)
LATER = Ed25519PrivateKey.from_private_bytes(b"s" * 32)
KEYS: Keyring = {key_id(key.public_key()): key.public_key() for key in (KEY, LATER)}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def signer(pool: Pool, key: Ed25519PrivateKey = KEY) -> HeadSigner:
    """A signer whose clock stands still."""
    return HeadSigner(pool, key, KEYS, now=lambda: NOW)


@pytest.fixture
async def case(record: PostgresCaseRecord, desk_pool: Pool) -> str:
    """A case of three events whose head is signed."""
    made = case_id()
    await record.append(batch(made, event(), event()))
    await record.append(batch(made))
    assert (await signer(desk_pool).sign(made)).signed == 1
    return made


async def wrong_with(reader: PostgresCaseReader, case: str) -> tuple[Wrong, int] | None:
    """What verification finds, as the first wrong event."""
    found: Finding | None = (await verify_case(reader, case, record_keys=KEYS)).first_wrong
    return (found.wrong, found.seq) if found else None


async def test_a_head_is_signed_once_and_what_follows_anew(
    case: str, record: PostgresCaseRecord, reader: PostgresCaseReader, desk_pool: Pool
) -> None:
    assert (await signer(desk_pool).sign(case)) == (0, ())
    assert (await verify_case(reader, case, record_keys=KEYS)).signed == 3
    receipt = await record.append(batch(case))
    verdict = await verify_case(reader, case, record_keys=KEYS)
    assert (verdict.ok, verdict.sound, verdict.signed) == (True, 4, 3)
    assert (await signer(desk_pool).sign(case)) == (1, ())
    async with reader.snapshot(case) as rows:
        heads = await rows.signed_heads()
    assert stated_head(heads[-1].statement, KEYS) == SignedHead(case, 4, receipt.head)


async def test_a_new_key_signs_the_standing_head_and_the_old_one_still_counts(
    case: str, reader: PostgresCaseReader, desk_pool: Pool
) -> None:
    assert (await signer(desk_pool, LATER).sign(case)) == (1, ())
    async with reader.snapshot(case) as rows:
        assert {(row.seq, row.kid) for row in await rows.signed_heads()} == {
            (3, kid) for kid in KEYS
        }
    assert await wrong_with(reader, case) is None


async def test_a_record_made_anew_as_a_whole_is_found_without_any_other_witness(
    case: str, reader: PostgresCaseReader, superuser: Connection
) -> None:
    async with unguarded(superuser) as connection:
        await connection.execute(
            "update record.events set body = replace(body, 'G20', 'G21'), process_row = 'G21'"
            " where case_id = $1 and seq = 2",
            case,
        )
        await rechain(connection, case, receipts=True)
    assert (await verify_case(reader, case)).ok
    assert await wrong_with(reader, case) == (Wrong.SIGNED_HEAD, 3)


async def test_what_does_not_go_on_from_the_signed_head_is_not_signed(
    case: str, record: PostgresCaseRecord, desk_pool: Pool, superuser: Connection
) -> None:
    await record.append(batch(case))
    async with unguarded(superuser) as connection:
        await connection.execute(
            "update record.events set body = replace(body, 'G20', 'G21') where case_id = $1", case
        )
        await rechain(connection, case, receipts=True)
    assert await signer(desk_pool).sign(case) == (0, (case,))


async def test_a_tail_cut_off_cleanly_is_found(
    case: str, reader: PostgresCaseReader, superuser: Connection
) -> None:
    async with unguarded(superuser) as connection:
        for table, column in (("events", "seq"), ("batches", "first")):
            await connection.execute(
                f"delete from record.{table} where case_id = $1 and {column} = 3", case
            )
        await rechain(connection, case, receipts=True)
    assert (await verify_case(reader, case)).ok
    assert await wrong_with(reader, case) == (Wrong.SIGNED_HEAD, 3)


@pytest.mark.parametrize(
    "statement",
    [
        seal('{"kind":"resumption/head/1"}', KEY),
        state(RECEIPT, {"case_id": "c", "seq": 3, "hash": "00"}, KEY),
        state("resumption/head/1", {"case_id": "another", "seq": 3, "hash": "00"}, KEY),
        state("resumption/head/1", {"case_id": "c", "seq": 3, "hash": "no hash"}, KEY),
        seal("no statement", Ed25519PrivateKey.generate()),
        "no envelope",
    ],
)
async def test_a_signed_head_that_is_none_is_found_and_nothing_is_signed_upon_it(
    case: str,
    record: PostgresCaseRecord,
    reader: PostgresCaseReader,
    desk_pool: Pool,
    superuser: Connection,
    statement: str,
) -> None:
    async with unguarded(superuser) as connection:
        await connection.execute(
            "update record.signed_heads set statement = $2 where case_id = $1", case, statement
        )
    assert await wrong_with(reader, case) == (Wrong.SIGNED_HEAD, 3)
    await record.append(batch(case))
    assert await signer(desk_pool).sign(case) == (0, (case,))


async def test_the_database_takes_no_head_of_an_event_that_is_not_there(
    case: str, desk_pool: Pool
) -> None:
    keep = "select record.keep_signed_head($1, $2, $3, 'k', 's')"
    assert await desk_pool.fetchval(keep, case, 3, b"\0" * 32) is False
    assert await desk_pool.fetchval(keep, case, 4, b"\0" * 32) is False


@pytest.fixture
async def worker(worker_pool: Pool) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A connection of the role that writes events."""
    async with worker_pool.acquire() as connection:
        yield connection  # type: ignore[misc]


async def test_who_writes_events_signs_nothing(worker: Connection) -> None:
    keep = "select record.keep_signed_head('c', 1, '', 'k', 's')"
    assert await refusal(worker, keep) == NOT_ALLOWED
    assert await refusal(worker, "select * from record.signed_heads") == NOT_ALLOWED


async def test_the_notary_goes_on_while_the_database_is_away(
    desk_pool: Pool, reader: PostgresCaseReader, record: PostgresCaseRecord
) -> None:
    class Enough(Exception):
        pass

    class Away(HeadSigner):
        rounds = 0

        async def sign(self, case_id: str | None = None) -> object:  # type: ignore[override]
            self.rounds += 1
            if self.rounds == 1:
                raise OSError
            return await super().sign(case_id)

    async def wait(seconds: float) -> None:
        assert seconds == 60
        if away.rounds == 2:
            raise Enough

    case = case_id()
    await record.append(batch(case))
    away = Away(desk_pool, KEY, KEYS)
    with pytest.raises(Enough):
        await sign_for_ever(away, interval=timedelta(seconds=60), sleep=wait)
    assert (await verify_case(reader, case, record_keys=KEYS)).signed == 1


def test_a_statement_is_never_taken_for_another() -> None:
    said = state(RECEIPT, {"case_id": "c", "seq": 1, "hash": "00"}, KEY)
    with pytest.raises(SealBroken) as broken:
        stated_head(said, KEYS)
    assert broken.value.code == "another_kind"
