"""``export``: the cases that somebody may see, as an event log on standard output or in a file."""

import sys
from collections.abc import Sequence
from pathlib import Path

from casework.event_log.case_log import CONFORMS, CaseLog
from casework.event_log.names import Names, may_name
from cli import terminal
from cli.connections import open_record
from cli.exits import BAD_INPUT, REFUSED, Stop
from cli.person import reader
from cli.writing import write
from reading.event_logs import FORMATS, every_case, log_of
from reading.seen import see
from runtime.settings import load_settings


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
            ids = await every_case(record, actor)
        called = Names(named=names)
        logs = [log_of(await see(record, one, actor), actor, called) for one in ids]
    text = FORMATS[form](logs)
    if out is None:
        sys.stdout.write(text)
    else:
        write(Path(out), text.encode(), option="--out")
        terminal.say(f"{out}: {_counted(logs)}")


def _counted(logs: Sequence[CaseLog]) -> str:
    events = sum(len(log.entries) for log in logs)
    strange = sum(log.conformance != CONFORMS for log in logs)
    told = f"{len(logs)} cases, {events} events"
    return f"{told}; {strange} do not follow the process table" if strange else told
