"""What the rules or the envelope do not allow changes nothing and leaves nothing in the history."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.client import WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from casework.casetime import CaseTime
from casework.refusal import RefusalKind
from casework.roles import Actor, Role
from desk.case_desk import case_opened_by
from desk.errors import Declination, NotAnsweredYet
from desk.outcomes import Declined, Done, read_outcome
from desk.ports import ReceivedCommand
from seals.trust import TRUST
from tests.casework.walk import OFF, POC, SUP
from tests.workflows.opening import OPENING
from tests.workflows.stage import Stage

NOTE = {"text": "We called; they call back on Monday."}
STRANGER = Actor(person="poc-9", role=Role.POC, organisation="GSL")


@pytest.mark.parametrize(
    ("actor", "act", "body", "kind", "rule"),
    [
        (POC, "acknowledge", {}, RefusalKind.STATE, "state"),
        (SUP, "record_breach_review", None, RefusalKind.ROLE, "role"),
        (
            OFF,
            "recommend_sanction",
            {"document": "rec", "sha256": "0" * 64},
            RefusalKind.CONDITION,
            "recommendation_on_file",
        ),
        (STRANGER, "contact_note", NOTE, RefusalKind.CARRIER, "carrier"),
    ],
)
async def test_each_kind_of_refusal(
    stage: Stage,
    actor: Actor,
    act: str,
    body: dict[str, Any] | None,
    kind: RefusalKind,
    rule: str,
) -> None:
    review = {"summary": "s", "points": [{"place": "p", "owned_by": "a", "controlled_by": "b"}]}
    await stage.open(OFF, **OPENING)
    refusal = await stage.refused(actor, act, **(review if body is None else body))
    assert (refusal.kind, refusal.rule) == (kind, rule)
    assert refusal.en
    assert refusal.es
    (outcome,) = [c.outcome for c in stage.log.commands.values() if c.received.act == act]
    assert outcome is not None
    assert read_outcome(outcome) == Declined(refusal=refusal), "the desk's log keeps the refusal"


FORGED = {
    "unsigned": lambda s: _with(s, envelope=s.envelope.partition('"signature"')[0] + "}"),
    "no envelope": lambda s: _with(s, envelope="please"),
    "tampered": lambda s: _with(s, envelope=s.envelope.replace("Monday", "Friday")),
    "another id": lambda s: _with(s, command_id=f"{s.command_id}-again"),
    "another act": lambda s: _with(s, act="assign"),
}


def _with(command: ReceivedCommand, **changes: Any) -> ReceivedCommand:
    return command.model_copy(update=changes)


@pytest.mark.parametrize(
    ("forgery", "rule"),
    [
        ("unsigned", "malformed"),
        ("no envelope", "malformed"),
        ("tampered", "wrong_signature"),
        ("another id", "under_another_id"),
        ("another act", "for_another_act"),
    ],
)
async def test_a_command_around_the_desk(stage: Stage, forgery: str, rule: str) -> None:
    await stage.open(OFF, **OPENING)
    await _refused(stage, FORGED[forgery](stage.signed(OFF, "contact_note", NOTE)), rule)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"case_id": "case-000000000000"}, "for_another_case"),
        ({"body": {**NOTE, "also": "this"}}, "unreadable_command"),
        ({"body": {}}, "unreadable_command"),
        ({"act": "no_such_act"}, "unreadable_command"),
        (
            {
                "time": {
                    "origin": "2026-01-01T00:00:00Z",
                    "real_origin": "2026-01-01T00:00:00Z",
                    "factor": 60,
                }
            },
            "case_time_not_allowed",
        ),
    ],
)
async def test_what_the_desk_never_signs_is_refused_even_when_signed(
    stage: Stage, changes: dict[str, Any], rule: str
) -> None:
    await stage.open(OFF, **OPENING)
    await _refused(stage, stage.signed(OFF, "contact_note", NOTE, **changes), rule)


async def test_a_key_that_is_not_trusted(stage: Stage) -> None:
    await stage.open(OFF, **OPENING)
    other = Ed25519PrivateKey.generate()
    forged = stage.signed(OFF, "contact_note", NOTE, key=other)
    before = await stage.at_rest()
    with pytest.raises(WorkflowUpdateFailedError) as failure:
        await stage.handle.execute_update("contact_note", forged.envelope, id=forged.command_id)
    assert "unknown_key" in str(failure.value.cause)
    assert await stage.history() == before


async def test_a_worker_that_has_not_got_the_desk_s_new_key_yet_refuses_nothing_for_good(
    stage: Stage,
) -> None:
    await stage.open(OFF, **OPENING)
    trusted, TRUST.keys = TRUST.keys, {}
    with pytest.raises(NotAnsweredYet) as waiting:
        await stage.do(OFF, "contact_note", **NOTE)
    TRUST.keys = trusted
    await stage.look_at_the_clock()
    swept = await stage.resender.send_again(older_than=timedelta(0))
    assert swept.answered == (waiting.value.command_id,)
    assert stage.kinds == ["case_opened", "contact_noted"]


async def test_no_person_can_say_what_only_clocks_and_deliveries_say(stage: Stage) -> None:
    await stage.open(OFF, **OPENING)
    for act in ("lapse", "lapse:T02", "on:letter.delivered", "on:sent"):
        command = stage.signed(OFF, "contact_note", {"clock": "T02"}, act=act)
        await _refused(stage, command, "unreadable_command", "for_another_act")


async def test_production_knows_no_case_time(stage: Stage) -> None:
    TRUST.case_time_allowed = False
    real = await stage.look_at_the_clock()
    time = CaseTime(origin=real, real_origin=real, factor=60)
    with pytest.raises(Declination, match="case_time_not_allowed"):
        await stage.open(OFF, time=time, **OPENING)


async def test_time_is_not_granted_to_a_case_that_runs_in_real_time(stage: Stage) -> None:
    await stage.open(OFF, **OPENING)
    before = await stage.at_rest()
    real = await stage.look_at_the_clock()
    grant = stage.signed(
        OFF, "grant_case_time", {}, time=CaseTime(origin=real, real_origin=real, factor=60)
    )
    with pytest.raises(WorkflowUpdateFailedError) as failure:
        await stage.handle.execute_update("grant_case_time", grant.envelope, id=grant.command_id)
    assert "case_time_not_allowed" in str(failure.value.cause)
    assert await stage.history() == before


async def test_an_argument_that_is_no_text_is_refused_without_saying_what_it_was(
    stage: Stage,
) -> None:
    await stage.open(OFF, **OPENING)
    before = await stage.at_rest()
    with pytest.raises(WorkflowUpdateFailedError) as failure:
        await stage.handle.execute_update("contact_note", {"text": "secret"}, id="x-1")
    assert "secret" not in str(failure.value.cause)
    assert await stage.history() == before


async def test_an_unexpected_error_is_a_code_outside_and_a_log_line_inside(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.open(OFF, **OPENING)

    def fault(*_: object, **__: object) -> None:
        raise ValueError("SVR was seen at the yard")

    with monkeypatch.context() as patched:
        patched.setattr("casework.decide.firing", fault)
        with caplog.at_level(logging.ERROR):
            refusal = await stage.refused(OFF, "contact_note", **NOTE)
    assert refusal.rule == "unexpected"
    assert "yard" not in refusal.model_dump_json()
    (line,) = [r for r in caplog.records if "a command could not be judged" in r.getMessage()]
    assert line.exc_info
    assert line.exc_info[1]
    assert "yard" in str(line.exc_info[1])
    assert (await stage.do(OFF, "contact_note", **NOTE)).events == ("contact_noted",)


async def test_a_refused_opening_leaves_no_case_and_ends_its_workflow(stage: Stage) -> None:
    with pytest.raises(Declination, match="invented_is_illustrative"):
        await stage.open(OFF, command_id="opening", **{**OPENING, "illustrative": False})
    stage.case_id = case_opened_by("opening")
    await stage.sleep(timedelta(minutes=2))
    with pytest.raises(WorkflowFailureError) as failure:
        await stage.handle.result()
    cause = failure.value.cause
    assert isinstance(cause, ApplicationError)
    assert (cause.type, cause.message) == ("never_opened", "no opening was accepted")
    assert stage.record.batches == []


async def test_an_opening_that_no_worker_could_take_in_time_is_taken_when_it_is_sent_again(
    stage: Stage,
) -> None:
    """The workflow was started, its opening got lost: the empty run must not be in the way."""
    stage.case_id = case_opened_by("opening")
    body = {**OPENING, "carrier_reference": "R-1"}
    opening = stage.signed(OFF, "open_case", body, command_id="opening")
    await stage.env.client.start_workflow(
        "ResumptionCase", {"case_id": stage.case_id}, id=stage.case_id, task_queue=stage.queue
    )
    await stage.sleep(timedelta(minutes=2))
    with pytest.raises(WorkflowFailureError):
        await stage.handle.result()
    answer = await stage.send(opening.model_copy(update={"opens_for": "SVR"}))
    assert isinstance(answer, Done)
    assert stage.kinds == ["case_opened"]


async def _refused(stage: Stage, command: ReceivedCommand, *rules: str) -> None:
    before, recorded = await stage.at_rest(), len(stage.events)
    answer = await stage.send(command)
    assert isinstance(answer, Declined)
    assert answer.refusal.kind is RefusalKind.ENVELOPE
    assert answer.refusal.rule in rules
    assert await stage.history() == before
    assert len(stage.events) == recorded
