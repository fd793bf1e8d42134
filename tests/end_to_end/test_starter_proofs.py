"""Proofs that were asked for by typing, on the walk of ``conftest``, checked offline."""

import json
import zipfile

from tests.end_to_end.typed_proofs import offline
from tests.end_to_end.typed_walk import Walk


def test_a_receipt_is_checked_with_the_published_keys(walk: Walk) -> None:
    keys = walk.stack.folder / "keys" / "public"
    done = offline("check_receipt.py", walk.folder / "receipt.json", keys)
    assert done.code == 0, done.err
    said = json.loads(done.out.partition("\n")[2])
    opened = walk.kept["opened"].json
    assert said["command"]["command_id"] == "first"
    assert (said["recorded"]["hash"], said["recorded"]["last"]) == (opened["head"], opened["last"])
    assert (walk.folder / "receipt.json").read_text() == walk.kept["receipt printed"].out
    assert "no hay tal orden para usted" in walk.kept["acuse ajeno"].err


def test_a_bundle_of_the_whole_proves_everything_also_what_temporal_saw(walk: Walk) -> None:
    keys = walk.stack.folder / "keys" / "public"
    bundle = walk.folder / "whole.zip"
    done = offline(
        "check_bundle.py", bundle, "--keys", keys, "--receipt", walk.folder / "receipt.json"
    )
    assert done.code == 0, done.err
    told = dict(line.rsplit(": ", 1) for line in done.out.splitlines() if ": " in line)
    with zipfile.ZipFile(bundle) as file:
        names = file.namelist()
        events = file.read("events.jsonl").decode().split("\n")[:-1]
        batches = file.read("batches.jsonl").decode().split("\n")[:-1]
        notes = [name for name in names if name.startswith("evidence/")]
        assert {"check_bundle.py", "README.txt", "evidence.jsonl"} <= set(names)
    assert told["events chained / eventos en cadena"] == str(len(events))
    assert told["batches in histories / lotes en historiales"] == str(len(batches))
    assert told["receipt / acuse"] == "1"
    assert len(notes) == 4
    assert walk.kept["sealed whole"].out.splitlines()[0].endswith(f"{len(events)} events, whole")


def test_a_carriers_bundle_is_what_it_may_see(walk: Walk) -> None:
    keys = walk.stack.folder / "keys" / "public"
    done = offline("check_bundle.py", walk.folder / "part.zip", "--keys", keys)
    assert done.code == 0, done.err
    with zipfile.ZipFile(walk.folder / "part.zip") as file:
        text = b"".join(file.read(name) for name in file.namelist() if name != "seal.json")
        evidence = file.read("evidence.jsonl").decode()
    assert b"Never to be read by the carrier" not in text
    assert b"Targeting data" not in text
    assert "seizure.txt" not in evidence
    assert "seal note.txt" in evidence
    assert "la parte que usted puede ver" in walk.kept["sellado en parte"].out
    assert not (walk.folder / "part.zip.no").exists()
    assert [file for file in walk.folder.iterdir() if file.name.endswith(".part")] == []


def test_the_head_is_signed_and_that_is_verified(walk: Walk) -> None:
    verdict = walk.kept["verified after the bundle"].json
    assert verdict["ok"]
    assert verdict["signed"] == verdict["sound"] > 0


def test_lists_are_what_the_events_make_them(walk: Walk) -> None:
    told = walk.kept["projections"].json
    assert told["ok"]
    assert (told["cases"] >= 2, told["differences"]) == (True, [])
    assert walk.kept["refilled nothing"].json["not_whole"] == []


def test_an_open_case_is_not_disposed_of(walk: Walk) -> None:
    told = walk.kept["kept until"].json
    assert (told["may_go"], set(told["against"]) >= {"open", "not_yet"}) == (False, True)
    assert "the case or a matter beside it is open" in walk.kept["not disposed of"].err
    assert "su plazo de conservación no ha vencido" in walk.kept["no se elimina"].err
    assert "only operations dispose" in walk.kept["not by a supervisor"].err


def test_logs_are_cleared_of_what_is_old_and_nothing_is(walk: Walk) -> None:
    told = walk.kept["logs that may go"].out
    assert told.count(": 0\n") == 3
    assert "Nothing was changed" in told
    assert "eliminado según el calendario" in walk.kept["logs that went"].out
    assert walk.kept["what went from logs"].json == []


def test_the_past_is_shown_to_who_may_see_it(walk: Walk) -> None:
    assert walk.kept["al día"].out.startswith("Al ")
    assert "según lo entonces conocido" in walk.kept["al día"].out
    told = walk.kept["as of now"].json
    assert told["case"]["state"] == "SUSPENDED"
    assert (told["recorded_later"], told["unplaced"], told["own_time"]) == ([], [], False)
    assert "nothing was on record of this case then" in walk.kept["not yet"].err
    assert "is a day as 2026-03-02" in walk.kept["no day"].err
