"""``everywhere``: one event told to every open case that it reaches, each with its own receipt.

A case's command id follows from the event's name, so that telling again changes nothing where it
was told, and reaches what was opened or away meanwhile.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Protocol
from uuid import UUID, uuid5

from casework.agenda import caught_up
from casework.command import Receipt
from casework.commands import Body
from casework.commands.disruptions import (
    RecordOutage,
    ReportCrossingClosed,
    ReportCrossingReopened,
)
from casework.decide import decide
from casework.events import CaseView
from casework.guards.base import Asked
from casework.process.table import BY_ACT
from casework.refusal import Refusal
from casework.roles import Actor
from casework.states import OPEN
from cli import terminal
from cli.acting import Typed
from cli.bodies import assembled, checked, model_named
from cli.connections import open_counter, open_record
from cli.exits import BAD_INPUT, REFUSED, UNREACHABLE, Stop
from cli.person import speaker
from desk.errors import Declination, IdUsedBefore, NotAnsweredYet
from desk.outcomes import Declined, Done
from reading.record import Record
from reading.seen import Seen, see
from runtime.settings import load_settings

Event = ReportCrossingClosed | ReportCrossingReopened | RecordOutage
"""What may be told to many cases at once."""

SPREAD: dict[str, type[Body]] = {
    model.act: model for model in (ReportCrossingClosed, ReportCrossingReopened, RecordOutage)
}

_NOT_ITS_MATTER = frozenset(
    {"crossing_is_of_the_case", "crossing_is_shut", "outage_fell_on_a_last_day", "state"}
)
"""Rules that say that an event does not touch a case; no command is sent to it."""

_IDS = UUID("0f3b7f0e-7c55-5b0e-8a3f-5a2f4f5d9e61")
_AT_A_TIME = 200


class Desk(Protocol):
    """The part of the desk that is needed here."""

    async def do(
        self,
        actor: Actor,
        case_id: str,
        act: str,
        body: dict[str, Any],
        *,
        command_id: str | None = None,
    ) -> Receipt:
        """Give a command to a case."""
        ...

    async def outcome(self, command_id: str) -> Done | Declined | None:
        """Return what became of a command."""
        ...


@dataclass(frozen=True)
class Told:
    """What became of an event in one case.

    ``result`` is done, done_before, not_reached, would_reach (a dry run), refused or waits;
    ``rule`` is what a refusal names.
    """

    case_id: str
    result: str
    rule: str = ""


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
                told.append(_judged(seen, actor, body) or Told(case_id, "would_reach"))
    else:
        async with open_counter(settings) as counter:

            async def read(case_id: str) -> Seen:
                return await see(counter.record, case_id, actor)

            async for case_id in _reached(counter.record, body):
                told.append(await tell(counter.desk, read, actor, case_id, body))
    _report(told, json=typed.json)


async def tell(
    desk: Desk,
    read: Callable[[str], Awaitable[Seen]],
    actor: Actor,
    case_id: str,
    body: Event,
) -> Told:
    """Tell an event to one case, once, and only if it is that case's matter."""
    command_id = command_id_of(body, case_id)
    if isinstance(await desk.outcome(command_id), Done):
        return Told(case_id, "done_before")
    if judged := _judged(await read(case_id), actor, body):
        return judged
    said = body.model_dump(mode="json", exclude_none=True)
    try:
        await desk.do(actor, case_id, body.act, said, command_id=command_id)
    except Declination as declined:
        return Told(case_id, "refused", declined.refusal.rule)
    except IdUsedBefore:
        return Told(case_id, "refused", "told_in_other_words")
    except NotAnsweredYet:
        return Told(case_id, "waits")
    return Told(case_id, "done")


def command_id_of(body: Event, case_id: str) -> str:
    """Return the id of the command that tells an event to a case: the same for ever."""
    return f"{body.act}-{uuid5(_IDS, f'{body.act} {body.event} {case_id}')}"


def concerns(body: Event, view: CaseView) -> bool:
    """Whether a case may be touched at all: open, and tied to the crossing if one is named."""
    tied = not isinstance(body, ReportCrossingClosed) or body.port in view.ports
    return view.state in OPEN and tied


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


def _judged(seen: Seen, actor: Actor, body: Event) -> Told | None:
    """Return why an event is not told to a case; None where it is."""
    case = caught_up(seen.whole, seen.now)
    asked = Asked(act=body.act, body=body, actor=actor, at=seen.now, key="dry", command_id="dry")
    answer = decide(case, asked)
    if not isinstance(answer, Refusal):
        return None
    result = "not_reached" if answer.rule in _NOT_ITS_MATTER else "refused"
    return Told(case.id, result, answer.rule)


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
