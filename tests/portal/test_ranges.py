"""A download that broke off goes on: parts of a file on record (RFC 9110, 14)."""

import pytest

from portal.problems import ProblemType
from tests.evidence.store import pdf
from tests.portal.filing import Filer
from tests.portal.test_guarding import problem_of

SIZE = 600_000
"""Bytes: some chunks of what is stored, the last of them shorter."""


@pytest.fixture(scope="module")
def content() -> bytes:
    """What is on file."""
    return pdf(SIZE)


@pytest.fixture
async def place(carrier: Filer, case_id: str, content: bytes) -> str:
    """Where the file is read."""
    item = (await carrier.put(case_id, content)).json()
    return f"/cases/{case_id}/evidence/{item['reference']}"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=262143-262144", 262_143, 262_144),
        ("bytes=262144-524287", 262_144, 524_287),
        ("bytes=599999-", SIZE - 1, SIZE - 1),
        ("bytes=400000-99999999", 400_000, SIZE - 1),
        ("bytes=-1", SIZE - 1, SIZE - 1),
        ("bytes=-99999999", 0, SIZE - 1),
        ("BYTES=5-6", 5, 6),
    ],
)
async def test_a_part_that_is_asked_for_is_given_alone(
    carrier: Filer, place: str, content: bytes, asked: str, first: int, last: int
) -> None:
    given = await carrier.get(place, Range=asked)
    assert given.status_code == 206
    assert given.content == content[first : last + 1]
    assert given.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
    assert given.headers["content-length"] == str(last + 1 - first)


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-4", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes=0x1-", ""],
)
async def test_what_is_no_range_is_answered_with_the_whole(
    carrier: Filer, place: str, content: bytes, asked: str
) -> None:
    given = await carrier.get(place, Range=asked)
    assert (given.status_code, given.content) == (200, content)
    assert given.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
async def test_a_part_behind_the_end_is_not_there(carrier: Filer, place: str, asked: str) -> None:
    answer = await carrier.get(place, Range=asked)
    assert (answer.status_code, problem_of(answer)) == (416, ProblemType.RANGE.uri)
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


async def test_who_has_begun_another_file_is_given_the_whole(
    carrier: Filer, case_id: str, place: str, content: bytes
) -> None:
    tag = (await carrier.get(place)).headers["etag"]
    on = await carrier.get(place, Range="bytes=1000-", **{"If-Range": tag})
    assert (on.status_code, on.content) == (206, content[1000:])
    other = (await carrier.put(case_id, pdf(SIZE + 1))).json()
    anew = await carrier.get(
        f"/cases/{case_id}/evidence/{other['reference']}", Range="bytes=1000-", **{"If-Range": tag}
    )
    assert (anew.status_code, len(anew.content)) == (200, SIZE + 1)
