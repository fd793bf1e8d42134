"""Disposes of the content of a case, and leaves what proves it: one transaction, or nothing.

Runs as the owner of the database: no role of a running process may empty anything. Killed in the
middle, nothing was done; done twice, it was done once.
"""

from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.events import Event
from casework.retention import Judgement, Schedule, judge
from casework.roles import Actor
from records.case_rows import HeadRow, LinkRow
from records.case_snapshot import content_hashes
from records.checks import ChainCheck
from records.disposals import Candidate, Disposal, candidate_on, disposal_of
from records.failures import database_errors
from records.pool import Pool
from records.queries import QUERIES
from seals.chain import stamp
from seals.statements import DISPOSAL, state


class MayNotGo(Exception):
    """The rule keeps the content; ``judgement`` says why."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__(", ".join(judgement.against))
        self.judgement = judgement


class NotSound(Exception):
    """The chain of the case is not what it should be, so nothing is certified; ``verify`` it."""


class Disposer:
    """Disposes under one version of the schedule, and signs with the record's key."""

    def __init__(self, pool: Pool, key: Ed25519PrivateKey, schedule: Schedule) -> None:
        """Take a pool of the owner's role."""
        self._pool = pool
        self._key = key
        self._schedule = schedule

    async def dispose(self, case_id: str, actor: Actor, at: datetime) -> Disposal:
        """Dispose of a case's content at a real instant, or return that it was done before.

        Raises ``LookupError`` where there is no such case, ``MayNotGo``, ``NotSound``, and
        ``RecordRefused`` where the database itself keeps it.
        """
        async with self._pool.acquire() as connection:
            transaction = connection.transaction()
            with database_errors():
                await transaction.start()
            try:
                found = await self._disposed(connection, case_id, actor, at)
            except BaseException:
                await transaction.rollback()
                raise
            with database_errors():
                await transaction.commit()
        return found

    async def _disposed(self, on: Any, case_id: str, actor: Actor, at: datetime) -> Disposal:
        with database_errors():
            await QUERIES.lock_head(on, case_id=case_id)
        before = await disposal_of(on, case_id)
        if before is not None:
            return before
        candidate = await candidate_on(on, case_id, at)
        if candidate is None:
            raise LookupError("nothing is recorded of this case")
        judgement = judge(self._schedule, candidate.facts)
        if not judgement.may_go:
            raise MayNotGo(judgement)
        head, said = await self._said(on, candidate, judgement, actor)
        with database_errors():
            await QUERIES.dispose(
                on,
                case_id=case_id,
                seq=head.seq,
                hash=head.hash,
                schedule=self._schedule.version,
                last_at=candidate.facts.last_at,
                due=judgement.due,
                reached=candidate.facts.reached,
                person=actor.person,
                role=actor.role.value,
                organisation=actor.organisation,
                certificate=state(DISPOSAL, said, self._key),
            )
        found = await disposal_of(on, case_id)
        assert found is not None  # it was inserted just now
        return found

    async def _said(
        self, on: Any, candidate: Candidate, judgement: Judgement, actor: Actor
    ) -> tuple[HeadRow, dict[str, Any]]:
        """Return the head of the chain, computed anew, and what the certificate says."""
        case_id = candidate.facts.case_id
        with database_errors():
            head = HeadRow(*await QUERIES.head_of_case(on, case_id=case_id))
            rows = [LinkRow(*row) async for row in QUERIES.links_of_events(on, case_id=case_id)]
            commands = [row async for row in QUERIES.hashes_of_commands(on, case_id=case_id)]
        chain = ChainCheck(case_id, head)
        if any(chain.step(row) for row in rows) or chain.end():
            raise NotSound(case_id)
        return head, {
            "case_id": case_id,
            "schedule": self._schedule.version,
            "last_at": stamp(candidate.facts.last_at),
            "due": judgement.due.isoformat(),
            "disposed_at": stamp(candidate.facts.reached),
            "disposed_by": actor.model_dump(mode="json"),
            "seq": head.seq,
            "hash": head.hash.hex(),
            "events": [_line(row) for row in rows],
            "commands": {row["command_id"]: row["sha256"] for row in commands},
            **await content_hashes(on, case_id),
        }


def _line(row: LinkRow) -> dict[str, Any]:
    """What stays of an event: with its text, whoever has it computes the same hash again."""
    event = Event.model_validate_json(row.body)
    return {
        "seq": row.seq,
        "key": row.key,
        "recorded_at": stamp(row.recorded_at),
        "kind": event.kind,
        "hash": row.hash.hex(),
        "documents": [each.model_dump(mode="json") for each in event.documents],
    }
