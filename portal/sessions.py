"""Who uses the pages: a browser with a session, kept in the database under an opaque id.

A page for people is refused to nobody: who has no session is sent to sign in, and comes back.
What changes something asks, besides the session, for the form's own secret and our own origin.
"""

import hmac
from datetime import UTC, datetime
from typing import Annotated, TypeAlias
from urllib.parse import quote

from fastapi import Depends, Request, Response

from portal.going_on import local_path
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from records.portal_sessions import Session

_KNOWN = "session_of_this_request"

SESSION, ATTEMPT, LANGUAGE = "session", "attempt", "language"
"""Our cookies; behind HTTPS the first two get the prefix ``__Host-``."""


class SignInFirst(Exception):
    """Nobody is signed in here; ``args[0]`` is the path to come back to."""


def cookie_name(on: Services, name: str) -> str:
    """Return what a cookie is called: behind HTTPS, so that no other host can set it."""
    return f"__Host-{name}" if _https(on) else name


def set_cookie(response: Response, on: Services, name: str, value: str, *, seconds: int) -> None:
    """Give a cookie to the browser: for us alone, not for scripts, not for other sites' forms."""
    response.set_cookie(
        cookie_name(on, name),
        value,
        max_age=seconds,
        path="/",
        secure=_https(on),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, on: Services, name: str) -> None:
    """Take a cookie from the browser."""
    set_cookie(response, on, name, "", seconds=0)


def session_id(request: Request, on: Services) -> str | None:
    """Return the id that the browser has, if it has one."""
    return request.cookies.get(cookie_name(on, SESSION)) or None


def asks_by_itself(request: Request) -> bool:
    """Whether a page asks, and nobody who sits before it."""
    return request.headers.get("hx-request") == "true"


async def current(request: Request, on: Services) -> Session | None:
    """Return the session of a browser, None where it has none or it has ended.

    It counts as used, unless a page asks by itself. A request asks once: each use is written down,
    durably, and who asked at its beginning is who gets the page.
    """
    found = session_id(request, on)
    if not found:
        return None
    known: tuple[str, Session | None] = getattr(request.state, _KNOWN, ("", None))
    if known[0] != found:
        used = not asks_by_itself(request)
        known = found, await on.sessions.use(found, at=datetime.now(UTC), used=used)
        setattr(request.state, _KNOWN, known)
    return known[1]


async def end(request: Request, on: Services) -> None:
    """End the session of a browser, if it has one; what this request still shows is nobody's."""
    found = session_id(request, on)
    if found is not None:
        await on.sessions.end(found)
        setattr(request.state, _KNOWN, (found, None))


async def ended(request: Request, on: Services) -> Session | None:
    """Return the session that a browser had, if it ended within a day without a sign-out."""
    found = session_id(request, on)
    return await on.sessions.ended(found) if found else None


async def _signed_in(request: Request, on: On) -> Session:
    session = await current(request, on)
    if session is None:
        query = f"?{request.url.query}" if request.url.query else ""
        raise SignInFirst(local_path(f"{request.url.path}{query}"))
    return session


SignedIn: TypeAlias = Annotated[Session, Depends(_signed_in)]
"""The session of who is signed in."""


def sign_in_path(go_on_to: str) -> str:
    """Return the path of the sign-in page that leads back to a page."""
    return f"/sign-in?next={quote(go_on_to, safe='')}"


async def own_form(request: Request, on: Services, session: Session) -> None:
    """Make sure that a form is ours: our origin, and the secret that only our pages know.

    Ends the request where it is not.
    """
    from_here(request, on)
    has_secret((await request.form()).get("csrf"), session)


def from_here(request: Request, on: Services) -> None:
    """Make sure that no other site made the browser send this. Ends the request where one did."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if origin not in (None, on.settings.required_portal_url()) or site != "same-origin":
        raise Problem(ProblemType.FORBIDDEN, "this form does not come from this portal")


def has_secret(said: object, session: Session) -> None:
    """Make sure that what was sent has the secret of the session's own pages; else end it."""
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), session.csrf.encode()):
        raise Problem(ProblemType.FORBIDDEN, "the form is an old one; load the page again")


def _https(on: Services) -> bool:
    return on.settings.required_portal_url().startswith("https://")
