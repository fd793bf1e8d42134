"""A case on the time-skipping server: the real workflow, activities, desk and sender, and time that
is moved by hand. (On a server whose time cannot be moved, case time runs faster by ``factor``.)
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHandle, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from casework.agenda import due_step
from casework.case import Case
from casework.casetime import CaseTime, case_now
from casework.command import Command, Receipt
from casework.events import Event
from casework.refusal import Refusal
from casework.roles import Actor
from desk.case_desk import CaseDesk, case_opened_by
from desk.errors import Declination
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from desk.resending import Resender
from desk.sending import Sender
from seals.envelope import seal
from tests.casework.walk import Walk
from tests.workflows.fakes import Hands, Log, Postbox, Record, Register
from tests.workflows.tidings import nothing_on_its_way
from tests.workflows.wedged import WedgedTasks
from workflows.carried import Carried
from workflows.options import BEING_WRITTEN_DOWN
from workflows.resumption import WORKFLOW

SYSTEM_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""Signs what one case tells another; every process of a test has the same."""

PATIENCE = timedelta(seconds=20)
"""Real time: after this a test has failed."""

REAL_MOMENT = 0.02
"""Seconds between two looks at what goes on outside of virtual time."""


class Stage:
    """One worker on a task queue of its own, and the one case that a test is about."""

    def __init__(
        self,
        env: WorkflowEnvironment,
        key: Ed25519PrivateKey,
        now: datetime,
        *,
        patience: timedelta = PATIENCE,
    ) -> None:
        self.env = env
        self.key = key
        self.system_key = SYSTEM_KEY
        self.now = Hands(now)
        self.record, self.log, self.postbox = Record(), Log(), Postbox()
        self.register = Register(self.record)
        self.log.now = self.now
        self.queue = f"stage-{uuid4().hex[:12]}"
        self.sender = Sender(env.client, self.record, task_queue=self.queue)
        self.desk = CaseDesk(
            self.log, self.sender, key, case_time_allowed=True, now=self.now, patience=patience
        )
        self.resender = Resender(self.log, self.sender, now=self.now, patience=patience)
        self.case_id = ""
        self.roll_after: int | None = None
        self.factor = 1.0
        self.pace = timedelta(seconds=1)
        self.patience = patience
        self.wedged = WedgedTasks()
        self._numbers = count(1)

    @property
    def case(self) -> Case:
        """The case as its record makes it."""
        return self.record.case(self.case_id)

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.case.state

    @property
    def events(self) -> list[Event]:
        """Every recorded event, in order."""
        return self.record.events(self.case_id)

    @property
    def kinds(self) -> list[str]:
        """What happened, in order, but for how letters travelled."""
        return [event.kind for event in self.events if event.kind != "letter_sent"]

    @property
    def handle(self) -> WorkflowHandle[Any, str]:
        """The workflow of the case."""
        return self.env.client.get_workflow_handle(self.case_id, result_type=str)

    def command_id(self) -> str:
        """An id that no other command has."""
        return f"{self.queue}-{next(self._numbers)}"

    async def open(
        self,
        actor: Actor,
        /,
        *,
        act: str = "open_case",
        time: CaseTime | None = None,
        command_id: str = "",
        **body: Any,
    ) -> Receipt:
        """Open the case."""
        await self.look_at_the_clock()
        command_id = command_id or self.command_id()
        if self.roll_after is not None:
            case_id = case_opened_by(command_id)
            carried = Carried(case_id=case_id, roll_after=self.roll_after)
            await self.env.client.start_workflow(
                WORKFLOW, carried, id=case_id, task_queue=self.queue
            )
        body.pop("carrier_reference", None)
        receipt = await self.desk.open(actor, body, act=act, time=time, command_id=command_id)
        self.case_id = receipt.case_id
        return receipt

    async def do(self, actor: Actor, act: str, /, *, command_id: str = "", **body: Any) -> Receipt:
        """Give a command now."""
        await self.look_at_the_clock()
        command_id = command_id or self.command_id()
        return await self.desk.do(actor, self.case_id, act, body, command_id=command_id)

    async def refused(self, actor: Actor, act: str, /, **body: Any) -> Refusal:
        """Give a command that is refused, and see that it leaves nothing anywhere."""
        before, recorded = await self.at_rest(), len(self.events)
        try:
            await self.do(actor, act, **body)
        except Declination as declination:
            assert await self.history() == before
            assert len(self.events) == recorded
            return declination.refusal
        raise AssertionError(f"{act} was accepted")

    def signed(
        self,
        actor: Actor,
        act: str,
        body: dict[str, Any],
        /,
        *,
        at: datetime | None = None,
        key: Ed25519PrivateKey | None = None,
        **changes: Any,
    ) -> ReceivedCommand:
        """A command as the desk writes it down, received at ``at``; ``changes`` falsify it."""
        fields = {
            "case_id": self.case_id,
            "command_id": self.command_id(),
            "act": act,
            "actor": actor,
            "received_at": at or case_now(self.log.times.get(self.case_id), self.now()),
            "body": body,
        }
        command = Command.model_validate({**fields, **changes})
        return ReceivedCommand(
            command_id=command.command_id,
            case_id=self.case_id,
            act=act,
            person=actor.person,
            role=actor.role,
            organisation=actor.organisation,
            received_at=command.received_at,
            digest="",
            envelope=seal(command.model_dump_json(exclude_none=True), key or self.key),
        )

    async def send(self, command: ReceivedCommand) -> Done | Declined:
        """Send a command around the desk."""
        return await self.sender.send(command, patience=self.patience)

    async def look_at_the_clock(self) -> datetime:
        """Let the desk know the virtual instant."""
        self.now.at = await self.env.get_current_time()
        return self.now.at

    async def sleep(self, time: timedelta) -> None:
        """Let virtual time pass."""
        async with asyncio.timeout(self.patience.total_seconds()):
            await self.env.sleep(time)
        await self.look_at_the_clock()

    async def days(self, number: float) -> None:
        """Let so many days pass for a case in real time, and all that is due in them be done."""
        await self.sleep(timedelta(days=number))
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until all that is due by now is recorded and every notice is settled."""

        def done() -> bool:
            step = due_step(self.case)
            late = step is not None and step.at + BEING_WRITTEN_DOWN < self.now()
            return not late and not self.register.undelivered(self.case_id)

        await self.until(done)
        while not nothing_on_its_way(await self._history(None)):
            await self.sleep(self.pace)
            await self.until(done)

    async def until(self, fact: Callable[[], bool], step: timedelta | None = None) -> None:
        """Let virtual time pass little by little until something is so."""
        async with asyncio.timeout(self.patience.total_seconds()):
            while not fact():
                await self.sleep(step or self.pace)

    async def run_to(self, instant: datetime) -> None:
        """Let the own time of the case run to an instant, and all that is due in it be done."""
        real = await self.look_at_the_clock()
        time = self.log.times[self.case_id]
        ahead = (instant - time.at(real)) / time.factor
        granting = asyncio.create_task(self.desk.grant_time(self.case_id, instant))
        try:
            await self.sleep(ahead)
            await self.until(granting.done)
        finally:
            granting.cancel()
        await granting

    async def follow(self, walk: Walk, *, begun: int = 0, own_time: bool = True) -> None:
        """Give the commands of a walk, each at the walk's instant; the clocks do the rest.

        Without ``own_time`` the case runs in real time, and every command is given now.
        """
        for _, asked, _ in walk.batches[begun:]:
            if asked.command_id is None:
                continue
            body = asked.body.model_dump(mode="json", exclude_none=True)
            if not self.case_id:
                real = await self.look_at_the_clock()
                time = CaseTime(
                    origin=asked.at, real_origin=real, factor=self.factor, until=asked.at
                )
                await self.open(asked.actor, act=asked.act, time=time if own_time else None, **body)
                continue
            if own_time and asked.at != self.log.times[self.case_id].until:
                await self.run_to(asked.at)
            await self.do(asked.actor, asked.act, **body)

    async def history(self, run_id: str | None = None) -> list[str]:
        """The types of the events in the workflow's history, without its tasks.

        This server, other than the real one, keeps the task in which an update was refused.
        """
        found = await self._history(run_id)
        kinds = [EventType.Name(event.event_type)[11:] for event in found.events]
        return [kind for kind in kinds if not kind.startswith("WORKFLOW_TASK")]

    async def at_rest(self) -> list[str]:
        """The same, once the case waits for nothing but time and people."""
        async with asyncio.timeout(self.patience.total_seconds()):
            while True:
                if nothing_on_its_way(await self._history(None)):
                    return await self.history()
                await asyncio.sleep(REAL_MOMENT)

    async def activities(self) -> list[str]:
        """The activities that the latest run has asked for, in order."""
        scheduled = EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
        return [
            event.activity_task_scheduled_event_attributes.activity_type.name
            for event in (await self._history(None)).events
            if event.event_type == scheduled
        ]

    async def runs(self) -> list[WorkflowHistory]:
        """The histories of all runs of the case, latest first."""
        histories: list[WorkflowHistory] = []
        run_id: str | None = None
        while not histories or run_id:
            histories.append(await self._history(run_id))
            started = histories[-1].events[0].workflow_execution_started_event_attributes
            run_id = started.continued_execution_run_id
        return histories

    async def _history(self, run_id: str | None) -> WorkflowHistory:
        handle = self.env.client.get_workflow_handle(self.case_id, run_id=run_id)
        async with asyncio.timeout(self.patience.total_seconds()):
            return await handle.fetch_history()
