"""The sandbox lets our rules through, checks workflow code, and keeps the database driver out."""

import importlib
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from temporalio.client import Client, WorkflowFailureError
from temporalio.common import SearchAttributeKey
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from embedded.temporal import program_path
from runtime.sandbox import workflow_runner
from runtime.search_attributes import SearchAttributeConflict, register_search_attributes

CASE = """
    from temporalio import workflow
    from sample_workflows.phase import act

    @workflow.defn(sandboxed=True)
    class Case:
        @workflow.run
        async def run(self) -> str:
            return act()
"""


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[Client]:
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(program_path())
    ) as environment:
        yield environment.client


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of workflow modules, to be filled by the test."""
    monkeypatch.syspath_prepend(str(tmp_path))
    package = tmp_path / "sample_workflows"
    package.mkdir()
    (package / "__init__.py").touch()
    yield package
    for name in [name for name in sys.modules if name.startswith("sample_workflows")]:
        del sys.modules[name]


def case(package: Path, phase: str) -> Any:
    (package / "phase.py").write_text(dedent(phase))
    (package / "case.py").write_text(dedent(CASE))
    return importlib.import_module("sample_workflows.case").Case


async def outcome(client: Client, workflow: Any) -> str:
    async with Worker(
        client,
        task_queue="sandbox",
        workflows=[workflow],
        workflow_runner=workflow_runner(),
        workflow_failure_exception_types=[Exception],
    ):
        result: str = await client.execute_workflow(
            "Case", id="sandbox", task_queue="sandbox", result_type=str
        )
        return result


async def test_workflow_modules_can_use_the_rules_and_their_siblings(
    client: Client, sample: Path
) -> None:
    phase = """
        import casework, zoneinfo
        def act() -> str:
            return zoneinfo.ZoneInfo("America/Chicago").key
    """
    assert await outcome(client, case(sample, phase)) == "America/Chicago"


async def test_the_clock_cannot_be_read_in_a_sibling_either(client: Client, sample: Path) -> None:
    phase = """
        import datetime
        def act() -> str:
            return str(datetime.datetime.now())
    """
    with pytest.raises(WorkflowFailureError) as failure:
        await outcome(client, case(sample, phase))
    assert "datetime.datetime.now" in str(failure.value.cause)


@pytest.mark.parametrize(
    "driver", ["import asyncpg", "from asyncpg.pool import Pool", "import records", "import rich"]
)
async def test_a_worker_refuses_to_start_when_a_driver_can_be_reached(
    client: Client, sample: Path, driver: str
) -> None:
    with pytest.raises(RuntimeError, match="Failed validating workflow Case") as refusal:
        Worker(
            client,
            task_queue="sandbox",
            workflows=[case(sample, f"{driver}\ndef act() -> str: ...")],
            workflow_runner=workflow_runner(),
        )
    assert f"Cannot access {driver.split()[1]} from inside a workflow" in str(
        refusal.value.__cause__
    )


async def test_search_attributes_are_registered_once_and_never_with_two_types(
    client: Client,
) -> None:
    phase = SearchAttributeKey.for_keyword("SamplePhase")
    due = SearchAttributeKey.for_datetime("SampleDue")
    assert await register_search_attributes(client, "default", [phase]) == ("SamplePhase",)
    assert await register_search_attributes(client, "default", [phase, due]) == ("SampleDue",)
    assert await register_search_attributes(client, "default", [phase, due]) == ()
    other = SearchAttributeKey.for_int("SampleDue")
    with pytest.raises(SearchAttributeConflict, match="SampleDue"):
        await register_search_attributes(client, "default", [other])


async def test_they_are_registered_on_the_time_skipping_server_too() -> None:
    phase = SearchAttributeKey.for_keyword("SamplePhase")
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(Path(sys.executable).with_name("temporal-test-server"))
    ) as environment:
        for _ in range(2):
            await register_search_attributes(environment.client, "default", [phase])
