"""Keys turn by adding: what was decided under yesterday's keys stands under today's.

The desk gets a new signing key and the codec a new one on top, while a case is under way. The case
goes on; its history replays; a reset of it keeps every decision. Only a key that is taken away
loses what it signed, which is why none ever is.
"""

from collections.abc import AsyncIterator
from typing import NamedTuple
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client, WorkflowHistory
from temporalio.worker import Replayer

from runtime.codec import sealed_converter
from runtime.sandbox import workflow_runner
from seals.envelope import key_id
from seals.trust import TRUST
from tests.casework.walk import OFF, SUP
from tests.postgres import Database
from tests.sealed import CONVERTER, KEY, LATER_KEY, TURNED
from tests.workflows.office import Office, dev_server, open_office, until
from tests.workflows.opening import OPENING
from tests.workflows.staging import WORKFLOWS

TODAY = sealed_converter(TURNED)


class Turned(NamedTuple):
    """A case of yesterday in an office of today."""

    office: Office
    case_id: str


@pytest.fixture
async def turned(office_database: Database, desk_key: Ed25519PrivateKey) -> AsyncIterator[Turned]:
    """A case that was opened and noted upon under the old keys; then both keys were turned."""
    async with dev_server() as env:
        async with open_office(env.client, office_database, desk_key) as yesterday:
            case_id = (await yesterday.desk.open(OFF, OPENING)).case_id
            await yesterday.desk.do(OFF, case_id, "contact_note", {"text": "We called."})
        client = await Client.connect(
            env.client.service_client.config.target_host, data_converter=TODAY
        )
        new = Ed25519PrivateKey.generate()
        TRUST.keys = {**TRUST.keys, key_id(new.public_key()): new.public_key()}
        async with open_office(client, office_database, new, queue=yesterday.queue) as today:
            yield Turned(today, case_id)
            if (await today.case(case_id)).state == "INCIDENT_REVIEW":
                await today.desk.do(SUP, case_id, "void_case", {"reason": "The test is over."})
                await today.handle(case_id).result()


async def history(turned: Turned) -> WorkflowHistory:
    return await turned.office.handle(turned.case_id).fetch_history()


def keys_in(history: WorkflowHistory) -> set[bytes]:
    """The ids of the keys that sealed what commands brought."""
    return {
        payload.metadata["encryption-key-id"]
        for event in history.events
        for payload in (
            event.workflow_execution_update_accepted_event_attributes.accepted_request.input.args
        ).payloads
    }


async def test_the_case_goes_on_under_the_new_keys_and_its_history_replays(turned: Turned) -> None:
    office, case_id = turned
    await office.desk.do(OFF, case_id, "contact_note", {"text": "They called back."})
    assert [event.kind for event in await office.events(case_id)].count("contact_noted") == 2
    mixed = await history(turned)
    assert keys_in(mixed) == {KEY.hex().encode(), LATER_KEY.hex().encode()}
    trusted, TRUST.keys = TRUST.keys, {}
    try:
        replayer = Replayer(
            workflows=WORKFLOWS, workflow_runner=workflow_runner(), data_converter=TODAY
        )
        await replayer.replay_workflow(mixed)
        behind = Replayer(
            workflows=WORKFLOWS, workflow_runner=workflow_runner(), data_converter=CONVERTER
        )
        result = await behind.replay_workflow(mixed, raise_on_replay_failure=False)
        assert result.replay_failure is not None, "a worker without the new key leaves nothing out"
    finally:
        TRUST.keys = trusted
    assert (await office.verdict(case_id)).ok


async def reset_to_the_beginning(turned: Turned) -> None:
    """Begin a new run before the first command was judged; the commands are applied to it again."""
    office, case_id = turned
    first = next(
        event.event_id
        for event in (await history(turned)).events
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
    )
    await office.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=office.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=case_id),
            reason="a test",
            workflow_task_finish_event_id=first + 1,
            request_id=uuid4().hex,
        )
    )


async def test_a_reset_keeps_what_was_decided_under_the_old_keys(turned: Turned) -> None:
    office, case_id = turned
    before = await office.events(case_id)
    await reset_to_the_beginning(turned)

    async def accepted_again() -> bool:
        kinds = await office.history(case_id)
        return kinds.count("WORKFLOW_EXECUTION_UPDATE_ACCEPTED") == 2

    await until(accepted_again)
    await office.desk.do(OFF, case_id, "contact_note", {"text": "They called back."})
    after = await office.events(case_id)
    assert after[: len(before)] == before, "nothing is recorded twice, and nothing is lost"
    assert [event.kind for event in after[len(before) :]] == ["contact_noted"]
    assert (await office.verdict(case_id)).ok


async def test_a_key_that_is_taken_away_loses_what_it_signed(turned: Turned) -> None:
    """Which is why no public key is ever removed: a reset asks for it again."""
    office, case_id = turned
    newest = list(TRUST.keys.items())[-1:]
    everybody, TRUST.keys = TRUST.keys, dict(newest)
    try:
        await reset_to_the_beginning(turned)

        async def nothing_is_accepted_again() -> bool:
            kinds = await office.history(case_id)
            return "WORKFLOW_TASK_COMPLETED" in kinds

        await until(nothing_is_accepted_again)
        kinds = await office.history(case_id)
        assert "WORKFLOW_EXECUTION_UPDATE_ACCEPTED" not in kinds
    finally:
        TRUST.keys = everybody
        await reset_to_the_beginning(turned)
