"""Whether a workflow has heard of everything that happened outside, as its history shows."""

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

_TIDINGS = (
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
    EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
    EventType.EVENT_TYPE_TIMER_FIRED,
)
"""What a workflow has yet to hear of while no task of it has been completed since."""


def nothing_on_its_way(history: WorkflowHistory) -> bool:
    """Whether a run waits for nothing but time and people.

    A notice is settled in the register a moment before the case is told so, and only then does the
    case say what follows from it.
    """
    kinds = [event.event_type for event in history.events]
    asked = kinds.count(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
    answered = kinds.count(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED)
    heard = _last(kinds, EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
    return asked == answered and heard > max(_last(kinds, kind) for kind in _TIDINGS)


def _last(kinds: list[EventType.ValueType], kind: EventType.ValueType) -> int:
    return max((at for at, each in enumerate(kinds) if each == kind), default=-1)
