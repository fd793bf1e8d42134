"""A receipt goes to who gave the command, and is checked with nothing but the published keys."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.command import Command, Receipt
from casework.refusal import Refusal, RefusalKind
from casework.roles import SYSTEM, Actor, Role
from desk.errors import NoSuchCommand
from desk.outcomes import Declined, Done
from desk.ports import ReceivedCommand
from reading.receipts import signed_receipt
from reading.record import Record
from records.canonical import sha256_of
from seals.envelope import seal
from tests.postgres import PROJECT
from tests.reading.conftest import DESK_KEY, RECORD_KEY, SYSTEM_KEY

SCRIPT = PROJECT / "seals" / "offline" / "check_receipt.py"
AT = datetime(2026, 11, 2, 15, 30, tzinfo=UTC)
LEE = Actor(person="lee", role=Role.POC, organisation="UP")
REFUSAL = Refusal(kind=RefusalKind.STATE, rule="state", en="not now", es="ahora no")


async def received(
    record: Record, outcome: str | None = None, actor: Actor = LEE
) -> ReceivedCommand:
    """A command in the desk's log, with what became of it."""
    command = Command(
        case_id="case-1",
        command_id=uuid4().hex,
        act="submit_plan",
        actor=actor,
        received_at=AT,
        body={"text": "señales ñ \u2028"},
    )
    key = SYSTEM_KEY if actor == SYSTEM else DESK_KEY
    envelope = seal(command.model_dump_json(), key)
    made = ReceivedCommand(
        command_id=command.command_id,
        case_id=command.case_id,
        act=command.act,
        person=actor.person,
        role=actor.role.value,
        organisation=actor.organisation,
        received_at=AT,
        digest="d",
        envelope=envelope,
    )
    await record.log.receive(made)
    if outcome == "recorded":
        receipt = Receipt(
            case_id="case-1",
            command_id=command.command_id,
            act=command.act,
            received_at=AT,
            envelope_sha256=sha256_of(envelope),
            events=("plan_submitted",),
            state="PLAN_REVIEW",
            first=7,
            last=8,
            head="ab" * 32,
            recorded_at=AT + timedelta(seconds=1),
        )
        await record.log.answer(command.command_id, Done(receipt=receipt).model_dump_json(), AT)
    elif outcome == "refused":
        await record.log.answer(command.command_id, Declined(refusal=REFUSAL).model_dump_json(), AT)
    return made


def check(text: str, keys: Path, tmp_path: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    """Run the script as a carrier does, from a folder where nothing of ours is."""
    file = tmp_path / "receipt.json"
    file.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file), str(keys), *more],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("outcome", ["recorded", "refused", None])
async def test_a_receipt_says_what_became_of_a_command_and_holds(
    record: Record, published: Path, tmp_path: Path, outcome: str | None
) -> None:
    command = await received(record, outcome)
    text = await signed_receipt(record, command.command_id, LEE, RECORD_KEY)
    assert text == await signed_receipt(record, command.command_id, None, RECORD_KEY)
    done = check(text, published, tmp_path)
    assert done.returncode == 0, done.stderr
    first, _, rest = done.stdout.partition("\n")
    assert first.startswith("The receipt holds. ")
    said = json.loads(rest)
    assert said["outcome"] == (outcome or "received")
    assert said["command"]["received_at"] == "2026-11-02T15:30:00.000000Z"
    assert said["asked"] == {"text": "señales ñ \u2028"}
    if outcome == "recorded":
        assert (said["recorded"]["last"], said["recorded"]["hash"]) == (8, "ab" * 32)
    if outcome == "refused":
        assert said["refusal"] == {"rule": "state", "en": "not now", "es": "ahora no"}


async def test_what_the_system_asked_is_checked_with_the_systems_key(
    record: Record, published: Path, tmp_path: Path
) -> None:
    command = await received(record, "recorded", SYSTEM)
    text = await signed_receipt(record, command.command_id, None, RECORD_KEY)
    assert check(text, published, tmp_path).returncode == 0


async def test_any_change_is_noticed(record: Record, published: Path, tmp_path: Path) -> None:
    command = await received(record, "recorded")
    text = await signed_receipt(record, command.command_id, LEE, RECORD_KEY)
    file = json.loads(text)
    other = json.loads(
        await signed_receipt(record, (await received(record)).command_id, LEE, RECORD_KEY)
    )
    changed = {
        "its day": {**file, "receipt": file["receipt"].replace("2026-11-02", "2026-11-01")},
        "what was asked": {**file, "command": file["command"].replace("lee", "kim")},
        "the command": {**file, "command": other["command"]},
        "the two": {"receipt": file["command"], "command": file["receipt"]},
        "nothing in it": {},
        "no file": [],
    }
    for what, changed_file in changed.items():
        done = check(json.dumps(changed_file), published, tmp_path)
        assert (done.returncode, done.stdout) == (1, ""), what
        assert len(done.stderr.splitlines()) == 1, what


async def test_another_key_is_told_in_the_readers_language(
    record: Record, published: Path, tmp_path: Path
) -> None:
    command = await received(record)
    key = Ed25519PrivateKey.generate()
    text = await signed_receipt(record, command.command_id, LEE, key)
    done = check(text, published, tmp_path, "es")
    assert done.returncode == 1
    assert done.stderr == "no hay tal clave entre las publicadas\n"


@pytest.mark.parametrize(
    ("actor", "has_it"),
    [
        (LEE, True),
        (Actor(person="ames", role=Role.EXE, organisation="UP"), True),
        (Actor(person="lee", role=Role.POC, organisation="BNSF"), False),
        (Actor(person="ruiz", role=Role.MXA, organisation="SAT"), False),
        (Actor(person="kim", role=Role.AGL, organisation="APHIS"), False),
        (Actor(person="reyes", role=Role.OFF, organisation="LRD"), True),
        (Actor(person="gray", role=Role.AUD, organisation="CBP"), True),
        (None, True),
    ],
)
async def test_who_has_a_receipt(record: Record, actor: Actor | None, has_it: bool) -> None:
    command = await received(record)
    if has_it:
        assert await signed_receipt(record, command.command_id, actor, RECORD_KEY)
    else:
        with pytest.raises(NoSuchCommand):
            await signed_receipt(record, command.command_id, actor, RECORD_KEY)


async def test_a_carrier_has_no_receipt_of_what_cbp_asked_in_its_case(record: Record) -> None:
    officer = Actor(person="reyes", role=Role.OFF, organisation="UP")
    command = await received(record, actor=officer)
    with pytest.raises(NoSuchCommand):
        await signed_receipt(record, command.command_id, LEE, RECORD_KEY)
    with pytest.raises(NoSuchCommand):
        await signed_receipt(record, "unknown", None, RECORD_KEY)
