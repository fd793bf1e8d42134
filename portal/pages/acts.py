"""An act as a form: made of its model, judged by the rules, answered with a receipt to keep.

A form carries the id of its command, so that one sent twice is one command, and the version of the
case that was read with it. Nothing happens until it is sent, and a refusal changes nothing.
"""

import re
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual
from casework.commands import commands
from casework.commands.suspension import Opening
from casework.options import options
from casework.refusal import Refusal, RefusalKind
from desk.errors import BadInput, Declination, IdUsedBefore, NotAnsweredYet
from portal import sight
from portal.forms.asking import Asking, asked_first, begin, choices_first
from portal.forms.now import who_may, why_not
from portal.forms.papers import Paper
from portal.forms.typed import Typed
from portal.forms.words import act_name, act_says
from portal.pages.languages import language_of
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn, own_form
from reading.learned import beside
from reading.seen import Seen
from records.portal_sessions import Session

router = APIRouter(include_in_schema=False)

_COMMAND_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OURS = ("csrf", "command_id", "version", "do", "add", "remove", "read")
"""Fields that a form has besides what is said."""

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
) -> Response:
    """Show an act as a form; or why it is not possible, and who may."""
    seen = await _read(on, session, case_id, act)
    typed = Typed((("content.kind", kind), ("filing", filing)))
    asking = _asking(request, seen, session, act, typed)
    if not asking.option.possible:
        return await _not_possible(request, on, asking, None)
    if asked_first(asking):
        found = choices_first(asking)
        return await page(request, on, "act_first.html", **_about(asking), choices=found)
    begin(asking, document)
    return await _show(request, on, session, asking)


@router.post("/cases/{case_id}/acts/{act}")
async def send(request: Request, on: On, session: SignedIn, case_id: str, act: str) -> Response:
    """Give the command that a form says, once; show the form again where it is not to be given."""
    await own_form(request, on, session)
    sent = [(n, v) for n, v in (await request.form()).multi_items() if isinstance(v, str)]
    ours = {name: value for name, value in sent if name in _OURS}
    command_id = ours.get("command_id", "")
    if not _COMMAND_ID.fullmatch(command_id):
        raise Problem(ProblemType.BAD_INPUT, "the form has no id; load the page again")
    seen = await _read(on, session, case_id, act)
    typed = Typed((name, value) for name, value in sent if name not in _OURS)
    asking = _asking(request, seen, session, act, typed)
    if "add" in ours:
        typed.add_row(ours["add"])
        return await _show(request, on, session, asking, command_id=command_id, at=ours["add"])
    if "remove" in ours:
        typed.remove_row(ours["remove"])
        at = ours["remove"].rpartition(".")[0]
        return await _show(request, on, session, asking, command_id=command_id, at=at)
    known = await on.log.find(command_id) is not None
    if not known and not asking.check():
        return await _show(request, on, session, asking, command_id=command_id, status=422)
    if not known and ours.get("version") != str(seen.last):
        asking.told = CHANGED.in_(asking.language)
        return await _show(request, on, session, asking, command_id=command_id, status=409)
    if ours.get("do") not in ("send", "read"):
        return await _show(request, on, session, asking, command_id=command_id)
    if not known and asking.is_signature():
        try:
            paper = asking.paper()
        except Declination as declined:
            return await _refused(request, on, session, asking, declined.refusal)
        if ours.get("do") == "read" or ours.get("read") != paper.sha256:
            return await _to_read(request, on, asking, paper, command_id, ours)
    return await _give(request, on, session, asking, command_id)


CHANGED = Bilingual(
    en="The case has changed since you opened this form. Look at it again, then send the form.",
    es="El caso cambió desde que abrió este formulario. Mírelo de nuevo y luego envíelo.",
)
USED = Bilingual(
    en="This form was already sent, with other words. What was sent first counts.",
    es="Este formulario ya se envió, con otro contenido. Cuenta lo que se envió primero.",
)
ANOTHER = Bilingual(
    en="It is not what you read any more: it has changed meanwhile. Read it again before you sign.",
    es="Ya no es lo que usted leyó: cambió entretanto. Léalo de nuevo antes de firmar.",
)
UNCLEAR = Bilingual(
    en="What was sent is no command. Look at the fields again.",
    es="Lo enviado no es un acto. Revise los campos de nuevo.",
)


async def _give(
    request: Request, on: Services, session: Session, asking: Asking, command_id: str
) -> Response:
    case_id = asking.seen.case.id
    try:
        await on.desk.do(
            session.actor, case_id, asking.act, asking.said.body, command_id=command_id
        )
    except NotAnsweredYet:
        pass  # received and durable: the receipt says so
    except Declination as declined:
        return await _refused(request, on, session, asking, declined.refusal)
    except (BadInput, IdUsedBefore) as wrong:
        said = USED if isinstance(wrong, IdUsedBefore) else UNCLEAR
        asking.told = said.in_(asking.language)
        return await _show(request, on, session, asking, command_id=str(uuid4()), status=409)
    return RedirectResponse(f"/cases/{case_id}/receipts/{command_id}", 303)


async def _refused(
    request: Request, on: Services, session: Session, asking: Asking, refusal: Refusal
) -> Response:
    if refusal.kind is RefusalKind.CARRIER or refusal.rule == "no_case":
        raise sight.no_such_case()
    if not asking.option.possible:
        return await _not_possible(request, on, asking, refusal)
    asking.refusal = refusal
    return await _show(request, on, session, asking, command_id=str(uuid4()), status=409)


async def _read(on: Services, session: Session, case_id: str, act: str) -> Seen:
    model = commands().get(act)
    if model is None or issubclass(model, Opening):
        raise Problem(ProblemType.NOT_FOUND, "there is no such act in a case")
    return await sight.read(on, case_id, session.actor, what="form", way="page")


def _asking(request: Request, seen: Seen, session: Session, act: str, typed: Typed) -> Asking:
    found = options(seen.whole, session.actor, at=seen.now)
    option = next(one for one in found if one.act == act)
    return Asking(seen, session.actor, option, typed, language_of(request))


def _about(asking: Asking) -> dict[str, Any]:
    return {
        "case_id": asking.seen.case.id,
        "zone": asking.seen.case.zone,
        "act": asking.act,
        "name": act_name(asking.act).in_(asking.language),
        "says": act_says(asking.act).in_(asking.language),
    }


async def _show(
    request: Request,
    on: Services,
    session: Session,
    asking: Asking,
    *,
    command_id: str | None = None,
    status: int = 200,
    at: str = "",
) -> Response:
    plan = asking.typed.one("content.kind") == "cap"
    lessons = await beside(asking.seen, on.record, session.actor) if plan else {}
    refusal = asking.refusal
    return await page(
        request,
        on,
        "act.html",
        status=status,
        **_about(asking),
        command_id=command_id or str(uuid4()),
        version=asking.seen.last,
        fields=asking.fields(),
        errors=asking.summary(),
        told=asking.told,
        refused=(refusal.es if asking.language == "es" else refusal.en) if refusal else "",
        conditions=asking.conditions(),
        reads_first=asking.is_signature(),
        findings=asking.findings() if plan else (),
        lessons=asking.lessons(lessons),
        at=at,
    )


async def _to_read(
    request: Request,
    on: Services,
    asking: Asking,
    paper: Paper,
    command_id: str,
    ours: dict[str, str],
) -> Response:
    """Show what is signed, exactly; the form goes along, with the hash of what is shown."""
    again = "read" in ours
    return await page(
        request,
        on,
        "act_sign.html",
        status=409 if again else 200,
        **_about(asking),
        command_id=command_id,
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
        **_about(asking),
        why=said or why_not(asking.option, language),
        who=who_may(asking.option, language),
    )
