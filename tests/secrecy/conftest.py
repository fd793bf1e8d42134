"""A whole case, with a marker in each of its texts, on a whole stack."""

import copy
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from embedded.stack import EmbeddedStack
from tests.casework import paths
from tests.casework.marking import Marks, marked_walks
from tests.casework.walk import OFF, POC, SUP, Walk
from tests.exchange.test_leaks import RECOGNISED
from tests.faults.town import Town, town, until


class Lived(NamedTuple):
    """The case as it was walked, what was planted in it, its id on the stack, and its town."""

    walk: Walk
    marks: Marks
    case_id: str
    town: Town


def whole_case() -> Walk:
    """From an incident to a return that holds and a filed lesson, with much said on the way."""
    walk = Walk()
    # Who has not consented is in the case and told nothing: no matter beside it has its own time.
    contacts: dict[str, Any] = copy.deepcopy(RECOGNISED)
    contacts["recognitions"][0]["consent"] = False
    opening = {**paths.OPENING, "ground": "incident", "contacts": contacts}
    walk.must(OFF, "open_case", **opening)
    walk.must(OFF, "contact_note", text="We called the yard.")
    walk.must(POC, "carrier_statement", text="It was not us.")
    paths.suspended(walk)
    walk.must(POC, "ask", question="q1", text="Which seals?", about="facts_of_ground")
    walk.must(OFF, "answer", question="q1", text="Those of cars 3 and 4.")
    walk.until(15)
    paths.analysis_filed(walk)
    paths.plan_filed(walk)
    paths.plan_accepted(walk)
    paths.verified(walk)
    paths.return_ordered(walk)
    walk.must(POC, "acknowledge_letter", letter="letter-return")
    walk.must(SUP, "confirm_on", benefits=paths.SCOPE)
    walk.until(100)
    paths.closed(walk)
    text = {"en": "Look twice.", "es": "Mire dos veces."}
    walk.must(OFF, "draft_lesson", text=text, root_causes="Nobody looked.")
    walk.must(POC, "answer_lesson", agrees_to_publication=False)
    walk.must(SUP, "file_lesson")
    return walk


@pytest.fixture(scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    """The case, after it was lived through on a stack of its own, which still runs."""
    folder: Path = tmp_path_factory.mktemp("secrecy") / "data"
    with marked_walks() as marks:
        walk = whole_case()
    async with EmbeddedStack(folder) as stack, town(stack) as found:

        async def nothing(_number: int) -> None:
            """No strike."""

        case_id = await found.follow(walk, nothing)

        async def all_is_sent() -> bool:
            notices = await found.reader.notices(case_id)
            return bool(notices) and all(notice.deliveries for notice in notices)

        await until(all_is_sent)
        yield Lived(walk, marks, case_id, found)
