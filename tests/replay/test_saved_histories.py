"""The code as it is now goes on with every case as it once ran.

When this fails after a change of the workflow, open cases would stop: put the change behind
``workflow.patched``. Never write saved histories anew to make it pass once they have been in use.
"""

import lzma
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from runtime.sandbox import checking_runner, workflow_runner
from seals.trust import TRUST
from tests.replay.save import FIRST, HISTORIES, WAYS
from tests.sealed import CONVERTER
from workflows.appeal import AppealCase
from workflows.partner_notice import PartnerNotice
from workflows.resumption import ResumptionCase

SAVED = sorted(HISTORIES.glob("*/*.json.xz"))


def history(file: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(file.stem, lzma.decompress(file.read_bytes()).decode())


@pytest.mark.parametrize("file", SAVED, ids=lambda f: f"{f.parent.name}/{f.name.partition('.')[0]}")
async def test_a_saved_history_replays(file: Path) -> None:
    assert TRUST.keys == {}, "what was signed long ago must not need its key to go on"
    replayer = Replayer(
        workflows=[ResumptionCase, AppealCase, PartnerNotice],
        workflow_runner=workflow_runner(),
        data_converter=CONVERTER,
    )
    await replayer.replay_workflow(history(file))


async def test_every_way_replays_under_the_checks_of_the_sandbox() -> None:
    """The modules of workflows are loaded anew for each, and what they do is checked: no clock of
    the machine, no chance, no files. Cases at work share them (``runtime.sandbox``).
    """
    replayer = Replayer(
        workflows=[ResumptionCase, AppealCase, PartnerNotice],
        workflow_runner=checking_runner(),
        data_converter=CONVERTER,
    )
    for file in SAVED:
        if file.parent.name == FIRST:
            await replayer.replay_workflow(history(file))


def test_there_is_a_history_of_every_way_and_each_is_whole() -> None:
    saved = {
        file.name.partition(".")[0]: history(file) for file in SAVED if file.parent.name == FIRST
    }
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
