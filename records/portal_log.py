"""Who signed in, and who read what: logs of the portal that only grow."""

from collections.abc import Sequence

from casework.roles import Actor
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES


class PostgresPortalLog:
    """The two logs, written in the portal's role."""

    def __init__(self, pool: Pool) -> None:
        """Take a pool of the portal's role."""
        self._pool = pool

    async def reads(self, case_ids: Sequence[str], what: str, way: str, actor: Actor) -> None:
        """Write down that somebody read cases: what of them, and by which way (page, API)."""
        if not case_ids:
            return
        with database_errors():
            await QUERIES.log_reads(
                self._pool,
                case_ids=list(case_ids),
                what=what,
                way=way,
                person=actor.person,
                role=actor.role.value,
                organisation=actor.organisation,
            )

    async def sign_in(
        self,
        what: str,
        way: str,
        *,
        actor: Actor | None = None,
        issuer: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Write down a sign-in, a sign-out, or why one was refused; the reason holds no token."""
        with database_errors():
            await QUERIES.log_sign_in(
                self._pool,
                what=what,
                way=way,
                person=actor.person if actor else None,
                role=actor.role.value if actor else None,
                organisation=actor.organisation if actor else None,
                issuer=issuer,
                reason=reason,
            )
