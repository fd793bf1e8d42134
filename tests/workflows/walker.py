"""A random walk through one case, by the real desk, workflow, worker and record.

It takes turns as the pure walks do (``tests/casework``): what the pure rules say beforehand is what
must come out. All that is chosen comes from the seed.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory, WorkflowUpdateFailedError
from temporalio.worker import Replayer

from casework.agenda import due_step
from casework.casetime import CaseTime
from casework.command import Receipt
from casework.conformance import Conformance
from casework.refusal import Refusal
from casework.roles import Actor
from desk.case_desk import case_opened_by
from desk.errors import IdUsedBefore, NotAnsweredYet
from desk.witness import witnessed
from records.canonical import canonical, sha256_of
from records.verification import verify_case
from runtime.sandbox import workflow_runner
from seals.trust import TRUST
from tests.casework.test_random_walks import ACTORS, BEGINNINGS, Turn, begun, play
from tests.faults.town import insisting
from tests.sealed import CONVERTER
from tests.workflows.comparing import told
from tests.workflows.field import Field, troubled
from tests.workflows.planning import Attempt, Plan, is_bad_input, mangled, outcome, the_one
from tests.workflows.scrutiny import Scrutiny
from workflows.appeal import AppealCase
from workflows.carried import Carried
from workflows.partner_notice import PartnerNotice
from workflows.resumption import WORKFLOW, ResumptionCase

DAYS_A_SECOND = 500 * 86_400.0
TROUBLES = ("none",) * 5 + ("twice",) * 2 + ("killed", "nobody there", "lines cut")
FOREIGN = "GSL"


class RandomWalk:
    """One case, from a beginning on."""

    def __init__(self, seed: int, field: Field) -> None:
        self.rng = random.Random(seed)
        self.name = f"{seed}-{uuid4().hex[:8]}"
        self.field = field
        self.case_id = case_opened_by(f"{self.name}-0")
        self.scrutiny = Scrutiny(field.client, field.reader, field.log, self.case_id)
        self.now = datetime.now(UTC)
        self.answered: dict[str, tuple[Attempt, Receipt | Refusal]] = {}
        self.story: list[str] = []
        self._numbers = count(1)
        self._troubles: list[str] = []
        self._started = time.monotonic()

    async def begin(self) -> None:
        """Open the case and bring it to a beginning of the pure walks."""
        walk = begun(self.rng.choice(BEGINNINGS))
        roll_after = self.rng.choice((None, 40, 70, 100, 150))
        self.field.call_a_worker(cache=1000)
        await self.field.client.start_workflow(
            WORKFLOW,
            Carried(case_id=self.case_id, roll_after=roll_after),
            id=self.case_id,
            task_queue=self.field.queue,
            task_timeout=timedelta(seconds=2),
        )
        asked = [batch.asked for batch in walk.batches if batch.asked.command_id is not None]
        for number, said in enumerate(asked):
            body = said.body.model_dump(mode="json", exclude_none=True)
            if number == 0:
                self.now = said.at
                await self._open(said.actor, said.act, body)
                continue
            if said.at != self.now:
                await self._until(said.at, "none")
            await self.scrutiny.look()
            await self._ask(self._planned(said.actor, said.act, body), "none")
            if self.scrutiny.rows[-1].event.notices or body.get("letter"):
                await self._settle()  # or else a letter may bounce before it is acknowledged
        await self._rest()

    async def turn(self) -> None:
        """Let some time pass, perhaps; then let somebody do something."""
        rng = self.rng
        await self._pass_time()
        plan = Plan(self.scrutiny.case, self.now, len(self.scrutiny.rows))
        turn = Turn(rng.randrange(len(ACTORS)), rng.randrange(200), rng.randrange(10), 0.0)
        play(plan, turn)
        *before, last = plan.attempts
        for attempt in before:
            await self._ask(attempt, "none")
        twist = rng.random()
        if twist < 0.06:
            stranger = last.actor.model_copy(update={"organisation": FOREIGN})
            last = self._planned(stranger, last.act, last.body)
        elif twist < 0.15:
            last = self._planned(last.actor, last.act, mangled(last.body, self.rng))
        elif twist < 0.19:
            await self._garbage(last.act)
        elif twist < 0.23 and self.answered:
            await self._once_more()
        elif twist < 0.27:
            await self._left_lying(last)
            return
        await self._ask(last, self._next_trouble(), alone=not before)
        await self._rest()

    def _next_trouble(self) -> str:
        """Every trouble comes once in each round, in an order of its own."""
        if not self._troubles:
            self._troubles = self.rng.sample(TROUBLES, len(TROUBLES))
        return self._troubles.pop()

    async def end(self) -> None:
        """Look at all that is left of the walk."""
        for _, answer in self.answered.values():
            if isinstance(answer, Receipt):
                self.scrutiny.receipt(answer)
        keys = [batch.key for batch in await self.field.reader.batches(self.case_id)]
        seen = await witnessed(self.field.client, self.case_id, keys)
        witness = [
            (key, tuple(sha256_of(canonical(e)) for e in events)) for key, events in seen.batches
        ]
        verdict = await verify_case(
            self.field.reader,
            self.case_id,
            process_check=Conformance(self.case_id),
            witness=witness,
        )
        assert verdict.ok, verdict
        await self.scrutiny.search_attributes()
        replayer = Replayer(
            workflows=[ResumptionCase, AppealCase, PartnerNotice],
            workflow_runner=workflow_runner(),
            data_converter=CONVERTER,
        )
        assert TRUST.keys == {}, "histories replay without any key"
        await replayer.replay_workflows(_each(await self.scrutiny.histories()))

    async def _open(self, actor: Actor, act: str, body: dict[str, Any]) -> None:
        body.pop("carrier_reference")
        real = datetime.now(UTC)
        time = CaseTime(origin=self.now, real_origin=real, factor=DAYS_A_SECOND, until=self.now)
        opening = f"{self.name}-0"
        receipt = await insisting(
            lambda: self.field.desk.open(actor, body, act=act, time=time, command_id=opening)
        )
        assert receipt.case_id == self.case_id
        self.answered[opening] = Attempt(actor, act, body, ()), receipt

    def _planned(self, actor: Actor, act: str, body: dict[str, Any]) -> Attempt:
        """What the rules say to something; bad input is given to them not at all."""
        plan = Plan(self.scrutiny.case, self.now, len(self.scrutiny.rows))
        if is_bad_input(act, body):
            return Attempt(actor, act, body, ())
        plan.do(actor, act, **body)
        return plan.attempts[-1]

    async def _ask(self, attempt: Attempt, trouble: str, *, alone: bool = False) -> None:
        """Ask the desk; what comes out is what the rules say, and nothing else has changed."""
        command_id = f"{self.name}-{next(self._numbers)}"
        actor, act, body, expected = attempt
        over = self.scrutiny.over
        self.tell(f"{actor.role} {act} ({trouble})")
        footprint = await self._footprint() if alone and trouble == "none" else None
        answers = await troubled(
            lambda: insisting(
                lambda: self.field.desk.do(actor, self.case_id, act, body, command_id=command_id)
            ),
            self.field,
            trouble,
            self.rng,
        )
        answer = the_one(answers)
        await self.scrutiny.look()
        if is_bad_input(act, body):
            assert answer is None
            assert await self.field.log.find(command_id) is None
        elif isinstance(expected, Refusal):
            assert isinstance(answer, Refusal), answer
            assert answer.rule in ((expected.rule, "ended") if over else (expected.rule,))
            self.answered[command_id] = attempt, answer
        else:
            assert isinstance(answer, Receipt), answer
            self.scrutiny.receipt(answer)
            recorded = self.scrutiny.rows[answer.first - 1 : answer.last]
            assert told(row.event for row in recorded) == told(expected)
            self.answered[command_id] = attempt, answer
            return
        assert command_id not in {row.key for row in self.scrutiny.rows}
        if footprint is not None:
            assert await self._footprint() == footprint, "a refusal left a trace"

    async def _footprint(self) -> tuple[str, int]:
        """How long the history is, without its tasks: a slow worker may be asked a second time."""
        history = await self.field.client.get_workflow_handle(self.case_id).fetch_history()
        kinds = [EventType.Name(event.event_type) for event in history.events]
        return history.run_id, sum("_WORKFLOW_TASK_" not in kind for kind in kinds)

    async def _until(self, instant: datetime, trouble: str) -> None:
        """Let the case's time run to an instant; all that is due in it is done by then."""
        self.tell(f"until {instant} ({trouble})")
        answers = await troubled(
            lambda: insisting(lambda: self.field.desk.grant_time(self.case_id, instant)),
            self.field,
            trouble if trouble != "twice" else "none",
            self.rng,
        )
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
        self.now = instant

    async def _pass_time(self) -> None:
        chance = self.rng.random()
        days = self.rng.choice((0.01, 1.0, 4.0, 10.0, 20.0))
        step = due_step(self.scrutiny.case)
        if chance < 0.6:
            return
        instant = self.now + timedelta(days=days)
        if step is not None and step.at > self.now and chance < 0.85:
            instant = step.at + self.rng.choice((-1, 0, 1)) * timedelta(seconds=1)
        if instant > self.now:
            await self._until(instant, self.rng.choice(TROUBLES))
            await self._rest()

    async def _rest(self) -> None:
        """Wait until all that is due is done, and look at it from all sides."""
        await self._settle()
        await insisting(self.scrutiny.rest)
        self.unharmed()

    async def _settle(self) -> None:
        await insisting(lambda: self.field.desk.grant_time(self.case_id, self.now))

    def tell(self, what: str) -> None:
        """Remember a step, for whoever has to find out why a walk has failed."""
        self.story.append(f"{time.monotonic() - self._started:.2f} {what}")

    def unharmed(self) -> None:
        """No worker has met a fault of the workflow's code."""
        faults = self.field.faults
        assert not faults.exists(), faults.read_text()

    async def _garbage(self, act: str) -> None:
        """Somebody reaches the workflow around the desk, with something that nobody signed."""
        if self.scrutiny.over:
            return
        handle = self.field.client.get_workflow_handle(self.case_id)
        with suppress(WorkflowUpdateFailedError):
            await handle.execute_update(act, self.rng.choice(("", "{}", "garbage", "e30.e30")))
            raise AssertionError("what nobody signed was accepted")

    async def _once_more(self) -> None:
        """A command is sent again, long after: the same answer; or its id for something else."""
        command_id = self.rng.choice(sorted(self.answered))
        (actor, act, body, _), answer = self.answered[command_id]
        if command_id.endswith("-0"):
            return
        (again,) = await troubled(
            lambda: self.field.desk.do(actor, self.case_id, act, body, command_id=command_id),
            self.field,
            "none",
            self.rng,
        )
        assert outcome(again) == answer
        text = {"text": f"Something else: {self.name}."}
        with pytest.raises(IdUsedBefore):
            await self.field.desk.do(
                actor, self.case_id, "contact_note", text, command_id=command_id
            )

    async def _left_lying(self, attempt: Attempt) -> None:
        """A command is received and not sent; time passes; then somebody sends it again."""
        if is_bad_input(attempt.act, attempt.body):
            return
        command_id = f"{self.name}-{next(self._numbers)}"
        actor, act, body, _ = attempt
        with suppress(NotAnsweredYet):
            await self.field.cut_off.do(actor, self.case_id, act, body, command_id=command_id)
        step = due_step(self.scrutiny.case)
        later = max(step.at if step else self.now, self.now) + timedelta(seconds=1)
        self.tell(f"{actor.role} {act} is left lying until {later}")
        passing = asyncio.create_task(self._until(later, "none"))
        await asyncio.wait({passing}, timeout=self.rng.uniform(0.0, 0.3))
        await self.field.resender.send_again(older_than=timedelta(0))
        await passing
        outcome = await self.field.desk.outcome(command_id)
        assert outcome is not None
        await self._rest()


async def _each(histories: Sequence[WorkflowHistory]) -> AsyncIterator[WorkflowHistory]:
    for history in histories:
        yield history
