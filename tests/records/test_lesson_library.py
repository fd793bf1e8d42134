"""The library of lessons: it follows the view of a case, and shows only what may be read."""

from typing import Any

import asyncpg
import pytest

from casework.bilingual import BilingualText
from casework.commands.lessons import LessonLevel
from casework.lesson_parts import PublishedLesson
from casework.lessons import Wanted
from records.case_record import PostgresCaseRecord
from records.lesson_library import PostgresLessonLibrary
from tests.records.samples import OPENED, batch, case_id


def lesson(level: LessonLevel = LessonLevel.PUBLIC, **changes: Any) -> PublishedLesson:
    return PublishedLesson(
        **{
            "level": level,
            "carrier": None,
            "illustrative": True,
            "text": BilingualText(en="Look twice.", es="Mire dos veces."),
            "root_causes": "Nobody looked.",
            "best_practice": None,
            "criteria": ("seal-checks",),
            "classes": ("seal",),
            "crossings": ("2304",),
            "published_at": OPENED,
            **changes,
        }
    )


@pytest.fixture
def library(reader_pool: Any) -> PostgresLessonLibrary:
    return PostgresLessonLibrary(reader_pool)


async def shelved(library: PostgresLessonLibrary, case: str, **wanted: str) -> bool:
    found = await library.lessons(tuple(LessonLevel), Wanted(**wanted))
    return case in [one.case_id for one in found]


async def test_a_lesson_is_found_by_criterion_incident_and_crossing(
    worker_pool: Any, library: PostgresLessonLibrary
) -> None:
    case = case_id()
    await PostgresCaseRecord(worker_pool).append(batch(case, lesson=lesson()))
    assert await shelved(library, case)
    assert await shelved(library, case, criterion="seal-checks", incident="seal", crossing="2304")
    assert not await shelved(library, case, criterion="training-awareness")
    assert not await shelved(library, case, incident="persons")
    assert not await shelved(library, case, crossing="2402")


async def test_only_the_levels_that_are_asked_for_are_read(
    worker_pool: Any, library: PostgresLessonLibrary
) -> None:
    case = case_id()
    inside = lesson(LessonLevel.CBP)
    await PostgresCaseRecord(worker_pool).append(batch(case, lesson=inside))
    public = await library.lessons((LessonLevel.PUBLIC, LessonLevel.MEMBERS), Wanted())
    assert case not in [one.case_id for one in public]
    found = {one.case_id: one.lesson for one in await library.lessons((LessonLevel.CBP,), Wanted())}
    assert found[case] == inside


async def test_a_case_without_a_published_lesson_is_not_in_the_library(
    worker_pool: Any, library: PostgresLessonLibrary
) -> None:
    case = case_id()
    await PostgresCaseRecord(worker_pool).append(batch(case))
    assert not await shelved(library, case)


async def test_nobody_but_the_record_writes_to_the_library(reader_pool: Any) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await reader_pool.execute("delete from record.lessons")
