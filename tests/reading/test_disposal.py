"""A disposal takes the content and leaves the proof; what must be kept cannot be disposed of."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from casework.retention import current
from casework.roles import Actor, Role
from desk.errors import NoSuchCase
from desk.ports import CaseDisposed
from reading.receipts import signed_receipt
from reading.record import Record, read_case
from reading.seen import Filter, see, some_cases
from records.case_reader import PostgresCaseReader
from records.case_record import PostgresCaseRecord
from records.checks import Wrong
from records.evidence_ledger import PostgresEvidenceLedger
from records.failures import DISPOSED_OF, RecordRefused
from records.pool import Pool
from records.rebuilding import Projections
from records.signed_heads import HeadSigner
from records.verification import verify_case
from seals.statements import DISPOSAL, state, stated
from tests.casework.walk import POC
from tests.postgres import PROJECT, Database
from tests.reading.conftest import RECORD_KEY
from tests.reading.disposed_case import (
    DISPOSE,
    FAR,
    KAY,
    KEYS,
    MARKER,
    Closed,
    closed_case,
    disposed,
    filed,
    said_of,
    verdict,
)
from tests.reading.sealed_case import sealed
from tests.records.samples import batch, kept_run, received
from tests.records.tampering import Connection, unguarded

AUD = Actor(person="gray", role=Role.AUD, organisation="HQ")
STRANGER = Actor(person="who", role=Role.POC, organisation="UP")


@pytest.fixture
async def closed(worker_pool: Pool, desk_pool: Pool) -> Closed:
    """A closed case whose time has run out."""
    return await closed_case(worker_pool, desk_pool)


async def places_of(connection: Connection, case_id: str, text: str) -> set[str]:
    """Every table in which a text stands beside a case, in whatever column, also inside bytes."""
    tables = await connection.fetch(
        "select format('%s.%s', table_schema, table_name) as name from information_schema.columns"
        " where column_name = 'case_id' and table_schema not in ('pg_catalog', 'rebuilt')"
    )
    found = set()
    for table in (row["name"] for row in tables):
        sql = f"select exists (select from {table} t where t.case_id = $1 and t::text ~ $2)"
        if await connection.fetchval(sql, case_id, f"{text}|{text.encode().hex()}"):
            found.add(table)
    return found


def offline(script: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a script for those outside."""
    return subprocess.run(
        [sys.executable, "-I", str(PROJECT / "seals" / "offline" / script), *map(str, arguments)],
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_the_content_goes_and_what_is_left_is_proven(
    closed: Closed, owner_pool: Pool, desk_pool: Pool
) -> None:
    before = await verdict(desk_pool, closed.case_id)
    assert before.ok
    assert before.disposed is None
    made = await disposed(owner_pool, closed.case_id)
    after = await verdict(desk_pool, closed.case_id)
    assert after.ok, after.first_wrong
    assert (after.sound, after.head, after.signed) == (before.sound, before.head, before.sound)
    assert after.disposed is not None
    assert (after.disposed.schedule, after.disposed.at) == (current().version, made.reached)
    said = stated(made.certificate, DISPOSAL, KEYS)
    assert said["disposed_by"] == KAY.model_dump(mode="json")
    assert (said["seq"], said["hash"], len(said["events"])) == (
        after.sound,
        after.head,
        after.sound,
    )
    assert all(said[name] for name in ("commands", "letters", "histories"))
    assert MARKER not in made.certificate


async def test_no_word_of_it_is_left_anywhere(
    closed: Closed, desk_pool: Pool, owner_pool: Pool, superuser: Connection
) -> None:
    case_id = closed.case_id
    sha256 = await filed(desk_pool, case_id, b"what was filed")
    await superuser.execute(
        "insert into portal.saved_forms values"
        " (gen_random_uuid(), 'lee', 'POC', 'SVR', $1, 'a', 'b', $2, now())",
        case_id,
        MARKER,
    )
    assert await places_of(superuser, case_id, MARKER) == {
        "record.events",
        "record.batches",
        "record.deliveries",
        "record.run_histories",
        "desk.commands",
        "evidence.items",
        "evidence.uploads",
        "portal.saved_forms",
    }
    assert "record.prints" in await places_of(superuser, case_id, "%PDF")
    assert "record.notices" in await places_of(superuser, case_id, '"languages"')
    made = await disposed(owner_pool, case_id)
    assert stated(made.certificate, DISPOSAL, KEYS)["evidence"] == {
        row["reference"]: sha256
        for row in await superuser.fetch(
            "select reference from evidence.items where case_id = $1", case_id
        )
    }
    for text in (MARKER, "poc-1", "hq-1", "off-1", "%PDF", "txt", '"languages"', "second look"):
        assert await places_of(superuser, case_id, text) == set(), text


async def test_a_file_goes_unless_another_case_has_it_too(
    closed: Closed, worker_pool: Pool, desk_pool: Pool, owner_pool: Pool
) -> None:
    other = await closed_case(worker_pool, desk_pool)
    ours = await filed(desk_pool, closed.case_id, closed.case_id.encode())
    both = await filed(desk_pool, closed.case_id, other.case_id.encode())
    await filed(desk_pool, other.case_id, other.case_id.encode())
    ledger = PostgresEvidenceLedger(desk_pool)
    assert await ledger.entered([ours, both]) == {ours, both}
    await disposed(owner_pool, closed.case_id)
    assert await ledger.entered([ours, both]) == {both}
    assert {item.sha256 for item in await ledger.items(closed.case_id)} == {ours, both}


async def test_what_was_given_out_before_still_holds(
    closed: Closed,
    desk_pool: Pool,
    owner_pool: Pool,
    record: Record,
    published: Path,
    tmp_path: Path,
) -> None:
    receipt, bundle = tmp_path / "receipt.json", tmp_path / "bundle.zip"
    receipt.write_text(await signed_receipt(record, closed.command_id, AUD, RECORD_KEY))
    bundle.write_bytes(await sealed(record, desk_pool, closed.case_id, AUD))
    made = await disposed(owner_pool, closed.case_id)
    assert offline("check_receipt.py", receipt, published).returncode == 0
    found = offline("check_bundle.py", bundle, "--keys", published)
    assert found.returncode == 0, found.stderr
    certificate = tmp_path / "certificate.json"
    certificate.write_text(made.certificate)
    beside = ("--receipt", receipt, "--bundle", bundle)
    found = offline("check_disposal.py", certificate, published, *beside)
    assert found.returncode == 0, found.stderr
    said = stated(made.certificate, DISPOSAL, KEYS)
    assert json.loads(found.stdout.partition("\n")[2])["texts_compared"] == said["seq"]
    # by anybody, with one hash that is another one, or signed as something else
    wrongs: dict[str, dict[str, Any]] = {
        "RECEIPT": {"commands": dict.fromkeys(said["commands"], "0" * 64)},
        "BUNDLE": {"events": [{**line, "key": "another"} for line in said["events"]]},
        "missing": {"events": said["events"][1:]},
    }
    for kind, changed in wrongs.items():
        certificate.write_text(state(DISPOSAL, {**said, **changed}, RECORD_KEY))
        found = offline("check_disposal.py", certificate, published, *beside)
        assert (found.returncode, kind in found.stderr) == (1, True), found
    certificate.write_text(made.certificate.replace("kay", "joe"))
    found = offline("check_disposal.py", certificate, published, "--lang", "es")
    assert (found.returncode, "LA FIRMA NO" in found.stderr) == (1, True)


async def test_who_may_hear_of_it_is_told_and_others_hear_of_no_case(
    closed: Closed, owner_pool: Pool, record: Record
) -> None:
    listed = Filter(carrier=closed.walk.case.carrier)
    page = await some_cases(record, AUD, listed, limit=200, after=None)
    assert closed.case_id in {view.case_id for view in page.cases}
    made = await disposed(owner_pool, closed.case_id)
    for actor in (None, AUD, POC):
        with pytest.raises(CaseDisposed) as told:
            await see(record, closed.case_id, actor)
        assert (told.value.at, told.value.schedule) == (made.reached, current().version)
        assert told.value.said.en != told.value.said.es
    for read in (
        see(record, closed.case_id, STRANGER),
        read_case(record.cases, closed.case_id, STRANGER),
    ):
        with pytest.raises(NoSuchCase):
            await read
    with pytest.raises(CaseDisposed):
        await signed_receipt(record, closed.command_id, AUD, RECORD_KEY)
    page = await some_cases(record, AUD, listed, limit=200, after=None)
    assert closed.case_id not in {view.case_id for view in page.cases}
    assert closed.case_id in {each.case_id for each in await record.disposals.every()}


async def test_it_takes_nothing_more(
    closed: Closed, owner_pool: Pool, desk_pool: Pool, worker_pool: Pool, record: Record
) -> None:
    await disposed(owner_pool, closed.case_id)
    with pytest.raises(RecordRefused) as refused:
        await PostgresCaseRecord(worker_pool).append(batch(closed.case_id))
    assert refused.value.code == DISPOSED_OF
    with pytest.raises(CaseDisposed):
        await record.log.receive(received(closed.case_id))
    late = kept_run(closed.case_id, history=f'{{"said": "{MARKER}"}}')
    await record.histories.keep(late)
    runs = await record.histories.of_case(closed.case_id)
    assert late.run_id in {run.run_id for run in runs}
    assert {run.history for run in runs} == {""}
    assert (await verdict(desk_pool, closed.case_id)).ok


async def test_again_is_the_same_and_a_transaction_that_is_cut_off_did_nothing(
    closed: Closed, owner_pool: Pool, desk_pool: Pool, database: Database
) -> None:
    said = await said_of(closed, desk_pool)
    connection = await asyncpg.connect(database.owner)
    await connection.execute("begin")
    await connection.execute(DISPOSE, *said)
    connection.terminate()
    found = await verdict(desk_pool, closed.case_id)
    assert found.ok
    assert found.disposed is None
    first = await disposed(owner_pool, closed.case_id)
    assert await disposed(owner_pool, closed.case_id) == first


async def test_the_lists_can_still_be_made_anew(
    closed: Closed, owner_pool: Pool, database: Database
) -> None:
    await disposed(owner_pool, closed.case_id)
    projections = Projections(database.owner)
    differences = (await projections.compared()).differences
    assert closed.case_id not in {difference.case_id for difference in differences}
    await projections.write({closed.case_id})
    assert (await PostgresCaseReader(owner_pool).case(closed.case_id)) is not None


TAMPERINGS = {
    "update record.events set kind = 'another' where case_id = $1 and seq = 2": (
        Wrong.DISPOSAL,
        2,
    ),
    "update record.events set hash = sha256('x'), prev_hash = prev_hash"
    " where case_id = $1 and seq = 3": (Wrong.DISPOSAL, 3),
    "delete from record.events where case_id = $1 and seq = 2": (Wrong.MISSING, 2),
    "update record.disposals set certificate = replace(certificate, 'kay', 'joe')"
    " where case_id = $1": (Wrong.DISPOSAL, 1),
    "update record.prints set sha256 = repeat('0', 64) where case_id = $1": (Wrong.DISPOSAL, None),
    "update record.events set body = '{}' where case_id = $1 and seq = 2": (Wrong.DISPOSAL, None),
    "delete from record.signed_heads where case_id = $1": (Wrong.DISPOSAL, None),
}


async def test_what_is_changed_afterwards_is_found(
    closed: Closed, desk_pool: Pool, owner_pool: Pool, superuser: Connection
) -> None:
    await disposed(owner_pool, closed.case_id)
    for sql, (wrong, seq) in TAMPERINGS.items():
        reader = PostgresCaseReader(desk_pool)
        async with unguarded(superuser) as connection:
            await connection.execute("create schema if not exists kept")
            for table in ("events", "disposals", "prints", "signed_heads"):
                await connection.execute(
                    f"create table kept.{table} as select * from record.{table}"
                    f" where case_id = '{closed.case_id}'"
                )
            await connection.execute(sql, closed.case_id)
        first = (await verify_case(reader, closed.case_id, record_keys=KEYS)).first_wrong
        assert first is not None, sql
        assert (first.wrong, seq or first.seq) == (wrong, first.seq), (sql, first)
        async with unguarded(superuser) as connection:
            for table in ("events", "disposals", "prints", "signed_heads"):
                await connection.execute(
                    f"delete from record.{table} where case_id = '{closed.case_id}';"
                    f"insert into record.{table} select * from kept.{table}"
                )
            await connection.execute("drop schema kept cascade")
    assert (await verdict(desk_pool, closed.case_id)).ok


async def test_a_new_key_signs_the_head_of_what_was_disposed_of(
    closed: Closed, desk_pool: Pool, owner_pool: Pool
) -> None:
    from tests.records.test_signed_heads import KEYS as BOTH
    from tests.records.test_signed_heads import LATER

    await disposed(owner_pool, closed.case_id)
    assert (await HeadSigner(desk_pool, LATER, BOTH).sign(closed.case_id)) == (1, ())


def test_far_is_far_enough() -> None:
    assert FAR.year - 2026 > current().years
