"""One event for many cases: who is reached, once, and what is said of each."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework.command import Receipt
from casework.commands.disruptions import RecordOutage, ReportCrossingClosed
from casework.refusal import Refusal
from casework.roles import Actor
from casework.view import case_view
from cli.exits import REFUSED, UNREACHABLE, Stop
from cli.spreading import _report
from desk.errors import Declination, NotAnsweredYet
from desk.outcomes import Declined, Done
from desk.ports import CaseNow
from desk.spreading import Event, Told, command_id_of, concerns, tell
from tests.casework import paths
from tests.casework.walk import OPS, PORT, Walk


class Counter:
    """A desk over one walked case; it can be away."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.away = False
        self.given: list[str] = []
        self._outcomes: dict[str, Done | Declined] = {}

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        """Give the command to the walk."""
        if self.away:
            raise NotAnsweredYet(str(command_id))
        answer = self.walk.do(actor, act, **body)
        if isinstance(answer, Refusal):
            raise Declination(answer)
        self.given.append(act)
        receipt = Receipt(
            case_id=case_id,
            command_id=str(command_id),
            act=act,
            received_at=self.walk.now,
            envelope_sha256="e" * 64,
            events=tuple(event.kind for event in answer),
            state=self.walk.case.state,
            first=1,
            last=1,
            head="h" * 64,
            recorded_at=self.walk.now,
        )
        self._outcomes[str(command_id)] = Done(receipt=receipt)
        return receipt

    async def outcome(self, command_id: str) -> Done | Declined | None:
        """What became of a command."""
        return self._outcomes.get(command_id)


def told(counter: Counter, actor: Actor, body: Event) -> Told:
    """Tell an event to the case."""

    async def read(case_id: str) -> CaseNow:
        return CaseNow(counter.walk.case, counter.walk.now)

    return asyncio.run(tell(counter, read, actor, counter.walk.case.id, body))


def closure(walk: Walk, event: str = "flood", port: str = "2304") -> ReportCrossingClosed:
    """A crossing is shut."""
    return ReportCrossingClosed(event=event, port=port, closed_at=walk.now, text="The river.")


def outage(walk: Walk) -> RecordOutage:
    """The portal was away for three hours."""
    began = walk.now - timedelta(hours=3)
    return RecordOutage(event="cable", began_at=began, ended_at=walk.now, text="A cable.")


def test_telling_twice_enters_it_once() -> None:
    counter = Counter(paths.suspended())
    body = closure(counter.walk)
    assert told(counter, PORT, body).result == "done"
    counter.walk.until(1)
    assert told(counter, PORT, body).result == "done_before"
    assert counter.given == ["report_crossing_closed"]


def test_what_does_not_touch_a_case_is_not_sent_to_it() -> None:
    counter = Counter(paths.suspended())
    found = told(counter, OPS, outage(counter.walk))
    assert (found.result, found.rule) == ("not_reached", "outage_fell_on_a_last_day")
    counter.walk.until(21)
    assert told(counter, OPS, outage(counter.walk)).result == "done"
    assert counter.given == ["record_outage"]


def test_only_open_cases_at_the_crossing_are_concerned() -> None:
    suspended, over = paths.suspended(), paths.reinstated()
    paths.closed(over)
    assert concerns(closure(suspended), case_view(suspended.case))
    assert not concerns(closure(suspended, port="2303"), case_view(suspended.case))
    assert not concerns(closure(over), case_view(over.case))
    assert concerns(outage(suspended), case_view(suspended.case))
    assert not concerns(outage(over), case_view(over.case))


def test_an_id_is_of_one_event_in_one_case() -> None:
    walk = paths.suspended()
    cases = [str(uuid4()), str(uuid4())]
    ids = {
        command_id_of(body, case_id)
        for case_id in cases
        for body in (closure(walk), closure(walk, "fire"), outage(walk))
    }
    assert len(ids) == 6
    assert command_id_of(closure(walk), cases[0]) in ids


def test_a_case_that_does_not_answer_is_said_and_is_told_again() -> None:
    counter = Counter(paths.suspended())
    body = closure(counter.walk)
    counter.away = True
    waiting = told(counter, PORT, body)
    assert waiting.result == "waits"
    counter.away = False
    assert told(counter, PORT, body).result == "done"
    with pytest.raises(Stop) as stop:
        _report([waiting], json=True)
    assert stop.value.code == UNREACHABLE


def test_the_same_event_told_by_hand_before_is_a_refusal_and_names_its_rule(
    capsys: pytest.CaptureFixture[str],
) -> None:
    counter = Counter(paths.suspended())
    body = closure(counter.walk)
    said = body.model_dump(mode="json", exclude_none=True)
    counter.walk.must(PORT, "report_crossing_closed", **said)
    found = told(counter, PORT, body)
    assert found == Told(counter.walk.case.id, "refused", "event_is_new")
    with pytest.raises(Stop) as stop:
        _report([found, Told("case-2", "done")], json=False)
    assert stop.value.code == REFUSED
    assert stop.value.line == "refused in 1 of 2 cases"
    assert "case-1  refused  event_is_new" in capsys.readouterr().out
