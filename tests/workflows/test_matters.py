"""Matters beside a case: opened by it, told by it, and telling it, as workflows of their own."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from casework.case import Case
from casework.command import Command
from casework.conformance import Conformance
from casework.roles import SYSTEM, Actor
from casework.states import State
from desk.errors import Declination
from seals.envelope import seal
from tests.activities import pdf_facts
from tests.casework import paths
from tests.casework.walk import APP, CNS, HQ, MXA, OFF, POC
from tests.casework.ways_of_appeals import RECORD, TEXT
from tests.casework.ways_of_partners import MX, RECOGNISED
from tests.workflows.stage import Stage


def beside(stage: Stage, what: str) -> str:
    """The id of a matter beside the case of a stage."""
    return f"{stage.case_id}-{what}"


async def known(stage: Stage, matter: str, state: State) -> Case:
    """Wait until a matter beside the case stands somewhere; return it."""
    await stage.until(
        lambda: bool(stage.record.of(matter)) and stage.record.case(matter).state is state
    )
    return stage.record.case(matter)


async def do(stage: Stage, actor: Actor, matter: str, act: str, /, **body: Any) -> None:
    """Give a command to a matter beside the case."""
    await stage.look_at_the_clock()
    await stage.desk.do(actor, matter, act, body, command_id=stage.command_id())


async def answered(stage: Stage, matter: str, outcome: str) -> None:
    """The appeal office acknowledges, gets the record, and determines."""
    await do(stage, APP, matter, "acknowledge_appeal")
    await do(stage, OFF, matter, "hand_over_record", **RECORD)
    reasons = {"en": "The seal log.", "es": "La bitácora."}
    content = {"kind": "letter", "reasons": reasons}
    await do(stage, APP, matter, "file_draft", document="answer", content=content)
    sha256 = stage.record.case(matter).documents["answer"].sha256
    letter = {"letter": "answer", "letter_sha256": sha256}
    await do(stage, APP, matter, "determine", **letter, outcome=outcome, reasons="See the letter.")


async def test_an_appeal_runs_on_its_own_and_its_outcome_reaches_the_case(stage: Stage) -> None:
    await stage.follow(paths.suspended())
    await stage.do(CNS, "file_appeal", appeal="appeal-1", letter="letter-suspension", text=TEXT)
    matter = beside(stage, "appeal-1")
    await known(stage, matter, State.APPEAL_FILED)
    described = await stage.env.client.get_workflow_handle(matter).describe()
    assert described.workflow_type == "AppealCase"

    await answered(stage, matter, "annul")
    await stage.until(lambda: stage.case.state is State.ORDERED)
    assert stage.case.order is not None
    assert stage.case.order.target is State.CLOSED_RESCINDED
    await stage.do(POC, "acknowledge_letter", letter="appeal-1-determination")
    await known(stage, matter, State.APPEAL_APPLIED)
    assert stage.case.state is State.CLOSED_RESCINDED
    for case_id in (stage.case_id, matter):
        conformance = Conformance(case_id)
        assert [conformance.step(event) for event in stage.record.events(case_id)] == [
            None for _ in stage.record.events(case_id)
        ]


async def test_the_decider_of_the_case_cannot_decide_its_appeal(stage: Stage) -> None:
    await stage.follow(paths.suspended())
    await stage.do(CNS, "file_appeal", appeal="appeal-1", letter="letter-suspension", text=TEXT)
    matter = beside(stage, "appeal-1")
    await known(stage, matter, State.APPEAL_FILED)
    same = APP.model_copy(update={"person": HQ.person})
    with pytest.raises(Declination) as declined:
        await do(stage, same, matter, "acknowledge_appeal")
    assert declined.value.refusal.rule == "took_no_part"


def readable(mail: bytes) -> Iterator[str]:
    """What somebody reads of a message with a printed letter: its text, and each PDF's."""
    message = message_from_bytes(mail, _class=EmailMessage, policy=default)
    body = message.get_body(("plain",))
    assert body is not None
    yield body.get_content()
    attached = list(message.iter_attachments())
    assert attached
    for each in attached:
        yield pdf_facts.text(pdf_facts.opened(each.get_content()))


async def test_a_partner_is_told_answers_and_is_told_again(stage: Stage) -> None:
    walk = paths.opened(contacts={**paths.CONTACTS, "recognitions": [RECOGNISED]})
    paths.recommended(walk)
    paths.suspension_ordered(walk, no_comment_reason="Nobody can be reached.")
    walk.must(POC, "acknowledge_letter", letter="letter-suspension")
    await stage.follow(walk)
    matter = beside(stage, f"partner-{MX}-1")
    await known(stage, matter, State.NOTICE_SENT)
    (sent,) = [mail for to, mail in stage.postbox.sent if to == "agace@sat.example"]
    for told in readable(sent):
        assert "SVR010101AAA" in told
        assert "seal" not in told.lower()

    await do(stage, MXA, matter, "acknowledge_notice", folio="OEA-7")
    action = {"action": "None.", "status": "active", "effective_on": "2026-03-01"}
    await do(stage, MXA, matter, "report_partner_action", **action)
    await stage.until(lambda: stage.case.partners[MX].mismatch)
    assert stage.case.state is State.SUSPENDED, "what a partner does is never imposed"


async def test_what_one_case_tells_another_needs_the_systems_key(stage: Stage) -> None:
    await stage.follow(paths.suspended())
    body = {"appeal": "appeal-1", "how": "withdrawn"}
    forged = stage.signed(SYSTEM, "on:appeal.ended", body)
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await stage.handle.execute_update("on:appeal.ended", forged.envelope, id=forged.command_id)
    assert _rule(failed.value) == "unknown_key"


async def test_the_systems_key_does_not_speak_for_a_person(stage: Stage) -> None:
    await stage.follow(paths.suspended())
    forged = stage.signed(HQ, "contact_note", {"text": "So."}, key=stage.system_key)
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await stage.handle.execute_update("contact_note", forged.envelope, id=forged.command_id)
    assert _rule(failed.value) == "unknown_key"
    as_system = Command.model_validate(
        {
            "case_id": stage.case_id,
            "command_id": "forged",
            "act": "on:appeal.ended",
            "actor": HQ,
            "received_at": stage.now(),
            "body": {"appeal": "appeal-1", "how": "withdrawn"},
        }
    )
    envelope = seal(as_system.model_dump_json(exclude_none=True), stage.system_key)
    with pytest.raises(WorkflowUpdateFailedError) as failed:
        await stage.handle.execute_update("on:appeal.ended", envelope, id="forged")
    assert _rule(failed.value) == "signed_for_another"


async def test_a_new_matter_after_the_return_is_told_to_the_earlier_case(stage: Stage) -> None:
    walk = paths.reinstated()
    await stage.follow(walk)
    earlier = stage.case_id
    stage.log.after_return["SVR"] = (earlier,)
    stage.log.commands = {
        key: logged.model_copy(
            update={"received": logged.received.model_copy(update={"opens_for": None})}
        )
        for key, logged in stage.log.commands.items()
    }
    time = stage.log.times[earlier]
    receipt = await stage.desk.open(
        OFF,
        {**paths.OPENING, "ground": "incident", "carrier_reference": ""}
        | {"incident": {**paths.INCIDENT, "id": "i2"}},
        time=time.model_copy(update={"real_origin": stage.now(), "origin": time.until}),
        command_id=stage.command_id(),
    )
    await stage.until(lambda: stage.record.case(earlier).linked == {receipt.case_id: True})
    await stage.env.client.get_workflow_handle(receipt.case_id).terminate("the test is over")


def _rule(failure: WorkflowUpdateFailedError) -> str:
    assert isinstance(failure.cause, ApplicationError)
    return str(failure.cause.message)
