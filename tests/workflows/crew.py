"""Workers as processes of their own, which can be killed in the middle of anything.

    python -m tests.workflows.crew

is where they come from: it has everything loaded and forks a worker for each line of orders, so
that a new one is there at once. It ends, with all of its workers, when its input does.
"""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel
from temporalio.client import Client
from temporalio.worker import Worker

from activities.errands import ErrandActivities
from activities.notices import NoticeActivities
from activities.ports import Bounced
from activities.record import RecordActivities
from desk.resending import Resender
from desk.sending import Sender
from desk.telling import Teller
from records.carried_cases import PostgresCarriedCases
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.command_log import PostgresCommandLog, PostgresUnansweredCommands
from records.notice_register import PostgresNoticeRegister
from records.pool import create_pool
from runtime.heartbeats import Heartbeats
from runtime.sandbox import workflow_runner
from seals.envelope import key_id
from seals.trust import TRUST
from tests.sealed import CONVERTER
from tests.workflows.stage import SYSTEM_KEY
from tests.workflows.wedged import WedgedTasks
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase

PROJECT = Path(__file__).resolve().parent.parent.parent


class Orders(BaseModel):
    """What a worker needs to know. ``bouncing`` mailboxes, one of so many, take no mail; what
    fails in workflow code is written to ``faults``.
    """

    server: str
    queue: str
    database: str
    desk_database: str
    public_key: str
    cache: int
    bouncing: int
    faults: Path


class Crew:
    """Where workers are called, and killed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._lock = Lock()

    def call(self, orders: Orders) -> int:
        """Let a worker begin; gives its process id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(orders.model_dump_json() + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    @staticmethod
    def kill(pid: int) -> None:
        """Kill a worker as it stands (``kill -9``)."""
        os.kill(pid, signal.SIGKILL)


@contextmanager
def crew() -> Iterator[Crew]:
    """A crew for as long as the block runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.workflows.crew"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        yield Crew(process)
        assert process.stdin is not None
        process.stdin.close()


class PickyPostbox:
    """A mail system in which the same mailboxes never take anything."""

    def __init__(self, bouncing: int) -> None:
        self._bouncing = bouncing

    async def send(self, message: bytes, *, sender: str, recipient: str) -> str:  # noqa: ARG002
        """Take a message, or refuse it for good."""
        if self._bouncing and zlib.crc32(recipient.encode()) % self._bouncing == 0:
            raise Bounced("550 no such mailbox")
        return "250 taken"


class _WrittenDown(WedgedTasks):
    """Tells whoever watches, through a file, since this process may be gone the next moment."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    def emit(self, record: logging.LogRecord) -> None:
        """Write it down."""
        super().emit(record)
        if self.seen:
            with self._file.open("a") as file:
                file.write("\n".join(self.seen) + "\n")
            self.seen.clear()


async def _work(orders: Orders) -> None:
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(orders.public_key))
    TRUST.keys, TRUST.case_time_allowed = {key_id(public): public}, True
    system = SYSTEM_KEY.public_key()
    TRUST.system_keys = {key_id(system): system}
    client = await Client.connect(orders.server, data_converter=CONVERTER)
    pool = await create_pool(orders.database, size=4, application="crew")
    record = RecordActivities(PostgresCaseRecord(pool), PostgresUnansweredCommands(pool))
    notices = NoticeActivities(
        PostgresNoticeRegister(pool),
        PickyPostbox(orders.bouncing),
        sender="notices@resumption.example",
    )
    at_the_desk = await create_pool(orders.desk_database, size=2, application="crew-errands")
    log = PostgresCommandLog(at_the_desk)
    cases = PostgresCarriedCases(PostgresCaseReader(at_the_desk), log)
    resender = Resender(log, Sender(client, cases, task_queue=orders.queue))
    errands = ErrandActivities(Teller(log, resender, SYSTEM_KEY))
    worker = Worker(
        client,
        task_queue=orders.queue,
        workflows=[ResumptionCase, AppealCase, PartnerNotice],
        activities=[
            record.record_events,
            record.unanswered_before,
            notices.deliver,
            errands.tell,
        ],
        workflow_runner=workflow_runner(),
        interceptors=[Heartbeats()],
        max_cached_workflows=orders.cache,
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=1),
    )
    await worker.run()


def _forked(line: str) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # the last two belong to whoever gives orders
        os.dup2(null, standard)
    orders = Orders.model_validate_json(line)
    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("temporalio.worker._workflow_instance").addHandler(
        _WrittenDown(orders.faults)
    )
    asyncio.run(_work(orders))


def main() -> None:
    """Fork a worker for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            try:
                _forked(line)
            finally:
                os._exit(1)
        print(pid, flush=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
