"""A case walked through its process by the real rules, with the time moved by hand."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from casework.agenda import due_step, step_asked
from casework.case import Case
from casework.command import Command, system_asked
from casework.decide import decide
from casework.errand import Errand
from casework.events import Event, Notice
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from casework.roles import SYSTEM, Actor, Role
from casework.versions import Versions, versions_in_force

CASE_ID = "case-1"
MONDAY = datetime(2026, 3, 2, 15, tzinfo=UTC)
"""When a walk begins unless it says otherwise: 09:00 in Laredo."""

OFF = Actor(person="off-1", role=Role.OFF, organisation="LRD")
OFF2 = Actor(person="off-2", role=Role.OFF, organisation="LRD")
SUP = Actor(person="sup-1", role=Role.SUP, organisation="LRD")
HQ = Actor(person="hq-1", role=Role.HQ, organisation="HQ")
HQ2 = Actor(person="hq-2", role=Role.HQ, organisation="HQ")
PORT = Actor(person="port-1", role=Role.PORT, organisation="2304")
POC = Actor(person="poc-1", role=Role.POC, organisation="SVR")
CNS = Actor(person="cns-1", role=Role.CNS, organisation="SVR")
MXC = Actor(person="mxc-1", role=Role.MXC, organisation="ANAM")
MXA = Actor(person="mxa-1", role=Role.MXA, organisation="SAT")
APP = Actor(person="app-1", role=Role.APP, organisation="HQ")
OPS = Actor(person="ops-1", role=Role.OPS, organisation="HQ")
APHIS = Actor(person="agl-1", role=Role.AGL, organisation="APHIS")
SENASICA = Actor(person="agl-2", role=Role.AGL, organisation="SENASICA")
EXE = Actor(person="exe-1", role=Role.EXE, organisation="SVR")


class Batch(NamedTuple):
    """One decision: the case before it, what was asked, and the events that followed."""

    before: Case | None
    asked: Asked
    events: tuple[Event, ...]


class Walk:
    """A case, the instant that it has reached, and everything that was decided in it so far."""

    def __init__(
        self, *, at: datetime = MONDAY, case_id: str = CASE_ID, versions: Versions | None = None
    ) -> None:
        self.now = at
        self.case_id = case_id
        self.versions = versions or versions_in_force()
        self.batches: list[Batch] = []
        self._case: Case | None = None
        self._numbers = count(1)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert self._case is not None, "nothing has opened the case yet"
        return self._case

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, in order."""
        return tuple(event for batch in self.batches for event in batch.events)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice that is owed, in order."""
        return tuple(notice for event in self.events for notice in event.notices)

    def do(self, actor: Actor, act: str, /, **body: Any) -> tuple[Event, ...] | Refusal:
        """Give a command now; return its events, or the refusal, which changes nothing."""
        command = Command(
            case_id=self.case_id,
            command_id=f"c{next(self._numbers)}",
            act=act,
            actor=actor,
            received_at=self.now,
            body=body,
            versions=self.versions,
        )
        return self._decided(command.asked("e" * 64))

    def must(self, actor: Actor, act: str, /, **body: Any) -> tuple[Event, ...]:
        """Give a command that is allowed; return its events."""
        events = self.do(actor, act, **body)
        assert not isinstance(events, Refusal), f"{act}: {events}"
        return events

    def told(self, errand: Errand) -> tuple[Event, ...] | Refusal:
        """Let another case tell this one something; it counts from when that one learnt of it."""
        self.now = max(self.now, errand.at)
        command = Command(
            case_id=self.case_id,
            command_id=errand.key,
            act=errand.act,
            actor=SYSTEM,
            received_at=errand.at,
            body=errand.body,
        )
        return self._decided(command.asked("e" * 64))

    def hear(self, fact: str, /, **body: Any) -> tuple[Event, ...]:
        """Let the system report a fact now, such as ``on:bounced``; return its events."""
        key = f"{fact}:{next(self._numbers)}"
        events = self._decided(system_asked(fact, body, at=self.now, key=key))
        assert not isinstance(events, Refusal), f"{fact}: {events}"
        return events

    def until(self, days: float) -> tuple[Event, ...]:
        """Let so many days pass; return the events of every clock that acted in them."""
        end = self.now + timedelta(days=days)
        events: list[Event] = []
        while (step := due_step(self.case)) is not None and step.at <= end:
            found = self._decided(step_asked(self.case, step))
            assert not isinstance(found, Refusal), f"{step.id}: {found}"
            assert found, f"{step.id} is due and changes nothing"
            events += found
        self.now = end
        return tuple(events)

    def sha(self, document: str) -> str:
        """Return the hash of a filed document."""
        return self.case.documents[document].sha256

    def letter(self, name: str) -> dict[str, str]:
        """File a letter; return what a decision says of it."""
        reasons = {"en": f"Reasons of {name}.", "es": f"Motivos de {name}."}
        self.must(OFF, "file_draft", document=name, content={"kind": "letter", "reasons": reasons})
        return {"letter": name, "letter_sha256": self.sha(name)}

    def _decided(self, asked: Asked) -> tuple[Event, ...] | Refusal:
        before = self._case
        events = decide(before, asked, case_id=self.case_id)
        if not isinstance(events, Refusal):
            for event in events:
                self._case = evolve(self._case, event, case_id=self.case_id)
            self.batches.append(Batch(before, asked, events))
        return events
