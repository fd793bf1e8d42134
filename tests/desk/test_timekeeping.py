"""A desk whose clock differs from the record's receives nothing, and says so."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from casework.bilingual import Bilingual
from desk.case_desk import CaseDesk
from desk.errors import ClockDiffers
from desk.resending import Resender
from desk.timekeeping import AGAIN, TOLERANCE, Timekeeper, difference, watch
from records.command_log import PostgresCommandLog
from tests.casework.walk import OFF
from tests.desk.conftest import KEY
from tests.desk.scripted import AWAY, ScriptedSender
from tests.workflows.opening import OPENING

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOTE = {"text": "We called."}


class Clocks:
    """This machine's clock and another's, both in hand, and seconds that nobody can set."""

    def __init__(self, *, ahead: timedelta = timedelta(0)) -> None:
        self.passed = 0.0
        self.ahead = ahead
        self.asked = 0
        self.way = timedelta(0)

    def now(self) -> datetime:
        """This machine's."""
        return NOW + timedelta(seconds=self.passed) + self.ahead

    def ticks(self) -> float:
        """Seconds that have passed."""
        return self.passed

    async def other(self) -> datetime:
        """The other's; the question takes a while to get there, and the answer as long."""
        self.asked += 1
        self.passed += self.way.total_seconds()
        told = NOW + timedelta(seconds=self.passed)
        self.passed += self.way.total_seconds()
        return told

    def keeper(self) -> Timekeeper:
        """Who compares the two."""
        return Timekeeper(self.other, self.now, ticks=self.ticks)


@pytest.mark.parametrize("ahead", [timedelta(0), TOLERANCE, -TOLERANCE])
async def test_clocks_that_agree_are_compared_once_a_minute(ahead: timedelta) -> None:
    clocks = Clocks(ahead=ahead)
    keeper = clocks.keeper()
    for _ in range(3):
        await keeper.require()
        clocks.passed += AGAIN / 4
    assert clocks.asked == 1
    clocks.passed += AGAIN
    await keeper.require()
    assert clocks.asked == 2


@pytest.mark.parametrize("sign", [1, -1])
async def test_a_clock_that_differs_is_told_until_it_does_not(sign: int) -> None:
    clocks = Clocks(ahead=sign * (TOLERANCE + SECOND))
    keeper = clocks.keeper()
    for _ in range(2):
        with pytest.raises(ClockDiffers) as told:
            await keeper.require()
        assert told.value.by == clocks.ahead
    clocks.ahead = timedelta(0)
    await keeper.require()


@pytest.mark.parametrize("by", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=2)])
async def test_a_jump_is_seen_at_once_and_not_only_at_the_next_minute(by: timedelta) -> None:
    clocks = Clocks()
    keeper = clocks.keeper()
    await keeper.require()
    clocks.passed += 1
    clocks.ahead += by
    with pytest.raises(ClockDiffers):
        await keeper.require()
    clocks.ahead -= by
    await keeper.require()


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(hours=1), timedelta(hours=-1)])
async def test_what_the_answer_s_way_takes_is_nobody_s_difference(ahead: timedelta) -> None:
    clocks = Clocks(ahead=ahead)
    clocks.way = timedelta(seconds=40)
    found = await difference(clocks.other, clocks.now)
    assert abs(found) <= abs(ahead)
    assert abs(ahead) - abs(found) <= clocks.way
    assert (found > timedelta(0)) == (ahead > timedelta(0))


@pytest.mark.parametrize(
    ("by", "en", "es"),
    [
        (timedelta(hours=1), "3600 s ahead of", "3600 s adelantado"),
        (timedelta(days=-2), "172800 s behind", "172800 s atrasado"),
    ],
)
async def test_nothing_is_received_by_a_desk_whose_clock_differs_from_the_database_s(
    log: PostgresCommandLog, engine: ScriptedSender, by: timedelta, en: str, es: str
) -> None:
    desk = CaseDesk(log, engine, KEY, now=lambda: datetime.now(UTC) + by)
    note, opening, event = (f"cmd-{uuid4().hex}" for _ in range(3))
    case_id = f"case-{uuid4().hex[:12]}"
    for act in (
        desk.do(OFF, case_id, "contact_note", NOTE, command_id=note),
        desk.open(OFF, OPENING, command_id=opening),
        desk.prepared(OFF, case_id, "contact_note", NOTE, command_id=event),
    ):
        with pytest.raises(ClockDiffers) as told:
            await act
        said: Bilingual = told.value.said
        assert en in said.en
        assert es in said.es
    assert [await log.find(each) for each in (note, opening, event)] == [None] * 3
    assert engine.sent == []


async def test_the_same_is_received_once_the_clock_is_right(
    log: PostgresCommandLog, engine: ScriptedSender
) -> None:
    ahead = timedelta(hours=1)
    desk = CaseDesk(log, engine, KEY, now=lambda: datetime.now(UTC) + ahead)
    command_id, case_id = f"cmd-{uuid4().hex}", f"case-{uuid4().hex[:12]}"
    with pytest.raises(ClockDiffers):
        await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    ahead = timedelta(0)
    receipt = await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    assert receipt.command_id == command_id


@pytest.mark.parametrize("by", [timedelta(days=-2), timedelta(days=2)])
async def test_what_has_no_answer_is_sent_again_whatever_the_sweeper_s_clock_shows(
    desk: CaseDesk, log: PostgresCommandLog, engine: ScriptedSender, by: timedelta
) -> None:
    """How old it is, is the log's to say."""
    command_id, case_id = f"cmd-{uuid4().hex}", f"case-{uuid4().hex[:12]}"
    engine.replies[command_id] = [AWAY]
    with pytest.raises(Exception, match=command_id):
        await desk.do(OFF, case_id, "contact_note", NOTE, command_id=command_id)
    sweeper = Resender(log, engine, now=lambda: datetime.now(UTC) + by)
    young = await sweeper.send_again(older_than=timedelta(minutes=10))
    assert command_id not in young.answered
    swept = await sweeper.send_again(older_than=timedelta(0))
    assert command_id in swept.answered


async def test_who_watches_says_so_at_once_each_minute_and_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clocks = Clocks()

    async def turn(seconds: float) -> None:
        clocks.passed += seconds
        clocks.ahead = timedelta(hours=-1 if 10 < clocks.passed < 90 else 0)
        if clocks.passed > 120:
            raise asyncio.CancelledError

    with (
        caplog.at_level(logging.INFO, logger="desk.timekeeping"),
        pytest.raises(asyncio.CancelledError),
    ):
        await watch(clocks.other, now=clocks.now, ticks=clocks.ticks, sleep=turn)
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "INFO"]
    assert "3600 s behind the database's" in caplog.text
