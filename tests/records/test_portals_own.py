"""What the portal keeps is its own: sessions come and go, its two logs only grow."""

import asyncpg
import pytest

from records.failures import APPEND_ONLY, NOT_ALLOWED
from tests.postgres import Database
from tests.records.tampering import Connection, refusal

ROLES = ("worker", "desk", "reader", "portal")
PORTALS_OWN = {
    "portal.sessions": {"select", "insert", "update", "delete"},
    "portal.attempts": {"select", "insert", "delete"},
    "portal.sign_ins": {"insert"},
    "portal.reads": {"insert"},
}
_TRIED = {
    "select": "select from {} limit 0",
    "insert": "insert into {} default values",
    "update": "update {} set {} = {}",
    "delete": "delete from {}",
    "truncate": "truncate {}",
}


@pytest.mark.parametrize("table", PORTALS_OWN)
@pytest.mark.parametrize("role", ROLES)
async def test_only_the_portal_keeps_sessions_and_who_read_what(
    database: Database, role: str, table: str
) -> None:
    column = {"portal.sessions": "seen_at", "portal.attempts": "expires_at"}.get(table, "at")
    connection = await asyncpg.connect(getattr(database, role))
    try:
        allowed = {
            name
            for name, sql in _TRIED.items()
            if await refusal(connection, sql.format(table, column, column)) != NOT_ALLOWED
        }
    finally:
        await connection.close()
    logs = {"select"} if table in ("portal.sign_ins", "portal.reads") else set()
    may = PORTALS_OWN[table] if role == "portal" else logs if role == "reader" else set()
    assert allowed == may


@pytest.mark.parametrize("table", ["portal.sign_ins", "portal.reads"])
@pytest.mark.parametrize("statement", ["delete from", "truncate"])
async def test_who_signed_in_and_read_what_only_grows(
    superuser: Connection, table: str, statement: str
) -> None:
    assert await refusal(superuser, f"{statement} {table}") == APPEND_ONLY
