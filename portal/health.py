"""Whether the portal lives, and whether it can serve. Says nothing else to anybody."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from portal.problems import Problem, ProblemType
from portal.services import Services, services
from records.failures import RecordError, database_errors

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
async def live() -> Response:
    """The process answers."""
    return Response("ok\n", media_type="text/plain")


@router.get("/ready")
async def ready(on: Annotated[Services, Depends(services)]) -> Response:
    """The record can be read. The engine may be away: what is filed then is received."""
    try:
        with database_errors():
            await on.reading.fetchval("select 1")
    except RecordError:
        raise Problem(ProblemType.UNAVAILABLE, "the record cannot be read now") from None
    return Response("ok\n", media_type="text/plain")
