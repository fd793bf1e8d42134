"""One event told to every open case that it reaches, each with its own receipt.

A case's command id follows from the event's name, so that telling again changes nothing where it
was told, and reaches what was opened or away meanwhile.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from casework.agenda import caught_up
from casework.case import Case
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
from casework.refusal import Refusal
from casework.roles import Actor
from casework.states import OPEN
from casework.versions import versions_in_force
from desk.errors import Declination, IdUsedBefore, NotAnsweredYet
from desk.outcomes import Declined, Done
from desk.ports import CaseNow

Event = ReportCrossingClosed | ReportCrossingReopened | RecordOutage
"""What may be told to many cases at once."""

SPREAD: dict[str, type[Body]] = {
    model.act: model for model in (ReportCrossingClosed, ReportCrossingReopened, RecordOutage)
}

NOT_ITS_MATTER = frozenset(
    {"crossing_is_of_the_case", "crossing_is_shut", "outage_fell_on_a_last_day", "state"}
)
"""Rules that say that an event does not touch a case; no command is sent to it."""

OTHER_WORDS = "told_in_other_words"
"""What is said where a case was told an event of that name before, and something else of it."""

_IDS = UUID("0f3b7f0e-7c55-5b0e-8a3f-5a2f4f5d9e61")


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


async def tell(
    desk: Desk,
    read: Callable[[str], Awaitable[CaseNow]],
    actor: Actor,
    case_id: str,
    body: Event,
) -> Told:
    """Tell an event to one case, once, and only if it is that case's matter."""
    command_id = command_id_of(body, case_id)
    if isinstance(await desk.outcome(command_id), Done):
        return Told(case_id, "done_before")
    if judged := not_told(await read(case_id), actor, body):
        return judged
    said = body.model_dump(mode="json", exclude_none=True)
    try:
        await desk.do(actor, case_id, body.act, said, command_id=command_id)
    except Declination as declined:
        return Told(case_id, "refused", declined.refusal.rule)
    except IdUsedBefore:
        return Told(case_id, "refused", OTHER_WORDS)
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


def refusal_of(case: Case | None, now: datetime, actor: Actor, body: Body) -> Refusal | None:
    """Return why a command would be refused now, None where it would not; nothing is sent.

    ``case`` is None for a command that opens one.
    """
    asked = Asked(
        act=body.act,
        body=body,
        actor=actor,
        at=now,
        key="dry",
        command_id="dry",
        versions=versions_in_force(),
    )
    answer = decide(None if case is None else caught_up(case, now), asked)
    return answer if isinstance(answer, Refusal) else None


def not_told(found: CaseNow, actor: Actor, body: Event) -> Told | None:
    """Return why an event is not told to a case; None where it is."""
    refusal = refusal_of(found.case, found.now, actor, body)
    if refusal is None:
        return None
    result = "not_reached" if refusal.rule in NOT_ITS_MATTER else "refused"
    return Told(found.case.id, result, refusal.rule)
