"""Documents and evidence of a case: what is on file, its letters, and a form that adds a file."""

from collections.abc import Mapping
from typing import Annotated, Any

from babel.numbers import format_decimal
from fastapi import APIRouter, Path, Query, Request, Response

from casework.bilingual import Language
from casework.confidentiality import (
    CONFIDENTIALITY_NAMES,
    Confidentiality,
    may_file,
    usual_class,
)
from casework.reference import CARRIERS
from casework.roles import ROLE_NAMES, Actor
from casework.visibility import admitted
from evidence.kinds import intake
from evidence.ports import Item, Verdict
from evidence.showing import same_side
from portal import evidence_access as access
from portal import handing_out, sight
from portal.pages.languages import language_of
from portal.pages.rendering import page
from portal.problems import Problem, ProblemType
from portal.services import On, Services
from portal.sessions import SignedIn
from reading.kept_letters import KeptLetter, kept_letters, kept_print
from records.portal_sessions import Session

router = APIRouter(include_in_schema=False)

_WAY = "page"
_TOLD_OF = ("page", "confidentiality", "own_reference", "file")


@router.get("/cases/{case_id}/evidence")
async def files_of_case(
    request: Request,
    on: On,
    session: SignedIn,
    case_id: str,
    filed: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """Show what is on file; ``filed`` is the reference of what has just been added."""
    return await show(request, on, session, case_id, filed=filed)


@router.get("/cases/{case_id}/evidence/{wanted}")
async def one_file(
    request: Request, on: On, session: SignedIn, case_id: str, wanted: str
) -> Response:
    """Give a file to be saved."""
    found = await access.opened(on, case_id, session.actor, wanted, way=_WAY)
    return handing_out.document(*found, request.headers)


@router.get("/cases/{case_id}/letters/{sha256}")
async def one_letter(
    on: On, session: SignedIn, case_id: str, sha256: Annotated[str, Path(max_length=64)]
) -> Response:
    """Give a letter in one language, as it was attached when it was sent."""
    seen = await sight.read(on, case_id, session.actor, what="letter", way=_WAY)
    found = await kept_print(on.record, seen, sha256)
    if found is None:
        raise Problem(ProblemType.NOT_FOUND)
    return handing_out.sheet(seen.case, found)


async def show(
    request: Request,
    on: Services,
    session: Session,
    case_id: str,
    *,
    status: int = 200,
    wrong: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
    filed: str | None = None,
    waiting: str | None = None,
    nothing_chosen: bool = False,
) -> Response:
    """Show the page. ``wrong`` are sentences by field (``page``: of none), ``said`` what was filled
    in; ``waiting`` is an upload that is whole and not accepted yet."""
    actor, language = session.actor, language_of(request)
    case = await sight.whole(on, case_id)
    inside = admitted(case, actor)
    if not inside and on.archive is None:
        raise sight.no_such_case()
    items = (await access.on_file(on, case_id, actor, way=_WAY)).items if on.archive else ()
    letters: tuple[KeptLetter, ...] = ()
    if inside:
        seen = await sight.read(on, case_id, actor, what="letters", way=_WAY)
        letters = await kept_letters(on.record, seen)
    narrowest_first = reversed(Confidentiality)
    classes = [each for each in narrowest_first if may_file(each, actor, case)]
    given = {
        "confidentiality": usual_class(actor.role).value,
        "own_reference": "",
        **{name: value for name, value in (said or {}).items() if value},
    }
    return await page(
        request,
        on,
        "evidence.html",
        status=status,
        case_id=case_id,
        zone=case.zone,
        carrier=CARRIERS[case.carrier].name if inside else None,
        inside=inside,
        kept_here=on.archive is not None,
        files=[_file(item, actor, language) for item in reversed(items)],
        filed=next((item.name for item in items if item.reference == filed), None),
        letters=[_letter(each, language) for each in letters],
        classes=[(each.value, CONFIDENTIALITY_NAMES[each].in_(language)) for each in classes],
        taken=_taken(language),
        accept=",".join(f".{ending}" for row in intake().rows for ending in row.extensions),
        said=given,
        wrong={**dict.fromkeys(_TOLD_OF, ""), **(wrong or {})},
        waiting=waiting,
        nothing_chosen=nothing_chosen,
    )


def _file(item: Item, actor: Actor, language: Language) -> dict[str, Any]:
    return {
        "reference": item.reference,
        "name": item.name,
        "size": _size(item.size, language),
        "own_reference": item.own_reference,
        "class": CONFIDENTIALITY_NAMES[item.confidentiality].in_(language),
        "at": item.accepted_at,
        "person": item.person if same_side(item, actor) else None,
        "role": ROLE_NAMES[item.role][language == "es"],
        "organisation": item.organisation,
        "verdict": item.verdict.value,
        "given": item.verdict is not Verdict.INFECTED,
        "sha256": item.sha256,
    }


def _letter(letter: KeptLetter, language: Language) -> dict[str, Any]:
    return {
        "title": letter.title.in_(language),
        "name": letter.notice.letter,
        "at": letter.owed_at,
        "sheets": [
            {"language": each.language, "sha256": each.sha256, "size": _size(each.size, language)}
            for each in letter.sheets
        ],
    }


def _taken(language: Language) -> list[tuple[str, str]]:
    """Return which files are taken and how large, the largest of one size together."""
    by_size: dict[int, list[str]] = {}
    for row in intake().rows:
        by_size.setdefault(row.largest, []).extend(f".{ending}" for ending in row.extensions)
    return [(", ".join(endings), _size(most, language)) for most, endings in by_size.items()]


def _size(size: int, language: Language) -> str:
    """Say a number of bytes as people do."""
    unit, name = (1024 * 1024, "MB") if size >= 1024 * 1024 else (1024, "KB")
    locale = "es_MX" if language == "es" else "en_US"
    return f"{format_decimal(max(size / unit, 0.1), format='#,##0.#', locale=locale)} {name}"
