"""Connecting: a bounded wait for what may come, no wait for what will not."""

import ssl
import time
from datetime import timedelta

import asyncpg
import pytest

from records.failures import DatabaseUnreachable, RecordRefused, database_errors
from records.pool import create_pool
from tests.postgres import Database


async def test_an_absent_database_is_waited_for_only_so_long() -> None:
    started = time.monotonic()
    with pytest.raises(DatabaseUnreachable):
        await create_pool(
            "postgresql://nobody@127.0.0.1:1/resumption",
            size=1,
            application="tests",
            patience=timedelta(seconds=0.5),
        )
    assert time.monotonic() - started < 5


async def test_a_wrong_password_is_not_waited_for(database: Database) -> None:
    started = time.monotonic()
    with pytest.raises(RecordRefused) as refused:
        await create_pool(
            database.worker.replace("resumption_worker:", "resumption_worker:x"),
            size=1,
            application="tests",
        )
    assert refused.value.code == "28P01"
    assert time.monotonic() - started < 5


async def test_connections_say_whose_they_are(database: Database) -> None:
    async with await create_pool(database.reader, size=1, application="a page") as pool:
        assert await pool.fetchval("show application_name") == "a page"
        assert await pool.fetchval("show timezone") == "UTC"


async def test_a_lost_database_is_a_typed_error(database: Database) -> None:
    from records.case_reader import PostgresCaseReader

    pool = await create_pool(database.reader, size=1, application="tests")
    await pool.close()
    with pytest.raises(DatabaseUnreachable):
        await PostgresCaseReader(pool).case("any")


async def test_a_connection_that_ends_just_when_it_is_used_again_is_a_lost_one() -> None:
    with pytest.raises(DatabaseUnreachable, match="was lost"), database_errors():
        raise asyncpg.InternalClientError("another operation (2) is in progress")


async def test_a_database_without_tls_is_told_from_one_that_is_away(database: Database) -> None:
    with pytest.raises(DatabaseUnreachable, match="does not speak TLS") as told:
        await create_pool(
            f"{database.reader}?sslmode=require",
            size=1,
            application="tests",
            patience=timedelta(0),
        )
    assert told.value.by_tls


def test_a_certificate_that_is_not_trusted_is_told_with_its_reason() -> None:
    refused = ssl.SSLCertVerificationError("certificate verify failed")
    refused.verify_message = "certificate has expired"
    with (
        pytest.raises(DatabaseUnreachable, match="certificate has expired") as told,
        database_errors(),
    ):
        raise refused
    assert told.value.by_tls
