"""The player: time before each act, the same id until there is an answer, and no step too far."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from casework.casetime import CaseTime
from casework.command import Receipt
from casework.refusal import Refusal, RefusalKind
from casework.roles import Actor
from demo.__main__ import EXAMPLES
from demo.loading import load
from demo.player import play
from demo.scenario import Act
from desk.errors import Declination, NotAnsweredYet
from tests.demo.rehearsal import receipt

SCENARIO = load(EXAMPLES / "sierra-verde-returned-plan.toml")
EXPECTED = {f"{SCENARIO.name}-{act.number}" for act in SCENARIO.acts if act.refused}


class DeskDouble:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, *, refuses: dict[str, RefusalKind], silent: set[str]) -> None:
        self.refuses = refuses
        self.silent = silent
        self.asked: list[str] = []
        self.granted: list[datetime] = []
        self.time: CaseTime | None = None

    async def open(
        self,
        actor: Actor,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
        act: str = "open_case",
        time: CaseTime | None = None,
    ) -> Receipt:
        assert body["illustrative"] is True
        self.time = time
        return self._answer(command_id, actor, act, body)

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        assert case_id == "case-1"
        return self._answer(command_id, actor, act, body)

    async def grant_time(self, case_id: str, until: datetime) -> None:
        assert case_id == "case-1"
        self.granted.append(until)

    def _answer(
        self, command_id: str | None, actor: Actor, act: str, body: dict[str, Any]
    ) -> Receipt:
        assert command_id is not None
        played = act_of(command_id)
        assert (actor, act, body) == (played.actor, played.command, played.body)
        self.asked.append(command_id)
        if command_id in self.silent:
            self.silent.remove(command_id)
            raise NotAnsweredYet(command_id)
        if command_id in self.refuses:
            kind = self.refuses[command_id]
            raise Declination(Refusal(kind=kind, rule="a_rule", en="not so", es="así no"))
        return receipt("case-1", act_of(command_id))


def act_of(command_id: str) -> Act:
    return SCENARIO.acts[int(command_id.rpartition("-")[2]) - 1]


def expected_refusals() -> dict[str, RefusalKind]:
    return {name: kind for name in EXPECTED if (kind := act_of(name).refused) is not None}


async def test_time_runs_to_each_act_and_an_unanswered_one_is_given_again() -> None:
    silent = {f"{SCENARIO.name}-1", f"{SCENARIO.name}-5"}
    desk = DeskDouble(refuses=expected_refusals(), silent=set(silent))
    told: list[int] = []
    done = await play(SCENARIO, desk, lambda _, played: told.append(played.act.number))
    assert done.wrong == ()
    assert done.case_id == "case-1"
    assert desk.granted == [act.at for act in SCENARIO.acts[1:]]
    assert desk.time is not None
    assert desk.time.origin == desk.time.until == SCENARIO.acts[0].at
    assert told == [act.number for act in SCENARIO.acts]
    assert {name for name in desk.asked if desk.asked.count(name) == 2} == silent


async def test_time_runs_on_after_the_last_act() -> None:
    end = SCENARIO.acts[-1].at + timedelta(days=9)
    desk = DeskDouble(refuses=expected_refusals(), silent=set())
    await play(replace(SCENARIO, until=end), desk, lambda *_: None)
    assert desk.granted[-1] == end


async def test_what_should_have_been_refused_is_told_and_the_case_goes_on() -> None:
    desk = DeskDouble(refuses={}, silent=set())
    done = await play(SCENARIO, desk, lambda *_: None)
    assert len(desk.asked) == len(SCENARIO.acts)
    assert len(done.wrong) == len(EXPECTED)
    assert (
        done.wrong[0] == "act 2 (acknowledge by contact-1): expected refusal (state), was accepted"
    )


async def test_a_refusal_of_another_kind_is_told() -> None:
    refuses = {**expected_refusals(), f"{SCENARIO.name}-2": RefusalKind.ROLE}
    done = await play(SCENARIO, DeskDouble(refuses=refuses, silent=set()), lambda *_: None)
    assert done.wrong == (
        "act 2 (acknowledge by contact-1): expected refusal (state), was refused (role, a_rule): "
        "not so",
    )


async def test_a_refusal_that_nobody_expected_ends_the_case() -> None:
    desk = DeskDouble(refuses={f"{SCENARIO.name}-4": RefusalKind.CONDITION}, silent=set())
    desk.refuses |= expected_refusals()
    done = await play(SCENARIO, desk, lambda *_: None)
    assert len(desk.asked) == 4
    assert done.wrong == (
        "act 4 (carrier_statement by contact-1): expected acceptance, was refused (condition, "
        "a_rule): not so",
    )


async def test_a_case_that_is_not_opened_goes_nowhere() -> None:
    desk = DeskDouble(refuses={f"{SCENARIO.name}-1": RefusalKind.CONDITION}, silent=set())
    done = await play(SCENARIO, desk, lambda *_: None)
    assert done.case_id is None
    assert len(desk.asked) == len(done.wrong) == 1
    assert desk.granted == []
