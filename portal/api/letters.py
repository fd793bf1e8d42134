"""Letters of a case as they were printed: PDF/UA, in each of their languages."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, BaseModel, Field

from casework.bilingual import Language
from portal import sight
from portal.callers import ReaderActor
from portal.handing_out import sheet
from portal.problems import Problem, ProblemType
from portal.services import On
from reading.kept_letters import kept_letters, kept_print

router = APIRouter(prefix="/cases/{case_id}/letters", tags=["letters"])


class LetterSheet(BaseModel):
    """A letter in one language; `version` and `compiler` say with what it was printed."""

    language: Language
    sha256: str
    size: int = Field(description="bytes")
    version: str
    compiler: str
    pdf: str = Field(description="where it is")


class Letter(BaseModel):
    """A letter that you may open. `letter` is its document's name, null for other notices."""

    letter: str | None
    template: str
    name_en: str
    name_es: str
    owed_at: AwareDatetime
    sheets: list[LetterSheet]


class Letters(BaseModel):
    """The letters of a case that you may open, in order."""

    case_id: str
    letters: list[Letter]


@router.get("", response_model=Letters, summary="Letters as they were printed")
async def letters(on: On, actor: ReaderActor, case_id: str) -> Letters:
    """Return the letters that who asks may open: a carrier has one once it is delivered."""
    seen = await sight.read(on, case_id, actor, what="letters")
    found = [
        Letter(
            letter=each.notice.letter,
            template=each.notice.template,
            name_en=each.title.en,
            name_es=each.title.es,
            owed_at=each.owed_at,
            sheets=[
                LetterSheet(
                    language=one.language,
                    sha256=one.sha256,
                    size=one.size,
                    version=one.version,
                    compiler=one.compiler,
                    pdf=f"/api/v1/cases/{case_id}/letters/{one.sha256}",
                )
                for one in each.sheets
            ],
        )
        for each in await kept_letters(on.record, seen)
    ]
    return Letters(case_id=case_id, letters=found)


@router.get(
    "/{sha256}",
    response_class=Response,
    responses={200: {"description": "The letter", "content": {"application/pdf": {}}}},
    summary="A letter in one language, as PDF/UA",
)
async def pdf(
    on: On, actor: ReaderActor, case_id: str, sha256: Annotated[str, Path(max_length=64)]
) -> Any:
    """Give the very bytes that were attached when the letter was sent."""
    seen = await sight.read(on, case_id, actor, what="letter")
    found = await kept_print(on.record, seen, sha256)
    if found is None:
        raise Problem(ProblemType.NOT_FOUND, "there is no such letter for you")
    return sheet(seen.case, found)
