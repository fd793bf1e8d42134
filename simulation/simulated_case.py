"""One case that never was: what chance has in store for it, and the real rules that it follows."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from casework.agenda import due_step, step_asked
from casework.case import Case
from casework.command import Command
from casework.decide import decide
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from casework.roles import Actor, Role
from casework.versions import versions_in_force

CARRIER = "SVR"
"""An invented railroad: no real one is ever simulated."""

PORT = "2304"
POC = Actor(person="poc-1", role=Role.POC, organisation=CARRIER)
EXE = Actor(person="exe-1", role=Role.EXE, organisation=CARRIER)
DRAFTER = Actor(person="off-drafts", role=Role.OFF, organisation="LRD")
"""Drafts what others sign; the time that it takes is part of the signer's task."""

_NOT_SIGNED = "e" * 64


class Course(NamedTuple):
    """What chance has in store for a case."""

    sanction: bool
    comments: bool
    answers: bool
    returned_plans: int
    in_mexico: bool
    milestone: timedelta


class RulesRefused(Exception):
    """The rules refuse what the simulation does, a fault of its own; ``args[0]`` says what."""


class SimulatedCase:
    """A case, the instant that it has reached, and its course."""

    def __init__(self, name: str, course: Course, at: datetime) -> None:
        self.name = name
        self.course = course
        self.now = at
        self.waiting: set[str] = set()
        """Names of tasks that somebody has taken on."""
        self.coordinated = False
        self.reviewed = ""
        """The hash of the plan that an officer has found good."""
        self.mexico_days = 0.0
        self._case: Case | None = None
        self._numbers = count(1)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        assert self._case is not None, "the opening comes first"
        return self._case

    def do(self, actor: Actor, act: str, /, **body: Any) -> None:
        """Give a command now. Raises ``RulesRefused``."""
        command = Command(
            case_id=self.name,
            command_id=f"c{next(self._numbers)}",
            act=act,
            actor=actor,
            received_at=self.now,
            body=body,
            versions=None if self._case else versions_in_force(),
        )
        self._take(command.asked(_NOT_SIGNED))

    def next_step(self) -> datetime | None:
        """Return when a clock acts next."""
        step = due_step(self.case)
        return step.at if step else None

    def run_clocks(self, until: datetime) -> None:
        """Let every clock act that is due by an instant."""
        while (step := due_step(self.case)) is not None and step.at <= until:
            self._take(step_asked(self.case, step))

    def read(self, document: str) -> dict[str, str]:
        """Return a document's name and hash, as who has read it names it."""
        return {"document": document, "sha256": self.case.documents[document].sha256}

    def letter(self, name: str) -> dict[str, str]:
        """Draft a letter; return its name and hash."""
        reasons = {"en": f"Simulated: {name}.", "es": f"Simulado: {name}."}
        content = {"kind": "letter", "reasons": reasons}
        self.do(DRAFTER, "file_draft", document=name, content=content)
        return {"letter": name, "letter_sha256": self.case.documents[name].sha256}

    def attested(self, name: str, content: dict[str, Any]) -> dict[str, str]:
        """File a document of the carrier's, signed by its executive."""
        self.do(POC, "file_draft", document=name, content=content)
        self.do(EXE, "sign_document", **self.read(name))
        return self.read(name)

    def _take(self, asked: Asked) -> None:
        events = decide(self._case, asked, case_id=self.name)
        if isinstance(events, Refusal):
            where = self._case.state if self._case else "the opening"
            raise RulesRefused(f"{asked.act} in {where}: {events.rule}")
        for event in events:
            self._case = evolve(self._case, event, case_id=self.name)
