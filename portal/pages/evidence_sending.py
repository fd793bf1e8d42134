"""Files sent from the page: by its plain form, or by its script, part by part."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from casework.confidentiality import Confidentiality, usual_class
from casework.roles import Actor
from evidence.kinds import type_of_name
from evidence.names import neutral_name
from evidence.ports import Announced, Item, Upload
from evidence.uploading import derived_id
from portal import evidence_access as access
from portal.api.evidence import TUS, check_type, told
from portal.form_stream import SentFile, SentForm, read_form
from portal.pages.evidence import show
from portal.pages.failing import for_system
from portal.pages.languages import language_of
from portal.problems import Problem, ProblemType, standing
from portal.services import On, Services
from portal.sessions import SignedIn, from_here, has_secret, own_form

router = APIRouter(include_in_schema=False)

_FIELDS = {"name": "file", "size": "file"}
"""Fields of what is announced that are another field of the form."""

UploadPath = Annotated[str, Path(max_length=64)]
Secret = Annotated[str, Header(alias="X-CSRF-Token", max_length=200)]


class ChosenFile(BaseModel):
    """A file as the page's script announces it; ``last_modified`` as the browser says it (ms)."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=1000)
    size: int = Field(ge=0, le=2**53)
    last_modified: int = 0
    confidentiality: Confidentiality
    own_reference: str = Field(default="", max_length=1000)


@router.post("/evidence/files/{case_id}")
async def send_by_form(request: Request, on: On, session: SignedIn, case_id: str) -> Response:
    """Take a file from the plain form, as it comes in; lead to the page that shows it on file."""
    from_here(request, on)
    form = await read_form(request)
    has_secret(form.fields.get("csrf"), session)
    said = {name: form.fields.get(name, "") for name in ("confidentiality", "own_reference")}
    if form.file is None:
        await form.pass_over()
        return await show(request, on, session, case_id, status=422, said=said, nothing_chosen=True)
    actor, upload = session.actor, None
    try:
        with access.answers():
            file = _announced(form.file.name, form.file.size, said, actor)
        upload = await access.begin(on, case_id, actor, file, None)
        await _sent(on, upload, actor, form.file)
    except Problem as problem:
        return await _refused(request, on, session, case_id, problem, form=form, said=said)
    except ClientDisconnect:
        return Response(status_code=204)  # nobody is there any more
    return await _accepted(request, on, session, case_id, upload.upload_id, said)


@router.get("/evidence/files/{case_id}")
async def back_to_the_page(case_id: str) -> Response:
    """Lead who loads the address of the form to the page."""
    return RedirectResponse(f"/cases/{case_id}/evidence", 303)


@router.post("/cases/{case_id}/uploads")
async def begin(
    request: Request, on: On, session: SignedIn, case_id: str, said: ChosenFile, secret: Secret = ""
) -> Response:
    """Announce a file that the script will send; the same again goes on where it was."""
    _ours(request, on, session, secret)
    actor, fields = session.actor, said.model_dump(mode="json")
    with access.answers():
        file = _announced(said.name, said.size, fields, actor)
    meaning = ("page", case_id, actor.person, actor.role, actor.organisation, *fields.values())
    upload = await access.begin(on, case_id, actor, file, derived_id(meaning))
    return JSONResponse({"upload": upload.upload_id, **_where(upload)}, 201, headers=told(upload))


@router.head("/evidence/uploads/{upload_id}")
async def offset(on: On, session: SignedIn, upload_id: UploadPath) -> Response:
    """Say where the next part begins."""
    with access.answers():
        upload = await access.store(on).upload(upload_id, session.actor)
    return Response(headers=told(upload))


@router.patch("/evidence/uploads/{upload_id}")
async def append(
    request: Request,
    on: On,
    session: SignedIn,
    upload_id: UploadPath,
    start: Annotated[int, Header(alias="Upload-Offset", ge=0, le=2**53)],
    content_type: Annotated[str, Header(max_length=200)] = "",
    secret: Secret = "",
) -> Response:
    """Add a part at the offset."""
    _ours(request, on, session, secret)
    check_type(content_type)
    upload = await access.append(on, request, upload_id, session.actor, start)
    return Response(status_code=204, headers=told(upload) if upload else {})


@router.delete("/evidence/uploads/{upload_id}")
async def give_up(
    request: Request, on: On, session: SignedIn, upload_id: UploadPath, secret: Secret = ""
) -> Response:
    """End an upload that is not wanted any more."""
    _ours(request, on, session, secret)
    with access.answers():
        await access.store(on).give_up(upload_id, session.actor)
    return Response(status_code=204, headers={"Tus-Resumable": TUS})


@router.post("/cases/{case_id}/uploads/{upload_id}/finish")
async def finish(
    request: Request, on: On, session: SignedIn, case_id: str, upload_id: UploadPath
) -> Response:
    """Have a file accepted that was sent whole: asked by the script, or again by a form."""
    await own_form(request, on, session)
    if not for_system(request):
        return await _accepted(request, on, session, case_id, upload_id, {})
    whole = str((await request.form()).get("sha256") or "") or None
    item = await access.finish(on, case_id, upload_id, session.actor, whole)
    return JSONResponse({"next": _shown_at(case_id, item)})


def _ours(request: Request, on: Services, session: SignedIn, secret: str) -> None:
    from_here(request, on)
    has_secret(secret, session)


def _announced(name: str, size: int, said: dict[str, str], actor: Actor) -> Announced:
    """Return what is announced to the store, of the type that its name says."""
    known = {each.value: each for each in Confidentiality}
    return Announced(
        name=name,
        media_type=type_of_name(neutral_name(name)),
        size=size,
        confidentiality=known.get(said["confidentiality"], usual_class(actor.role)),
        own_reference=said["own_reference"].strip() or None,
    )


async def _sent(on: Services, upload: Upload, actor: Actor, file: SentFile) -> None:
    """Take what a plain form sends. It cannot go on later, so what breaks off is given up."""
    archive = access.store(on)
    try:
        with access.answers():
            now = await archive.append(upload.upload_id, actor, 0, file.content)
        if now.received != now.size:
            raise Problem(ProblemType.BAD_INPUT, "the form has ended before the file")
    except BaseException:
        with access.answers():
            await archive.give_up(upload.upload_id, actor)
        raise


async def _accepted(
    request: Request,
    on: Services,
    session: SignedIn,
    case_id: str,
    upload_id: str,
    said: dict[str, str],
) -> Response:
    """Have it accepted, and lead to the page; where the scanner is away, offer to ask again."""
    try:
        item = await access.finish(on, case_id, upload_id, session.actor)
    except Problem as problem:
        again = upload_id if problem.type is ProblemType.UNAVAILABLE else None
        return await _refused(request, on, session, case_id, problem, said=said, waiting=again)
    return RedirectResponse(_shown_at(case_id, item), 303)


async def _refused(
    request: Request,
    on: Services,
    session: SignedIn,
    case_id: str,
    problem: Problem,
    *,
    said: dict[str, str],
    form: SentForm | None = None,
    waiting: str | None = None,
) -> Response:
    """Show the form again with the store's sentence beside its field, in the reader's language."""
    spanish = problem.more.get("detail_es")
    if spanish is None:
        raise problem
    if form is not None:
        await form.pass_over()
    sentence = spanish if language_of(request) == "es" else problem.detail
    told_of = problem.errors[0][0] if problem.errors else "file"
    field = "page" if waiting or problem.more.get("code") == "too_many_open" else told_of
    return await show(
        request,
        on,
        session,
        case_id,
        status=standing(problem)[0],
        said=said,
        wrong={_FIELDS.get(field, field): sentence},
        waiting=waiting,
    )


def _where(upload: Upload) -> dict[str, int]:
    return {"received": upload.received, "size": upload.size}


def _shown_at(case_id: str, item: Item) -> str:
    return f"/cases/{case_id}/evidence?filed={item.reference}"
