"""A bundle proves itself to who has only the published keys, and no byte of it can be changed."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from casework.events import EventBatch
from casework.roles import Actor, Role
from reading.bundles import bundled
from reading.record import Record
from reading.seen import see
from records.case_record import PostgresCaseRecord
from records.pool import Pool
from seals.statements import BUNDLE, RECEIPT, state
from tests.casework.walk import POC, SUP
from tests.postgres import PROJECT
from tests.reading.conftest import RECORD_KEY
from tests.reading.sealed_case import history_of, members, packed, put, sealed, walked

SCRIPT = PROJECT / "seals" / "offline" / "check_bundle.py"
AUD = Actor(person="gray", role=Role.AUD, organisation="HQ")


class OnRecord:
    """A case on record with its batches, and its bundle for an auditor and for the carrier."""

    def __init__(self, case_id: str, batches: list[EventBatch], history: str) -> None:
        self.case_id = case_id
        self.batches = batches
        self.history = history
        self.whole = b""
        self.part = b""


@pytest.fixture(scope="module")
async def case(worker_pool: Pool, desk_pool: Pool) -> OnRecord:
    """A case that nobody changes."""
    walk = walked()
    batches = await put(PostgresCaseRecord(worker_pool), worker_pool, walk)
    made = OnRecord(walk.case_id, batches, await history_of(batches))
    record = Record.on(desk_pool)
    made.whole = await sealed(record, desk_pool, walk.case_id, AUD, made.history)
    made.part = await sealed(record, desk_pool, walk.case_id, POC)
    return made


def check(bundle: bytes, tmp_path: Path, *more: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run the script from a folder where nothing of ours is."""
    file = tmp_path / "bundle.zip"
    file.write_bytes(bundle)
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file), *map(str, more)],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_who_has_the_whole_checks_everything(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    done = check(case.whole, tmp_path, "--keys", published)
    assert done.returncode == 0, done.stderr
    events = sum(len(batch.events) for batch in case.batches)
    commands = sum(batch.envelope is not None for batch in case.batches)
    told = dict(line.rsplit(": ", 1) for line in done.stdout.splitlines()[:-1])
    assert [int(count) for count in told.values()] == [
        len(members(case.whole)) - 1,
        events,
        1,
        commands,
        4,  # to two people, in two languages each
        2,
        len(case.batches),
    ]
    assert done.stdout.splitlines()[-1].startswith("The bundle holds. / ")


def test_a_carrier_gets_what_it_sees_and_can_prove_that(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    done = check(case.part, tmp_path, "--keys", published)
    assert done.returncode == 0, done.stderr
    assert "A part, as its reader sees the case" in done.stdout
    held = members(case.part)
    text = b"".join(content for name, content in held.items() if name != "seal.json").decode(
        errors="replace"
    )
    assert "Reasons of rec-1" not in text, "a recommendation is CBP's own"
    assert "Reasons of letter-proposal" in text
    assert "Señales revisadas" in text
    assert "sup-1" not in text, "who endorsed is CBP's own"
    assert {name for name in held if name.startswith("documents/")} == {
        "documents/letter-proposal.json"
    }
    assert not [name for name in held if name.startswith("histories/")]
    lines = [json.loads(line) for line in held["events.jsonl"].decode().split("\n")[:-1]]
    assert {frozenset(line) for line in lines} == {
        frozenset({"seq", "hash", "recorded_at", "key", "body"}),
        frozenset({"seq", "hash", "recorded_at", "shown"}),
        frozenset({"seq", "hash"}),
    }
    own = [json.loads(line) for line in held["batches.jsonl"].decode().split("\n")[:-1]]
    givers = {json.loads(json.loads(b["command"])["payload"])["actor"]["role"] for b in own}
    assert givers == {"POC"}


async def test_the_same_record_gives_the_same_bytes(
    case: OnRecord, record: Record, desk_pool: Pool
) -> None:
    again = await sealed(record, desk_pool, case.case_id, AUD, case.history)
    assert again == case.whole


@pytest.mark.parametrize("which", ["whole", "part"])
def test_a_changed_byte_of_any_member_is_noticed(
    case: OnRecord, published: Path, tmp_path: Path, which: str
) -> None:
    held = members(getattr(case, which))
    for name, content in held.items():
        place = len(content) // 2
        if content:
            content = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        else:
            content = b"\n"
        done = check(packed({**held, name: content}), tmp_path, "--keys", published)
        assert done.returncode == 1, name
        assert done.stderr.startswith("THE BUNDLE DOES NOT HOLD / "), name
        assert len(done.stderr.splitlines()) == 1


def test_what_is_taken_out_or_put_in_is_noticed(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    held = members(case.whole)
    for name in held:
        less = {other: content for other, content in held.items() if other != name}
        assert check(packed(less), tmp_path, "--keys", published).returncode == 1, name
    more = {**held, "evidence/more.pdf": b"%PDF"}
    assert check(packed(more), tmp_path, "--keys", published).returncode == 1
    assert check(case.whole[:-200], tmp_path, "--keys", published).returncode == 1


def replaced(held: dict[str, bytes], **files: bytes) -> bytes:
    """A bundle changed and sealed anew by somebody who has the record's key."""
    changed = {**held, **{name.replace("__", "."): content for name, content in files.items()}}
    del changed["seal.json"]
    said = json.loads(json.loads(held["seal.json"])["payload"])
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in changed.items()}
    said = {**said, "members": hashes}
    del said["kind"]
    return packed({**changed, "seal.json": state(BUNDLE, said, RECORD_KEY).encode()})


def test_not_even_who_seals_can_change_an_event_or_a_command_or_a_letter(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    held = members(case.whole)
    events, batches = held["events.jsonl"], held["batches.jsonl"]
    without_heads = b"\n".join(held["signed_heads.jsonl"].split(b"\n")[1:])
    forged = {
        "its hash is not": replaced(held, events__jsonl=events.replace(b"Broken", b"Intact")),
        "signature does not": replaced(held, batches__jsonl=batches.replace(b"Broken", b"Intact")),
        "an event or its batch": replaced(held, batches__jsonl=batches[batches.index(b"\n") + 1 :]),
        "another head was signed": replaced(held, signed_heads__jsonl=without_heads),
        "the files are not": replaced(held, notices__jsonl=b""),
    }
    for why, bundle in forged.items():
        done = check(bundle, tmp_path, "--keys", published)
        assert done.returncode == 1, why
        if why != "signature does not":
            assert why in done.stderr
    document = held["documents/letter-proposal.json"].replace(b"Reasons", b"Raisons")
    done = check(
        replaced({**held, "documents/letter-proposal.json": document}),
        tmp_path,
        "--keys",
        published,
    )
    assert "its hash is not" in done.stderr


async def test_a_history_that_tells_otherwise_is_found(
    case: OnRecord, record: Record, desk_pool: Pool, published: Path, tmp_path: Path
) -> None:
    first = case.batches[0]
    event = first.events[0].model_copy(update={"kind": "another"})
    otherwise = first.model_copy(update={"events": (event, *first.events[1:])})
    beside = first.model_copy(update={"key": "never-recorded"})
    for batches in ([otherwise, *case.batches[1:]], [*case.batches, beside]):
        bundle = await sealed(record, desk_pool, case.case_id, AUD, await history_of(batches))
        done = check(bundle, tmp_path, "--keys", published)
        assert "the workflow sent something else" in done.stderr


def test_the_bundles_own_keys_prove_little_and_that_is_said(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    held = members(case.whole)
    keys = {
        f"keys/{'desk' if file.parent == published else file.parent.name}/{file.name}": (
            file.read_bytes()
        )
        for file in published.rglob("*.pem")
    }
    done = check(replaced({**held, **keys}), tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Checked with the bundle's own keys only" in done.stdout
    assert check(case.whole, tmp_path).returncode == 1, "none are in it"


def test_a_receipt_is_found_in_the_bundle_or_not(
    case: OnRecord, published: Path, tmp_path: Path
) -> None:
    last = json.loads(members(case.whole)["events.jsonl"].decode().split("\n")[-2])
    recorded = {"last": last["seq"], "hash": last["hash"]}
    for said, code in ((recorded, 0), ({**recorded, "hash": "00"}, 1), ({}, 1)):
        statement = {"command": {"case_id": case.case_id}, "recorded": said}
        file = tmp_path / "receipt.json"
        file.write_text(json.dumps({"receipt": state(RECEIPT, statement, RECORD_KEY)}))
        done = check(case.part, tmp_path, "--keys", published, "--receipt", file)
        assert done.returncode == code, done.stderr


async def test_no_bundle_without_a_signed_head(
    writing: PostgresCaseRecord, worker_pool: Pool, record: Record
) -> None:
    walk = walked()
    await put(writing, worker_pool, walk)
    with pytest.raises(LookupError):
        await bundled(record, await see(record, walk.case_id, SUP), SUP)
