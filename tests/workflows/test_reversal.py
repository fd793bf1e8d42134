"""An annulled suspension, by the real workflow: the mail system settles each reversal."""

from casework.states import Standing, State
from tests.casework import paths
from tests.casework.walk import OPS
from tests.casework.ways_of_leaving import annulled
from tests.workflows.stage import Stage


async def test_everybody_who_was_told_a_status_is_told_that_it_is_annulled(stage: Stage) -> None:
    walk = paths.suspended()
    begun = len(walk.batches)
    await stage.follow(walk, own_time=False)
    await stage.quiet()
    stage.postbox.bouncing = {"status@fxe.example"}
    await stage.follow(annulled(walk), begun=begun, own_time=False)
    await stage.quiet()
    assert (stage.state, stage.case.standing) == (State.CLOSED_RESCINDED, Standing.GOOD)
    told = {stage.case.told[name].address: state for name, state in reversals(stage).items()}
    assert told == {"port-2304@cbp.example": "TOLD", "status@fxe.example": "UNREACHED"}
    (missed,) = [name for name, state in reversals(stage).items() if state == "UNREACHED"]
    await stage.do(OPS, "record_reversal_told", recipient=missed, how="phone call")
    assert set(reversals(stage).values()) == {"TOLD"}
    assert not stage.case.running("T44")


def reversals(stage: Stage) -> dict[str, str]:
    """Each recipient, and whether it has been told."""
    return stage.case.tracks["REVERSAL"]
