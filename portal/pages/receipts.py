"""The receipt of an act: what happened, on the record under which hash, and what is owed next."""

from fastapi import APIRouter, Request, Response

from casework.states import State
from desk.outcomes import Declined, read_outcome
from desk.ports import ReceivedCommand
from portal import sight
from portal.forms.words import act_name, act_says
from portal.own_commands import own_command
from portal.pages.cases import owed_now
from portal.pages.languages import language_of
from portal.pages.listing import meaning
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn
from reading.seen import Seen
from records.portal_sessions import Session

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case_id}/receipts/{command_id}")
async def receipt(
    request: Request, on: On, session: SignedIn, case_id: str, command_id: str
) -> Response:
    """Show a receipt to who gave the command; it stays the same however often it is loaded."""
    logged = await own_command(on, session.actor, command_id)
    received = logged.received
    if received.case_id != case_id:
        raise sight.no_such_case()
    seen = await _seen(on, session, received)
    language = language_of(request)
    outcome = read_outcome(logged.outcome) if logged.outcome else None
    declined = outcome.refusal if isinstance(outcome, Declined) else None
    done = None if outcome is None or isinstance(outcome, Declined) else outcome.receipt
    return await page(
        request,
        on,
        "receipt.html",
        case_id=case_id,
        zone=seen.case.zone if seen else "UTC",
        has_case=seen is not None,
        name=act_name(received.act).in_(language),
        says=act_says(received.act).in_(language),
        command_id=command_id,
        received_at=done.received_at if done else received.received_at,
        receipt=done,
        refused=(declined.es if language == "es" else declined.en) if declined else "",
        state=meaning(State(done.state), language) if done else "",
        owed=owed_now(seen, language) if done and seen else [],
    )


async def _seen(on: Services, session: Session, received: ReceivedCommand) -> Seen | None:
    """Return the case; None where this command opens it and it is not there yet, or not his."""
    try:
        return await sight.read(on, received.case_id, session.actor, what="receipt", way="page")
    except Problem as problem:
        if received.opens_for is None or problem.type is not ProblemType.NOT_FOUND:
            raise
        return None
