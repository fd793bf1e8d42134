"""Each role has only its rights: what it reads, what it calls, and that it makes nothing."""

import asyncpg
import pytest

from records.failures import NOT_ALLOWED
from tests.postgres import Database
from tests.records.tampering import refusal
from tests.records.test_refused_by_the_database import ROLES, TABLES

READABLE = {
    "worker": {"record.notices", "record.deliveries", "record.prints"},
    "desk": set(TABLES),
    "reader": set(TABLES),
    "portal": set(),
}


@pytest.mark.parametrize("role", ROLES)
async def test_each_role_reads_only_what_it_needs(database: Database, role: str) -> None:
    connection = await asyncpg.connect(getattr(database, role))
    try:
        readable = {
            table
            for table in TABLES
            if await refusal(connection, f"select * from {table} limit 0") is None
        }
    finally:
        await connection.close()
    assert readable == READABLE[role]


FUNCTIONS = {
    "append": "select record.append('c', 'k', array['{}'], null, '{}', '[]', true)",
    "keep_delivery": "select record.keep_delivery('c','k','m','smtp','250',true,now(),'x')",
    "keep_prints": "select record.keep_prints('c','k','{en}','{v}','{c}','{x}','{x}')",
    "unanswered_before": "select desk.unanswered_before('c', now())",
    "receive": "select desk.receive('i','c','a','p','r','o',now(),'d','e',null)",
    "count_attempt": "select desk.count_attempt('i')",
    "answer": "select desk.answer('i', '{}', now())",
    "carrier_reference": "select desk.carrier_reference('UP', 'R-22222222')",
    "keep_run_history": "select record.keep_run_history('r','c','COMPLETED',now(),now(),'{}')",
    "keep_signed_head": "select record.keep_signed_head('c', 1, '', 'k', 's')",
    "set_case_time": "select desk.set_case_time('c', '{}')",
    "dispose": "select record.dispose('c',1,'','v',now(),now()::date,now(),'p','OPS','o','s')",
    "clear_log": "select record.clear_log('reads',now(),'s','p','OPS','o')",
    "project": "select record.project('c', 1, now(), '{}', '[]', true)",
    "receive_event": "select exchange.receive('s','i','t','y',now(),'h','{}',true,'{}','[]')",
    "spread": "select exchange.spread(0, '[]', now())",
    "subscribe": "select exchange.subscribe('i','o','p',null,'{}','u','x','{}')",
    "set_keys": "select exchange.set_keys('i', '{}')",
    "disable": "select exchange.disable('i', 'w', now())",
    "replay": "select exchange.replay(null, 'i', now())",
    "claim": "select exchange.claim(now(), 0, 0, 'l', now())",
    "attempted": "select exchange.attempted('i','l',now(),200,'w','delivered',null)",
    "gone": "select exchange.gone('i', now())",
    "begin_upload": "select evidence.begin_upload('i','c','p','r','o','GOV_ONLY','n','t',1,null,1)",
    "add_part": "select evidence.add_part('i', 0, 1, 'o')",
    "refuse_upload": "select evidence.refuse_upload('i')",
    "abandon_uploads": "select evidence.abandon_uploads(now() - interval '9 years')",
    "enter_item": "select evidence.enter_item('i', 'r', 'h', 'UNSCANNED', null, null)",
    "log_read": "select evidence.log_read('r', 'p', 'r', 'o', true)",
    "register_notices": "select record.register_notices('c', 1, '[]')",
}
CALLABLE = {
    "worker": {"append", "keep_delivery", "keep_prints", "unanswered_before"},
    "desk": {"receive", "count_attempt", "answer", "carrier_reference", "set_case_time"}
    | {
        "keep_signed_head",
        "keep_run_history",
        "receive_event",
        "spread",
        "subscribe",
        "set_keys",
        "disable",
        "replay",
    }
    | {"begin_upload", "add_part", "refuse_upload", "abandon_uploads", "enter_item", "log_read"},
    "reader": set(),
    "dispatcher": {"claim", "attempted", "gone"},
    "portal": set(),
}


async def test_who_sends_webhooks_reads_no_table(database: Database) -> None:
    connection = await asyncpg.connect(database.dispatcher)
    try:
        for table in TABLES:
            assert await refusal(connection, f"select * from {table} limit 0") == NOT_ALLOWED
    finally:
        await connection.close()


@pytest.mark.parametrize("role", CALLABLE)
async def test_each_role_calls_only_its_functions(database: Database, role: str) -> None:
    connection = await asyncpg.connect(getattr(database, role))
    try:
        callable_ = {
            name for name, sql in FUNCTIONS.items() if await refusal(connection, sql) != NOT_ALLOWED
        }
    finally:
        await connection.close()
    assert callable_ == CALLABLE[role]


@pytest.mark.parametrize("role", CALLABLE)
async def test_no_role_makes_anything_of_its_own(database: Database, role: str) -> None:
    connection = await asyncpg.connect(getattr(database, role))
    try:
        for sql in (
            "create schema mine",
            "create table public.mine (a int)",
            "create table record.mine (a int)",
            "create temporary table mine (a int)",
        ):
            assert await refusal(connection, sql) == NOT_ALLOWED, sql
    finally:
        await connection.close()
