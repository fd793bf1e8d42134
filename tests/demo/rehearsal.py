"""A scenario gone through by the pure rules alone: what must come of it, without any parts."""

from typing import NamedTuple

from casework.agenda import due_step, settled, step_asked
from casework.case import Case
from casework.command import Command, system_asked
from casework.decide import decide
from casework.events import Event
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from demo.scenario import Act, Scenario

CASE_ID = "case-rehearsed"


class Rehearsed(NamedTuple):
    """The events that follow from a scenario, the refusals in it, and the case at its end."""

    case: Case
    events: tuple[Event, ...]
    refusals: tuple[tuple[Act, Refusal], ...]

    @property
    def settled(self) -> bool:
        """Whether nothing is owed any more."""
        return settled(self.case)


def rehearse(scenario: Scenario) -> Rehearsed:
    """Go through a scenario: before each act all that is due, after it the letters are sent."""
    rehearsal = _Rehearsal()
    refusals: list[tuple[Act, Refusal]] = []
    for act in scenario.acts:
        rehearsal.let_pass(act)
        refusal = rehearsal.act(act)
        if refusal is not None:
            refusals.append((act, refusal))
    assert rehearsal.case is not None
    return Rehearsed(rehearsal.case, tuple(rehearsal.events), tuple(refusals))


class _Rehearsal:
    def __init__(self) -> None:
        self.case: Case | None = None
        self.events: list[Event] = []

    def let_pass(self, act: Act) -> None:
        while self.case and (step := due_step(self.case)) is not None and step.at <= act.at:
            self._decide(step_asked(self.case, step))

    def act(self, act: Act) -> Refusal | None:
        body = act.body if act.number > 1 else {"carrier_reference": "R-0", **act.body}
        command = Command(
            case_id=CASE_ID,
            command_id=f"act-{act.number}",
            act=act.command,
            actor=act.actor,
            received_at=act.at,
            body=body,
        )
        return self._decide(command.asked("e" * 64))

    def _decide(self, asked: Asked) -> Refusal | None:
        events = decide(self.case, asked, case_id=CASE_ID)
        if isinstance(events, Refusal):
            return events
        for event in events:
            self.case = evolve(self.case, event, case_id=CASE_ID)
        self.events += events
        for notice in (notice for event in events for notice in event.notices):
            if notice.letter is not None:
                sent = {
                    "letter": notice.letter,
                    "message_id": notice.key,
                    "content_sha256": "0" * 64,
                    "at": asked.at.isoformat(),
                }
                self._decide(system_asked("on:sent", sent, at=asked.at, key=f"{notice.key}:sent"))
        return None
