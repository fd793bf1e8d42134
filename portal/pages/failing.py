"""How the portal fails: for systems a problem in JSON, for people a page in their language."""

from typing import Any

from fastapi import Request, Response

from casework.bilingual import Language
from portal.pages.languages import language_of, translated
from portal.pages.rendering import page
from portal.problems import Problem, as_json, standing
from portal.services import Services

_FOR_SYSTEMS = ("/api/", "/codec/", "/health/")


def for_system(request: Request) -> bool:
    """Whether who asks reads JSON: a system, or a script of our own pages."""
    asked = request.headers.get("accept", "")
    return request.url.path.startswith(_FOR_SYSTEMS) or asked.startswith("application/json")


async def answered(request: Request, problem: Problem, status: int | None) -> Response:
    """Answer a problem as who asks can read it."""
    if for_system(request):
        return await as_json(request, problem, status)
    usual, title = standing(problem)
    on = request.app.state.services
    assert isinstance(on, Services)
    said = translated(title, language_of(request))
    more: dict[str, Any] = {
        "status": status or usual,
        "title": said,
        "detail": _detail(problem, language_of(request)),
    }
    answer = await page(request, on, "problem.html", **more)
    answer.headers.update(problem.headers)
    return answer


def _detail(problem: Problem, language: Language) -> str:
    """Return what is said to people in both languages; other details are for systems."""
    spanish = str(problem.more.get("detail_es", ""))
    return spanish if language == "es" or not spanish else problem.detail
