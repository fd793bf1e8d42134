"""Commands: given once under a key of the sender's own, judged by the rules, answered for good."""

from functools import cache
from http import HTTPStatus
from typing import Annotated, Any, TypeAlias

from fastapi import APIRouter, Header, Response

from casework.commands import commands
from casework.commands.suspension import Opening
from casework.refusal import Refusal, RefusalKind
from desk.case_desk import case_opened_by
from desk.errors import BadInput, Declination, IdUsedBefore, NotAnsweredYet
from desk.outcomes import Declined, read_outcome
from portal import sight
from portal.api import models
from portal.api.cases import etag
from portal.callers import ReaderActor, WriterActor
from portal.own_commands import own_command
from portal.problems import Problem, ProblemType, documented
from portal.services import On

router = APIRouter(tags=["commands"])

_PREFIX = "/api/v1/commands"
_KEY = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
"""No colon, hash or at sign: clocks and notices make their own keys with these."""

Key: TypeAlias = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=_KEY,
        description="The command's id, of your own making (a UUID, say). The same key with the "
        "same content gives the same answer; with another content it is refused.",
    ),
]
Match: TypeAlias = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The `ETag` of the case as you read it; `*` for a case that is not recorded "
        "yet.",
    ),
]

_PROBLEMS = documented(
    ProblemType.REFUSED,
    ProblemType.KEY_REUSED,
    ProblemType.CHANGED,
    ProblemType.CONDITION_MISSING,
)
_RECEIVED: dict[int | str, dict[str, Any]] = {
    202: {"model": models.Received, "description": "Received; the engine is away"}
}


@router.post(
    "/cases",
    status_code=201,
    response_model=models.Answered,
    responses={**_PROBLEMS, **_RECEIVED},
    summary="Open a case",
)
async def open_case(
    response: Response, on: On, actor: WriterActor, said: models.CommandToGive, key: Key
) -> Any:
    """Open a case; its id is in the receipt, and in ``Location``."""
    case_id = case_opened_by(key)
    try:
        receipt = await on.desk.open(actor, said.body, act=said.command, command_id=key)
    except (BadInput, IdUsedBefore, Declination) as refused:
        raise _problem(refused) from None
    except NotAnsweredYet:
        return _received(key)
    response.headers["Location"] = f"/api/v1/cases/{case_id}"
    return models.Answered(receipt=receipt)


@router.post(
    "/cases/{case_id}/commands",
    response_model=models.Answered,
    responses={**_PROBLEMS, **_RECEIVED},
    summary="Give a command to a case",
)
async def give(
    on: On,
    actor: WriterActor,
    case_id: str,
    said: models.CommandToGive,
    key: Key,
    match: Match = None,
) -> Any:
    """Give a command to a case.

    It is written down before it is sent: 200 with a receipt when its events are durable, 202 when
    the engine is away; it then takes effect as of the instant at which it was received.
    """
    if not await sight.not_recorded_yet(on, case_id, actor):
        seen = await sight.read(on, case_id, actor, what="before a command")
        # What was received before is answered as before, however the case went on since.
        if await on.log.find(key) is None:
            _check(match, etag(seen))
    try:
        receipt = await on.desk.do(actor, case_id, said.command, said.body, command_id=key)
    except (BadInput, IdUsedBefore, Declination) as refused:
        raise _problem(refused) from None
    except NotAnsweredYet:
        return _received(key)
    return models.Answered(receipt=receipt)


@router.get(
    "/commands/{command_id}",
    response_model=models.Answered | models.Received | models.Declined,
    summary="What became of a command of yours",
)
async def outcome(on: On, actor: ReaderActor, command_id: str) -> Any:
    """Return what became of a command to who gave it; to anybody else there is none."""
    logged = await own_command(on, actor, command_id)
    await sight.log_reads(on, [logged.received.case_id], "outcome", actor)
    if logged.outcome is None:
        return models.Received(command_id=command_id, outcome=f"{_PREFIX}/{command_id}")
    found = read_outcome(logged.outcome)
    if isinstance(found, Declined):
        why = found.refusal
        return models.Declined(rule=why.rule, en=why.en, es=why.es)
    return models.Answered(receipt=found.receipt)


@router.get("/acts", response_model=list[models.Act], summary="All commands, with their schemas")
async def acts() -> list[models.Act]:
    """Return every command that exists, as its body is checked. Needs no sign-in."""
    return _acts()


@cache
def _acts() -> list[models.Act]:
    return [
        models.Act(
            command=act,
            description=model.description(),
            opens=issubclass(model, Opening),
            body=model.model_json_schema(),
        )
        for act, model in commands().items()
    ]


def _check(match: str | None, tag: str) -> None:
    if match is None:
        raise Problem(ProblemType.CONDITION_MISSING, "send If-Match with the ETag of the case")
    if match.strip() != tag:
        raise Problem(ProblemType.CHANGED, "read the case again", version=tag)


def _received(command_id: str) -> Response:
    place = f"{_PREFIX}/{command_id}"
    said = models.Received(command_id=command_id, outcome=place)
    return Response(
        said.model_dump_json(),
        status_code=HTTPStatus.ACCEPTED,
        media_type="application/json",
        headers={"Location": place},
    )


def _problem(error: BadInput | IdUsedBefore | Declination) -> Problem:
    match error:
        case BadInput():
            return Problem(ProblemType.BAD_INPUT, errors=error.problems)
        case IdUsedBefore():
            said = "the Idempotency-Key was used before for another command; take a new one"
            return Problem(ProblemType.KEY_REUSED, said)
        case Declination():
            return _refused(error.refusal)


def _refused(refusal: Refusal) -> Problem:
    """Say which rule refuses, why, and who may; what is not somebody's is as if it were not."""
    if refusal.kind is RefusalKind.CARRIER or refusal.rule == "no_case":
        return sight.no_such_case()
    return Problem(
        ProblemType.REFUSED,
        refusal.en,
        rule=refusal.rule,
        kind=refusal.kind.value,
        detail_es=refusal.es,
        states=list(refusal.states),
        roles=[role.value for role in refusal.roles],
    )
