"""All of it: every part is killed at every step of a case.

Too long for every run of the suite, so that only ``make faults`` takes this file.
"""

from functools import partial

import pytest

from tests.faults.blows import BEARING, BESIDE, Blows
from tests.faults.plays import anew, as_if_nothing_had_been, played
from tests.faults.town import Town


@pytest.mark.parametrize("turn", range(len(BEARING)))
async def test_every_part_is_killed_at_every_step(our_town: Town, blows: Blows, turn: int) -> None:
    """In four turns: at each step one part without which no command is answered, and two others."""
    scenario = anew("bnsf-2023")
    strikes = {
        step: partial(
            blows.kill,
            BEARING[(step + turn) % len(BEARING)],
            *(BESIDE[(step + 2 * turn + more) % len(BESIDE)] for more in range(2)),
        )
        for step in range(len(scenario.acts))
    }
    before = frozenset(step for step in strikes if (step // len(BEARING) + turn) % 2)
    performance, answers = await played(our_town, scenario, strikes, before)
    await blows.back()
    await as_if_nothing_had_been(our_town, performance, answers)
