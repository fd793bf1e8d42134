"""Measure 1: the receipt of a command, beside a bare update with one activity that writes a row."""

from collections.abc import AsyncIterator, Sequence
from itertools import count
from time import perf_counter
from uuid import uuid4

from bench.arithmetic import by_turns
from bench.bare_case import one_row
from bench.cases import OFFICER, now, open_case, start_bare
from bench.figures import Figure, alone, at_most, compared
from bench.ground import Ground
from bench.sizes import Sizes
from casework.command import Receipt

NUMBER = 1
_A_CASE = 40
"""Commands to one case, and to one bare workflow, before the next one is opened."""

_NOTE = {"text": "The yard master called: the seal log of the fourteenth is on its way. " * 3}


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Give the same note again and again, in turn with bare updates of the same length."""
    ours, bare = _Notes(ground), _Updates(ground)
    size = await ours.envelope_size()
    bare.size = size
    took, took_bare = await by_turns(ours.give, bare.give, rounds=sizes.receipts, warm=5)
    yield compared(
        NUMBER,
        "receipt of a command",
        "ms",
        _ms(took),
        _ms(took_bare),
        target=at_most(1.5),
        note=f"durable; {size} bytes each",
    )
    log = await _log_alone(ground, sizes.receipts // 2)
    yield alone(NUMBER, "… of it, the desk's log", "ms", _ms(log), note="two writes of one row")


class _Notes:
    """Notes to a case, through the desk."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._given = count()
        self._case = ""

    async def give(self) -> Receipt:
        if next(self._given) % _A_CASE == 0:
            self._case = await open_case(self._ground, at=now())
        return await self._ground.desk.do(OFFICER, self._case, "contact_note", _NOTE)

    async def envelope_size(self) -> int:
        """How long the signed command is, in bytes."""
        received = await self._ground.desk.prepared(
            OFFICER, "case-" + "0" * 12, "contact_note", _NOTE, command_id=str(uuid4())
        )
        return len(received.envelope.encode())


class _Updates:
    """Updates of a bare workflow."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._given = count()
        self._name = ""
        self.size = 0

    async def give(self) -> None:
        if next(self._given) % _A_CASE == 0:
            self._name = f"bare-receipt-{uuid4().hex[:12]}"
            await start_bare(self._ground, self._name, wake_at=[], payload=self.size)
        handle = self._ground.client.get_workflow_handle(self._name)
        await handle.execute_update("act", one_row(self.size), id=str(uuid4()))


async def _log_alone(ground: Ground, rounds: int) -> list[float]:
    """How long the desk's log takes of each command: received to be sent, answered."""
    log, took = ground.record.log, []
    case = await open_case(ground, at=now())
    for _ in range(rounds):
        command = await ground.desk.prepared(
            OFFICER, case, "contact_note", _NOTE, command_id=str(uuid4())
        )
        began = perf_counter()
        await log.receive_to_send(command)
        await log.answer(command.command_id, '{"bench": true}', now())
        took.append(perf_counter() - began)
    return took


def _ms(seconds: Sequence[float]) -> list[float]:
    return [each * 1000 for each in seconds]
