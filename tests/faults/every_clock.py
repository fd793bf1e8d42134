"""All of it: the clock of the worker's, or of a desk's, machine jumps. Only ``make faults`` takes
this file: it needs libfaketime.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from cli.verifying import verdict_of
from embedded.stack import EmbeddedStack
from tests import programs
from tests.casework.walk import OFF, SUP
from tests.faults.blows import Blows
from tests.faults.carrier import carrier, done
from tests.faults.faked_time import FakedTime
from tests.faults.plays import anew, as_if_nothing_had_been, played, receipts_are_honoured
from tests.faults.town import Town, town, until
from tests.workflows.opening import OPENING

JUMPS = (timedelta(hours=1), timedelta(hours=-1), timedelta(days=2), timedelta(days=-2))
NO_JUMP = timedelta(0)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def bare(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedStack]:
    """A stack without a worker and without a portal: those have clocks of their own here."""
    async with EmbeddedStack(tmp_path_factory.mktemp("clocks") / "data", worker=False) as stack:
        yield stack


@pytest.fixture
async def our_town(bare: EmbeddedStack) -> AsyncIterator[Town]:
    """People whose clock is right."""
    async with town(bare) as found:
        yield found


async def test_a_case_goes_on_as_if_nothing_had_been_while_its_worker_s_clock_jumps(
    our_town: Town, tmp_path: Path
) -> None:
    """At each step another jump; what happened is, to the instant, what the rules make of it."""
    faked = FakedTime(tmp_path)
    environment = {**our_town.stack.environment(), **faked.environment}
    scenario = anew("bnsf-2023")
    turns = (*JUMPS, NO_JUMP)

    async def strike(step: int) -> None:
        faked.jump(turns[step % len(turns)])

    strikes = {step: (lambda step=step: strike(step)) for step in range(len(scenario.acts))}
    log, began = tmp_path / "worker.log", datetime.now(UTC)
    with programs.worker(our_town.stack, environment, log):
        performance, answers = await played(our_town, scenario, strikes, frozenset(strikes))
        await as_if_nothing_had_been(our_town, performance, answers)
    assert performance.case_id is not None
    sent = [
        delivery.at
        for notice in await our_town.reader.notices(performance.case_id)
        for delivery in notice.deliveries
    ]
    assert sent
    assert all(began <= at <= datetime.now(UTC) for at in sent), "evidence has the true instant"


@pytest.mark.parametrize("by", [*JUMPS, timedelta(days=400), timedelta(days=-400)], ids=str)
async def test_no_clock_of_a_case_in_real_time_lapses_by_its_worker_s_clock(
    our_town: Town, tmp_path: Path, by: timedelta
) -> None:
    faked, log = FakedTime(tmp_path), tmp_path / "worker.log"
    environment = {**our_town.stack.environment(), **faked.environment}
    with programs.worker(our_town.stack, environment, log):
        opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
        before = (await our_town.case(opened.case_id)).clocks
        faked.jump(by)

        async def told() -> bool:
            return "clock_differs" in log.read_text()

        await until(told)
        receipts = [opened]
        for number in range(3):
            at = datetime.now(UTC)
            receipt = await our_town.desk.do(
                OFF, opened.case_id, "contact_note", {"text": f"Note {number}."}
            )
            assert at <= receipt.received_at <= datetime.now(UTC)
            receipts.append(receipt)
        assert (await our_town.case(opened.case_id)).clocks == before
        kinds = [event.kind for event in await our_town.events(opened.case_id)]
        assert kinds == ["case_opened", *["contact_noted"] * 3]
        faked.jump(NO_JUMP)
        receipts.append(
            await our_town.desk.do(SUP, opened.case_id, "void_case", {"reason": "The end."})
        )
        await receipts_are_honoured(our_town, receipts)
    assert (await verdict_of(our_town.settings, opened.case_id)).ok
    side = "ahead of" if by > NO_JUMP else "behind"
    assert f"is {abs(by).total_seconds():.0f} s {side} the database's" in log.read_text()


async def test_a_portal_whose_clock_jumps_receives_nothing_and_then_each_thing_once(
    our_town: Town, tmp_path: Path
) -> None:
    """By a minute, which a token outlives, the desk itself refuses; by more, the token is none."""
    faked, blows = FakedTime(tmp_path), Blows(our_town.stack)
    environment = our_town.stack.environment()
    with (
        programs.worker(our_town.stack, environment, tmp_path / "worker.log"),
        programs.portal(our_town.stack, {**environment, **faked.environment}, tmp_path),
    ):
        async with carrier(our_town, blows) as calling:
            for number, by in enumerate((timedelta(minutes=1), *JUMPS)):
                key = f"jump-{number}-{calling.case_id}"
                faked.jump(by)
                refused = await calling.note(key)
                if by == timedelta(minutes=1):
                    assert refused.status_code == 503
                    problem = refused.json()
                    assert problem["type"].endswith("/clock-differs")
                    assert " s ahead of that of the database" in problem["detail"]
                    assert refused.headers["retry-after"] == "60"
                else:
                    assert refused.status_code in (401, 503)
                assert await our_town.log.find(key) is None
                faked.jump(NO_JUMP)
                before = datetime.now(UTC)
                await calling.read()
                given = await calling.note(key)
                assert given.status_code == 200, given.text
                receipt = await done(our_town, key)
                assert before <= receipt.received_at <= datetime.now(UTC)
                await receipts_are_honoured(our_town, [receipt])
            kinds = [event.kind for event in await our_town.events(calling.case_id)]
            assert kinds == ["case_opened", *["contact_noted"] * (1 + len(JUMPS))]
            assert (await verdict_of(our_town.settings, calling.case_id)).ok


@pytest.mark.parametrize("by", JUMPS, ids=str)
async def test_a_command_line_whose_clock_is_wrong_says_so_and_the_doctor_finds_it(
    our_town: Town, tmp_path: Path, by: timedelta
) -> None:
    faked = FakedTime(tmp_path)
    right = our_town.stack.environment()
    wrong = {**right, **faked.environment}
    with programs.worker(our_town.stack, right, tmp_path / "worker.log"):
        opened = await our_town.desk.open(OFF, {**OPENING, "carrier": "SVR"})
        faked.jump(by)
        note = ("do", opened.case_id, "contact_note", "--as", "OFF:reyes", "-f", "text=x")
        refused, examined = await asyncio.gather(
            programs.run(wrong, "starter.py", *note),
            programs.run(wrong, "starter.py", "doctor", "--as", "OPS:kay", "--json"),
        )
        side = "ahead of" if by > NO_JUMP else "behind"
        assert (refused.code, refused.out) == (5, "")
        assert f" s {side} that of the database, so nothing is received here" in refused.err
        (fault,) = json.loads(examined.out)["faults"]
        assert (fault["kind"], fault["case_id"]) == ("clock_differs", "")
        assert abs(float(fault["detail"].removesuffix(" s")) - by.total_seconds()) <= 5
        assert examined.code == 1
        kinds = [event.kind for event in await our_town.events(opened.case_id)]
        assert kinds == ["case_opened"]
        await our_town.desk.do(SUP, opened.case_id, "void_case", {"reason": "The end."})
