"""Benefits in part through the workflow: stages start, fall back and pass, and the case ends."""

from casework.states import State
from tests.workflows.comparing import told
from tests.workflows.stage import Stage
from tests.workflows.ways import lane_by_lane


async def test_a_return_lane_by_lane_goes_from_its_opening_to_a_filed_lesson(stage: Stage) -> None:
    walk = lane_by_lane()
    await stage.follow(walk)
    assert await stage.handle.result() == State.CLOSED_REINSTATED
    assert told(stage.events) == told(walk.events)
    assert {"scope_change_took_effect", "stage_fell_back", "stage_over"} <= set(stage.kinds)
    assert stage.case.tracks["STAGE"] == {"laredo": "PASSED"}
    assert set(stage.case.tracks["BENEFIT"].values()) == {"ON"}
