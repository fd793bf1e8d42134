"""Forms saved for later: kept for who typed them and nobody else, offered again, thrown away.

A form is saved by its button, by the page's script when it is left, and where its session has ended
before it was sent: whose session it was is known, and only that person finds it again.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlencode
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual, Language
from casework.commands import commands
from casework.roles import Actor
from portal.forms.typed import Typed
from portal.forms.words import act_name, document_kind
from portal.going_on import local_path
from portal.pages.languages import language_of
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn, SignInFirst, current, ended, own_form
from records.portal_sessions import Session
from records.saved_forms import SavedForm, TooManySaved

router = APIRouter(include_in_schema=False)

OURS = frozenset({"csrf", "command_id", "version", "do", "add", "remove", "read", "saved"})
"""Fields that a form has besides what is said."""

FULL = Bilingual(
    en="You have saved as many forms as can be kept. Throw some away, then save this one.",
    es="Ya guardó tantos formularios como caben. Descarte algunos y luego guarde este.",
)


async def sent(request: Request) -> tuple[dict[str, str], Typed]:
    """Return what a form sent: fields of ours, and what was typed."""
    pairs = [(n, v) for n, v in (await request.form()).multi_items() if isinstance(v, str)]
    ours = {name: value for name, value in pairs if name in OURS}
    return ours, Typed((name, value) for name, value in pairs if name not in OURS)


def named(ours: dict[str, str]) -> UUID:
    """Return the id under which a form is kept: its own, or a new one."""
    try:
        return UUID(ours.get("saved", ""))
    except ValueError:
        return uuid4()


async def keep(
    on: Services, owner: Actor, case_id: str, act: str, form: UUID, typed: Typed
) -> None:
    """Keep what was typed. Raises ``TooManySaved``."""
    about = typed.one("filing") or typed.one("content.kind")
    kept = SavedForm(form, case_id, act, about, tuple(typed.items()), datetime.now(UTC))
    await on.saved.save(owner, kept)


async def found(on: Services, owner: Actor, case_id: str, act: str, form: str) -> SavedForm | None:
    """Return a saved form of somebody's, None where there is none of his for that act there."""
    for kept in await on.saved.of(owner, case_id) if form else ():
        if str(kept.id) == form and kept.act == act:
            return kept
    return None


async def offered(
    on: Services, owner: Actor, case_id: str, language: Language, *, act: str = ""
) -> list[dict[str, Any]]:
    """Return what somebody saved in a case, with what leads to it; of one act or of all."""
    return [
        {
            "id": str(kept.id),
            "name": act_name(kept.act).in_(language),
            "about": _about(kept, language),
            "at": kept.saved_at,
            "path": f"{place_of(case_id, kept.act)}?{urlencode({'saved': str(kept.id)})}",
        }
        for kept in await on.saved.of(owner, case_id)
        if kept.act in commands() and act in ("", kept.act)
    ]


def place_of(case_id: str, act: str) -> str:
    """Return the path of an act's form; without a case, of one that opens a case."""
    return f"/cases/{case_id}/acts/{act}" if case_id else f"/open/{act}"


def _about(kept: SavedForm, language: Language) -> str:
    if kept.act == "record_received" and kept.about in commands():
        return act_name(kept.about).in_(language)
    name = dict(kept.fields).get("document", "")
    if kept.act == "file_draft" and kept.about:
        return f"{document_kind(kept.about).in_(language)} {name}"
    return ""


@router.post("/saved/{form}/away")
async def throw_away(
    request: Request,
    on: On,
    session: SignedIn,
    form: UUID,
    go_on_to: Annotated[str, Form(alias="next", max_length=500)] = "",
) -> Response:
    """Forget a saved form."""
    await own_form(request, on, session)
    await on.saved.drop(session.actor, form)
    return RedirectResponse(local_path(go_on_to), 303)


async def _signed_in_or_kept(request: Request, on: On) -> Session:
    """Return who is signed in; where the session has ended, keep the form and lead to sign in."""
    session = await current(request, on)
    if session is not None:
        return session
    case_id, act = request.path_params.get("case_id", ""), request.path_params["act"]
    place = place_of(case_id, act)
    before = await ended(request, on)
    if before is not None and act in commands():
        await own_form(request, on, before)
        ours, typed = await sent(request)
        form = named(ours)
        try:
            await keep(on, before.actor, case_id, act, form, typed)
        except TooManySaved:
            raise Problem(ProblemType.TOO_LARGE, FULL.in_(language_of(request))) from None
        place = f"{place}?saved={form}"
    raise SignInFirst(local_path(place))


SignedInOrKept: TypeAlias = Annotated[Session, Depends(_signed_in_or_kept)]
"""As ``SignedIn``, for what sends a form: what was typed outlives the session."""
