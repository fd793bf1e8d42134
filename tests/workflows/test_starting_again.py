"""A case whose run was ended by force starts again from its record, and nobody can tell."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import Client

from casework.carried import Carried
from casework.roles import Actor
from casework.states import State
from cli.doctoring import Ward, examined, mended_in
from desk.case_desk import CaseDesk
from desk.errors import Declination, NoSuchCase, NotAnsweredYet
from desk.faults import Kind
from desk.lost import told as lost_told
from desk.restarting import RecordBehind, Restarter
from desk.run_histories import keep_run_histories
from records.carried_cases import PostgresCarriedCases
from records.case_record import PostgresCaseRecord
from records.failures import RecordRefused
from records.pool import create_pool
from tests.casework.walk import APP, CNS, OFF, OPS, SUP
from tests.casework.ways_of_appeals import RECORD, TEXT
from tests.postgres import Database
from tests.records.samples import batch
from tests.workflows.comparing import told
from tests.workflows.office import Office, dev_server, open_office, until
from tests.workflows.opening import OPENING
from tests.workflows.play import Play
from tests.workflows.ways import clean_path

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
    """An office; cases that are left in review are voided, so that their carriers are free."""
    async with open_office(server, office_database, desk_key) as found:
        yield found
        for case in (await found.reader.list_cases(limit=1000)).cases:
            if case.state == "INCIDENT_REVIEW":
                await found.desk.do(SUP, case.case_id, "void_case", {"reason": "The test is over."})
                await found.handle(case.case_id).result()


def ward(office: Office) -> Ward:
    """Both sides of an office, as the doctor has them."""
    cases = PostgresCarriedCases(office.reader, office.log)
    restarter = Restarter(office.client, cases, office.histories, task_queue=office.queue)
    return Ward(office.client, office.shown, office.resender, restarter)


async def test_a_case_that_was_terminated_goes_on_as_if_nothing_had_been(office: Office) -> None:
    """With a letter that no mail server has taken, clocks that run, and a way to go to the end."""
    walk, doctor = clean_path(), ward(office)
    play = Play(office, walk)
    await play.go_on(until_act="propose_sanction")
    await _delivered(office, play.case_id)
    office.postbox.down = True
    await play.go_on(until_act="suspend")
    case_id = play.case_id
    before, receipts = await office.case(case_id), await office.reader.commands(case_id)
    assert before.tracks["LETTER"]["letter-suspension"] == "SIGNED"
    assert {c.key for c in before.clocks.values() if c.is_open} >= {"T04", "T04B"}
    assert await _kinds(doctor, case_id) == []

    await office.handle(case_id).terminate("a test")
    assert await _kinds(doctor, case_id) == [Kind.NO_RUN]
    with pytest.raises(NoSuchCase):
        await doctor.restarter.start_again("case-of-nobody")
    told_of = await mended_in(doctor, await examined(doctor, case_id))
    assert told_of == [f"{case_id}: started again from the record"]
    assert await _kinds(doctor, case_id) == []
    assert not await doctor.restarter.start_again(case_id), "it runs"

    carried = await _carried(office, case_id)
    assert carried.case == before == await office.case(case_id)
    assert {k: c.due_day for k, c in carried.case.clocks.items()} == {
        k: c.due_day for k, c in before.clocks.items()
    }
    assert {n.letter for n in carried.undelivered if n.letter} == {"letter-suspension"}
    given = {c.received.command_id: c.outcome for c in receipts if c.outcome}
    assert set(carried.receipts) == set(given)
    for command_id, receipt in carried.receipts.items():
        assert receipt.model_dump_json() in (given[command_id] or "")

    async def is_shown() -> bool:
        query = f"CaseState = 'ORDERED' AND WorkflowId = '{case_id}' AND CaseIllustrative = true"
        query += " AND ExecutionStatus = 'Running'"
        return [run.id async for run in office.client.list_workflows(query)] == [case_id]

    await until(is_shown)
    office.postbox.down = False
    await _delivered(office, case_id)
    await play.go_on()
    assert told(await office.events(case_id)) == told(walk.events)
    assert (await office.case(case_id)).state is State.CLOSED_REINSTATED
    ids = [message_from_bytes(message)["Message-ID"] for _, message in office.postbox.sent]
    assert len(ids) == len(set(ids)) == len(await office.reader.notices(case_id))
    assert (await office.verdict(case_id)).ok
    assert [run.status for run in await office.histories.of_case(case_id)] == ["TERMINATED"]
    await _appealed_late(office, case_id)


async def _appealed_late(office: Office, case_id: str) -> None:
    """The case has ended and its appeal windows are over: the office judges, and it ends again."""
    handle = office.handle(case_id)
    assert await handle.result() == State.CLOSED_REINSTATED
    ended = (await handle.describe()).run_id

    async def do(actor: Actor, name: str, act: str, **body: Any) -> None:
        await office.desk.do(actor, name, act, body)

    suspension = {"appeal": "appeal-1", "letter": "letter-suspension", "text": TEXT}
    await do(CNS, case_id, "file_appeal", **suspension)
    assert (await handle.describe()).run_id != ended
    matter = f"{case_id}-appeal-1"
    await until(lambda: _known(office, matter))
    await do(APP, matter, "acknowledge_appeal")
    await do(OFF, matter, "hand_over_record", **RECORD)
    letter = {"kind": "letter", "reasons": {"en": "It is late.", "es": "Es tardía."}}
    await do(APP, matter, "file_draft", document="answer", content=letter)
    sha256 = (await office.case(matter)).documents["answer"].sha256
    why = {"reason": "Months late.", "delivery_weighed": "Opened on the first day."}
    await do(APP, matter, "reject_late", letter="answer", letter_sha256=sha256, **why)
    assert await handle.result() == State.CLOSED_REINSTATED
    assert (await office.case(case_id)).appeals["appeal-1"].ended
    assert (await office.verdict(case_id)).ok


async def _known(office: Office, matter: str) -> bool:
    """Whether an appeal is on record."""
    return await office.reader.case(matter) is not None


async def test_a_case_that_has_ended_can_be_woken_and_ends_again(office: Office) -> None:
    doctor = ward(office)
    opened = await office.desk.open(OFF, {**OPENING, "carrier": "GSL"})
    case_id = opened.case_id
    await office.desk.do(SUP, case_id, "void_case", {"reason": "Twice."})
    assert await office.handle(case_id).result() == "CLOSED_VOID"
    before = await office.history(case_id)
    assert await doctor.restarter.start_again(case_id)
    assert await office.handle(case_id).result() == "CLOSED_VOID"
    assert await office.history(case_id) != before, "it is another run"
    assert await doctor.client.get_workflow_handle(case_id).query("receipt", opened.command_id)
    assert (await office.verdict(case_id)).ok


async def test_an_ended_case_is_woken_by_a_command_that_it_still_takes(
    office: Office, desk_key: Ed25519PrivateKey
) -> None:
    opened = await office.desk.open(OFF, {**OPENING, "carrier": "GSL"})
    case_id = opened.case_id
    await office.desk.do(SUP, case_id, "void_case", {"reason": "Twice."})
    await office.handle(case_id).result()
    correction = {"correction": "k1", "field": "office", "value": "HQ", "reason": "A slip."}
    ended = await office.history(case_id)
    with pytest.raises(Declination, match="ended"):
        await office.desk.do(SUP, case_id, "void_case", {"reason": "Again."})
    assert await office.history(case_id) == ended, "what its rules refuse does not wake it"
    woken = await office.desk.do(OPS, case_id, "correct_entry", correction, command_id="k-1")
    assert woken.events == ("correction_proposed",)
    assert await office.handle(case_id).result() == "CLOSED_VOID"
    assert (
        await office.desk.do(OPS, case_id, "correct_entry", correction, command_id="k-1") == woken
    )
    kinds = [event.kind for event in await office.events(case_id)]
    assert kinds == ["case_opened", "case_voided", "correction_proposed"]
    assert (await office.verdict(case_id)).ok


async def test_a_command_received_before_the_end_is_done_once_after_the_new_start(
    office: Office, desk_key: Ed25519PrivateKey
) -> None:
    doctor = ward(office)
    opened = await office.desk.open(OFF, {**OPENING, "carrier": "FCA"})
    await office.send_the_worker_home()
    hurried = CaseDesk(office.log, office.sender, desk_key, patience=timedelta(seconds=1))
    with pytest.raises(NotAnsweredYet):
        await hurried.do(OFF, opened.case_id, "contact_note", NOTE)
    await office.handle(opened.case_id).terminate("a test")
    await office.call_the_worker()
    with pytest.raises(NotAnsweredYet):
        await hurried.do(OFF, opened.case_id, "contact_note", NOTE)
    found = await examined(doctor, opened.case_id)
    assert [fault.kind for fault in found] == [Kind.NO_RUN]
    await mended_in(doctor, found)
    swept = await office.resender.send_again(older_than=timedelta(0))
    assert len(swept.answered) == 2, "it had not ended, so nothing was refused"
    kinds = [event.kind for event in await office.events(opened.case_id)]
    assert kinds == ["case_opened", "contact_noted", "contact_noted"]
    assert (await office.verdict(opened.case_id)).ok


@pytest.mark.parametrize("kept", [True, False])
async def test_a_temporal_that_is_lost_with_all_it_knew_is_replaced_by_an_empty_one(
    office: Office, office_database: Database, desk_key: Ed25519PrivateKey, kept: bool
) -> None:
    opened = await office.desk.open(OFF, {**OPENING, "carrier": "GSL"})
    case_id = opened.case_id
    await office.desk.do(OFF, case_id, "contact_note", NOTE)
    await office.handle(case_id).terminate("a test")
    if kept:
        await until(lambda: _kept(office, case_id))
    async with (
        dev_server() as env,
        open_office(env.client, office_database, desk_key) as anew,
    ):
        doctor = ward(anew)
        assert await _kinds(doctor, case_id) == [Kind.NO_RUN]
        assert await doctor.restarter.start_again(case_id)
        await anew.desk.do(OFF, case_id, "contact_note", NOTE)
        verdict = await anew.verdict(case_id)
        assert (verdict.ok, verdict.sound) == (True, 3)
        assert verdict.unwitnessed == (0 if kept else 2)
        await anew.desk.do(SUP, case_id, "void_case", {"reason": "The test is over."})


async def test_what_a_run_that_was_ended_writes_late_holds_up_nobody(
    office: Office, office_database: Database
) -> None:
    """Its activity stood still meanwhile, and the case has started again from the record."""
    opened = await office.desk.open(OFF, {**OPENING, "carrier": "GSL"})
    case_id = opened.case_id
    over = await office.handle(case_id).describe()
    await office.handle(case_id).terminate("a test")
    assert await ward(office).restarter.start_again(case_id)
    late = batch(case_id).model_copy(update={"follows": opened.last})
    worker = await create_pool(office_database.worker, size=1, application="tests")
    async with worker as pool:
        with pytest.raises(RecordRefused):
            await PostgresCaseRecord(pool).append(late, run_id=over.run_id)
    receipt = await office.desk.do(OFF, case_id, "contact_note", NOTE)
    assert receipt.first == opened.last + 1
    assert (await office.verdict(case_id)).ok


async def _kept(office: Office, case_id: str) -> bool:
    await keep_run_histories(office.client, office.histories)
    return bool(await office.histories.of_case(case_id))


async def _carried(office: Office, case_id: str) -> Carried:
    """What the latest run began with."""
    history = await office.handle(case_id).fetch_history()
    started = history.events[0].workflow_execution_started_event_attributes
    converter = office.client.data_converter
    (carried,) = await converter.decode(started.input.payloads, type_hints=[Carried])
    assert isinstance(carried, Carried)
    return carried


async def _kinds(doctor: Ward, case_id: str) -> list[Kind]:
    return [fault.kind for fault in await examined(doctor, case_id)]


async def _delivered(office: Office, case_id: str) -> None:
    async def delivered() -> bool:
        return all(notice.deliveries for notice in await office.reader.notices(case_id))

    await until(delivered)


async def test_a_case_does_not_start_again_on_a_record_that_has_lost_events(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database restored from an older backup: what its runs were told is more than it has."""
    opened = await office.desk.open(OFF, OPENING)
    case_id = opened.case_id
    receipt = await office.desk.do(OFF, case_id, "contact_note", NOTE)
    doctor = ward(office)
    known = await lost_told(office.client, case_id)
    assert known.last == receipt.last
    assert [said.head for _, said in known.batches][-1] == receipt.head
    await office.handle(case_id).terminate("a test")
    whole = PostgresCarriedCases.carried

    async def older(self: PostgresCarriedCases, name: str) -> Carried:
        return (await whole(self, name)).model_copy(update={"after_event": opened.last})

    with monkeypatch.context() as restored:
        restored.setattr(PostgresCarriedCases, "carried", older)
        with pytest.raises(RecordBehind):
            await doctor.restarter.start_again(case_id)
        told_of = await mended_in(doctor, await examined(doctor, case_id))
        assert told_of == [f"{case_id}: not started; the record is behind, see `refill`"]
    assert await doctor.restarter.start_again(case_id)
