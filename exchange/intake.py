"""``Intake``: take an event, write it down with the commands that it becomes, send these.

An event and its signed commands are written in one transaction, before anything is sent. So an
event that is kept needs nobody's key any more to take effect: what gets no answer is sent again by
the sweeper of the desk's log, like any command. What is wrong with an event is said, and changes
nothing.
"""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, ValidationError

from casework.bad_input import problems
from casework.bilingual import Bilingual
from casework.model import Kept
from casework.reference import OutsideSystem
from casework.roles import Actor
from casework.visibility import sees_cases
from desk.case_desk import CaseDesk
from desk.errors import BadInput, Declination, NotAnsweredYet
from desk.outcomes import Declined, read_outcome
from desk.ports import LoggedCommand, ReceivedCommand
from desk.resending import real_now
from exchange.cloud_events import Said, read
from exchange.incoming import INCOMING, Told
from exchange.permissions import refused_event, refused_source
from exchange.planning import Came, Plan, Planner, Step, key_of
from exchange.ports import (
    Barred,
    CaseBook,
    CommandKnown,
    EventInbox,
    KeptEvent,
    ReceivedEvent,
    SetAside,
)

_AT_ONCE = 8
_TRIES = 20
"""How often an event is planned anew because cases moved on meanwhile, before that is a fault."""


class EventIdUsed(Exception):
    """The source has sent another event under this id before; nothing was changed."""


class Status(StrEnum):
    """What became of an event. Everything but ``done`` is shown to operations."""

    DONE = "done"
    WAITS = "waits"
    REFUSED = "refused"
    SET_ASIDE = "set_aside"
    NOTHING_TO_DO = "nothing_to_do"
    UNKNOWN_TYPE = "unknown_type"


STATUS_NAMES = {
    Status.DONE: Bilingual(en="done", es="hecho"),
    Status.WAITS: Bilingual(en="waits for the engine", es="espera al motor"),
    Status.REFUSED: Bilingual(en="refused in a case", es="rechazado en un caso"),
    Status.SET_ASIDE: Bilingual(en="needs a person", es="requiere a una persona"),
    Status.NOTHING_TO_DO: Bilingual(en="touches no case", es="no toca ningún caso"),
    Status.UNKNOWN_TYPE: Bilingual(en="unknown type, kept", es="tipo desconocido, conservado"),
}
"""What each is called."""


class ToldCase(Kept):
    """What became of one command: done, waits or refused; ``rule`` is what a refusal names."""

    case_id: str
    act: str
    result: str
    rule: str = ""


class EventOutcome(Kept):
    """What became of an event, in each case that it reached."""

    source: str
    id: str
    type: str
    system: str
    received_at: AwareDatetime
    status: Status
    told: tuple[ToldCase, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def shown_to(self, actor: Actor) -> "EventOutcome":
        """Return what a sender may know: who sees no cases learns only that it was received."""
        if sees_cases(actor):
            return self
        understood = self.status is not Status.UNKNOWN_TYPE
        status = Status.DONE if understood else Status.UNKNOWN_TYPE
        return self.model_copy(update={"status": status, "told": (), "set_aside": ()})


class Intake:
    """The door for events of other systems."""

    def __init__(
        self,
        desk: CaseDesk,
        inbox: EventInbox,
        book: CaseBook,
        *,
        illustrative: bool,
        now: Callable[[], datetime] = real_now,
    ) -> None:
        """``illustrative``: nothing is real here, so every case that is opened is marked so."""
        self._desk = desk
        self._inbox = inbox
        self._planner = Planner(book, illustrative=illustrative, now=now)
        self._now = now

    async def take(self, raw: bytes, system: OutsideSystem) -> EventOutcome:
        """Take one CloudEvent in structured mode from a system that has signed in.

        The same event again gives what became of it. An event of a type that nobody knows is kept.
        Raises ``BadInput`` and ``Declination`` (not this system's to tell): nothing was written;
        ``EventIdUsed``.
        """
        said = read(raw)
        if refusal := refused_source(system, said.attributes.source):
            raise Declination(refusal)
        told = _understood(said)
        if told is not None and (refusal := refused_event(system, told)):
            raise Declination(refusal)
        source, event_id = said.attributes.source, said.attributes.id
        kept = await self._inbox.find(source, event_id)
        if kept is None:
            kept = await self._written(said, told, system, hashlib.sha256(raw).hexdigest())
        if kept.event.sha256 != hashlib.sha256(raw).hexdigest():
            raise EventIdUsed(event_id)
        await self._send(kept)
        return await self.outcome(source, event_id)

    async def outcome(self, source: str, event_id: str) -> EventOutcome:
        """Return what became of an event. ``LookupError`` where it is not known."""
        kept = await self._inbox.find(source, event_id)
        if kept is None:
            raise LookupError("no such event")
        return outcome_of(kept)

    async def _written(
        self, said: Said, told: Told | None, system: OutsideSystem, sha256: str
    ) -> KeptEvent:
        source, event_id = said.attributes.source, said.attributes.id
        barred: dict[str, str] = {}
        known: set[str] = set()
        for _ in range(_TRIES):
            plan = Plan()
            if told is not None:
                came = Came(system, told, key_of(source, event_id))
                plan = await self._planner.plan(came, barred=barred, known=known)
            commands = [await self._signed(system.actor, step) for step in plan.steps]
            event = ReceivedEvent(
                source=source,
                id=event_id,
                type=said.attributes.type,
                system=system.id,
                received_at=self._now(),
                sha256=sha256,
                text=said.text,
                known=told is not None,
                commands=tuple(step.command_id for step in plan.steps),
                set_aside=plan.set_aside,
            )
            try:
                await self._inbox.receive(event, commands)
            except Barred as other:
                barred[other.carrier] = other.case_id
            except CommandKnown as other:
                known.add(other.case_id)
            else:
                kept = await self._inbox.find(source, event_id)
                assert kept is not None  # written by this call, or by another one before it
                return kept
        raise RuntimeError("the cases never stood still long enough to plan an event")

    async def _signed(self, actor: Actor, step: Step) -> ReceivedCommand:
        if step.case_id is None:
            return await self._desk.prepared_opening(
                actor, step.act, step.body, command_id=step.command_id
            )
        return await self._desk.prepared(
            actor, step.case_id, step.act, step.body, command_id=step.command_id
        )

    async def _send(self, kept: KeptEvent) -> None:
        """Send what has no outcome, in each case after what it was asked before by others.

        So what joins a case that was opened a moment ago finds it there. What gets no answer now,
        and what follows it in that case, is sent again by the sweeper.
        """
        turns = asyncio.Semaphore(_AT_ONCE)

        async def send(case_id: str) -> None:
            async with turns:
                for command in await self._inbox.unanswered(case_id):
                    try:
                        await self._desk.send(command)
                    except NotAnsweredYet:
                        return

        waiting = {c.received.case_id for c in kept.commands if c.outcome is None}
        async with asyncio.TaskGroup() as group:
            for case_id in sorted(waiting):
                group.create_task(send(case_id))


def _understood(said: Said) -> Told | None:
    """Return what an event tells, None where its type is not known. Raises ``BadInput``."""
    model = INCOMING.get(said.attributes.type)
    if model is None:
        return None
    try:
        return model.model_validate(said.data)
    except ValidationError as error:
        raise BadInput(tuple((f"data.{field}", what) for field, what in problems(error))) from None
    except RecursionError:
        raise BadInput((("data", "is nested too deeply"),)) from None


def needs_a_person(kept: KeptEvent) -> bool:
    """Whether something of an event is left that nobody has dealt with."""
    return kept.dealt_with is None and outcome_of(kept).status is not Status.DONE


def outcome_of(kept: KeptEvent) -> EventOutcome:
    """Return what became of an event, from what became of its commands."""
    event = kept.event
    told = tuple(_told(command) for command in kept.commands)
    results = {one.result for one in told}
    if not event.known:
        status = Status.UNKNOWN_TYPE
    elif "waits" in results:
        status = Status.WAITS
    elif "refused" in results:
        status = Status.REFUSED
    elif event.set_aside:
        status = Status.SET_ASIDE
    else:
        status = Status.DONE if told else Status.NOTHING_TO_DO
    return EventOutcome(
        source=event.source,
        id=event.id,
        type=event.type,
        system=event.system,
        received_at=event.received_at,
        status=status,
        told=told,
        set_aside=event.set_aside,
    )


def _told(command: LoggedCommand) -> ToldCase:
    received = command.received
    outcome = read_outcome(command.outcome) if command.outcome else None
    if isinstance(outcome, Declined):
        rule = outcome.refusal.rule
        return ToldCase(case_id=received.case_id, act=received.act, result="refused", rule=rule)
    result = "waits" if outcome is None else "done"
    return ToldCase(case_id=received.case_id, act=received.act, result=result)
