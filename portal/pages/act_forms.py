"""What every form of an act has, in a case or opening one: its fields of ours, rows, saving."""

import re
from typing import Any
from uuid import uuid4

from fastapi import Response
from fastapi.responses import RedirectResponse

from casework.bilingual import Bilingual
from casework.documents import FILERS
from casework.roles import CARRIER_ROLES
from desk.errors import BadInput, IdUsedBefore
from portal.forms.filling import Filling
from portal.forms.words import act_name, act_says, document_kind
from portal.pages import saved
from portal.problems import Problem, ProblemType
from portal.services import Services
from records.portal_sessions import Session
from records.saved_forms import SavedForm, TooManySaved

_COMMAND_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

CHANGED = Bilingual(
    en="The case has changed since you opened this form. Look at it again, then send the form.",
    es="El caso cambió desde que abrió este formulario. Mírelo de nuevo y luego envíelo.",
)
USED = Bilingual(
    en="This form was already sent, with other words. What was sent first counts.",
    es="Este formulario ya se envió, con otro contenido. Cuenta lo que se envió primero.",
)
UNCLEAR = Bilingual(
    en="What was sent is no command. Look at the fields again.",
    es="Lo enviado no es un acto. Revise los campos de nuevo.",
)


def command_of(ours: dict[str, str]) -> str:
    """Return the id of the command that a form gives. Ends the request where it has none."""
    if not _COMMAND_ID.fullmatch(ours.get("command_id", "")):
        raise Problem(ProblemType.BAD_INPUT, "the form has no id; load the page again")
    return ours["command_id"]


async def changed_only(
    on: Services,
    session: Session,
    asking: Filling,
    case_id: str,
    ours: dict[str, str],
) -> Response | None:
    """Add or take away a row, or save the form; None where the form itself is to be shown, or sent.

    A form that cannot be kept is shown again, with the reason.
    """
    if "add" in ours:
        asking.typed.add_row(ours["add"])
    elif "remove" in ours:
        asking.typed.remove_row(ours["remove"])
    elif ours.get("do") in ("save", "keep"):
        name = saved.named(ours)
        try:
            await saved.keep(on, session.actor, case_id, asking.act, name, asking.typed)
        except TooManySaved:
            asking.told = saved.FULL.in_(asking.language)
            return None if ours["do"] == "save" else Response(status_code=409)
        if ours["do"] == "keep":
            return Response(status_code=204)
        place = f"{saved.place_of(case_id, asking.act)}?saved={name}"
        return RedirectResponse(place, 303)
    return None


def moved(asking: Filling, wrong: BadInput | IdUsedBefore) -> None:
    """Say why what was sent is not given; the form gets a new id."""
    said = USED if isinstance(wrong, IdUsedBefore) else UNCLEAR
    asking.told = said.in_(asking.language)


FILE_IT = Bilingual(en="Put it on file", es="Archivarlo")


def _called(asking: Filling) -> str:
    """Return what the page is called: the act, or the kind of the document that is written."""
    kind = asking.typed.one("content.kind")
    if asking.act == "file_draft" and kind in {one.value for one in FILERS}:
        said = document_kind(kind).in_(asking.language)
        return f"{said[:1].upper()}{said[1:]}"
    return act_name(asking.act).in_(asking.language)


def about(asking: Filling, case_id: str) -> dict[str, Any]:
    """Return what every page about an act shows of it."""
    return {
        "case_id": case_id,
        "zone": asking.zone,
        "act": asking.act,
        "place": saved.place_of(case_id, asking.act),
        "own_zone": asking.zone,
        "name": _called(asking),
        "gives": (FILE_IT if asking.act == "file_draft" else act_name(asking.act)).in_(
            asking.language
        ),
        "own_draft": asking.act == "file_draft" and asking.actor.role in CARRIER_ROLES,
        "says": act_says(asking.act).in_(asking.language),
    }


def as_form(
    asking: Filling, case_id: str, ours: dict[str, str], before: SavedForm | None
) -> dict[str, Any]:
    """Return what the page of a form shows; ``before`` is the form as it was saved."""
    return {
        **about(asking, case_id),
        "command_id": ours.get("command_id") or str(uuid4()),
        "saved_as": str(before.id if before else saved.named(ours)),
        "saved_at": before.saved_at if before else None,
        "typed_here": bool(ours),
        "fields": asking.fields(),
        "errors": asking.summary(),
        "told": asking.told,
        "refused": asking.refused(),
        "conditions": asking.conditions(),
        "at": ours.get("add") or ours.get("remove", "").rpartition(".")[0],
    }
