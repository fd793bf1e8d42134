"""A backup restored into an empty folder: alone, and beside a Temporal that knows of more."""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

from embedded.backup import CONTENTS
from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack
from tests.end_to_end.typed_walk import OFF, POC, Typists, Walk
from tests.workflows.office import until


def restored(backup: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Make a data folder of a backup, as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "embedded.restore", str(backup), str(folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_backup_is_made_while_the_stack_runs_and_never_over_another(walk: Walk) -> None:
    made = walk.kept["backup"]
    assert made.code == 0, made.err
    assert "It holds private keys" in made.out
    contents = json.loads((walk.folder / "backup" / CONTENTS).read_text())
    assert {"record.dump", "keys/desk.pem", "keys/record.pem", "keys/evidence.keys"} <= set(
        contents
    )
    assert len([name for name in contents if name.startswith("evidence/")]) >= 3
    assert (walk.folder / "backup").stat().st_mode & 0o077 == 0
    assert walk.kept["backup over it"].code == 2


def test_what_is_no_whole_backup_is_not_restored(walk: Walk, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt"
    shutil.copytree(walk.folder / "backup", spoilt)
    with (spoilt / "keys" / "desk.pem").open("ab") as file:
        file.write(b"\n")
    for backup, why in ((spoilt, "is not what was backed up"), (tmp_path, "is no backup")):
        refused = restored(backup, tmp_path / "data")
        assert refused.returncode == 2
        assert why in refused.stderr
    assert not (tmp_path / "data").exists()
    full = restored(walk.folder / "backup", spoilt)
    assert "is not empty" in full.stderr


async def test_cases_start_again_from_a_restored_record(walk: Walk, tmp_path: Path) -> None:
    done = restored(walk.folder / "backup", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    before = walk.kept["verified at the backup"].json
    async with Typists(tmp_path) as typists, EmbeddedStack(tmp_path / "data") as stack:
        again = Walk(typists, stack, tmp_path)
        again.case = walk.case
        await again.type("doctor", "--mend", "--as", "OPS:kay")
        verdict = (await again.look("verify", "--json")).json
        assert (verdict["ok"], verdict["sound"], verdict["head"]) == (
            True,
            before["sound"],
            before["head"],
        )

        async def signed() -> bool:
            """The notary looks as soon as it has started."""
            return bool((await again.look("verify", "--json")).json["signed"] >= before["sound"])

        await until(signed)
        listed = await again.type("evidence", "list", again.case, "--as", POC, "--json")
        (note,) = (item for item in listed.json if item["name"] == "seal note.txt")
        read = await again.type(
            "evidence", "get", again.case, note["reference"], "--as", POC, "--out", "-"
        )
        assert read.out == (walk.folder / "seal note.txt").read_text()
        await again.do(OFF, "contact_note", "-f", "text=We are back.")
        assert (await again.look("verify", "--json")).json["ok"]


async def test_a_record_behind_temporal_is_found_takes_nothing_and_is_mended(
    walk: Walk, tmp_path: Path
) -> None:
    done = restored(walk.folder / "backup", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    shutil.rmtree(tmp_path / "data" / "temporal")
    shutil.copytree(walk.stack.folder / "temporal", tmp_path / "data" / "temporal")
    lost, before = walk.kept["after"].json, walk.kept["verified at the end"].json
    async with Typists(tmp_path) as typists, EmbeddedStack(tmp_path / "data") as stack:
        again = Walk(typists, stack, tmp_path)
        again.case = walk.case
        behind = await again.type("refill", "--json", expect=1)
        (found,) = (each for each in behind.json["not_whole"] if each["case_id"] == walk.case)
        assert (found["how"], found["told"]) == ("behind", before["sound"])
        assert found["recorded"] < lost["first"]
        await again.do(OFF, "contact_note", "-f", "text=Too early.", "--id", "early", expect=5)
        examined = await again.type("doctor", again.case, "--as", "OPS:kay", "--json", expect=1)
        assert "record_behind" in {fault["kind"] for fault in examined.json["faults"]}
        await again.type("refill", "--write", "--json")
        receipt = await again.type("receipt", lost["command_id"], "--as", OFF)
        said = json.loads(json.loads(json.loads(receipt.out)["receipt"])["payload"])
        assert said["recorded"]["hash"] == lost["head"]

        async def answered() -> bool:
            await asyncio.sleep(0.2)
            seen = await again.type("receipt", "early", "--as", OFF)
            return '\\"outcome\\":\\"recorded\\"' in json.loads(seen.out)["receipt"]

        await until(answered)
        verdict = (await again.look("verify", "--json")).json
        assert (verdict["ok"], verdict["sound"]) == (True, before["sound"] + 1)
        assert (await again.type("refill", "--json")).json["not_whole"] == []
        assert (await again.type("verify", "--projections", "--json")).json["ok"]
