"""A closed case on record, far enough in its own time to be disposed of, with its content."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from casework.agenda import settled
from casework.casetime import CaseTime
from casework.command import Command
from casework.retention import current, judge
from casework.roles import Actor, Role
from desk.outcomes import Declined
from reading.record import Record
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.disposals import Disposal, PostgresDisposals
from records.disposing import Disposer
from records.pool import Pool
from records.signed_heads import HeadSigner
from records.verification import Verdict, verify_case
from seals.envelope import key_id, seal
from seals.trust import Keyring
from tests.casework.walk import HQ, POC, SUP, Walk
from tests.reading.conftest import DESK_KEY, RECORD_KEY
from tests.reading.sealed_case import put, walked
from tests.reading.test_receipts import REFUSAL
from tests.records.samples import delivery, kept_run, received
from tests.workflows.ways import lesson_filed

MARKER = "Señales revisadas ñ"
"""What the carrier wrote in the case (``walked``)."""

KEYS: Keyring = {key_id(RECORD_KEY.public_key()): RECORD_KEY.public_key()}
KAY = Actor(person="kay", role=Role.OPS, organisation="HQ")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FAR = datetime(2041, 1, 1, tzinfo=UTC)


class Closed(NamedTuple):
    """A closed case: its walk, and the command in the desk's log that was refused."""

    walk: Walk
    command_id: str

    @property
    def case_id(self) -> str:
        """Its id."""
        return self.walk.case_id


async def closed_case(
    worker_pool: Pool, desk_pool: Pool, *, hold: bool = False, sign: bool = True
) -> Closed:
    """Record it; with ``hold``, it was put under legal hold before it was closed."""
    walk = walked()
    if hold:
        walk.must(SUP, "legal_hold", hold="h1", authority="Counsel", reason="A court asks.")
    walk.must(HQ, "close_no_action", **walk.letter("letter-closing"))
    said = {"message_id": "<m@x.example>", "content_sha256": "c" * 64, "printed": {}}
    walk.hear("on:sent", letter="letter-closing", **said, at=walk.now.isoformat())
    lesson_filed(walk)
    assert settled(walk.case) is not hold
    case_id, record = walk.case_id, Record.on(desk_pool)
    await put(PostgresCaseRecord(worker_pool), worker_pool, walk)
    await _beside(walk, worker_pool, record)
    refused = received(
        case_id,
        command_id=(late := uuid4().hex),
        envelope=_late_comment(walk, late),
        act="submit_comment",
        person=POC.person,
        role=POC.role,
        organisation=POC.organisation,
        received_at=walk.now,
    )
    await record.log.receive(refused)
    outcome = Declined(refusal=REFUSAL).model_dump_json()
    await record.log.answer(refused.command_id, outcome, NOW)
    time = CaseTime(origin=FAR, real_origin=NOW - timedelta(days=1), factor=0.001)
    await record.log.set_case_time(case_id, time)
    async with desk_pool.acquire() as connection:
        # No message to a system is owed: nobody has subscribed, as the sweeper finds.
        for row in await connection.fetch(
            "select position from exchange.owed where case_id = $1", case_id
        ):
            await connection.execute("select exchange.spread($1, '[]', now())", row["position"])
    if sign:
        assert (await HeadSigner(desk_pool, RECORD_KEY, KEYS).sign(case_id)).signed == 1
    return Closed(walk, refused.command_id)


def _late_comment(walk: Walk, command_id: str) -> str:
    """A signed command that came when there was nothing to comment on any more."""
    command = Command(
        case_id=walk.case_id,
        command_id=command_id,
        act="submit_comment",
        actor=POC,
        received_at=walk.now,
        body={"text": MARKER},
    )
    return seal(command.model_dump_json(exclude_none=True), DESK_KEY)


async def _beside(walk: Walk, worker_pool: Pool, record: Record) -> None:
    from records.notice_register import PostgresNoticeRegister

    register = PostgresNoticeRegister(worker_pool)
    for notice in walk.notices:
        await register.record(walk.case_id, notice.key, delivery(answer=f"250 {MARKER}"))
    await record.histories.keep(kept_run(walk.case_id, history=f'{{"said": "{MARKER}"}}'))


async def filed(desk_pool: Pool, case_id: str, content: bytes) -> str:
    """Enter a file as evidence; return its hash. The object itself is the store's."""
    sha256, upload = hashlib.sha256(content).hexdigest(), uuid4().hex
    async with desk_pool.acquire() as connection:
        await connection.execute(
            "select evidence.begin_upload($1, $2, 'lee', 'POC', 'SVR', 'CARRIER_CASE', $3,"
            " 'text/plain', $4, null, 9)",
            upload,
            case_id,
            f"{MARKER}.txt",
            len(content),
        )
        await connection.execute("select evidence.add_part($1, 0, $2, $1)", upload, len(content))
        await connection.execute(
            "select evidence.enter_item($1, $2, $3, 'CLEAN', 'clamd', null)",
            upload,
            f"E-{upload[:8]}",
            sha256,
        )
    return sha256


async def disposed(owner_pool: Pool, case_id: str) -> Disposal:
    """Dispose of it."""
    return await Disposer(owner_pool, RECORD_KEY, current()).dispose(case_id, KAY, NOW)


DISPOSE = "select record.dispose($1, $2, $3, '2026-11', $4, $5, $6, 'kay', 'OPS', 'HQ', 'signed')"


async def said_of(closed: Closed, pool: Pool) -> tuple[object, ...]:
    """What the database is told of a case that the rule would let go."""
    found = await PostgresDisposals(pool).candidate(closed.case_id, NOW)
    assert found is not None
    case = await PostgresCaseReader(pool).case(closed.case_id)
    assert case is not None
    facts = found.facts
    due = judge(current(), facts).due
    head = bytes.fromhex(case.head)
    return (closed.case_id, case.seq, head, facts.last_at, due, facts.reached)


async def verdict(desk_pool: Pool, case_id: str) -> Verdict:
    """Verify what is left of a case."""
    return await verify_case(PostgresCaseReader(desk_pool), case_id, record_keys=KEYS)
