"""Events of other systems: taken once, written down with what they become, answered for good."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from casework.reference import SYSTEMS, OutsideSystem
from casework.roles import Actor
from desk.errors import BadInput, Declination
from exchange.cloud_events import CONTENT_TYPE
from exchange.intake import EventIdUsed, EventOutcome, Status
from portal.callers import SenderActor
from portal.problems import Problem, ProblemType, documented
from portal.services import On

router = APIRouter(tags=["events"])

_PROBLEMS = documented(ProblemType.BAD_INPUT, ProblemType.FORBIDDEN, ProblemType.KEY_REUSED)
_RECEIVED: dict[int | str, dict[str, Any]] = {
    202: {"model": EventOutcome, "description": "Received; the engine is away for some case"}
}


@router.post(
    "/events",
    response_model=EventOutcome,
    responses={**_PROBLEMS, **_RECEIVED},
    summary="Tell an event",
)
async def take(
    request: Request,
    response: Response,
    on: On,
    actor: SenderActor,
    _event: Annotated[
        dict[str, Any],
        Body(
            media_type=CONTENT_TYPE,
            description="One CloudEvent 1.0 in structured mode; docs/events.md names the types, "
            "and docs/schemas has the schema of each type's data.",
        ),
    ],
) -> EventOutcome:
    """Take a CloudEvent of a system.

    The same event again gives what became of it; another one under its id is refused.
    """
    system = _system(actor)
    try:
        outcome = await on.intake.take(await request.body(), system)
    except BadInput as wrong:
        raise Problem(ProblemType.BAD_INPUT, errors=wrong.problems) from None
    except Declination as declined:
        why = declined.refusal
        raise Problem(ProblemType.FORBIDDEN, why.en, rule=why.rule, detail_es=why.es) from None
    except EventIdUsed:
        said = "this source has sent another event under this id; give the event one of its own"
        raise Problem(ProblemType.KEY_REUSED, said) from None
    if outcome.status is Status.WAITS:
        response.status_code = 202
    return outcome.shown_to(system.actor)


def _system(actor: Actor) -> OutsideSystem:
    """Return the system that has signed in, as reference data know it."""
    found = SYSTEMS.get(actor.person)
    if found is None or (found.role, found.organisation) != (actor.role, actor.organisation):
        raise Problem(ProblemType.FORBIDDEN, "this account is no system that may send events")
    return found
