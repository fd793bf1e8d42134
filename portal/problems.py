"""What goes wrong, as RFC 9457 problems: a stable type, plain words, the fields that are wrong.

Nothing of a case's content stands in a problem, except what the rules themselves say of it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from desk.errors import ClockDiffers
from desk.ports import CaseDisposed
from records.failures import DatabaseUnreachable

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_TYPES = "tag:resumption.example,2026:problems/"
"""A tag (RFC 4151) and no address: what a client compares must outlive every host name."""


class ProblemType(StrEnum):
    """The kinds of problems; each value ends a stable ``type``, and docs/api.md explains it."""

    BAD_INPUT = "bad-input"
    NOT_SIGNED_IN = "not-signed-in"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    METHOD = "method-not-allowed"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many-requests"
    REFUSED = "refused-by-the-rules"
    DISPOSED = "disposed-of"
    KEY_REUSED = "idempotency-key-reused"
    CHANGED = "case-has-changed"
    CONDITION_MISSING = "precondition-missing"
    FILE_REFUSED = "file-refused"
    WRONG_OFFSET = "wrong-offset"
    RANGE = "no-such-range"
    TOO_SLOW = "too-slow"
    MEDIA_TYPE = "media-type"
    PROTOCOL = "protocol-version"
    UNAVAILABLE = "service-away"
    CLOCK = "clock-differs"
    FAULT = "fault"

    @property
    def uri(self) -> str:
        """The ``type`` of a problem of this kind."""
        return f"{_TYPES}{self.value}"


class FieldError(BaseModel):
    """A field that is wrong: its path (``content.findings.0.criterion``), and what to do."""

    field: str
    problem: str


class ProblemBody(BaseModel):
    """A problem as it is sent (RFC 9457); ``errors`` and ``rule`` are extensions of ours."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = []


_STANDING: dict[ProblemType, tuple[int, str]] = {
    ProblemType.BAD_INPUT: (422, "What was sent cannot be understood"),
    ProblemType.NOT_SIGNED_IN: (401, "Sign in first"),
    ProblemType.FORBIDDEN: (403, "This is not allowed to who asks"),
    ProblemType.NOT_FOUND: (404, "There is no such thing for you"),
    ProblemType.METHOD: (405, "This cannot be done here"),
    ProblemType.TOO_LARGE: (413, "What was sent is too large"),
    ProblemType.TOO_MANY: (429, "Too many requests"),
    ProblemType.REFUSED: (409, "The rules refuse this"),
    ProblemType.DISPOSED: (410, "This case was disposed of when its time to be kept had run out"),
    ProblemType.KEY_REUSED: (409, "This key was used before, for something else"),
    ProblemType.CHANGED: (412, "The case has changed since it was read"),
    ProblemType.CONDITION_MISSING: (428, "Say which version of the case was read"),
    ProblemType.FILE_REFUSED: (422, "The file is not taken as it is"),
    ProblemType.WRONG_OFFSET: (409, "The next part begins elsewhere"),
    ProblemType.RANGE: (416, "The file has no such part"),
    ProblemType.TOO_SLOW: (408, "What is sent comes too slowly"),
    ProblemType.MEDIA_TYPE: (415, "This is sent as another media type"),
    ProblemType.PROTOCOL: (412, "This version of the protocol is not spoken here"),
    ProblemType.UNAVAILABLE: (503, "A service is away"),
    ProblemType.CLOCK: (503, "The clocks here tell different times; nothing is received"),
    ProblemType.FAULT: (500, "A fault of the program"),
}

_BY_STATUS = {
    400: ProblemType.BAD_INPUT,
    401: ProblemType.NOT_SIGNED_IN,
    403: ProblemType.FORBIDDEN,
    404: ProblemType.NOT_FOUND,
    405: ProblemType.METHOD,
    413: ProblemType.TOO_LARGE,
    429: ProblemType.TOO_MANY,
}


class Problem(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        type_: ProblemType,
        detail: str = "",
        *,
        errors: tuple[tuple[str, str], ...] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        """``errors`` are fields with what is wrong; ``more`` are further members of the body."""
        super().__init__(type_.value)
        self.type = type_
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})
        self.more = more


def standing(problem: Problem) -> tuple[int, str]:
    """Return the usual status of a problem and its title."""
    return _STANDING[problem.type]


def documented(*types: ProblemType) -> dict[int | str, dict[str, Any]]:
    """Return what the API's description says of answers that are problems of these kinds."""
    found: dict[int | str, dict[str, Any]] = {}
    for each in types:
        status, title = _STANDING[each]
        said = f"{found[status]['description']}; or: {title}" if status in found else title
        schema = ProblemBody.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schema["properties"]["errors"]["items"] = FieldError.model_json_schema()
        found[status] = {"description": said, "content": {MEDIA_TYPE: {"schema": schema}}}
    return found


def titles() -> tuple[str, ...]:
    """Return every title of a problem."""
    return tuple(title for _, title in _STANDING.values())


def response(problem: Problem, *, status: int | None = None) -> JSONResponse:
    """Return a problem as the answer to a request."""
    usual, title = standing(problem)
    body = ProblemBody(
        type=problem.type.uri,
        title=title,
        status=status or usual,
        detail=problem.detail,
        errors=[FieldError(field=field, problem=what) for field, what in problem.errors],
        **problem.more,
    )
    return JSONResponse(
        body.model_dump(mode="json", exclude_defaults=True),
        status_code=status or usual,
        media_type=MEDIA_TYPE,
        headers=problem.headers,
    )


Answer = Callable[[Request, Problem, int | None], Awaitable[Response]]
"""How a problem is answered, with a status where it is not the usual one."""


async def as_json(_request: Request, problem: Problem, status: int | None) -> Response:
    """Answer a problem as RFC 9457 says."""
    return response(problem, status=status)


def handle_problems(app: FastAPI, answer: Answer = as_json) -> None:
    """Let every error of the application end as a problem."""

    async def said(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return await answer(request, problem, None)

    async def unclear(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        # the message only: what was sent may be case content
        wrong = tuple((_path(each["loc"]), str(each["msg"])) for each in error.errors())
        return await answer(request, Problem(ProblemType.BAD_INPUT, errors=wrong), None)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = _BY_STATUS.get(error.status_code, ProblemType.BAD_INPUT)
        if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            kind = ProblemType.FAULT
        # A body that is no JSON is told like any other that cannot be understood.
        status = error.status_code if error.status_code != HTTPStatus.BAD_REQUEST else None
        return await answer(request, Problem(kind, headers=error.headers), status)

    async def fault(request: Request, error: Exception) -> Response:
        # what the error says may quote a case; its kind and its place are enough to look for it
        logger.error("%s %s: %s", request.method, _route(request), type(error).__name__)
        return await as_json(request, Problem(ProblemType.FAULT), None)

    async def away(request: Request, _error: Exception) -> Response:
        said = "the record cannot be reached now; the same can be sent again"
        problem = Problem(ProblemType.UNAVAILABLE, said, headers={"Retry-After": "5"})
        return await as_json(request, problem, None)

    async def disposed(request: Request, error: Exception) -> Response:
        assert isinstance(error, CaseDisposed)
        problem = Problem(ProblemType.DISPOSED, error.said.en, detail_es=error.said.es)
        return await answer(request, problem, None)

    async def untimely(request: Request, error: Exception) -> Response:
        assert isinstance(error, ClockDiffers)
        again = {"Retry-After": "60"}
        problem = Problem(ProblemType.CLOCK, error.said.en, headers=again, detail_es=error.said.es)
        return await answer(request, problem, None)

    app.add_exception_handler(Problem, said)
    app.add_exception_handler(ClockDiffers, untimely)
    app.add_exception_handler(CaseDisposed, disposed)
    app.add_exception_handler(DatabaseUnreachable, away)
    app.add_exception_handler(RequestValidationError, unclear)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, fault)


def _path(location: tuple[int | str, ...]) -> str:
    """Return where a field is, without FastAPI's own first word (``body``, ``query`` …)."""
    return ".".join(str(part) for part in location[1:]) or str(location[0])


def _route(request: Request) -> str:
    """Return the path as the application knows it: no id of a case goes into a log."""
    return str(getattr(request.scope.get("route"), "path", "-"))
