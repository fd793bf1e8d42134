"""What only the real server and the real database can show."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowUpdateFailedError

from casework.command import Receipt
from casework.commands import commands, told
from casework.roles import Actor, Role
from desk.case_desk import CaseDesk, case_opened_by
from desk.errors import Declination, NotAnsweredYet
from desk.outcomes import Done
from seals.envelope import seal
from tests.casework.walk import OFF, POC, SUP
from tests.postgres import Database
from tests.workflows.office import Office, dev_server, open_office, until
from tests.workflows.opening import OPENING
from tests.workflows.tidings import nothing_on_its_way
from workflows.carried import Carried
from workflows.reception import GRANT_TIME
from workflows.resumption import WORKFLOW

NOTE = {"text": "We called."}


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[Client]:
    """One server for this module; each test has a task queue of its own."""
    async with dev_server() as env:
        yield env.client


@pytest.fixture
async def office(
    server: Client, office_database: Database, desk_key: Ed25519PrivateKey
) -> AsyncIterator[Office]:
    """An office; the case that its test opens is voided afterwards, so that the carrier is free."""
    async with open_office(server, office_database, desk_key) as found:
        yield found
        found.postbox.down = False
        for case in (await found.reader.list_cases(limit=1000)).cases:
            if case.state == "INCIDENT_REVIEW":
                reason = {"reason": "The test is over."}
                await found.desk.do(SUP, case.case_id, "void_case", reason)
                await found.handle(case.case_id).result()


async def test_a_repeated_update_id_is_answered_by_the_engine_itself(office: Office) -> None:
    opened = await office.desk.open(OFF, OPENING)
    receipt = await office.desk.do(OFF, opened.case_id, "contact_note", NOTE, command_id=_id("c"))
    await _delivered(office, opened.case_id)
    before = await office.history(opened.case_id)
    again: Receipt = await office.handle(opened.case_id).execute_update(
        "contact_note", "another envelope", id=receipt.command_id, result_type=Receipt
    )
    assert again == receipt
    assert await office.history(opened.case_id) == before


async def test_a_refusal_leaves_nothing_at_all_in_the_history(office: Office) -> None:
    opened = await office.desk.open(OFF, OPENING)
    await _delivered(office, opened.case_id)
    before = await office.history(opened.case_id)
    with pytest.raises(Declination, match="state"):
        await office.desk.do(POC, opened.case_id, "acknowledge", {})
    with pytest.raises(Declination, match="role"):
        await office.desk.do(POC, opened.case_id, "void_case", {"reason": "r"})
    forged = seal("{}", Ed25519PrivateKey.generate())
    with pytest.raises(WorkflowUpdateFailedError) as failure:
        await office.handle(opened.case_id).execute_update("contact_note", forged, id=_id("x"))
    assert "unknown_key" in str(failure.value.cause)
    assert await office.history(opened.case_id) == before


async def test_the_case_is_found_by_its_search_attributes_and_they_name_nobody(
    office: Office,
) -> None:
    opened = await office.desk.open(OFF, OPENING)
    reference = await office.log.carrier_reference("SVR")
    query = f"CaseState = 'INCIDENT_REVIEW' AND CarrierReference = '{reference}'"
    query += " AND CasePhase = 'SUSPENSION' AND CaseIllustrative = true"

    async def listed() -> bool:
        found = [w.id async for w in office.client.list_workflows(query)]
        return found == [opened.case_id]

    await until(listed)
    description = await office.handle(opened.case_id).describe()
    shown = {pair.key.name: pair.value for pair in description.typed_search_attributes}
    assert shown["AwaitingParty"] == "cbp"
    assert shown["CasePorts"] == ["2304"]
    case = await office.reader.case(opened.case_id)
    assert case is not None
    assert shown["NextDeadline"] == case.view.next_due
    assert "SVR" not in str(shown)
    assert "Sierra" not in f"{shown} {description.id} {await description.static_summary()}"
    assert "llustrative" in str(await description.static_summary())

    await office.desk.do(SUP, opened.case_id, "void_case", {"reason": "Opened twice."})

    async def closed() -> bool:
        query = f"CaseState = 'CLOSED_VOID' AND CarrierReference = '{reference}'"
        return opened.case_id in [w.id async for w in office.client.list_workflows(query)]

    await until(closed)
    assert await office.handle(opened.case_id).result() == "CLOSED_VOID"


async def test_every_update_has_a_name_and_a_description_and_the_card_can_be_read(
    office: Office,
) -> None:
    opened = await office.desk.open(OFF, OPENING)
    metadata: WorkflowMetadata = await office.handle(opened.case_id).query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    updates = {u.name: u.description for u in metadata.definition.update_definitions}
    described = {act: m.description() for act, m in {**commands(), **told()}.items()}
    assert {name: text for name, text in updates.items() if name != GRANT_TIME} == described
    assert len(set(updates.values())) == len(updates)
    assert all(text.endswith(".") for text in updates.values())
    assert [q.name for q in metadata.definition.query_definitions if q.description] == ["receipt"]
    card = metadata.current_details
    assert "INCIDENT_REVIEW" in card
    assert "ILLUSTRATIVE" in card
    assert "waits on: **cbp**" in card
    assert "SVR" not in card
    assert await office.log.carrier_reference("SVR") in card


async def test_eight_people_at_once_while_the_case_rolls_over_and_over(
    office: Office, desk_key: Ed25519PrivateKey
) -> None:
    opening = _id("opening")
    case_id = case_opened_by(opening)
    carried = Carried(case_id=case_id, roll_after=50)
    await office.client.start_workflow(WORKFLOW, carried, id=case_id, task_queue=office.queue)
    await office.desk.open(OFF, OPENING, command_id=opening)

    async def talk(number: int) -> list[Receipt]:
        desk = CaseDesk(office.log, await office.another_sender(), desk_key)
        person = Actor(person=f"off-{number}", role=Role.OFF, organisation="LRD")
        return [
            await desk.do(person, case_id, "contact_note", {"text": f"{number}.{turn}"})
            for turn in range(12)
        ]

    talked = await asyncio.gather(*(talk(number) for number in range(8)))
    receipts = [receipt for told in talked for receipt in told]
    assert await office.runs(case_id) >= 4, "it rolls although somebody always waits for an answer"
    recorded = {row.seq: row for row in await office.reader.events(case_id, limit=1000)}
    notes = {seq: row for seq, row in recorded.items() if row.event.kind == "contact_noted"}
    assert len(notes) == len(receipts) == 96
    assert {r.first: (r.command_id, r.head) for r in receipts} == {
        seq: (row.event.command_id, row.hash) for seq, row in notes.items()
    }
    said = [row.event.body["text"] for row in notes.values()]
    assert sorted(said) == sorted(f"{n}.{t}" for n in range(8) for t in range(12))
    for number in range(8):
        own = [text for text in said if text.startswith(f"{number}.")]
        assert own == [f"{number}.{turn}" for turn in range(12)]
    again = await office.desk.do(
        Actor(person="off-0", role=Role.OFF, organisation="LRD"),
        case_id,
        "contact_note",
        {"text": "0.0"},
        command_id=receipts[0].command_id,
    )
    assert again == receipts[0]
    logged = await office.log.find(receipts[0].command_id)
    assert logged is not None
    sent = await office.sender.send(logged.received, patience=timedelta(seconds=10))
    assert sent == Done(receipt=receipts[0]), "after the roll the case itself knows the id"
    verdict = await office.verdict(case_id)
    assert verdict.ok, verdict


async def test_of_two_openings_for_one_carrier_one_wins(office: Office) -> None:
    answers = await asyncio.gather(
        *(office.desk.open(OFF, OPENING) for _ in range(4)), return_exceptions=True
    )
    opened = [answer for answer in answers if isinstance(answer, Receipt)]
    refused = [answer for answer in answers if isinstance(answer, Declination)]
    assert len(opened) == 1
    assert {declination.refusal.rule for declination in refused} == {"carrier_has_case"}
    assert len(refused) == 3


async def test_a_refused_opening_frees_the_carrier(office: Office) -> None:
    with pytest.raises(Declination, match="invented_is_illustrative"):
        await office.desk.open(OFF, {**OPENING, "illustrative": False})
    assert (await office.desk.open(OFF, OPENING)).events == ("case_opened",)


async def test_notices_that_are_owed_are_carried_over_and_go_out_once(office: Office) -> None:
    opening = _id("opening")
    case_id = case_opened_by(opening)
    carried = Carried(case_id=case_id, roll_after=20)
    await office.client.start_workflow(WORKFLOW, carried, id=case_id, task_queue=office.queue)
    office.postbox.down = True
    await office.desk.open(OFF, {**OPENING, "carrier": "GSL"}, command_id=opening)
    finding = {"id": "f1", "requirement": "r", "category": "seal", "who_controlled": "SVR"}
    content = {"kind": "recommendation", "reasons": "r", "findings": [finding]}
    await office.desk.do(OFF, case_id, "file_draft", {"document": "rec", "content": content})
    sha256 = (await office.case(case_id)).documents["rec"].sha256
    read = {"document": "rec", "sha256": sha256}
    for actor in (OFF, SUP):
        await office.desk.do(actor, case_id, "sign_document", read)
    await office.desk.do(OFF, case_id, "recommend_sanction", read)
    owed = await office.reader.notices(case_id)
    assert owed
    runs = await office.runs(case_id)

    async def rolled() -> bool:
        return await office.runs(case_id) > runs

    for _ in range(3):
        await office.desk.do(OFF, case_id, "contact_note", NOTE)
    await until(rolled)
    assert office.postbox.sent == []
    office.postbox.down = False
    await _delivered(office, case_id)
    assert len(office.postbox.sent) == len(owed)


async def test_a_command_given_while_no_worker_is_there_is_done_once_when_it_is_sent_again(
    office: Office, desk_key: Ed25519PrivateKey
) -> None:
    opened = await office.desk.open(OFF, OPENING)
    await office.send_the_worker_home()
    hurried = CaseDesk(office.log, office.sender, desk_key, patience=timedelta(seconds=1))
    with pytest.raises(NotAnsweredYet) as waiting:
        await hurried.do(OFF, opened.case_id, "contact_note", NOTE)
    command_id = waiting.value.command_id
    assert await office.desk.outcome(command_id) is None
    sweeping = asyncio.create_task(office.resender.send_again(older_than=timedelta(0)))

    async def sent_again() -> bool:
        logged = await office.log.find(command_id)
        return logged is not None and logged.sent == 2

    await until(sent_again)
    logged = await office.log.find(command_id)
    assert logged is not None
    sending = asyncio.create_task(
        office.sender.send(logged.received, patience=timedelta(seconds=20))
    )
    answered, _ = await asyncio.wait({sweeping, sending}, timeout=0.3)
    assert not answered
    for impatient in (sweeping, sending):
        impatient.cancel()
        with pytest.raises(asyncio.CancelledError):
            await impatient
    await office.call_the_worker()
    swept = await office.resender.send_again(older_than=timedelta(0))
    assert command_id in swept.answered
    outcome = await office.desk.outcome(command_id)
    assert isinstance(outcome, Done)
    kinds = [event.kind for event in await office.events(opened.case_id)]
    assert kinds == ["case_opened", "contact_noted"]


def _id(name: str) -> str:
    return f"{name}-{uuid4().hex[:12]}"


async def _delivered(office: Office, case_id: str) -> None:
    async def delivered() -> bool:
        notices = await office.reader.notices(case_id)
        return all(notice.deliveries for notice in notices) and nothing_on_its_way(
            await office.handle(case_id).fetch_history()
        )

    await until(delivered)
