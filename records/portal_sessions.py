"""Sessions of browsers, and sign-ins that were begun, in PostgreSQL.

What identifies a session is a random text that only the browser has: here is its hash.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from casework.roles import Actor, Role
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class Attempt(NamedTuple):
    """A sign-in that was begun: PKCE's verifier, the nonce, and where to go on afterwards."""

    verifier: str
    nonce: str
    go_on_to: str


class Session(NamedTuple):
    """A signed-in browser. ``csrf`` is what its forms must send along."""

    actor: Actor
    issuer: str
    subject: str
    id_token: str
    csrf: str
    opened_at: datetime
    expires_at: datetime


class PostgresSessions:
    """Sessions, in the portal's role."""

    def __init__(self, pool: Pool, *, idle: timedelta, longest: timedelta) -> None:
        """``idle`` ends a session that nobody uses, ``longest`` every session."""
        self._pool = pool
        self._idle = idle
        self._longest = longest

    async def begin(self, state: str, browser: str, attempt: Attempt, *, at: datetime) -> None:
        """Remember a sign-in for ten minutes; ``browser`` is a secret of the browser's own."""
        with database_errors():
            await QUERIES.begin_attempt(
                self._pool,
                state_sha256=_hashed(state),
                browser=_hashed(browser),
                at=at,
                expires_at=at + timedelta(minutes=10),
                **attempt._asdict(),
            )

    async def take(self, state: str, browser: str, *, at: datetime) -> Attempt | None:
        """Return a sign-in that this browser began, once; None where there is none in time."""
        with database_errors():
            row = await QUERIES.take_attempt(
                self._pool, state_sha256=_hashed(state), browser=_hashed(browser)
            )
        if row is None or row["expires_at"] <= at:
            return None
        return Attempt(row["verifier"], row["nonce"], row["go_on_to"])

    async def open(
        self, actor: Actor, *, issuer: str, subject: str, id_token: str, at: datetime
    ) -> str:
        """Open a session and return its id, which is for the browser alone."""
        session_id = secrets.token_urlsafe(32)
        with database_errors():
            await QUERIES.open_session(
                self._pool,
                id_sha256=_hashed(session_id),
                person=actor.person,
                role=actor.role.value,
                organisation=actor.organisation,
                issuer=issuer,
                subject=subject,
                id_token=id_token,
                csrf=secrets.token_urlsafe(32),
                at=at,
                expires_at=at + self._longest,
            )
        return session_id

    async def use(self, session_id: str, *, at: datetime, used: bool = True) -> Session | None:
        """Return a session and count it as used now; None where it has ended or never was.

        ``used`` False only looks: the session ends as if nobody had asked.
        """
        query = QUERIES.use_session if used else QUERIES.look_at_session
        with database_errors():
            row = await query(
                self._pool,
                id_sha256=_hashed(session_id),
                at=at,
                idle_since=at - self._idle,
            )
        return _session(row)

    async def ended(self, session_id: str) -> Session | None:
        """Return a session that was not signed out of, even one that ended within a day."""
        with database_errors():
            return _session(await QUERIES.find_session(self._pool, id_sha256=_hashed(session_id)))

    async def end(self, session_id: str) -> None:
        """Forget a session."""
        with database_errors():
            await QUERIES.end_session(self._pool, id_sha256=_hashed(session_id))


def _session(row: Mapping[str, Any] | None) -> Session | None:
    if row is None:
        return None
    columns = dict(row)
    actor = Actor(
        person=columns.pop("person"),
        role=Role(columns.pop("role")),
        organisation=columns.pop("organisation"),
    )
    return Session(actor=actor, **columns)


def _hashed(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
