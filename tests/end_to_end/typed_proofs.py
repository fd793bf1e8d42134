"""Receipts, bundles, the past and a backup, as people ask for them by typing."""

import asyncio
import subprocess
import sys
from pathlib import Path

from embedded.processes import PROJECT
from tests.end_to_end.typed_walk import OFF, POC, STRANGER, SUP, Answer, Walk

OFFLINE = PROJECT / "seals" / "offline"
AUD = "AUD:gray"
OPS = "OPS:kay"


def offline(script: str, *arguments: str | Path) -> Answer:
    """Run one of the scripts for those outside, with nothing of ours to import."""
    done = subprocess.run(
        [sys.executable, "-I", str(OFFLINE / script), *map(str, arguments)],
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


async def proofs_given(walk: Walk) -> None:
    """The same case proven to an auditor, to its carrier, and to nobody else."""
    place = {name: str(walk.folder / name) for name in ("receipt.json", "whole.zip", "part.zip")}
    bundle = ("export", walk.case, "--sealed")
    await asyncio.gather(
        walk.type("receipt", "first", "--as", OFF, "--out", place["receipt.json"], keep="receipt"),
        walk.type("receipt", "first", "--as", OFF, keep="receipt printed"),
        walk.type("receipt", "first", "--as", POC, "--lang", "es", expect=4, keep="acuse ajeno"),
        walk.type("receipt", "never", "--as", OFF, expect=4),
        walk.type(*bundle, place["whole.zip"], "--as", AUD, keep="sealed whole"),
        walk.type(*bundle, place["part.zip"], "--as", POC, "--lang", "es", keep="sellado en parte"),
        walk.type(*bundle, place["part.zip"] + ".no", "--as", STRANGER, expect=4),
        walk.type(*bundle, str(walk.folder / "absent" / "x.zip"), "--as", AUD, expect=2),
        walk.type("export", "--all", "--sealed", "x.zip", "--as", AUD, expect=2),
        walk.type("verify", "--projections", "--json", keep="projections"),
        walk.type("verify", walk.case, "--projections", expect=2),
        walk.look("show", "--as-of", "now", "--lang", "es", who=POC, keep="al día"),
        walk.look("show", "--as-of", "now", "--json", who=OFF, keep="as of now"),
        walk.look("show", "--as-of", "2020-01-01", who=POC, expect=4, keep="not yet"),
        walk.look("show", "--as-of", "yesterday", expect=2, keep="no day"),
        walk.look("show", "--as-of", "now", who=STRANGER, expect=4),
        walk.look("show", "--as-known", "now", expect=2),
        walk.type("refill", "--json", keep="refilled nothing"),
        walk.look("retention", "--json", who=OPS, keep="kept until"),
        walk.look("retention", who=POC, expect=4),
        walk.look("dispose", "--write", who=OPS, expect=3, keep="not disposed of"),
        walk.look("dispose", "--lang", "es", who=OPS, expect=3, keep="no se elimina"),
        walk.look("dispose", "--write", who=SUP, expect=3, keep="not by a supervisor"),
        walk.type("clear-logs", "--as", SUP, keep="logs that may go"),
        walk.type("clear-logs", "--write", "--as", OPS, "--lang", "es", keep="logs that went"),
        walk.type("clear-logs", "--write", "--as", SUP, expect=3),
        walk.type("clear-logs", "--done", "--json", "--as", OPS, keep="what went from logs"),
    )
    await walk.look("verify", "--json", keep="verified after the bundle")


async def backed_up(walk: Walk) -> None:
    """The stack as it is, while it runs; then more happens."""
    backup = ("-m", "embedded.backup", "--folder", str(walk.stack.folder))
    for keep, place in (("backup", "backup"), ("backup over it", "backup")):
        process = await asyncio.create_subprocess_exec(
            sys.executable, *backup, str(walk.folder / place), cwd=PROJECT,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        walk.kept[keep] = Answer(process.returncode or 0, out.decode(), err.decode())
    await walk.look("verify", "--json", keep="verified at the backup")
    await walk.do(OFF, "contact_note", "-f", "text=After the backup.", "--json", keep="after")
    await walk.draft("letter-9", {"kind": "letter", "reasons": {"en": "More.", "es": "Más."}})
    await walk.look("verify", "--json", keep="verified at the end")
