"""``assign``: whose case it is, one by one or all of a person's, for good or for some days."""

from collections.abc import Sequence
from typing import Any

from casework.roles import Actor
from casework.states import CLOSED
from cli.bodies import checked, model_named
from cli.connections import open_counter, open_record
from cli.exits import BAD_INPUT, NOT_FOUND, REFUSED, Stop
from cli.person import speaker
from cli.terminal import as_json, say
from desk.errors import Declination
from reading.record import Record, read_case
from runtime.settings import load_settings

_PAGE = 200


async def assign(
    cases: Sequence[str],
    *,
    all_of: str | None,
    to: str,
    since: str | None,
    until: str | None,
    who: str | None,
    dry_run: bool,
    json: bool,
) -> None:
    """Assign cases to a person; with days, for these days only, and then they go back.

    Each case is a command of its own: one that is refused leaves the others assigned, is named,
    and makes the exit code 3.
    """
    if bool(cases) == bool(all_of):
        raise Stop(BAD_INPUT, "name cases, or --all-of PERSON for all open cases of a person")
    settings = load_settings()
    actor = await speaker(who, settings)
    said = {"person": to, "since": since, "until": until}
    body = {name: value for name, value in said.items() if value is not None}
    checked(model_named("assign"), body)
    async with open_record(settings) as record:
        chosen = tuple(cases) if all_of is None else await _cases_of(record, all_of, actor)
    if not chosen:
        raise Stop(NOT_FOUND, f"--all-of: {str(all_of)[:40]!r} has no open case")
    if dry_run:
        _show([{"case": case, "outcome": "would be assigned"} for case in chosen], json=json)
        return
    done: list[dict[str, Any]] = []
    refused = 0
    async with open_counter(settings) as counter:
        for case in chosen:
            try:
                await counter.desk.do(actor, case, "assign", body)
            except Declination as declined:
                refused += 1
                done.append({"case": case, "outcome": f"refused: {declined.refusal.en}"})
            else:
                done.append({"case": case, "outcome": f"assigned to {to}"})
    _show(done, json=json)
    if refused:
        raise Stop(REFUSED, f"{refused} of {len(chosen)} were refused")


async def _cases_of(record: Record, name: str, actor: Actor) -> tuple[str, ...]:
    """Return the open cases that are a person's, whoever stands in for some days."""
    found: list[str] = []
    after: str | None = None
    while True:
        page = await record.cases.list_cases(limit=_PAGE, after=after)
        for view in page.cases:
            if view.state in CLOSED:
                continue
            held = (await read_case(record.cases, view.case_id, actor)).assigned
            if held is not None and (held.instead_of or held.person) == name:
                found.append(view.case_id)
        after = page.after
        if after is None:
            return tuple(found)


def _show(done: Sequence[dict[str, Any]], *, json: bool) -> None:
    if json:
        as_json(list(done))
        return
    for one in done:
        say(f"{one['case']}  {one['outcome']}")
