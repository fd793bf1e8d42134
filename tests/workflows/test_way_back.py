"""A whole case through the workflow: it does what the rules say, at the instants that they say, and
ends when nothing is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.casetime import CaseTime
from casework.states import State
from tests.casework.paths import (
    CONTACTS,
    INCIDENT,
    SCOPE,
    suspended,
)
from tests.casework.walk import EXE, HQ, OFF, POC, SUP
from tests.workflows.comparing import told
from tests.workflows.stage import Stage
from tests.workflows.ways import clean_path, returned_plan


async def test_a_case_runs_from_its_opening_to_a_filed_lesson(stage: Stage) -> None:
    walk = clean_path()
    await stage.follow(walk)
    assert await stage.handle.result() == State.CLOSED_REINSTATED
    assert told(stage.events) == told(walk.events)
    assert (await stage.history())[-1] == "WORKFLOW_EXECUTION_COMPLETED"


async def test_to_the_suspension_with_every_task_replayed_from_the_start(
    forgetful_stage: Stage,
) -> None:
    stage, walk = forgetful_stage, suspended()
    await stage.follow(walk)
    await stage.run_to(walk.now)
    assert told(stage.events) == told(walk.events)


async def test_each_notice_goes_out_once_and_nobody_else_hears_before_the_carrier(
    stage: Stage,
) -> None:
    walk = suspended()
    await stage.follow(walk)
    await stage.run_to(walk.now)
    owed = stage.register.owed(stage.case_id)
    assert {len(stage.register.deliveries[stage.case_id, notice.key]) for notice in owed} == {1}
    assert len(stage.postbox.sent) == len(owed)
    recipients = [recipient for recipient, _ in stage.postbox.sent]
    assert recipients.count("status@fxe.example") == 1
    letters = [n for n in owed if n.letter == "letter-suspension" and n.party == "carrier"]
    assert {letter.address for letter in letters} <= set(
        recipients[: recipients.index("status@fxe.example")]
    )
    kinds = stage.kinds
    ordered = kinds.index("suspension_ordered")
    assert kinds.index("letter_acknowledged", ordered) < kinds.index("status_published")


async def test_a_returned_plan_is_corrected_signed_again_and_accepted(stage: Stage) -> None:
    walk = returned_plan()
    await stage.follow(walk)
    await stage.run_to(walk.now)
    assert stage.state == State.MONITORING
    assert told(stage.events) == told(walk.events)
    assert stage.kinds.count("plan_submitted") == 2


@pytest.mark.parametrize(("basis", "last_day"), [("967a", "2023-11-20"), ("967b", "2023-09-21")])
async def test_the_worked_example_a_suspension_of_22_august_2023(
    stage: Stage, basis: str, last_day: str
) -> None:
    """domain.md 11.3. It is played in case time, 57 days after the opening."""
    opened = datetime(2023, 6, 26, 15, tzinfo=UTC)
    decided = datetime(2023, 8, 22, 15, tzinfo=UTC)
    real = await stage.look_at_the_clock()
    time = CaseTime(origin=opened, real_origin=real, factor=1, until=opened)
    incident = {**INCIDENT, "discovered_at": "2023-06-25T10:00:00Z"}
    await stage.open(
        OFF,
        time=time,
        carrier="SVR",
        port="2304",
        ground="incident",
        illustrative=True,
        contacts=CONTACTS,
        incident=incident,
    )
    await order(stage, decided, basis)
    assert stage.state == State.SUSPENDED
    clocks = stage.case.clocks
    assert (decided + timedelta(days=90)).date().isoformat() == "2023-11-20"
    assert clocks["T14"].due_day.isoformat() == "2023-11-20"
    assert clocks["T19:letter-suspension"].due_day.isoformat() == last_day
    assert clocks["T14"].started_at == clocks["T19:letter-suspension"].started_at == decided


async def order(stage: Stage, decided: datetime, basis: str) -> None:
    """The way to a suspension that is decided and acknowledged at one instant."""
    reasons = {"en": "Seals.", "es": "Precintos."}
    finding = {"id": "f1", "requirement": "r", "category": "seal", "who_controlled": "SVR"}
    content = {"kind": "recommendation", "reasons": "r", "findings": [finding]}
    await stage.do(OFF, "file_draft", document="rec", content=content)
    read = {"document": "rec", "sha256": stage.case.documents["rec"].sha256}
    for signer in (OFF, SUP):
        await stage.do(signer, "sign_document", **read)
    await stage.do(OFF, "recommend_sanction", **read)
    for name in ("letter-proposal", "letter-suspension"):
        letter = {"kind": "letter", "reasons": reasons}
        await stage.do(OFF, "file_draft", document=name, content=letter)
        signed = {"letter": name, "letter_sha256": stage.case.documents[name].sha256}
        if name == "letter-proposal":
            await stage.do(HQ, "propose_sanction", **signed)
            await stage.do(POC, "acknowledge_letter", letter=name)
            await stage.do(EXE, "waive_comment")
        else:
            await stage.run_to(decided)
            await stage.do(HQ, "suspend", **signed, legal_basis=basis, scope=SCOPE)
            await stage.do(POC, "acknowledge_letter", letter=name)
