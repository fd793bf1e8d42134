"""What random walks hold of stages and of holds."""

from casework.case import Case
from casework.clocks import ClockStatus
from casework.events import Event
from casework.holds import covers, may_stand_still, open_holds
from casework.states import State


def assert_stage_moves_on_figures(before: Case, event: Event) -> None:
    """A stage starts after those before it, and passes on what is recorded since it started."""
    stage = before.stages.get(event.item or "")
    if event.kind == "stage_started":
        states = before.tracks["STAGE"]
        assert stage is not None
        assert before.state is State.MONITORING
        earlier = [n for n, other in before.stages.items() if other.place < stage.place]
        assert all(states[name] == "PASSED" for name in earlier)
    if event.kind == "stage_passed":
        assert stage is not None
        assert stage.started_at is not None
        since = before.local_day(stage.started_at)
        trains = [
            f.trains
            for f in before.figures.values()
            if f.crossing == stage.plan.crossing and f.since >= since and not f.superseded
        ]
        assert sum(trains) >= stage.plan.exposure.trains


def check_holds(case: Case) -> None:
    """Whoever lets clocks stand still named them, may hold them, and has a day on which it ends."""
    for name, state in case.tracks.get("HOLD", {}).items():
        assert case.clocks[f"T35:{name}"].is_open == (state == "HELD")
    for clock in case.clocks.values():
        if clock.status is ClockStatus.HELD:
            assert may_stand_still(clock)
            assert any(covers(hold, clock) for hold in open_holds(case).values())
