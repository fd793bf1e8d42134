"""Signs the heads of chains: only what goes on from what was signed before.

Whoever signs recomputes the hashes from the last signed head on. So a record that somebody has
rewritten, receipts and all, gets no signature: its case stays unsigned, and ``verify`` says why.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from records.case_rows import HeadRow, LinkRow
from records.checks import ChainCheck
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES
from seals.envelope import SealBroken, key_id
from seals.statements import SignedHead, state_head, stated_head
from seals.trust import Keyring

logger = logging.getLogger(__name__)


class Signing(NamedTuple):
    """How many heads were signed in one go, and the cases whose heads do not go on from before."""

    signed: int
    refused: tuple[str, ...]


class HeadSigner:
    """Signs with one key; ``keys`` are all of the record's, of which earlier ones have signed."""

    def __init__(
        self,
        pool: Pool,
        key: Ed25519PrivateKey,
        keys: Keyring,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take a pool of the desk's role."""
        self._pool = pool
        self._key = key
        self._kid = key_id(key.public_key())
        self._keys = keys
        self._now = now

    async def sign(self, case_id: str | None = None) -> Signing:
        """Sign the heads that this key has not signed yet: of one case, or of all."""
        signed = 0
        refused: list[str] = []
        with database_errors():
            rows = [
                row
                async for row in QUERIES.heads_to_sign(self._pool, kid=self._kid, case_id=case_id)
            ]
        for row in rows:
            case_id, head = row["case_id"], HeadRow(row["seq"], row["hash"])
            try:
                before = self._before(case_id, row["signed_seq"], row["statement"])
            except SealBroken:
                refused.append(case_id)
                continue
            goes_on = await self._goes_on(case_id, head, before)
            if goes_on and await self._keep(case_id, head):
                signed += 1
            else:
                refused.append(case_id)
        return Signing(signed, tuple(refused))

    def _before(self, case_id: str, seq: int | None, statement: str | None) -> HeadRow | None:
        if seq is None or statement is None:
            return None
        said = stated_head(statement, self._keys)
        if (said.case_id, said.seq) != (case_id, seq):
            raise SealBroken("another_head")
        return HeadRow(said.seq, bytes.fromhex(said.hash))

    async def _goes_on(self, case_id: str, head: HeadRow, before: HeadRow | None) -> bool:
        if before is not None and before.seq == head.seq:
            return before == head  # signed by an earlier key
        chain = ChainCheck(case_id, head, after=before)
        after = before.seq if before is not None else 0
        with database_errors():
            async for row in QUERIES.links_after(
                self._pool, case_id=case_id, after=after, until=head.seq
            ):
                if chain.step(LinkRow(*row)):
                    return False
        return chain.end() is None

    async def _keep(self, case_id: str, head: HeadRow) -> bool:
        said = SignedHead(case_id, head.seq, head.hash.hex())
        with database_errors():
            kept: bool = await QUERIES.keep_signed_head(
                self._pool,
                case_id=case_id,
                seq=head.seq,
                hash=head.hash,
                kid=self._kid,
                statement=state_head(said, self._now(), self._key),
            )
        return kept


async def sign_for_ever(
    signer: HeadSigner,
    *,
    interval: timedelta,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Sign what has moved, wait ``interval``, and so on until cancelled; only ids are logged."""
    while True:
        try:
            found = await signer.sign()
        except Exception as fault:  # the database is away; later it is not
            logger.warning("no head could be signed (%s)", type(fault).__name__)
        else:
            if found.refused:
                cases = ", ".join(found.refused)
                logger.error("not what was signed before, so not signed; verify them: %s", cases)
        await sleep(interval.total_seconds())
