"""One walk by typing, on one stack, for all the tests that look at what was answered on it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from embedded.stack import EmbeddedStack
from tests.end_to_end.asked_over_http import asked_over_http
from tests.end_to_end.typed_disruptions import shut_and_held
from tests.end_to_end.typed_evidence import evidence_filed_and_read
from tests.end_to_end.typed_proofs import backed_up, proofs_given
from tests.end_to_end.typed_walk import (
    OFF,
    Typists,
    Walk,
    looked_at_from_all_sides,
    taken_over_from_paper,
    to_the_opening,
    to_the_suspension,
)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def walk(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Walk]:
    folder = tmp_path_factory.mktemp("starter")
    async with Typists(folder) as typists:
        async with EmbeddedStack(folder / "data") as stack:
            walked = Walk(typists, stack, folder)
            await to_the_opening(walked)
            await to_the_suspension(walked)
            await looked_at_from_all_sides(walked)
            await taken_over_from_paper(walked)
            await shut_and_held(walked)
            await evidence_filed_and_read(walked)
            await proofs_given(walked)
            walked.heard = await asked_over_http(walked)
            walked.kept["started"] = await walked.start("list", "--json")
            await backed_up(walked)
        await asyncio.gather(
            walked.type("list", expect=5, keep="list without a stack"),
            walked.do(OFF, "contact_note", "-f", "text=x", expect=5, keep="do without a stack"),
            walked.look("verify", expect=5),
            walked.type("evidence", "list", walked.case, "--as", OFF, expect=5, keep="no store"),
        )
    yield walked
