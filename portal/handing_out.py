"""Files on their way out: as what they are, to be saved and not shown, kept by no cache."""

from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

from casework.case import Case
from casework.prints import Print, file_name
from evidence.ports import Item
from portal.ranges import asked_for, part_of


def document(item: Item, content: AsyncIterator[bytes], headers: Mapping[str, str]) -> Response:
    """Answer with a document, or with the part of it that a request's headers ask for.

    Its length is told, so that one that is cut is not taken for whole: where the content raises,
    the connection is cut and not ended.
    """
    tag = f'"{item.sha256}"'
    span = asked_for(headers, item.size, tag)
    told = {"Accept-Ranges": "bytes", "ETag": tag, "Content-Length": str(item.size)}
    if span is not None:
        content = part_of(content, span)
        told["Content-Length"] = str(span.last + 1 - span.first)
        told["Content-Range"] = f"bytes {span.first}-{span.last}/{item.size}"
    return StreamingResponse(
        content,
        status_code=200 if span is None else 206,
        media_type=None,
        headers={"Content-Type": item.media_type, **told, **_saved_as(item.name, item.sha256)},
    )


def sheet(case: Case, of: Print) -> Response:
    """Answer with a printed letter."""
    return Response(
        of.pdf, media_type="application/pdf", headers=_saved_as(file_name(case.id, of), of.sha256)
    )


def _saved_as(name: str, sha256: str) -> dict[str, str]:
    """Say under which name it is saved (RFC 6266), and the hash that it must have (RFC 9530)."""
    digest = b64encode(bytes.fromhex(sha256)).decode()
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Repr-Digest": f"sha-256=:{digest}:",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
