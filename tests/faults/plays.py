"""A scenario of ``examples/`` played by people who go on asking, while parts are hurt at its steps;
and what must be true of it afterwards.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from typing import Any
from uuid import uuid4

from casework.casetime import CaseTime
from casework.command import Receipt
from casework.roles import Actor
from demo.__main__ import EXAMPLES
from demo.loading import load
from demo.outcome import commands_of_people
from demo.player import Performance, Played, command_id_of, play
from demo.results import results
from demo.scenario import Scenario
from desk.case_desk import CaseDesk
from desk.outcomes import read_outcome
from embedded.stack import StackNotRunning
from runtime.stack_file import STOPPED
from tests.demo.rehearsal import rehearse
from tests.faults.town import Town, until
from tests.workflows.comparing import told

Strike = Callable[[], Awaitable[None]]
"""What happens to the stack while a command is under way."""


@dataclass
class StruckDesk:
    """A desk that gives each command, and lets a strike happen: before it is given, or once the
    desk has written it down. A command that is asked for again is struck no second time.
    """

    town: Town
    strikes: Mapping[int, Strike]
    before: frozenset[int] = frozenset()
    steps: dict[str, int] = field(default_factory=dict)

    async def open(
        self,
        actor: Actor,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
        act: str = "open_case",
        time: CaseTime | None = None,
    ) -> Receipt:
        """Open a case."""
        assert command_id is not None
        return await self._struck(
            command_id,
            lambda desk: desk.open(actor, body, command_id=command_id, act=act, time=time),
        )

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        """Give a command to a case."""
        assert command_id is not None
        return await self._struck(
            command_id,
            lambda desk: desk.do(actor, case_id, act, body, command_id=command_id),
        )

    async def grant_time(self, case_id: str, until: datetime) -> None:
        """Let a case's time run to an instant."""
        self._still_there()
        await self.town.desk.grant_time(case_id, until)

    def _still_there(self) -> None:
        """Who asks on and on would ask a stack that has given up for ever."""
        stack = self.town.stack
        if stack.note.state == STOPPED:
            raise StackNotRunning(stack.said())

    async def _struck(
        self, command_id: str, ask: Callable[[CaseDesk], Awaitable[Receipt]]
    ) -> Receipt:
        self._still_there()
        again = command_id in self.steps
        step = self.steps.setdefault(command_id, len(self.steps))
        strike = None if again else self.strikes.get(step)
        if strike is not None and step in self.before:
            await strike()
        asking = asyncio.ensure_future(ask(self.town.desk))
        if strike is not None and step not in self.before:
            await self._received(command_id, asking)
            await strike()
        return await asking

    async def _received(self, command_id: str, asking: "asyncio.Future[Receipt]") -> None:
        async def found() -> bool:
            return asking.done() or await self.town.log.find(command_id) is not None

        await until(found)


def anew(name: str) -> Scenario:
    """A scenario under a name of its own, so that it can be played again on the same stack."""
    scenario = load(EXAMPLES / f"{name}.toml")
    return replace(scenario, name=f"{scenario.name}-{uuid4().hex[:8]}")


async def played(
    town: Town,
    scenario: Scenario,
    strikes: Mapping[int, Strike],
    before: frozenset[int] = frozenset(),
) -> tuple[Performance, list[Played]]:
    """Play a scenario to its end; strikes are by the number of the step, from 0."""
    answers: list[Played] = []
    desk = StruckDesk(town, strikes, before)
    performance = await play(scenario, desk, lambda _, answer: answers.append(answer))
    return performance, answers


async def as_if_nothing_had_been(
    town: Town, performance: Performance, answers: list[Played]
) -> None:
    """Nothing is lost, doubled or reordered in the record, and every receipt is honoured."""
    scenario, case_id = performance.scenario, performance.case_id
    assert case_id is not None, performance.wrong

    async def all_delivered() -> bool:
        notices = await town.reader.notices(case_id)
        return all(notice.deliveries for notice in notices)

    await until(all_delivered)
    (result,) = await results(town.settings, [performance], mail=town.stack.mail_folder)
    assert result.wrong == ()
    assert told(await town.events(case_id)) == told(rehearse(scenario).events)
    await receipts_are_honoured(town, [p.answer for p in answers if isinstance(p.answer, Receipt)])
    await one_outcome_each(town, case_id, {command_id_of(scenario, p.act) for p in answers})
    await one_message_each(town, case_id)


async def receipts_are_honoured(town: Town, receipts: list[Receipt]) -> None:
    """The record has what each receipt says, under the same numbers and the same hash."""
    for case_id in {receipt.case_id for receipt in receipts}:
        rows = await town.reader.events(case_id, limit=5000)
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        hashes = {row.seq: row.hash for row in rows}
        kinds = {row.seq: row.event.kind for row in rows}
        for receipt in (each for each in receipts if each.case_id == case_id):
            numbers = range(receipt.first, receipt.last + 1)
            assert tuple(kinds[number] for number in numbers) == receipt.events
            assert hashes[receipt.last] == receipt.head
            outcome = await town.desk.outcome(receipt.command_id)
            assert outcome is not None
            assert outcome.model_dump()["receipt"] == receipt.model_dump()


async def one_outcome_each(town: Town, case_id: str, given: set[str]) -> None:
    """Each command that people gave has one outcome, and changed the case once or not at all."""
    logged = commands_of_people(await town.reader.commands(case_id))
    assert {command.received.command_id for command in logged} == given
    changed = Counter(batch.key for batch in await town.reader.batches(case_id))
    for command in logged:
        assert command.outcome is not None
        done = read_outcome(command.outcome).outcome == "done"
        assert changed[command.received.command_id] == done
    assert set(changed.values()) <= {0, 1}


async def one_message_each(town: Town, case_id: str) -> None:
    """Each notice reached the mail server, or was refused by it, under one Message-ID."""
    registered = {
        notice.notice.key: {delivery.message_id for delivery in notice.deliveries}
        for notice in await town.reader.notices(case_id)
    }
    assert {len(ids) for ids in registered.values()} <= {1}
    arrived = {
        str(message_from_bytes(file.read_bytes())["Message-ID"])
        for file in town.stack.mail_folder.iterdir()
    }
    accepted = {
        delivery.message_id
        for notice in await town.reader.notices(case_id)
        for delivery in notice.deliveries
        if delivery.accepted
    }
    assert accepted <= arrived
    assert len(accepted) == sum(
        any(delivery.accepted for delivery in notice.deliveries)
        for notice in await town.reader.notices(case_id)
    )
