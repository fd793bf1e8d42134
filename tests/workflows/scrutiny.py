"""Looks at a case from all sides, after every step, and says where two of them differ.

What was asked, the pure rules, the record, its projections, the workflow's own memory, and what
everybody was answered must be one story.
"""

from collections.abc import Awaitable, Callable
from itertools import groupby
from typing import Any, TypeVar

from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowHistory

from casework.agenda import due_step, settled, step_asked
from casework.case import Case
from casework.command import Command, Receipt, system_asked
from casework.conformance import Conformance
from casework.decide import decide
from casework.events import CaseView, Event, EventBatch
from casework.guards.base import Asked
from casework.states import CLOSED
from casework.view import case_view
from desk.witness import RECORDING
from records.case_reader import PostgresCaseReader
from records.command_log import PostgresCommandLog
from records.event_rows import RecordedEvent
from records.failures import DatabaseUnreachable
from seals.envelope import digest, read
from tests.casework.test_random_walks import check_rest, check_step
from workflows.card import card
from workflows.carried import Carried
from workflows.visibility import shown

BY_THE_COURIER = ("on:sent", "on:bounced")

T = TypeVar("T")


class Scrutiny:
    """Follows the record of one case. ``case`` is the fold of all that was looked at so far."""

    def __init__(
        self, client: Client, reader: PostgresCaseReader, log: PostgresCommandLog, case_id: str
    ) -> None:
        self._client, self._reader, self._log = client, reader, log
        self.case_id = case_id
        self._conformance = Conformance(case_id)
        self.rows: list[RecordedEvent] = []
        self._before: dict[str, Case | None] = {}
        self._after: dict[str, Case] = {}

    @property
    def case(self) -> Case:
        """The case as its record makes it."""
        assert self._conformance.case is not None, "nothing is recorded of the case"
        return self._conformance.case

    async def look(self) -> None:
        """Look at all that was recorded since the last time."""
        known = len(self.rows)
        rows = await _after_a_cut(
            lambda: self._reader.events(self.case_id, after=known, limit=10_000)
        )
        assert [row.seq for row in rows] == [*range(known + 1, known + 1 + len(rows))]
        for key, batch in groupby(rows, key=lambda row: row.key):
            assert key not in self._before, f"{key} is recorded in two places"
            await self._follow(key, list(batch))
        self.rows += rows

    async def _follow(self, key: str, rows: list[RecordedEvent]) -> None:
        """A batch is what the rules decide on what was asked, and each event of it is the table's.

        Then the invariants of the process hold.
        """
        before = self._before[key] = self._conformance.case
        events = tuple(row.event for row in rows)
        asked = await self._asked(key, events[0])
        assert decide(before, asked, case_id=self.case_id) == events, f"{key}: {asked.act}"
        for event in events:
            earlier = self._conformance.case
            assert self._conformance.step(event) is None, f"{key}: {event.row}"
            if earlier is not None:
                check_step(earlier, event, self.case)
        self._after[key] = self.case

    async def _asked(self, key: str, first: Event) -> Asked:
        """What a batch answers to: a signed command, a letter's way, or the earliest step due."""
        if first.command_id is not None:
            assert first.command_id == key
            logged = await _after_a_cut(lambda: self._log.find(key))
            assert logged is not None, "a command is recorded that nobody has received"
            envelope = logged.received.envelope
            return Command.model_validate_json(read(envelope).payload).asked(digest(envelope))
        if first.act in BY_THE_COURIER:
            return system_asked(first.act, first.body, at=first.at, key=key)
        step = due_step(self.case)
        assert step is not None, f"{first.act}, but nothing is due"
        assert (step.id, step.at) == (key, first.at)
        return step_asked(self.case, step)

    async def rest(self) -> None:
        """At rest everything that is kept of the case says the same."""
        await self.look()
        case, last = self.case, self.rows[-1]
        if case.state not in CLOSED:
            check_rest(case)
        found = await _after_a_cut(lambda: self._reader.case(self.case_id))
        assert found is not None
        assert (found.seq, found.head) == (last.seq, last.hash)
        _same_view(found.view, case_view(case))
        for notice in await _after_a_cut(lambda: self._reader.notices(self.case_id)):
            accepted = [delivery for delivery in notice.deliveries if delivery.accepted]
            assert notice.deliveries, f"{notice.notice.key} is not on its way"
            assert len(accepted) <= 1
        assert await self._remembered() == card(case, 0), "the workflow remembers another case"

    async def _remembered(self) -> str:
        metadata: WorkflowMetadata = await self._client.get_workflow_handle(self.case_id).query(
            "__temporal_workflow_metadata", result_type=WorkflowMetadata
        )
        return metadata.current_details

    def receipt(self, receipt: Receipt) -> None:
        """A receipt says what the record holds."""
        first, last = self.rows[receipt.first - 1], self.rows[receipt.last - 1]
        own = self.rows[receipt.first - 1 : receipt.last]
        assert {row.key for row in own} == {receipt.command_id}
        assert sum(row.key == receipt.command_id for row in self.rows) == len(own)
        assert receipt.events == tuple(row.event.kind for row in own)
        assert (receipt.head, receipt.recorded_at) == (last.hash, first.recorded_at)
        assert receipt.state == self._after[receipt.command_id].state
        assert receipt.envelope_sha256 == first.event.envelope_sha256

    async def histories(self) -> list[WorkflowHistory]:
        """Every run, the first one first, after a look at what each took over and how it went."""
        found: list[WorkflowHistory] = []
        run_id: str | None = None
        while not found or run_id:
            handle = self._client.get_workflow_handle(self.case_id, run_id=run_id)
            found.insert(0, await handle.fetch_history())
            started = found[0].events[0].workflow_execution_started_event_attributes
            run_id = started.continued_execution_run_id
        for history in found:
            await self._took_over(history)
            _no_task_failed(history)
        return found

    async def _took_over(self, history: WorkflowHistory) -> None:
        """What a run began with is the case that the record makes up to its first batch."""
        (carried,) = await self._decoded(
            history.events[0].workflow_execution_started_event_attributes.input.payloads, Carried
        )
        if carried.case is None:
            return
        batches: list[EventBatch] = []
        for event in history.events:
            scheduled = event.activity_task_scheduled_event_attributes
            if scheduled.activity_type.name == RECORDING:
                (batches,) = await self._decoded(scheduled.input.payloads, list[EventBatch])
                break
        case = self._before[batches[0].key] if batches else self.case
        assert carried.case == case, "a run took over another case"
        assert carried.case_id == self.case_id

    async def search_attributes(self) -> None:
        """What can be searched for is what the case is."""
        described = await self._client.get_workflow_handle(self.case_id).describe()
        found = {pair.key.name: pair.value for pair in described.typed_search_attributes}
        expected = shown(case_view(self.case))
        assert {name: found.get(name) for name in expected} == expected

    async def _decoded(self, payloads: Any, kind: Any) -> list[Any]:
        return await self._client.data_converter.decode(payloads, type_hints=[kind])

    @property
    def over(self) -> bool:
        """Whether nothing is owed any more, so that the workflow ends."""
        return settled(self.case)


def _same_view(found: CaseView, expected: CaseView) -> None:
    """The projection of a case is the view of it; its clocks stand in an order of their own."""
    clocks = {clock.key: clock for clock in found.clocks}
    assert clocks == {clock.key: clock for clock in expected.clocks}
    bare = {"clocks": ()}
    assert found.model_copy(update=bare) == expected.model_copy(update=bare)


def _no_task_failed(history: WorkflowHistory) -> None:
    """No worker has failed a task; the server itself takes some back, to give them again."""
    for event in history.events:
        failed = event.workflow_task_failed_event_attributes
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
            assert failed.identity == "history-service", failed


async def _after_a_cut(read: Callable[[], Awaitable[T]]) -> T:
    """Read once more where a line was cut that lay idle: each such line fails once, at its use."""
    for _ in range(10):
        try:
            return await read()
        except DatabaseUnreachable:
            continue
    return await read()
