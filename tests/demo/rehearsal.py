"""A scenario gone through by the pure rules alone: what must come of it, without any parts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from activities.ports import Delivery
from activities.renderings import wording
from casework.agenda import due_step, settled, step_asked
from casework.case import Case
from casework.command import Command, Receipt, system_asked
from casework.commands import model_of
from casework.decide import decide
from casework.errand import Errand
from casework.events import Event, Notice
from casework.evolve import evolve
from casework.guards.base import Asked
from casework.refusal import Refusal
from casework.roles import SYSTEM
from casework.states import State
from casework.versions import versions_in_force
from demo.comparison import differences
from demo.outcome import Record, outcome_of
from demo.player import command_id_of
from demo.results import Result
from demo.scenario import Act, Scenario
from desk.case_desk import case_opened_by
from desk.outcomes import Declined, Done
from desk.ports import LoggedCommand, ReceivedCommand
from embedded.mail_sink import is_gone
from records.case_reader import RegisteredNotice
from records.verification import Verdict
from workflows.courier import PARTNER_NOTICE

_SOME_INSTANT = datetime(2026, 1, 1, tzinfo=UTC)
_SOME_HASH = "0" * 64


class Rehearsed(NamedTuple):
    """The events that follow from a scenario, the answer to each act, and the case at its end.

    ``matters`` are the states of what runs beside the case.
    """

    case: Case
    events: tuple[Event, ...]
    answers: tuple[tuple[Act, tuple[Event, ...] | Refusal], ...]
    matters: dict[str, State]


def rehearse(scenario: Scenario) -> Rehearsed:
    """Go through a scenario: before each act all that is due, after it the letters are sent."""
    rehearsal = _Rehearsal(case_opened_by(command_id_of(scenario, scenario.acts[0])))
    answers = []
    for act in scenario.acts:
        rehearsal.let_pass(act.at)
        answers.append((act, rehearsal.act(scenario, act)))
    if scenario.until is not None:
        rehearsal.let_pass(scenario.until)
    matters = {
        name: rehearsal.cases[matter].state
        for name in scenario.matters
        if (matter := f"{rehearsal.case_id}-{name}") in rehearsal.cases
    }
    return Rehearsed(rehearsal.case, tuple(rehearsal.events), tuple(answers), matters)


def rehearsed_result(scenario: Scenario) -> Result:
    """Return the result that a demonstration must have: all sent, recorded and verified."""
    case, events, answers, matters = rehearse(scenario)
    notices = [notice for event in events for notice in event.notices]
    record = Record(
        case.id,
        events,
        tuple(
            RegisteredNotice(seq=1, notice=notice, deliveries=(_delivery(notice),))
            for notice in notices
        ),
        tuple(
            _logged(scenario, case, act, answer) for act, answer in answers if act.matter is None
        ),
        Verdict(case_id=case.id, sound=len(events), head=_SOME_HASH, first_wrong=None),
        ended=settled(case),
        customer_text=_customer_text(case, notices),
        matters=matters,
    )
    outcome = outcome_of(record)
    return Result(scenario, case.id, outcome, differences(scenario.expect, outcome), record)


class _Rehearsal:
    """A case and what runs beside it, which tell each other at once."""

    def __init__(self, case_id: str) -> None:
        self.case_id = case_id
        self.cases: dict[str, Case] = {}
        self.events: list[Event] = []

    @property
    def case(self) -> Case:
        return self.cases[self.case_id]

    def let_pass(self, until: datetime) -> None:
        while self.cases:
            steps = [(step, case) for case in self.cases.values() if (step := due_step(case))]
            step, case = min(steps, key=lambda found: found[0].at, default=(None, None))
            if step is None or case is None or step.at > until:
                return
            self._decide(case.id, step_asked(case, step))

    def act(self, scenario: Scenario, act: Act) -> tuple[Event, ...] | Refusal:
        opens = not self.cases
        command = Command(
            case_id=self.case_id if act.matter is None else f"{self.case_id}-{act.matter}",
            command_id=command_id_of(scenario, act),
            act=act.command,
            actor=act.actor,
            received_at=act.at,
            body={"carrier_reference": "R-0", **act.body} if opens else act.body,
            versions=versions_in_force() if opens else None,
        )
        return self._decide(command.case_id, command.asked("e" * 64))

    def _decide(self, case_id: str, asked: Asked) -> tuple[Event, ...] | Refusal:
        events = decide(self.cases.get(case_id), asked, case_id=case_id)
        if isinstance(events, Refusal):
            return events
        for event in events:
            self.cases[case_id] = evolve(self.cases.get(case_id), event, case_id=case_id)
        if case_id == self.case_id:
            self.events += events
        for event in events:
            self._sent(case_id, event.notices, asked.at)
            for errand in event.errands:
                self._told(errand)
        return events

    def _sent(self, case_id: str, notices: Iterable[Notice], at: datetime) -> None:
        """Let the case know of what it waits for, as the courier does."""
        for notice in notices:
            if notice.letter is not None:
                what, about = "", {"letter": notice.letter}
            elif notice.recipient is not None:
                what, about = "reversal.", {"recipient": notice.recipient}
            elif notice.template == PARTNER_NOTICE:
                what, about = "notice.", {}
            else:
                continue
            sent = {
                **about,
                "message_id": notice.key,
                "content_sha256": _SOME_HASH,
                "at": at.isoformat(),
            }
            answer = f"on:{what}bounced" if is_gone(notice.address) else f"on:{what}sent"
            key = f"{notice.key}:{answer}"
            self._decide(case_id, system_asked(answer, sent, at=at, key=key))

    def _told(self, errand: Errand) -> None:
        command = Command(
            case_id=errand.to,
            command_id=errand.key,
            act=errand.act,
            actor=SYSTEM,
            received_at=errand.at,
            body=errand.body,
            versions=versions_in_force() if model_of(errand.act).opens else None,
        )
        self._decide(errand.to, command.asked("e" * 64))


def _customer_text(case: Case, notices: list[Notice]) -> str | None:
    sent = [n for n in notices if n.template == "customer_text" and not is_gone(n.address)]
    if not sent:
        return None
    return wording(
        sent[-1].template,
        sent[-1].facts,
        case_id=case.id,
        illustrative=case.illustrative,
        languages=sent[-1].languages,
    ).text


def _delivery(notice: Notice) -> Delivery:
    gone = is_gone(notice.address)
    return Delivery(
        message_id="m",
        channel="smtp",
        answer="550" if gone else "250",
        accepted=not gone,
        at=_SOME_INSTANT,
        content_sha256=_SOME_HASH,
    )


def _logged(
    scenario: Scenario, case: Case, act: Act, answer: tuple[Event, ...] | Refusal
) -> LoggedCommand:
    received = ReceivedCommand(
        command_id=command_id_of(scenario, act),
        case_id=case.id,
        act=act.command,
        person=act.actor.person,
        role=act.actor.role,
        organisation=act.actor.organisation,
        received_at=act.at,
        digest=_SOME_HASH,
        envelope="",
    )
    outcome: Done | Declined
    if isinstance(answer, Refusal):
        outcome = Declined(refusal=answer)
    else:
        outcome = Done(receipt=receipt(case.id, act, events=tuple(e.kind for e in answer)))
    return LoggedCommand(received=received, outcome=outcome.model_dump_json())


def receipt(case_id: str, act: Act, *, events: tuple[str, ...] = ()) -> Receipt:
    """Return a receipt for an act."""
    return Receipt(
        case_id=case_id,
        command_id=f"c-{act.number}",
        act=act.command,
        received_at=act.at,
        envelope_sha256=_SOME_HASH,
        events=events,
        state="SUSPENDED",
        first=1,
        last=1,
        head=_SOME_HASH,
        recorded_at=_SOME_INSTANT,
    )
