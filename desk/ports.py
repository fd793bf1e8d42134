"""What the desk needs of a log and of the engine, as protocols: the log's adapter lives in
``records``."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from pydantic import AwareDatetime

from casework.bilingual import Bilingual
from casework.carried import Carried
from casework.case import Case
from casework.casetime import CaseTime
from casework.events import CaseView
from casework.model import Kept
from desk.outcomes import Declined, Done


class ReceivedCommand(Kept):
    """A command as the desk wrote it down, before anything was sent.

    ``envelope`` is the signed text that travels; ``digest`` the SHA-256 (hex) of what the person
    asked (act, body, actor), by which the same id with another content is told apart.
    ``opens_for`` is the carrier's id where the command opens a case.
    """

    command_id: str
    case_id: str
    act: str
    person: str
    role: str
    organisation: str
    received_at: AwareDatetime
    digest: str
    envelope: str
    opens_for: str | None = None


class LoggedCommand(Kept):
    """A received command with what became of it. ``outcome`` is the outcome's JSON, or None.

    ``sent`` is how often sending it was begun.
    """

    received: ReceivedCommand
    sent: int = 0
    outcome: str | None = None
    outcome_at: AwareDatetime | None = None


class CarrierHasCase(Exception):
    """The carrier already has a case before the return; ``args[0]`` is that case's id."""


class CaseDisposed(Exception):
    """The content of a case was disposed of: when (the case's own instant), under which version of
    the schedule. ``carrier`` is whose case it was: nobody else hears of it."""

    def __init__(self, case_id: str, carrier: str, at: datetime, schedule: str) -> None:
        super().__init__(case_id)
        self.carrier = carrier
        self.at = at
        self.schedule = schedule

    @property
    def said(self) -> Bilingual:
        """What there is to say of it, without any content."""
        day = self.at.astimezone(UTC).date().isoformat()
        return Bilingual(
            en=f"its content was disposed of on {day} under retention schedule {self.schedule}; "
            "what is left proves what was",
            es=f"su contenido se eliminó el {day} conforme al calendario de conservación "
            f"{self.schedule}; lo que queda prueba lo que hubo",
        )


class CommandLog(Protocol):
    """Durable memory of what was asked and what was answered."""

    async def receive(self, command: ReceivedCommand) -> LoggedCommand:
        """Write a command down, or return what is already written under its id.

        Raises ``CarrierHasCase`` where it would open a second case before the return, and
        ``CaseDisposed`` where nothing is left that it could act on.
        """
        ...

    async def receive_to_send(self, command: ReceivedCommand) -> LoggedCommand:
        """As ``receive``, and count the attempt to send that the caller makes at once.

        One write in place of two. Nothing is counted where there is an outcome already, or where
        what is written under the id is another command, which is not to be sent.
        """
        ...

    async def decline(self, command: ReceivedCommand, outcome: str, at: datetime) -> LoggedCommand:
        """Write a command that is refused at the desk down together with its outcome, in one step:
        it is never sent and bars nothing. Or return what is already written under its id.
        """
        ...

    async def find(self, command_id: str) -> LoggedCommand | None:
        """Return what is written under a command id."""
        ...

    async def sending(self, command_id: str) -> None:
        """Count one more attempt to send."""
        ...

    async def answer(self, command_id: str, outcome: str, at: datetime) -> None:
        """Keep the outcome. The first outcome stays; a second one is ignored.

        A refused opening frees the carrier for another one.
        """
        ...

    async def unanswered(self, *, older_than: datetime, limit: int) -> list[LoggedCommand]:
        """Return commands received before an instant that have no outcome, oldest first."""
        ...

    async def carrier_reference(self, carrier: str) -> str:
        """Return the carrier's opaque reference, made at random when first asked for."""
        ...

    async def cases_after_return(self, carrier: str) -> tuple[str, ...]:
        """Return the ids of the carrier's cases that are monitored after a return."""
        ...

    async def clock(self) -> datetime:
        """Return the instant by the log's own clock, which is not this machine's."""
        ...

    async def case_time(self, case_id: str) -> CaseTime | None:
        """Return how a demonstration case's own time runs, or None for real time."""
        ...

    async def set_case_time(self, case_id: str, time: CaseTime) -> None:
        """Keep how a demonstration case's own time runs from now on."""
        ...


class CommandSender(Protocol):
    """The engine, as far as a command that is written down can reach it."""

    async def send(self, command: ReceivedCommand, *, patience: timedelta) -> Done | Declined:
        """Send a command and wait for its outcome. Raises ``Unsent`` where none came in time."""
        ...

    async def grant(self, case_id: str, command_id: str, envelope: str) -> None:
        """Let a demonstration case's time run; return when all before its end is done."""
        ...


class KeptRun(Kept):
    """One ended run of a case's workflow: ``history`` is Temporal's JSON, exactly as it was read.

    ``status`` is how the run ended (``COMPLETED``, ``CONTINUED_AS_NEW``, ``TERMINATED`` …).
    """

    case_id: str
    run_id: str
    status: str
    started_at: AwareDatetime
    closed_at: AwareDatetime
    history: str


class RunHistories(Protocol):
    """Where histories of ended runs are kept, for when Temporal has removed them."""

    async def keep(self, run: KeptRun) -> None:
        """Keep a run's history; the same run twice is kept once, as it was first read."""
        ...

    async def kept(self, run_ids: Collection[str]) -> frozenset[str]:
        """Return which of some runs are kept."""
        ...

    async def of_case(self, case_id: str) -> tuple[KeptRun, ...]:
        """Return the kept runs of a case, the first run first."""
        ...


class CaseNow(NamedTuple):
    """A case as its record makes it, and the instant that counts for it."""

    case: Case
    now: datetime


class CarriedCases(Protocol):
    """Cases as their record makes them, for a workflow to start again from."""

    async def carried(self, case_id: str) -> Carried:
        """Return all that a run needs to go on. ``LookupError`` where nothing is recorded."""
        ...


class Owed(NamedTuple):
    """A notice that no mail server has accepted: since when, and whether one has refused it."""

    key: str
    letter: str | None
    since: datetime
    refused: bool


class OnRecord(NamedTuple):
    """A case as the record has it.

    ``case`` is None where it cannot be made from its events. ``reached`` is the case's own instant
    at the time that was asked for; ``last`` when its last event was recorded; ``owed`` what was not
    accepted.
    """

    view: CaseView
    case: Case | None
    reached: datetime
    last: datetime
    owed: tuple[Owed, ...] = ()


class ExaminedCases(Protocol):
    """Cases as their records make them, for the doctor."""

    async def ids(self) -> frozenset[str]:
        """Return the ids of all cases."""
        ...

    async def on_record(self, case_id: str, reached: datetime) -> OnRecord | None:
        """Return a case, None where nothing is recorded of it; ``reached`` is a real instant."""
        ...
