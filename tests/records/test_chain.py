"""The hash chain: known values, and the database's function equal to ours."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from seals.chain import GENESIS, chain_entry, event_hash, stamp
from tests.records.tampering import Connection

AT = datetime(2026, 11, 23, 2, 4, 59, 1, tzinfo=UTC)


def test_an_entry_is_four_lines_and_the_body() -> None:
    assert chain_entry("case-1", 7, "key-1", AT, '{"ñ":1}') == (
        b'case-1\n7\nkey-1\n2026-11-23T02:04:59.000001Z\n{"\xc3\xb1":1}'
    )


def test_the_first_event_follows_32_zero_bytes() -> None:
    assert bytes(32) == GENESIS
    assert event_hash(None, b"x") == hashlib.sha256(bytes(32) + b"x").digest()
    assert event_hash(None, b"x") == event_hash(GENESIS, b"x") != event_hash(b"\1" * 32, b"x")


def test_an_instant_is_hashed_in_utc_to_the_microsecond() -> None:
    assert stamp(AT) == "2026-11-23T02:04:59.000001Z"
    assert stamp(AT.astimezone(timezone(timedelta(hours=-6)))) == stamp(AT)
    assert stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("case", "seq", "key", "at", "body"),
    [
        ("case-1", 1, "key", AT, "{}"),
        ("case ñ", 2**40, "key:T08:1", datetime(1999, 12, 31, 23, tzinfo=UTC), '{"a":"\\u0001"}'),
        ("c", 12, "k", AT.replace(microsecond=120_000), '{"emoji":"🚂","quote":"\\""}'),
    ],
)
async def test_the_database_hashes_the_same_bytes(
    superuser: Connection, case: str, seq: int, key: str, at: datetime, body: str
) -> None:
    previous = hashlib.sha256(b"previous").digest()
    theirs = await superuser.fetchval(
        "select record.event_hash($1, $2, $3, $4, $5, $6)", previous, case, seq, key, at, body
    )
    assert theirs == event_hash(previous, chain_entry(case, seq, key, at, body))
    assert await superuser.fetchval("select record.genesis()") == GENESIS
