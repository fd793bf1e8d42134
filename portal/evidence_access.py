"""The one place where the portal uses the evidence store for somebody, by page or by API.

What may be filed and read is the store's to judge; here its answers become problems, and reads are
written down.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from fastapi import Request
from starlette.requests import ClientDisconnect

from casework.case import Case
from casework.roles import Actor
from casework.visibility import admitted
from evidence.errors import (
    EvidenceRefused,
    EvidenceUnreachable,
    NoSuchEvidence,
    WrongOffset,
)
from evidence.ports import Announced, Archive, Item, Upload
from portal import sight
from portal.problems import Problem, ProblemType
from portal.services import Services

FIELD_OF = {
    "class_not_yours": "confidentiality",
    "reference_form": "own_reference",
    "type_not_taken": "name",
    "name_of_another_type": "name",
    "empty": "size",
    "too_large": "size",
}
"""Which field of what was announced a refusal is about, by its code."""


class OnFile(NamedTuple):
    """A case's files that somebody may read; ``case`` is whole, for judging only."""

    case: Case
    items: tuple[Item, ...]


def store(on: Services) -> Archive:
    """Return the store. Ends the request where there is none."""
    if on.archive is None:
        raise Problem(ProblemType.UNAVAILABLE, "no evidence store is configured here")
    return on.archive


@contextmanager
def answers() -> Iterator[None]:
    """Turn what the store refuses into problems, with its sentence in both languages."""
    try:
        yield
    except NoSuchEvidence:
        raise _no_such_document() from None
    except EvidenceUnreachable as away:
        raise Problem(
            ProblemType.UNAVAILABLE,
            away.said.en,
            headers={"Retry-After": "10"},
            detail_es=away.said.es,
        ) from None
    except EvidenceRefused as refused:
        raise problem_of(refused) from None


def problem_of(refused: EvidenceRefused) -> Problem:
    """Return a refusal of the store's as a problem."""
    more: dict[str, Any] = {"code": refused.code, "detail_es": refused.said.es}
    if isinstance(refused, WrongOffset):
        return Problem(
            ProblemType.WRONG_OFFSET,
            refused.said.en,
            headers={"Upload-Offset": str(refused.expected)},
            expected=refused.expected,
            **more,
        )
    field = FIELD_OF.get(refused.code)
    return Problem(
        ProblemType.FORBIDDEN if refused.by_rule else ProblemType.FILE_REFUSED,
        refused.said.en,
        errors=((field, refused.said.en),) if field else (),
        **more,
    )


async def on_file(on: Services, case_id: str, actor: Actor, *, way: str = "api") -> OnFile:
    """Return the files of a case that somebody may read, and write down that he read the list.

    Who may not open the case may still read what its class opens to him; where that is nothing, it
    is answered like a case that is not there.
    """
    case = await sight.whole(on, case_id)
    with answers():
        items = await store(on).items(case, actor)
    if not items and not admitted(case, actor):
        raise sight.no_such_case()
    await sight.log_reads(on, [case_id], "evidence", actor, way=way)
    return OnFile(case, items)


async def begin(
    on: Services, case_id: str, actor: Actor, announced: Announced, upload_id: str | None
) -> Upload:
    """Begin an upload in a case, or go on with the one of that id."""
    archive = store(on)
    case = await sight.whole(on, case_id)
    if not admitted(case, actor):
        raise sight.no_such_case()
    with answers():
        return await archive.begin(case, actor, announced, upload_id)


async def append(
    on: Services, request: Request, upload_id: str, actor: Actor, start: int
) -> Upload | None:
    """Add what a request sends at the offset; what came before a break is kept.

    None where the sender has broken off, and nobody is there to answer.
    """
    try:
        with answers():
            return await store(on).append(upload_id, actor, start, request.stream())
    except ClientDisconnect:
        return None


async def finish(
    on: Services, case_id: str, upload_id: str, actor: Actor, sha256: str | None = None
) -> Item:
    """Accept what was sent, as the file of the case for which it was begun."""
    archive = store(on)
    with answers():
        upload = await archive.upload(upload_id, actor)
        if upload.case_id != case_id:
            raise NoSuchEvidence
        return await archive.finish(upload_id, actor, sha256)


async def opened(
    on: Services, case_id: str, actor: Actor, wanted: str, *, way: str = "api"
) -> tuple[Item, AsyncIterator[bytes]]:
    """Give a document by its reference or hash, and write the read down.

    Its first piece is read, and so verified, before anything is answered; what fails after that
    raises from the content, and the connection is to be cut.
    """
    archive = store(on)
    try:
        case = await sight.whole(on, case_id)
    except Problem:  # that there is no such case is not told either
        raise _no_such_document() from None
    with answers():
        reading = await archive.read(case, actor, wanted)
        first = await anext(reading.content, b"")
    await sight.log_reads(on, [case_id], "evidence file", actor, way=way)
    return reading.item, _from_first(first, reading.content)


def _no_such_document() -> Problem:
    return Problem(ProblemType.NOT_FOUND, "there is no such document for you")


async def _from_first(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece
