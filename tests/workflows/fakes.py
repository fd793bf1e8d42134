"""Stand-ins for what the workflow's activities and the desk reach: record, log, register, mail.

They keep what the real ones promise (one batch once, one command once) and can be told to fail.
"""

# ruff: noqa: ARG002 - signatures are those of the ports

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from activities.mail_faults import Deferred
from activities.ports import Bounced, Delivery, DueNotice
from casework.carried import Carried
from casework.case import Case
from casework.casetime import CaseTime
from casework.events import BatchReceipt, Event, EventBatch, Notice
from casework.evolve import evolve
from casework.prints import Print
from desk.ports import CarrierHasCase, LoggedCommand, ReceivedCommand
from records.canonical import canonical
from seals.chain import GENESIS, chain_entry, event_hash

RECORDED = datetime(2026, 11, 23, tzinfo=UTC)


class Record:
    """The record in memory. ``faults`` are met one by one: before a batch is kept, or after."""

    def __init__(self) -> None:
        self.batches: list[EventBatch] = []
        self.receipts: dict[tuple[str, str], BatchReceipt] = {}
        self.faults: list[str] = []
        self.away = False
        self.refused_calls = 0
        self._heads: dict[str, tuple[int, bytes]] = defaultdict(lambda: (0, GENESIS))

    async def append(self, batch: EventBatch, *, run_id: str | None = None) -> BatchReceipt:
        """Keep a batch, or return the receipt that it has."""
        fault = self.faults.pop(0) if self.faults else ""
        if self.away or fault == "before":
            self.refused_calls += 1
            raise ConnectionError("the database is away")
        known = self.receipts.get((batch.case_id, batch.key))
        receipt = known or self._kept(batch)
        if fault == "after":
            self.refused_calls += 1
            raise ConnectionError("the answer was lost")
        return receipt

    def events(self, case_id: str) -> list[Event]:
        """Every event of a case, in order."""
        return [event for batch in self.of(case_id) for event in batch.events]

    def of(self, case_id: str) -> list[EventBatch]:
        """Every batch of a case, in order."""
        return [batch for batch in self.batches if batch.case_id == case_id]

    def case(self, case_id: str) -> Case:
        """The case as its recorded events make it."""
        case: Case | None = None
        for event in self.events(case_id):
            case = evolve(case, event, case_id=case_id)
        assert case is not None, "nothing is recorded of the case"
        return case

    async def carried(self, case_id: str) -> Carried:
        """What a run begins with that starts again from here; nothing is owed beside the case."""
        batches = self.of(case_id)
        if not batches:
            raise LookupError(case_id)
        return Carried(
            case_id=case_id, case=self.case(case_id), after_event=self._heads[case_id][0]
        )

    def _kept(self, batch: EventBatch) -> BatchReceipt:
        first, head = self._heads[batch.case_id]
        assert batch.follows == first, "a case knows where its record ends"
        seq = first
        for event in batch.events:
            seq += 1
            entry = chain_entry(batch.case_id, seq, batch.key, RECORDED, canonical(event))
            head = event_hash(head, entry)
        self._heads[batch.case_id] = (seq, head)
        self.batches.append(batch)
        receipt = BatchReceipt(
            case_id=batch.case_id,
            key=batch.key,
            first=first + 1,
            last=seq,
            head=head.hex(),
            recorded_at=RECORDED,
        )
        self.receipts[batch.case_id, batch.key] = receipt
        return receipt


class Log:
    """The desk's log in memory, also as far as a clock asks it."""

    def __init__(self) -> None:
        self.commands: dict[str, LoggedCommand] = {}
        self.times: dict[str, CaseTime] = {}
        self.after_return: dict[str, tuple[str, ...]] = {}
        self.asked: list[tuple[str, datetime, int]] = []
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def receive(self, command: ReceivedCommand) -> LoggedCommand:
        """Write a command down once."""
        if command.command_id not in self.commands and command.opens_for is not None:
            for other in self.commands.values():
                if other.received.opens_for == command.opens_for:
                    raise CarrierHasCase(other.received.case_id)
        return self.commands.setdefault(command.command_id, LoggedCommand(received=command))

    async def receive_to_send(self, command: ReceivedCommand) -> LoggedCommand:
        """Write a command down once, and count the attempt that follows."""
        logged = await self.receive(command)
        if logged.outcome is None and logged.received.digest == command.digest:
            await self.sending(command.command_id)
        return self.commands[command.command_id]

    async def decline(self, command: ReceivedCommand, outcome: str, at: datetime) -> LoggedCommand:
        """Write a command down with its outcome."""
        declined = LoggedCommand(received=command, outcome=outcome, outcome_at=at)
        return self.commands.setdefault(command.command_id, declined)

    async def find(self, command_id: str) -> LoggedCommand | None:
        """Return a command."""
        return self.commands.get(command_id)

    async def sending(self, command_id: str) -> None:
        """Count an attempt."""
        logged = self.commands[command_id]
        self.commands[command_id] = logged.model_copy(update={"sent": logged.sent + 1})

    async def answer(self, command_id: str, outcome: str, at: datetime) -> None:
        """Keep the first outcome."""
        logged = self.commands[command_id]
        if logged.outcome is None:
            answered = logged.model_copy(update={"outcome": outcome, "outcome_at": at})
            self.commands[command_id] = answered

    async def unanswered(self, *, older_than: datetime, limit: int) -> list[LoggedCommand]:
        """Return what has no outcome."""
        waiting = [c for c in self.commands.values() if c.outcome is None]
        return [c for c in waiting if c.received.received_at < older_than][:limit]

    async def clock(self) -> datetime:
        """Return the instant that a test says."""
        return self.now()

    async def carrier_reference(self, carrier: str) -> str:
        """Return a reference that is the same each time."""
        return f"R-{sum(carrier.encode()):08d}"

    async def cases_after_return(self, carrier: str) -> tuple[str, ...]:
        """Return what a test says."""
        return self.after_return.get(carrier, ())

    async def case_time(self, case_id: str) -> CaseTime | None:
        """Return the case's own time."""
        return self.times.get(case_id)

    async def set_case_time(self, case_id: str, time: CaseTime) -> None:
        """Keep the case's own time."""
        self.times[case_id] = time

    async def unanswered_before(self, case_id: str, due: datetime) -> int:
        """Count what was received before an instant and has no outcome; remember the question."""
        waiting = [
            logged
            for logged in self.commands.values()
            if logged.received.case_id == case_id
            and logged.received.received_at < due
            and logged.outcome is None
        ]
        self.asked.append((case_id, due, len(waiting)))
        return len(waiting)


class Register:
    """The register of notices, read from the record."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.deliveries: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        self.printed: dict[tuple[str, str], tuple[Print, ...]] = {}

    async def due(self, case_id: str, key: str) -> DueNotice:
        """Return a notice whose event is recorded."""
        for notice in self.owed(case_id):
            if notice.key == key:
                illustrative = self._record.case(case_id).illustrative
                return DueNotice(case_id=case_id, illustrative=illustrative, notice=notice)
        raise LookupError(key)

    async def delivered(self, case_id: str, key: str) -> Delivery | None:
        """Return the accepted delivery."""
        return next((d for d in self.deliveries[case_id, key] if d.accepted), None)

    async def prints(self, case_id: str, key: str) -> tuple[Print, ...]:
        """Return what was kept."""
        return self.printed.get((case_id, key), ())

    async def version_of_letter(self, case_id: str, letter: str) -> str | None:
        """Return None: there is one version only."""
        return None

    async def keep_prints(self, case_id: str, key: str, prints: tuple[Print, ...]) -> None:
        """Keep the first prints."""
        self.printed.setdefault((case_id, key), prints)

    async def record(self, case_id: str, key: str, delivery: Delivery) -> None:
        """Keep an attempt."""
        self.deliveries[case_id, key].append(delivery)

    def owed(self, case_id: str) -> list[Notice]:
        """Every notice of a case, in order."""
        return [notice for event in self._record.events(case_id) for notice in event.notices]

    def undelivered(self, case_id: str) -> list[str]:
        """Keys of the notices that no attempt has settled."""
        return [n.key for n in self.owed(case_id) if not self.deliveries[case_id, n.key]]


class Postbox:
    """The mail system. ``down`` defers everything; ``bouncing`` addresses are refused for good."""

    def __init__(self) -> None:
        self.down = False
        self.deferred = 0
        self.bouncing: set[str] = set()
        self.sent: list[tuple[str, bytes]] = []

    async def send(self, message: bytes, *, sender: str, recipient: str) -> str:
        """Take a message."""
        if self.down:
            self.deferred += 1
            raise Deferred("the mail server answered 451")
        if recipient in self.bouncing:
            raise Bounced("550 no such mailbox")
        self.sent.append((recipient, message))
        return "250 taken"


class Hands:
    """A clock that is set by hand; as a function it tells the instant."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.at
