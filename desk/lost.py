"""What Temporal's histories know that a record restored from a backup may have lost.

A run's history holds every batch that it sent, the receipt that it was given, what came of each
notice, and the signed commands. So all that was recorded after the backup can be recorded again as
it was, hash for hash, for as long as Temporal has the histories.
"""

from typing import Any, NamedTuple

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory
from temporalio.converter import DataConverter

from casework.casetime import CaseTime
from casework.command import Command
from casework.commands import model_of
from casework.commands.suspension import Opening
from casework.events import BatchReceipt, EventBatch
from casework.roles import Role
from desk.matters import OURS
from desk.ports import ReceivedCommand
from desk.received import digest_of
from desk.witness import RECORDING, in_temporal
from seals.envelope import read

_DELIVERING = "deliver_notice"
_GRANT = "grant_case_time"


class Told(NamedTuple):
    """What the runs of a case were told: each batch with its receipt, in the record's order; by its
    notice's key, the result of each delivery, with the instant; how its own time runs, if it has
    one.
    """

    batches: tuple[tuple[EventBatch, BatchReceipt], ...]
    deliveries: tuple[tuple[str, dict[str, Any]], ...]
    time: CaseTime | None

    @property
    def last(self) -> int:
        """The number of the last event that was recorded, as the case was told."""
        return self.batches[-1][1].last if self.batches else 0


async def told(client: Client, case_id: str) -> Told:
    """Return what Temporal's runs of a case were told, the earliest first."""
    batches: dict[int, tuple[EventBatch, BatchReceipt]] = {}
    deliveries: list[tuple[str, dict[str, Any]]] = []
    time: CaseTime | None = None
    runs = (await in_temporal(client, case_id)).values()
    for run in sorted(runs, key=_began):
        for name, sent, answer in await _activities(client.data_converter, run):
            if name == RECORDING:
                for batch, receipt in zip(sent, answer, strict=True):
                    said = BatchReceipt.model_validate(receipt)
                    batches[said.first] = (EventBatch.model_validate(batch), said)
            else:
                deliveries.append((sent["key"], answer))
        time = await _time(client.data_converter, run) or time
    if batches and time is None:
        first, _ = batches[min(batches)]
        time = _command(first.envelope).time if first.envelope is not None else None
    return Told(tuple(batches[first] for first in sorted(batches)), tuple(deliveries), time)


async def case_ids(client: Client) -> list[str]:
    """Return the ids of all cases of which Temporal has a run, running or ended."""
    return sorted({run.id async for run in client.list_workflows(OURS)})


def received(envelope: str) -> ReceivedCommand:
    """Return a command as the desk had written it down."""
    command = _command(envelope)
    body = {name: value for name, value in command.body.items() if name != "earlier"}
    by_desk = command.actor.role is not Role.SYS
    opens = issubclass(model_of(command.act), Opening)
    return ReceivedCommand(
        command_id=command.command_id,
        case_id=command.case_id,
        act=command.act,
        person=command.actor.person,
        role=command.actor.role.value,
        organisation=command.actor.organisation,
        received_at=command.received_at,
        digest=digest_of(command.actor, command.case_id, command.act, body),
        envelope=envelope,
        opens_for=command.body["carrier"] if opens and by_desk else None,
    )


def _command(envelope: str) -> Command:
    return Command.model_validate_json(read(envelope).payload)


def _began(history: WorkflowHistory) -> int:
    return history.events[0].event_time.ToNanoseconds()


async def _activities(
    converter: DataConverter, history: WorkflowHistory
) -> list[tuple[str, Any, Any]]:
    """Recordings and deliveries that were answered: the name, what was sent, the answer."""
    sent: dict[int, tuple[str, Any]] = {}
    found: list[tuple[str, Any, Any]] = []
    for event in history.events:
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name in (RECORDING, _DELIVERING):
            (said,) = await converter.decode(scheduled.input.payloads)
            sent[event.event_id] = (scheduled.activity_type.name, said)
        done = event.activity_task_completed_event_attributes
        if done.scheduled_event_id in sent:
            try:
                (answer,) = await converter.decode(done.result.payloads)
            except Exception:  # somebody else's answer, which nobody can read: it tells nothing
                continue
            name, said = sent[done.scheduled_event_id]
            found.append((name, said, answer))
    return found


async def _time(converter: DataConverter, history: WorkflowHistory) -> CaseTime | None:
    """How a demonstration case's own time was last let run in a run."""
    found: CaseTime | None = None
    accepted = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    for event in history.events:
        if event.event_type != accepted:
            continue
        asked = event.workflow_execution_update_accepted_event_attributes.accepted_request.input
        if asked.name == _GRANT:
            (envelope,) = await converter.decode(asked.args.payloads, [str])
            found = _command(envelope).time or found
    return found
