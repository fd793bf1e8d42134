"""An act as a form: made of its model, judged by the rules, answered with a receipt to keep.

A form carries the id of its command, so that one sent twice is one command, and the version of the
case that was read with it. Nothing happens until it is sent, and a refusal changes nothing. What
was typed can be saved for later, and is when its sender's session has ended.
"""

from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.options import options
from casework.refusal import Refusal, RefusalKind
from desk.errors import BadInput, ClockDiffers, Declination, IdUsedBefore, NotAnsweredYet
from portal import sight
from portal.evidence_choices import files_to_name
from portal.forms.asking import Asking, asked_first, begin, choices_first
from portal.forms.now import who_may, why_not
from portal.forms.papers import Paper
from portal.forms.picks import FILE_HASHES
from portal.forms.reference_picks import Pick
from portal.forms.typed import Typed
from portal.pages import saved
from portal.pages.act_forms import CHANGED, about, as_form, changed_only, command_of, moved
from portal.pages.languages import language_of
from portal.pages.rendering import page
from portal.pages.saved import SignedInOrKept
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn, own_form
from reading.learned import beside
from reading.seen import Seen
from records.portal_sessions import Session
from records.saved_forms import SavedForm

router = APIRouter(include_in_schema=False)

ANOTHER = Bilingual(
    en="It is not what you read any more: it has changed meanwhile. Read it again before you sign.",
    es="Ya no es lo que usted leyó: cambió entretanto. Léalo de nuevo antes de firmar.",
)

Chosen = Annotated[str, Query(max_length=64)]


@router.get("/cases/{case_id}/acts/{act}")
async def form(
    request: Request,
    on: On,
    session: SignedIn,
    case_id: str,
    act: str,
    kind: Chosen = "",
    document: Chosen = "",
    filing: Chosen = "",
    kept: Annotated[str, Query(alias="saved", max_length=64)] = "",
) -> Response:
    """Show an act as a form; or why it is not possible, and who may."""
    seen = await _read(on, session, case_id, act)
    before = await saved.found(on, session.actor, case_id, act, kept)
    typed = Typed(before.fields if before else (("content.kind", kind), ("filing", filing)))
    asking = await _asking(request, on, seen, session, act, typed)
    if not asking.option.possible:
        return await _not_possible(request, on, asking, None)
    if asked_first(asking):
        return await page(
            request,
            on,
            "act_first.html",
            **about(asking, case_id),
            choices=choices_first(asking),
            saved=await saved.offered(on, session.actor, case_id, asking.language, act=act),
        )
    if before is None:
        begin(asking, document)
    return await _show(request, on, session, asking, {}, before=before)


@router.post("/cases/{case_id}/acts/{act}")
async def send(
    request: Request, on: On, session: SignedInOrKept, case_id: str, act: str
) -> Response:
    """Give the command that a form says, once; show the form again where it is not to be given."""
    await own_form(request, on, session)
    ours, typed = await saved.sent(request)
    command_id = command_of(ours)
    seen = await _read(on, session, case_id, act)
    asking = await _asking(request, on, seen, session, act, typed)
    answer = await changed_only(on, session, asking, case_id, ours)
    if answer is not None:
        return answer
    if "add" in ours or "remove" in ours or ours.get("do") in ("save", "keep"):
        return await _show(request, on, session, asking, ours)
    known = await on.log.find(command_id) is not None
    if not known and not asking.check():
        return await _show(request, on, session, asking, ours, status=422)
    if not known and ours.get("version") != str(seen.last):
        asking.told = CHANGED.in_(asking.language)
        return await _show(request, on, session, asking, ours, status=409)
    if ours.get("do") not in ("send", "read"):
        return await _show(request, on, session, asking, ours)
    if not known and asking.is_signature():
        try:
            paper = asking.paper()
        except Declination as declined:
            return await _refused(request, on, session, asking, ours, declined.refusal)
        if ours.get("do") == "read" or ours.get("read") != paper.sha256:
            return await _to_read(request, on, asking, paper, ours)
    return await _give(request, on, session, asking, ours)


async def _give(
    request: Request, on: Services, session: Session, asking: Asking, ours: dict[str, str]
) -> Response:
    case_id, command_id = asking.seen.case.id, ours["command_id"]
    try:
        await on.desk.do(
            session.actor, case_id, asking.act, asking.said.body, command_id=command_id
        )
    except NotAnsweredYet:
        pass  # received and durable: the receipt says so
    except ClockDiffers as differs:
        asking.told = differs.said.in_(asking.language)
        return await _show(request, on, session, asking, ours, status=503)
    except Declination as declined:
        return await _refused(request, on, session, asking, ours, declined.refusal)
    except (BadInput, IdUsedBefore) as wrong:
        moved(asking, wrong)
        again = {**ours, "command_id": str(uuid4())}
        return await _show(request, on, session, asking, again, status=409)
    await on.saved.drop(session.actor, saved.named(ours))
    return RedirectResponse(f"/cases/{case_id}/receipts/{command_id}", 303)


async def _refused(
    request: Request,
    on: Services,
    session: Session,
    asking: Asking,
    ours: dict[str, str],
    refusal: Refusal,
) -> Response:
    if refusal.kind is RefusalKind.CARRIER or refusal.rule == "no_case":
        raise sight.no_such_case()
    if not asking.option.possible:
        return await _not_possible(request, on, asking, refusal)
    asking.refusal = refusal
    again = {**ours, "command_id": str(uuid4())}
    return await _show(request, on, session, asking, again, status=409)


async def _read(on: Services, session: Session, case_id: str, act: str) -> Seen:
    model = commands().get(act)
    if model is None or issubclass(model, Opening):
        raise Problem(ProblemType.NOT_FOUND, "there is no such act in a case")
    return await sight.read(on, case_id, session.actor, what="form", way="page")


async def _asking(
    request: Request, on: Services, seen: Seen, session: Session, act: str, typed: Typed
) -> Asking:
    for option in options(seen.whole, session.actor, at=seen.now):
        if option.act == act:
            files: tuple[Pick, ...] = ()
            if FILE_HASHES & set(commands()[act].model_fields):
                found = await files_to_name(on, seen.whole, session.actor)
                files = tuple((one.sha256, one.name) for one in found)
            return Asking(seen, session.actor, option, typed, language_of(request), files)
    raise Problem(ProblemType.NOT_FOUND, "there is no such act in a matter of this kind")


async def _show(
    request: Request,
    on: Services,
    session: Session,
    asking: Asking,
    ours: dict[str, str],
    *,
    status: int = 200,
    before: SavedForm | None = None,
) -> Response:
    plan = asking.typed.one("content.kind") == "cap"
    lessons = await beside(asking.seen, on.record, session.actor) if plan else {}
    case_id = asking.seen.case.id
    others = await saved.offered(on, session.actor, case_id, asking.language, act=asking.act)
    told = as_form(asking, case_id, ours, before)
    return await page(
        request,
        on,
        "act.html",
        status=status,
        **told,
        version=asking.seen.last,
        saved=[one for one in others if one["id"] != told["saved_as"]],
        reads_first=asking.is_signature(),
        findings=asking.findings() if plan else (),
        lessons=asking.lessons(lessons),
        names_a_file=bool(FILE_HASHES & set(asking.model.model_fields)) and on.archive is not None,
    )


async def _to_read(
    request: Request, on: Services, asking: Asking, paper: Paper, ours: dict[str, str]
) -> Response:
    """Show what is signed, exactly; the form goes along, with the hash of what is shown."""
    again = "read" in ours
    return await page(
        request,
        on,
        "act_sign.html",
        status=409 if again else 200,
        **about(asking, asking.seen.case.id),
        command_id=ours["command_id"],
        saved_as=str(saved.named(ours)),
        version=asking.seen.last,
        typed=asking.typed.items(),
        paper=paper,
        told=ANOTHER.in_(asking.language) if again else "",
    )


async def _not_possible(
    request: Request, on: Services, asking: Asking, refusal: Refusal | None
) -> Response:
    language = asking.language
    said = (refusal.es if language == "es" else refusal.en) if refusal else ""
    return await page(
        request,
        on,
        "act_not_now.html",
        status=409 if refusal else 200,
        **about(asking, asking.seen.case.id),
        why=said or why_not(asking.option, language),
        who=who_may(asking.option, language),
    )
