"""A case on the real development server, with the real record and log in PostgreSQL."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from activities.errands import ErrandActivities
from activities.notices import NoticeActivities
from activities.record import RecordActivities
from casework.case import Case
from casework.conformance import Conformance
from casework.events import Event
from casework.evolve import evolve
from desk.case_desk import CaseDesk
from desk.resending import Resender
from desk.sending import Sender
from desk.telling import Teller
from desk.witness import witnessed
from embedded.temporal import program_path
from reading.record import Record
from records.canonical import canonical, sha256_of
from records.carried_cases import PostgresCarriedCases
from records.case_book import PostgresCaseBook
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.case_streams import PostgresCaseStreams
from records.command_log import PostgresCommandLog, PostgresUnansweredCommands
from records.disposals import PostgresDisposals
from records.event_inbox import PostgresEventInbox
from records.lesson_library import PostgresLessonLibrary
from records.notice_register import PostgresNoticeRegister
from records.pool import create_pool
from records.run_histories import PostgresRunHistories
from records.verification import Verdict, verify_case
from records.work_queue import PostgresWorkQueue
from runtime.sandbox import workflow_runner
from runtime.search_attributes import register_search_attributes
from tests.postgres import Database
from tests.sealed import CONVERTER
from tests.workflows.fakes import Postbox
from tests.workflows.stage import SYSTEM_KEY
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase
from workflows.visibility import SEARCH_ATTRIBUTES

PATIENCE = 30.0

_PROMPT = ("--dynamic-config-value", 'history.timerProcessorMaxTimeShift="10ms"')
"""Timers of less than a second fire when they should."""


class Office:
    """Client, desk and reader on one task queue; its worker can be sent home and called back."""

    def __init__(self, client: Client, stack: AsyncExitStack, *, cache: int) -> None:
        self.client = client
        self.queue = f"office-{uuid4().hex[:12]}"
        self.postbox = Postbox()
        self._stack = stack
        self._cache = cache
        self._worker: AsyncExitStack | None = None

    async def furnish(self, database: Database, key: Ed25519PrivateKey) -> None:
        """Connect everything."""

        async def pool(url: str) -> Any:
            made = await create_pool(url, size=10, application="tests")
            return await self._stack.enter_async_context(made)

        at_the_desk = await pool(database.desk)
        self.log = PostgresCommandLog(at_the_desk)
        self.histories = PostgresRunHistories(at_the_desk)
        readers = await pool(database.reader)
        self.reader = PostgresCaseReader(readers)
        self.shown = Record(
            self.reader,
            self.log,
            self.histories,
            PostgresLessonLibrary(readers),
            PostgresCaseStreams(readers),
            PostgresEventInbox(readers),
            PostgresCaseBook(readers),
            PostgresWorkQueue(readers),
            PostgresDisposals(readers),
        )
        self._cases = PostgresCarriedCases(PostgresCaseReader(at_the_desk), self.log)
        self.sender = Sender(self.client, self._cases, task_queue=self.queue)
        self.desk = CaseDesk(self.log, self.sender, key, case_time_allowed=True)
        self.resender = Resender(self.log, self.sender)
        worker_pool = await pool(database.worker)
        self._record = RecordActivities(
            PostgresCaseRecord(worker_pool), PostgresUnansweredCommands(worker_pool)
        )
        self._notices = NoticeActivities(
            PostgresNoticeRegister(worker_pool), self.postbox, sender="notices@resumption.example"
        )
        self._errands = ErrandActivities(Teller(self.log, self.resender, SYSTEM_KEY))
        await self.call_the_worker()
        self._stack.push_async_callback(self.send_the_worker_home)

    async def another_sender(self) -> Sender:
        """A sender with a connection of its own."""
        client = await Client.connect(
            self.client.service_client.config.target_host, data_converter=CONVERTER
        )
        return Sender(client, self._cases, task_queue=self.queue)

    async def call_the_worker(self) -> None:
        """Let a worker begin."""
        self._worker = AsyncExitStack()
        await self._worker.enter_async_context(
            Worker(
                self.client,
                task_queue=self.queue,
                workflows=[ResumptionCase, AppealCase, PartnerNotice],
                activities=[
                    self._record.record_events,
                    self._record.unanswered_before,
                    self._notices.deliver,
                    self._errands.tell,
                ],
                workflow_runner=workflow_runner(),
                max_cached_workflows=self._cache,
            )
        )

    async def send_the_worker_home(self) -> None:
        """End the worker."""
        if self._worker is not None:
            worker, self._worker = self._worker, None
            await worker.aclose()

    def handle(self, case_id: str, run_id: str | None = None) -> WorkflowHandle[Any, str]:
        """The workflow of a case."""
        return self.client.get_workflow_handle(case_id, run_id=run_id, result_type=str)

    async def history(self, case_id: str) -> list[str]:
        """The types of all events in the history of the latest run."""
        found = await self.handle(case_id).fetch_history()
        return [EventType.Name(event.event_type)[11:] for event in found.events]

    async def runs(self, case_id: str) -> int:
        """How many runs the case has had."""
        number, run_id = 0, None
        while number == 0 or run_id:
            found = await self.handle(case_id, run_id).fetch_history()
            started = found.events[0].workflow_execution_started_event_attributes
            run_id = started.continued_execution_run_id
            number += 1
        return number

    async def events(self, case_id: str) -> list[Event]:
        """Every recorded event."""
        return [row.event for row in await self.reader.events(case_id, limit=5000)]

    async def case(self, case_id: str) -> Case:
        """The case as its record makes it."""
        case: Case | None = None
        for event in await self.events(case_id):
            case = evolve(case, event, case_id=case_id)
        assert case is not None, "nothing is recorded of the case"
        return case

    async def verdict(self, case_id: str) -> Verdict:
        """Verify a case by its record, the process table and Temporal's history."""
        recorded = [batch.key for batch in await self.reader.batches(case_id)]
        kept = await self.histories.of_case(case_id)
        seen = await witnessed(self.client, case_id, recorded, kept)
        return await verify_case(
            self.reader,
            case_id,
            process_check=Conformance(case_id),
            witness=[
                (key, tuple(sha256_of(canonical(event)) for event in events))
                for key, events in seen.batches
            ],
            unwitnessed=seen.after,
        )


async def until(fact: Callable[[], Awaitable[bool]], patience: float = PATIENCE) -> None:
    """Wait for a fact; the deadline only ends a test that has failed."""
    deadline = time.monotonic() + patience
    while not await fact():
        assert time.monotonic() < deadline, "it did not come true"
        await asyncio.sleep(0.05)


@asynccontextmanager
async def dev_server() -> AsyncIterator[WorkflowEnvironment]:
    """A development server with the search attributes of a case."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(program_path()),
        dev_server_extra_args=list(_PROMPT),
        dev_server_log_level="error",
        data_converter=CONVERTER,
    ) as env:
        await register_search_attributes(env.client, env.client.namespace, SEARCH_ATTRIBUTES)
        yield env


@asynccontextmanager
async def open_office(
    client: Client,
    database: Database,
    key: Ed25519PrivateKey,
    *,
    cache: int = 1000,
    queue: str | None = None,
) -> AsyncIterator[Office]:
    """An office that is open while the block runs; by its ``queue`` it takes over another."""
    async with AsyncExitStack() as stack:
        office = Office(client, stack, cache=cache)
        office.queue = queue or office.queue
        await office.furnish(database, key)
        yield office
