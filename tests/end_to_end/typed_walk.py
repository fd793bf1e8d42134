"""Who types in a case walked on the command line, what is typed, and what was answered."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self

from embedded.processes import PROJECT
from embedded.stack import EmbeddedStack
from tests.casework.ways_from_paper import ON_PAPER
from tests.workflows.office import until
from tests.workflows.opening import OPENING

OFF, SUP, HQ = "OFF:reyes", "SUP:lane", "HQ:ortiz"
POC, EXE, STRANGER = "POC:lee@SVR", "EXE:ann@SVR", "POC:kim@GSL"
LETTER = {"kind": "letter", "reasons": {"en": "For a broken seal.", "es": "Por un candado roto."}}
RECOMMENDATION = {
    "kind": "recommendation",
    "reasons": "Never to be read by the carrier.",
    "findings": [
        {
            "id": "f1",
            "requirement": "Seals are checked at each interchange",
            "category": "seal security",
            "who_controlled": "SVR",
            "criterion": "seal-checks",
        }
    ],
}
SCAN = b"%PDF-1.7\na letter\n%%EOF\n"
SCOPE = 'scope=[{"benefit":"reduced-exams","place":"2304"}]'


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Typists:
    """As many processes that type commands as commands may run at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: asyncio.Queue[asyncio.subprocess.Process] = asyncio.Queue()
        self._all: list[asyncio.subprocess.Process] = []
        self._numbers = count(1)

    async def __aenter__(self) -> Self:
        for _ in range(2):
            typist = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.end_to_end.typist",
                cwd=PROJECT,
                stdin=PIPE,
                stdout=PIPE,
            )
            self._all.append(typist)
            self._idle.put_nowait(typist)
        return self

    async def __aexit__(self, *_: object) -> None:
        for typist in self._all:
            assert typist.stdin is not None
            typist.stdin.close()
            await typist.wait()

    async def type(self, words: Sequence[str], environment: Mapping[str, str], said: str) -> Answer:
        """Let one command be typed."""
        place = self._folder / f"typed-{next(self._numbers)}"
        files = {name: place.with_suffix(f".{name}") for name in ("stdin", "stdout", "stderr")}
        files["stdin"].write_text(said)
        request = {
            "words": words,
            "environment": dict(environment),
            **{name: str(file) for name, file in files.items()},
        }
        typist = await self._idle.get()
        assert typist.stdin is not None
        assert typist.stdout is not None
        typist.stdin.write(json.dumps(request).encode() + b"\n")
        code = int(await typist.stdout.readline())
        self._idle.put_nowait(typist)
        return Answer(code, files["stdout"].read_text(), files["stderr"].read_text())


class Walk:
    """Types commands and keeps the answers that tests look at, by name."""

    def __init__(self, typists: Typists, stack: EmbeddedStack, folder: Path) -> None:
        self.stack = stack
        self.folder = folder
        self.case = ""
        self.kept: dict[str, Answer] = {}
        self.heard: Any = None
        """What the portal answered (``asked_over_http``)."""
        self._typists = typists

    @property
    def environment(self) -> dict[str, str]:
        """Of this test's environment what is not about this system, and where the stack is."""
        others = {n: v for n, v in os.environ.items() if not n.startswith("RESUMPTION_")}
        return {**others, "RESUMPTION_DATA_DIR": str(self.stack.folder)}

    async def type(
        self, *words: str, said: Any = None, expect: int = 0, keep: str = "", **env: str
    ) -> Answer:
        """Type one command; ``said`` is what it reads from standard input, as JSON."""
        text = "" if said is None else json.dumps(said)
        answer = await self._typists.type(words, {**self.environment, **env}, text)
        assert answer.code == expect, f"{words}: {answer}"
        one_line = answer.err.startswith("starter.py: ") and answer.err.count("\n") == 1
        assert one_line if expect else not answer.err, f"{words}: {answer.err}"
        if keep:
            self.kept[keep] = answer
        return answer

    async def start(self, *words: str) -> Answer:
        """Start an interpreter for one command, as a person does."""
        process = await asyncio.create_subprocess_exec(
            PROJECT / "starter.py",
            *words,
            cwd=PROJECT,
            env={**self.environment, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            stdout=PIPE,
            stderr=PIPE,
        )
        out, err = await process.communicate()
        return Answer(process.returncode or 0, out.decode(), err.decode())

    async def do(
        self, who: str, act: str, *words: str, said: Any = None, expect: int = 0, keep: str = ""
    ) -> Answer:
        """Give a command to the case."""
        line = ("do", self.case, act, "--as", who, *words)
        return await self.type(*line, said=said, expect=expect, keep=keep)

    async def look(
        self, command: str, *words: str, who: str = "", expect: int = 0, keep: str = ""
    ) -> Answer:
        """Read the case."""
        by = ("--as", who) if who else ()
        return await self.type(command, self.case, *words, *by, expect=expect, keep=keep)

    async def draft(self, name: str, content: Mapping[str, Any]) -> None:
        """File a draft that comes through standard input."""
        await self.do(OFF, "file_draft", "--document", name, "--content", "-", said=content)


async def to_the_opening(walk: Walk) -> None:
    opening = ("open", "--as", OFF, "--file", "-")
    await asyncio.gather(
        walk.type(*opening, "--dry-run", "--json", said=OPENING, keep="opening tried"),
        walk.type(*opening, said={**OPENING, "carrier": "XXXX"}, expect=2, keep="no such carrier"),
        walk.type(*opening, said={**OPENING, "port": "9999", "color": 1}, expect=2, keep="two"),
        walk.type(*opening, said={**OPENING, "illustrative": False}, expect=3, keep="not marked"),
        walk.type("list", "--json", keep="nothing yet"),
    )
    opened = await walk.type(*opening, "--id", "first", "--json", said=OPENING, keep="opened")
    walk.case = opened.json["case_id"]
    await asyncio.gather(
        walk.type(*opening, "--id", "first", "--json", said=OPENING, keep="opened again"),
        walk.type(*opening, said=OPENING, expect=3, keep="a second case"),
        walk.type(*opening, "--dry-run", said=OPENING, expect=3),
        walk.do(OFF, "contact_note", "-f", "text=x", "--id", "first", expect=2, keep="id used"),
        walk.draft("rec-1", RECOMMENDATION),
        walk.draft("letter-1", LETTER),
        walk.draft("letter-2", LETTER),
    )


async def to_the_suspension(walk: Walk) -> None:
    recommend = (OFF, "recommend_sanction", "--document", "rec-1")
    await asyncio.gather(
        walk.do(SUP, "sign_document", "--document", "rec-1", keep="signed"),
        walk.do(OFF, "suspend", "--letter", "letter-2", "-f", "legal_basis=967a", "-f", SCOPE,
                expect=3, keep="wrong state"),
    )  # fmt: skip
    await walk.do(*recommend, "--dry-run", keep="recommendation tried")
    await walk.look("log", "--json", keep="log after trying")
    await walk.do(*recommend)
    await walk.do(HQ, "propose_sanction", "--letter", "letter-1")
    await walk.do(POC, "acknowledge_letter", "--letter", "letter-1")
    await walk.do(POC, "submit_comment", "--file", "-", said={"text": "It was whole when it left."})
    await walk.do(
        HQ, "suspend", "--letter", "letter-2", "--rests-on", "rec-1", "-f", "legal_basis=967a",
        "-f", "term_days=90", "-f", SCOPE, "--json", keep="ordered",
    )  # fmt: skip
    await asyncio.gather(
        walk.look("show", "--json", who=POC, keep="ordered, as the carrier sees it"),
        walk.look("log", "--json", who=EXE, keep="log of an order, as the carrier sees it"),
        walk.look("show", "--document", "letter-2", who=POC, expect=2),
        walk.do(POC, "acknowledge_letter", "--letter", "letter-2", "--dry-run", keep="peeked"),
    )
    await walk.look(
        "letter", "letter-2", "--pdf", str(walk.folder / "early.pdf"), who=POC, expect=2
    )
    await until(lambda: _sent(walk, "letter-2"))
    await walk.do(POC, "acknowledge_letter", "--letter", "letter-2")


async def _sent(walk: Walk, letter: str) -> bool:
    """Whether it is on record that a letter was handed to the mail system."""
    seen = await walk.look("show", "--json")
    return bool(seen.json["tracks"]["LETTER"][letter] == "SENT")


async def looked_at_from_all_sides(walk: Walk) -> None:
    evidence = walk.folder / "seal-log.pdf"
    evidence.write_bytes(b"%PDF-1.7\n" + b"x" * 3_000_000 + b"\n%%EOF\n")
    (walk.folder / "empty.pdf").touch()
    attach = (POC, "submit_evidence", "-f", "evidence=e1", "-f", "action=a1", "--attach")
    await asyncio.gather(
        walk.look("show", "--json", keep="suspended"),
        walk.look("show", "--lang", "es", who=POC, keep="en español"),
        walk.look("show", "--document", "letter-2", who=EXE, keep="the letter"),
        walk.look("letter", "letter-2", "--json", who=POC, keep="the letter as sent"),
        walk.look("letter", "letter-2", "--lang", "es", "--pdf", str(walk.folder / "carta.pdf"),
                  who=POC, keep="carta en PDF"),
        walk.look("letter", "letter-2", "--pdf", str(walk.folder), who=POC, expect=2),
        walk.look("letter", "letter-2", "--pdf", str(walk.folder / "x.pdf"), who=STRANGER,
                  expect=4),
        walk.look("log", "--json", who=POC, keep="log, as the carrier sees it"),
        walk.look("verify", "--json", who=POC, keep="verified"),
        walk.look("commands", "--json", who=POC, keep="what the carrier may"),
        walk.look("commands", "suspend", who=HQ, keep="about one command"),
        walk.look("clocks", "--explain", "--lang", "es", who=POC, keep="relojes"),
        *(walk.look(command, who=STRANGER, expect=4)
          for command in ("show", "log", "clocks", "verify", "commands")),
        *(walk.look("show", who=who, expect=4) for who in ("MXA:mora", "VWR:shipper")),
        walk.do(STRANGER, "contact_note", "-f", "text=x", expect=4, keep="a stranger"),
        walk.do(POC, "accept_pia", expect=3, keep="wrong role"),
        walk.do(POC, "submit_pia", "-f", "document=p", "-f", "sha256=" + "0" * 64, expect=3,
                keep="condition"),
        walk.do(POC, "submit_pia", "-f", "document=p", "-f", "sha256=" + "0" * 64, "--lang", "es",
                expect=3, keep="condición"),
        walk.do(OFF, "contact_note", "-f", "text=\u202egnirts", expect=2, keep="turned around"),
        walk.do(OFF, "contact_note", "--file", "-", said={"text": "x" * 1_000_000}, expect=2,
                keep="a megabyte"),
        walk.do(OFF, "no_such_thing", expect=2),
        walk.do(*attach, str(evidence), expect=3, keep="evidence"),
        walk.do(*attach, str(walk.folder / "empty.pdf"), expect=2, keep="empty file"),
        walk.type("doctor", "--as", "OPS:kay", keep="examined"),
        walk.type("doctor", "--mend", "--as", SUP, expect=3),
        walk.type("doctor", "--as", POC, expect=4),
        walk.look("what-if", "--extend", "T09=14", "--json", who=POC, keep="supposed"),
        walk.look("what-if", "--extend", "T02=14", who=POC, expect=2, keep="supposed in vain"),
        walk.look("what-if", "--extend", "T09=14", who=STRANGER, expect=4),
        walk.look("export", keep="exported"),
        walk.look("export", "--format", "xes", who=STRANGER, expect=4),
        walk.type("export", "--all", "--format", "csv", "--as", POC,
                  keep="exported by the carrier"),
        walk.type("show", "case-000000000000", expect=4),
        walk.type("list", "--json", "--state", "SUSPENDED", "--port", "2304", "--awaiting",
                  "carrier", "--illustrative", "--carrier", "SVR", keep="found"),
        walk.type("list", "--json", "--real", keep="no real one"),
        walk.type("list", "--json", "--phase", "review", keep="none in review"),
        walk.type("list", "--json", "--overdue", keep="nothing late"),
        walk.type("list", "--json", "--as", STRANGER, keep="list of a stranger"),
        walk.type("list", "--as", STRANGER, "--carrier", "SVR", expect=4),
        walk.type("list", "--state", "HAPPY", expect=2, keep="no such state"),
        walk.type("list", "--no-such-option", expect=2, keep="no such option"),
    )  # fmt: skip


async def taken_over_from_paper(walk: Walk) -> None:
    """A case of another railroad, suspended on paper three weeks ago; then a letter comes in."""
    today = datetime.now(UTC).date()
    days = {name: str(today - timedelta(days=ago)) for name, ago in (("d", 22), ("s", 21))}
    record = {
        **ON_PAPER,
        "entered_on": days["s"],
        "decision": {
            **ON_PAPER["decision"],
            "decided_on": days["d"],
            "effect_on": days["s"],
            "served_on": days["s"],
        },
    }
    said = {**{k: v for k, v in OPENING.items() if k != "incident"}, "carrier": "GSL"}
    adopt = ("adopt", "--as", SUP, "--file", "-")
    await walk.type(*adopt, "--dry-run", said={**said, "record": record}, keep="adoption tried")
    future = {**record, "entered_on": "2099-01-01"}
    await walk.type(*adopt, said={**said, "record": future}, expect=3, keep="from the future")
    proposed = await walk.type(*adopt, "--json", said={**said, "record": record})
    case = proposed.json["case_id"]
    countersign = ("do", case, "countersign_adoption", "--adoption", "--json", "--as")
    await walk.type(*countersign, "HQ:lane", expect=3, keep="the adopter himself")
    adopted = await walk.type(*countersign, HQ, keep="adopted")
    scan = walk.folder / "scan.pdf"
    scan.write_bytes(SCAN)
    receive = (
        "receive", case, "contact_note", "--as", "OPS:ivy", "--from", STRANGER, "--channel", "post",
        "--original", str(scan), "-f", "text=By post.", "--received",
    )  # fmt: skip
    await asyncio.gather(
        walk.type(*receive, adopted.json["received_at"], "--json", keep="received"),
        walk.type(*receive, "2099-01-01T00:00:00Z", expect=3, keep="received tomorrow"),
        walk.type(*receive, "2026-11-20T10:00:00", expect=2, keep="received nowhere"),
    )
    await walk.type("log", case, "--json", "--as", STRANGER, keep="log of the adopted")
