"""``everywhere``: one event told to every open case that it reaches, and what came of it."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict

from casework.process.table import BY_ACT
from cli import terminal
from cli.acting import Typed
from cli.bodies import assembled, checked, model_named
from cli.connections import open_counter, open_record
from cli.exits import BAD_INPUT, REFUSED, UNREACHABLE, Stop
from cli.person import speaker
from desk.ports import CaseNow
from desk.spreading import SPREAD, Event, Told, concerns, not_told, tell
from reading.record import Record
from reading.seen import see
from runtime.settings import load_settings

_AT_A_TIME = 200


async def everywhere(act: str, typed: Typed) -> None:
    """Tell an event to every open case that it reaches, and report each."""
    if act not in SPREAD:
        raise Stop(BAD_INPUT, f"COMMAND: only {', '.join(SPREAD)} are told everywhere")
    settings = load_settings()
    actor = await speaker(typed.who, settings)
    if not any(actor.role in row.by for row in BY_ACT[act]):
        roles = ", ".join(dict.fromkeys(role for row in BY_ACT[act] for role in row.by))
        raise Stop(REFUSED, f"refused (role): only these may tell this: {roles}")
    body = checked(model_named(act), assembled(typed.fields, typed.file))
    assert isinstance(body, Event)  # each model of SPREAD is one
    told: list[Told] = []
    if typed.dry_run:
        async with open_record(settings) as record:
            async for case_id in _reached(record, body):
                seen = await see(record, case_id, actor)
                found = CaseNow(seen.whole, seen.now)
                told.append(not_told(found, actor, body) or Told(case_id, "would_reach"))
    else:
        async with open_counter(settings) as counter:

            async def read(case_id: str) -> CaseNow:
                seen = await see(counter.record, case_id, actor)
                return CaseNow(seen.whole, seen.now)

            async for case_id in _reached(counter.record, body):
                told.append(await tell(counter.desk, read, actor, case_id, body))
    _report(told, json=typed.json)


async def _reached(record: Record, body: Event) -> AsyncIterator[str]:
    after: str | None = None
    while True:
        page = await record.cases.list_cases(limit=_AT_A_TIME, after=after)
        for view in page.cases:
            if concerns(body, view):
                yield view.case_id
        after = page.after
        if after is None:
            return


def _report(told: Iterable[Told], *, json: bool) -> None:
    """Print what became of an event in each case; end with 3 or 5 where one is not settled."""
    found = list(told)
    if json:
        terminal.as_json({"cases": [asdict(one) for one in found]})
    else:
        rows = [(one.case_id, one.result.replace("_", " "), one.rule) for one in found]
        terminal.table(("case", "result", "rule"), rows)
    results = [one.result for one in found]
    if "waits" in results:
        line = "received, but the engine does not answer for every case; it is sent again by itself"
        raise Stop(UNREACHABLE, line)
    if "refused" in results:
        raise Stop(REFUSED, f"refused in {results.count('refused')} of {len(results)} cases")
