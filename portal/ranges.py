"""The part of a file that a request asks for (RFC 9110, 14), so that a download that broke goes on.

One range is served. Several at once, and what is no range, are answered with the whole file, as the
RFC allows.
"""

import re
from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple

from portal.problems import Problem, ProblemType

_ONE_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", re.IGNORECASE)


class Span(NamedTuple):
    """A part of a file: its first and its last byte, counted from 0."""

    first: int
    last: int


def asked_for(headers: Mapping[str, str], size: int, tag: str) -> Span | None:
    """Return the part of a file of some size (bytes) that is asked for; None for the whole of it.

    ``tag`` is the file's ``ETag``: who goes on with another (``If-Range``) is given the whole. Ends
    the request where the file has no such part.
    """
    found = _ONE_RANGE.fullmatch(headers.get("range", "").strip())
    if found is None or headers.get("if-range", tag) != tag:
        return None
    first, last, final = (
        None if number in (None, "") else int(number) for number in found.groups()
    )
    if final is not None:
        span = Span(max(0, size - final), size - 1)
    else:
        assert first is not None
        if last is not None and last < first:
            return None
        span = Span(first, size - 1 if last is None else min(last, size - 1))
    if span.first > span.last:
        raise Problem(
            ProblemType.RANGE,
            f"the file has {size} bytes",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return span


async def part_of(content: AsyncIterator[bytes], span: Span) -> AsyncIterator[bytes]:
    """Yield a part of a content that comes in pieces of any length, and read no further than it."""
    begins = 0
    async for piece in content:
        ends = begins + len(piece)
        if ends > span.first:
            yield piece[max(0, span.first - begins) : span.last + 1 - begins]
        if ends > span.last:
            return
        begins = ends
