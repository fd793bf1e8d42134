"""``export``: the cases that somebody may see, as an event log on standard output or in a file."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from casework.event_log.case_log import CONFORMS, CaseLog, case_log
from casework.event_log.names import Names, may_name
from casework.event_log.ocel import ocel
from casework.event_log.table import csv_table
from casework.event_log.xes import xes
from casework.roles import CARRIER_ROLES, Actor
from cli import terminal
from cli.connections import open_record
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import reader
from reading.record import Record
from reading.seen import Filter, Seen, see, some_cases
from runtime.settings import load_settings

_AT_A_TIME = 200


def _as_ocel(logs: Sequence[CaseLog]) -> str:
    return json.dumps(ocel(logs), ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[CaseLog]], str]] = {
    "ocel": _as_ocel,
    "xes": xes,
    "csv": csv_table,
}
"""What can be asked for."""


async def export_log(
    case_id: str | None, *, every: bool, form: str, out: str | None, names: bool, who: str | None
) -> None:
    """Export one case, or every case that somebody may see."""
    if (case_id is None) is not every:
        raise Stop(BAD_INPUT, "CASE: name one case, or say --all")
    if form not in FORMATS:
        raise Stop(BAD_INPUT, f"--format: is one of {', '.join(FORMATS)}")
    settings = load_settings()
    actor = await reader(who, settings)
    if names and not may_name(actor):
        raise Stop(REFUSED, "refused (names): only an auditor exports names; leave --names out")
    async with open_record(settings) as record:
        if case_id is not None:
            ids = [case_id]
        else:
            ids = await _every_case(record, actor)
        called = Names(named=names)
        logs = [log_of(await see(record, one, actor), actor, called) for one in ids]
    text = FORMATS[form](logs)
    if out is None:
        sys.stdout.write(text)
    else:
        _write(Path(out), text)
        terminal.say(f"{out}: {_counted(logs)}")


def log_of(seen: Seen, actor: Actor | None, names: Names) -> CaseLog:
    """Return a case's log, of what somebody sees of it."""
    events = ((row.seq, row.event, shown) for row, shown in seen.events)
    whole = actor is None or actor.role not in CARRIER_ROLES
    return case_log(seen.whole, events, names, whole=whole)


async def _every_case(record: Record, actor: Actor | None) -> list[str]:
    """Return the ids of all cases that somebody may see, the oldest first."""
    ids: list[str] = []
    after: str | None = None
    while True:
        page = await some_cases(record, actor, Filter(), limit=_AT_A_TIME, after=after)
        ids += [view.case_id for view in page.cases]
        after = page.after
        if after is None:
            return ids[::-1]


def _write(file: Path, text: str) -> None:
    """Write a file whole or not at all, for its owner's eyes only."""
    draft = file.with_name(f".{file.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            opened.write(text)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Stop(BAD_INPUT, f"--out: cannot be written ({type(error).__name__})") from None


def _counted(logs: Sequence[CaseLog]) -> str:
    events = sum(len(log.entries) for log in logs)
    strange = sum(log.conformance != CONFORMS for log in logs)
    told = f"{len(logs)} cases, {events} events"
    return f"{told}; {strange} do not follow the process table" if strange else told
