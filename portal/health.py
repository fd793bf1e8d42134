"""Whether the portal lives, and whether it can serve. Says nothing else to anybody."""

from fastapi import APIRouter, Response

from portal.services import On

router = APIRouter(prefix="/health", include_in_schema=False)


@router.get("/live")
async def live() -> Response:
    """The process answers."""
    return Response("ok\n", media_type="text/plain")


@router.get("/ready")
async def ready(on: On) -> Response:
    """The record can be read. The engine may be away: what is filed then is received."""
    await on.record.cases.list_cases(limit=1)
    return Response("ok\n", media_type="text/plain")
