"""Renders the templates: every value escaped, every text in the reader's language."""

from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casework.bilingual import Language
from casework.clocks import printed_day, printed_instant
from casework.roles import ROLE_NAMES
from portal.going_on import local_path
from portal.pages.languages import language_of, translated
from portal.pages.live import asks_again
from portal.pages.places import places_of
from portal.services import Services
from portal.sessions import current

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


async def page(
    request: Request,
    on: Services,
    template: str,
    *,
    status: int = 200,
    seen: str | None = None,
    **told: Any,
) -> HTMLResponse:
    """Return a page. ``told`` is what its template shows, beside what every page shows.

    A page that keeps itself up to date says by ``seen`` what it shows (``portal.pages.live``).
    """
    language = language_of(request)
    session = await current(request, on)
    here = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    html = (
        environment(language)
        .get_template(template)
        .render(
            language=language,
            session=session,
            role=ROLE_NAMES[session.actor.role][language == "es"] if session else "",
            places=places_of(session.actor, language) if session else [],
            path=request.url.path,
            here=local_path(here if request.method == "GET" else None),
            live=None if seen is None else asks_again(request, seen),
            **told,
        )
    )
    return HTMLResponse(html, status_code=status, headers={"Content-Language": language})


@cache
def environment(language: Language) -> Environment:
    """Return the templates in a language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    in_language = partial(translated, language=language)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        in_language,
        lambda one, many, number: in_language(one if number == 1 else many),
        newstyle=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.filters["day"] = partial(printed_day, language=language)
    made.filters["instant"] = partial(_instant, language=language)
    return made


def _instant(at: Any, zone: str, *, language: Language) -> str:
    return printed_instant(at, zone, language)
