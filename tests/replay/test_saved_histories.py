"""The code as it is now goes on with every case as it once ran.

When a replay fails after a change of the workflow, open cases would stop: put the change behind
``workflow.patched``. Never write saved histories anew to make it pass once they have been in use.
"""

from pathlib import Path

import pytest
from temporalio import workflow
from temporalio.api.enums.v1 import EventType
from temporalio.worker import Replayer

from runtime.sandbox import checking_runner
from seals.trust import TRUST
from tests.replay.fingerprints import WORKFLOWS, difference, fingerprint, history, kept, name_of
from tests.replay.save import FIRST, HISTORIES, WAYS
from tests.sealed import CONVERTER
from workflows.courier import Courier
from workflows.journal import Journal

SAVED = sorted(HISTORIES.glob("*/*.json.xz"))

OTHERWISE = """the workflow commands other things than it did on the same inputs. If that is meant:
`python -m tests.replay.fingerprints` writes them anew; read the difference before you commit it.
"""


@pytest.mark.parametrize("file", SAVED, ids=lambda file: f"{file.parent.name}/{name_of(file)}")
async def test_a_saved_history_replays_and_the_same_is_commanded(file: Path) -> None:
    assert TRUST.keys == {}, "what was signed long ago must not need its key to go on"
    commanded, result = await fingerprint(history(file))
    before = kept(file.parent)[name_of(file)]
    assert commanded == before, OTHERWISE + difference(before, commanded)
    if result.replay_failure is not None:
        raise result.replay_failure


async def test_a_change_that_a_replay_tolerates_is_in_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new way behind ``workflow.patched``: open cases go on the old way, new ones the new."""
    file = HISTORIES / FIRST / "corrected.json.xz"
    before, _ = await fingerprint(history(file))
    deliver_all = Courier.deliver_all

    async def later(self: Courier) -> None:
        if workflow.patched("a-pause-before-letters"):
            await workflow.sleep(60, summary="Look at it once more")
        await deliver_all(self)

    monkeypatch.setattr(Courier, "deliver_all", later)
    now, result = await fingerprint(history(file))
    assert result.replay_failure is None
    told = difference(before, now)
    assert "patched a-pause-before-letters · timer “Look at it once more”" in told
    assert "the task fails: what came fits no more" in told


async def test_where_a_replay_fails_the_difference_says_what_is_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = HISTORIES / FIRST / "corrected.json.xz"
    before, _ = await fingerprint(history(file))
    write = Journal.write

    async def later(self: Journal, soon_over: object) -> None:
        await workflow.sleep(60, summary="Sleep on it")
        await write(self, soon_over)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "write", later)
    now, result = await fingerprint(history(file))
    assert result.replay_failure is not None
    (first,) = [line for line in difference(before, now).splitlines() if "start " in line[1:7]][1:]
    assert first.startswith("+start ResumptionCase")
    assert "timer “Sleep on it”" in first
    assert "record_events" not in first


async def test_every_way_replays_under_the_checks_of_the_sandbox() -> None:
    """The modules of workflows are loaded anew for each, and what they do is checked: no clock of
    the machine, no chance, no files. Cases at work share them (``runtime.sandbox``).
    """
    replayer = Replayer(
        workflows=WORKFLOWS,
        workflow_runner=checking_runner(),
        data_converter=CONVERTER,
    )
    for file in SAVED:
        if file.parent.name == FIRST:
            await replayer.replay_workflow(history(file))


def test_there_is_a_history_of_every_way_and_each_is_whole() -> None:
    saved = {name_of(file): history(file) for file in SAVED if file.parent.name == FIRST}
    for name, way in WAYS.items():
        runs = [run for file, run in saved.items() if file.startswith(name)]
        assert len(runs) > (1 if way.roll_after else 0), name
        starts = {EventType.Name(run.events[0].event_type) for run in runs}
        assert starts == {"EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"}
    ends = {name: EventType.Name(run.events[-1].event_type)[11:] for name, run in saved.items()}
    assert ends["clean-path"] == "WORKFLOW_EXECUTION_COMPLETED"
    assert ends["continued-as-new-1"] == "WORKFLOW_EXECUTION_CONTINUED_AS_NEW"
    updates = [
        event.workflow_execution_update_accepted_event_attributes.accepted_request.input.name
        for event in saved["returned-plan"].events
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    ]
    assert "return_plan" in updates
    assert updates[-1] == "grant_case_time"
