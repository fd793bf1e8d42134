"""Holds and stays in a workflow: nothing of a held clock is due, and each ends on its own day."""

from collections.abc import Callable

import pytest

from tests.casework.walk import Walk
from tests.casework.ways_of_disruptions import crossing_shut
from tests.casework.ways_of_holds import held_twice
from tests.casework.ways_of_stays import stayed_by_a_court
from tests.workflows.comparing import told
from tests.workflows.stage import Stage


@pytest.mark.parametrize("way", [held_twice, stayed_by_a_court, crossing_shut])
async def test_the_workflow_does_what_the_rules_say(stage: Stage, way: Callable[[], Walk]) -> None:
    walk = way()
    await stage.follow(walk)
    await stage.run_to(walk.now)
    assert told(stage.events) == told(walk.events)
    assert {k: c.due for k, c in stage.case.clocks.items()} == {
        k: c.due for k, c in walk.case.clocks.items()
    }
    owed = stage.register.owed(stage.case_id)
    assert {len(stage.register.deliveries[stage.case_id, notice.key]) for notice in owed} == {1}
