"""An engine that judges by the real rules and writes to a real record, without Temporal between."""

import asyncio
from datetime import timedelta

from casework.agenda import caught_up
from casework.case import Case
from casework.command import Command, Receipt
from casework.decide import decide
from casework.errand import Errand
from casework.events import EventBatch
from casework.evolve import evolve
from casework.refusal import Refusal, RefusalKind
from casework.view import case_view
from desk.errors import Unsent
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from records.case_book import PostgresCaseBook
from records.case_record import PostgresCaseRecord
from seals.envelope import digest, read

_NO_CASE = Refusal(kind=RefusalKind.STATE, rule="no_case", en="no case", es="no hay caso")


class RulesEngine:
    """``CommandSender``: one command at a time, each in one batch. ``away`` sends nothing."""

    def __init__(self, record: PostgresCaseRecord, book: PostgresCaseBook) -> None:
        self._record = record
        self._book = book
        self.away = False
        self.sent: list[ReceivedCommand] = []
        self.errands: list[Errand] = []
        self._turn = asyncio.Lock()

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:  # noqa: ARG002
        """Judge, record, answer."""
        if self.away:
            raise Unsent
        self.sent.append(command)
        async with self._turn:
            return await self._judge(command)

    async def _judge(self, command: ReceivedCommand) -> Done | Declined:
        said = Command.model_validate_json(read(command.envelope).payload)
        case: Case | None = None
        try:
            case = caught_up((await self._book.case(command.case_id)).case, said.received_at)
        except LookupError:
            if command.opens_for is None:
                return Declined(refusal=_NO_CASE)
        events = decide(case, said.asked(digest(command.envelope)), case_id=command.case_id)
        if isinstance(events, Refusal):
            return Declined(refusal=events)
        for event in events:
            case = evolve(case, event, case_id=command.case_id)
            self.errands += event.errands
        assert case is not None
        changed = {change.key for event in events for change in event.clocks}
        receipt = await self._record.append(
            EventBatch(
                case_id=command.case_id,
                key=command.command_id,
                events=events,
                view=case_view(case, clocks=changed),
                envelope=command.envelope,
            )
        )
        return Done(
            receipt=Receipt(
                case_id=command.case_id,
                command_id=command.command_id,
                act=command.act,
                received_at=command.received_at,
                envelope_sha256=digest(command.envelope),
                events=tuple(event.kind for event in events),
                state=case.state,
                first=receipt.first,
                last=receipt.last,
                head=receipt.head,
                recorded_at=receipt.recorded_at,
            )
        )

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """No case here has a time of its own."""
        raise NotImplementedError(case_id)
