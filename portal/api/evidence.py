"""Files of a case: sent part by part in the shape of tus 1.0, accepted, listed and given out."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from casework.confidentiality import Confidentiality, usual_class
from casework.text import Sha256
from evidence.kinds import type_of_name
from evidence.names import neutral_name
from evidence.ports import Announced, Upload, UploadState, Verdict
from evidence.showing import as_object
from portal import evidence_access as access
from portal.callers import ReaderActor, WriterActor
from portal.handing_out import document
from portal.problems import Problem, ProblemType, documented
from portal.services import On

router = APIRouter(tags=["evidence"])

TUS = "1.0.0"
PART = "application/offset+octet-stream"

_ID = r"^[A-Za-z0-9][A-Za-z0-9-]{15,63}$"

UploadPath = Annotated[str, Path(max_length=64)]
Tus = Annotated[
    str | None, Header(alias="Tus-Resumable", max_length=20, description=f"`{TUS}`, if at all")
]

_REFUSED = documented(ProblemType.FORBIDDEN, ProblemType.FILE_REFUSED, ProblemType.BAD_INPUT)
_PROTOCOL = documented(ProblemType.PROTOCOL)
_PART = documented(ProblemType.WRONG_OFFSET, ProblemType.TOO_SLOW, ProblemType.MEDIA_TYPE)
_TOLD = {"Upload-Offset": "where the next part begins", "Upload-Length": "bytes of the file"}
_HEADERS = {
    "headers": {
        name: {"description": what, "schema": {"type": "integer"}} for name, what in _TOLD.items()
    }
}


class FileToSend(BaseModel):
    """A file before it is sent. Without a type it is taken for what its name says; without a class
    it is filed in the narrowest of the sender's role."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=1000, examples=["seal log.pdf"])
    size: int = Field(ge=0, le=2**53, description="bytes")
    media_type: str | None = Field(default=None, max_length=100, examples=["application/pdf"])
    confidentiality: Confidentiality | None = None
    own_reference: str | None = Field(
        default=None,
        max_length=64,
        description="your own number for it, one word with a digit; never the name of a stowaway "
        "or of a crew member",
        examples=["LRD-2026/0117"],
    )
    upload_id: str | None = Field(
        default=None,
        pattern=_ID,
        description="an id of your making that nobody guesses; the same, with the same file, goes "
        "on where it was. Without one, one is made.",
    )


class UploadSeen(BaseModel):
    """An upload of yours; `received` is the offset (bytes) at which the next part begins."""

    upload_id: str
    case_id: str
    name: str
    media_type: str
    size: int
    confidentiality: Confidentiality
    own_reference: str | None
    received: int
    state: UploadState
    part: str = Field(description="where the parts are sent")


class Sent(BaseModel):
    """An upload that is whole, to be accepted; `sha256` (hex) is what it must be."""

    model_config = ConfigDict(extra="forbid")

    upload_id: str = Field(pattern=_ID)
    sha256: Sha256 | None = None


class EvidenceItem(BaseModel):
    """A file on record. `person` is told to the side that filed it; `INFECTED` has no content."""

    reference: str
    case_id: str
    person: str | None = None
    role: str
    organisation: str
    confidentiality: Confidentiality
    name: str
    media_type: str
    size: int
    sha256: str
    own_reference: str | None
    verdict: Verdict
    scanner: str | None
    signature: str | None
    accepted_at: AwareDatetime


class EvidenceItems(BaseModel):
    """The files of a case that you may read, oldest first."""

    case_id: str
    items: list[EvidenceItem]


def announced(said: FileToSend, usual: Confidentiality) -> Announced:
    """Return what is announced to the store. Raises ``EvidenceRefused`` for a name of no type."""
    return Announced(
        name=said.name,
        media_type=said.media_type or type_of_name(neutral_name(said.name)),
        size=said.size,
        confidentiality=said.confidentiality or usual,
        own_reference=said.own_reference,
    )


def told(upload: Upload) -> dict[str, str]:
    """Return what is said of an upload in headers."""
    return {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(upload.received),
        "Upload-Length": str(upload.size),
    }


@router.post(
    "/cases/{case_id}/uploads",
    status_code=201,
    response_model=UploadSeen,
    responses=_REFUSED,
    summary="Announce a file",
)
async def begin(
    response: Response, on: On, actor: WriterActor, case_id: str, said: FileToSend
) -> UploadSeen:
    """Announce a file: what is wrong with it is told before a byte is sent."""
    with access.answers():
        file = announced(said, usual_class(actor.role))
    upload = await access.begin(on, case_id, actor, file, said.upload_id)
    response.headers.update({**told(upload), "Location": f"/api/v1/uploads/{upload.upload_id}"})
    return _seen(upload)


@router.get("/uploads/{upload_id}", response_model=UploadSeen, summary="An upload of yours")
async def upload_of_mine(
    response: Response, on: On, actor: WriterActor, upload_id: UploadPath
) -> UploadSeen:
    """Return an upload with its offset."""
    with access.answers():
        upload = await access.store(on).upload(upload_id, actor)
    response.headers.update(told(upload))
    return _seen(upload)


@router.head(
    "/uploads/{upload_id}",
    responses={200: {"description": "Where it goes on", **_HEADERS}, **_PROTOCOL},
    summary="Where an upload goes on",
)
async def offset(on: On, actor: WriterActor, upload_id: UploadPath, tus: Tus = None) -> Response:
    """Say in `Upload-Offset` where the next part begins."""
    check_version(tus)
    with access.answers():
        upload = await access.store(on).upload(upload_id, actor)
    return Response(headers=told(upload))


@router.patch(
    "/uploads/{upload_id}",
    status_code=204,
    responses={204: {"description": "Counted", **_HEADERS}, **_REFUSED, **_PROTOCOL, **_PART},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {PART: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
    summary="Send a part",
)
async def append(
    request: Request,
    on: On,
    actor: WriterActor,
    upload_id: UploadPath,
    start: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**53)],
    content_type: Annotated[str, Header(max_length=200)] = "",
    tus: Tus = None,
) -> Response:
    """Add a part, of any length, at the offset. What came of it before a break stays."""
    check_version(tus)
    check_type(content_type)
    upload = await access.append(on, request, upload_id, actor, start)
    return Response(status_code=204, headers=told(upload) if upload else {})


@router.delete(
    "/uploads/{upload_id}", status_code=204, responses=_PROTOCOL, summary="Give an upload up"
)
async def give_up(on: On, actor: WriterActor, upload_id: UploadPath, tus: Tus = None) -> Response:
    """End an upload that is not wanted any more; one that was accepted stays on file."""
    check_version(tus)
    with access.answers():
        await access.store(on).give_up(upload_id, actor)
    return Response(status_code=204, headers={"Tus-Resumable": TUS})


@router.post(
    "/cases/{case_id}/evidence",
    status_code=201,
    response_model=EvidenceItem,
    responses=_REFUSED,
    summary="Have a file accepted that was sent",
)
async def finish(on: On, actor: WriterActor, case_id: str, said: Sent) -> EvidenceItem:
    """Look at the whole file, scan it, and put it on record. The same again gives the same.

    Takes seconds for a large file. 503 where the scanner is away: nothing need be sent again.
    """
    item = await access.finish(on, case_id, said.upload_id, actor, said.sha256)
    return EvidenceItem(**as_object(item, actor))


@router.get("/cases/{case_id}/evidence", response_model=EvidenceItems, summary="Files on record")
async def items(on: On, actor: ReaderActor, case_id: str) -> EvidenceItems:
    """Return the files of a case that who asks may read by their class."""
    found = await access.on_file(on, case_id, actor)
    shown = [EvidenceItem(**as_object(item, actor)) for item in found.items]
    return EvidenceItems(case_id=case_id, items=shown)


@router.get(
    "/cases/{case_id}/evidence/{wanted}",
    response_class=Response,
    responses={
        200: {"description": "The file", "content": {"application/octet-stream": {}}},
        206: {"description": "A part of it", "content": {"application/octet-stream": {}}},
        **documented(ProblemType.FORBIDDEN, ProblemType.RANGE),
    },
    summary="A file itself",
)
async def content(
    request: Request, on: On, actor: ReaderActor, case_id: str, wanted: str
) -> Response:
    """Give a file by its reference or SHA-256, verified; that it was read is written down.

    `Repr-Digest` is its hash. A connection that is cut gave no file; `Range` goes on where it was
    cut (one range; with `If-Range` and the `ETag`, only if it is the same file still).
    """
    return document(*await access.opened(on, case_id, actor, wanted), request.headers)


def check_version(tus: str | None) -> None:
    """End the request where the sender speaks another version of tus."""
    if tus not in (None, TUS):
        said = f"tus {TUS} is spoken here"
        raise Problem(ProblemType.PROTOCOL, said, headers={"Tus-Version": TUS})


def check_type(content_type: str) -> None:
    """End the request where a part is not sent as tus says."""
    if content_type.partition(";")[0].strip().lower() != PART:
        raise Problem(ProblemType.MEDIA_TYPE, f"a part is sent as {PART}")


def _seen(upload: Upload) -> UploadSeen:
    return UploadSeen(
        **upload.model_dump(include=set(UploadSeen.model_fields)),
        part=f"/api/v1/uploads/{upload.upload_id}",
    )
