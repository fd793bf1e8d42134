"""Pages that keep themselves up to date, by htmx; without scripts they are whole as they are.

Such a page asks every few seconds whether what it shows is still so, and is answered 204 if it is.
Asking is no use of a session: an unattended browser is signed out as it would be without. Nor is it
a read, as long as nothing new is shown.
"""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from portal.going_on import local_path
from portal.problems import Problem, ProblemType
from portal.sessions import asks_by_itself

router = APIRouter(include_in_schema=False)

COOKIE = "live"
_YEAR = 365 * 24 * 3600

UNCHANGED = 204
"""What a page is answered that shows what is still so; htmx then does nothing."""


@router.get("/live/{wanted}")
async def choose(
    wanted: str, go_on_to: Annotated[str | None, Query(alias="next")] = None
) -> Response:
    """Remember in this browser whether pages keep themselves up to date."""
    if wanted not in ("on", "off"):
        raise Problem(ProblemType.NOT_FOUND)
    response = RedirectResponse(local_path(go_on_to), 303)
    response.set_cookie(COOKIE, wanted, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def still_so(request: Request, seen: str) -> bool:
    """Whether a page asks by itself and shows what is still so."""
    return asks_by_itself(request) and request.query_params.get("seen") == seen


def asks_again(request: Request, seen: str) -> str:
    """Return the path that a page asks, empty where the reader does not want that."""
    if request.cookies.get(COOKIE) == "off":
        return ""
    asked = [(name, value) for name, value in parse_qsl(request.url.query) if name != "seen"]
    return f"{request.url.path}?{urlencode([*asked, ('seen', seen)])}"
