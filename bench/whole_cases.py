"""Measure 2: a whole case, beside a bare workflow with as many updates, timers and effects.

What the bare one does is read out of the history of a case that was played: which activities were
scheduled together, how long each message was, which timers fired after how long.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from uuid import uuid4

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from bench.bare_case import Group, Part, Said
from bench.cases import start_bare
from bench.figures import Figure, at_most, compared
from bench.ground import Ground, cpu_seconds
from bench.sizes import Sizes
from demo.loading import load
from demo.player import play
from demo.scenario import Scenario
from embedded.processes import PROJECT

NUMBER = 2
_SCENARIO = PROJECT / "examples" / "sierra-verde-returned-plan.toml"
"""From suspension to return and the end of monitoring, with a plan that was sent back."""

_DELIVERS = "deliver_notice"
"""The activity whose bare counterpart sends a message and writes a row, not a row alone."""


@dataclass(frozen=True)
class Cost:
    """What one case cost: seconds, events of its history, seconds of processor of the engine and of
    the worker. ``waited`` are the seconds that its timers took one after the other.
    """

    wall: float
    events: int
    engine: float
    worker: float
    waited: float = 0.0


async def measured(ground: Ground, sizes: Sizes) -> AsyncIterator[Figure]:
    """Play whole cases in turn with bare ones."""
    scenario = load(_SCENARIO)
    ours: list[Cost] = []
    bare: list[Cost] = []
    script: list[Said] = []
    for number in range(sizes.whole_cases):
        cost, script = await _ours(ground, replace(scenario, name=f"bench-{uuid4().hex[:8]}"))
        ours.append(cost)
        bare.append(await _bare(ground, script, f"bare-whole-{number}"))
    told = f"{_SCENARIO.stem}; {len(script)} updates"
    for what, unit, of, note in (
        ("a whole case, beyond its timers", "s", _working, told),
        ("… wall time", "s", _wall, "both wait at the same timers"),
        ("… events of history", "events", _events, ""),
        ("… processor time of the engine", "s", _engine, ""),
    ):
        yield compared(
            NUMBER,
            what,
            unit,
            [of(cost) for cost in ours],
            [of(cost) for cost in bare],
            target=at_most(1.3),
            note=note,
        )
    yield compared(
        NUMBER,
        "… processor time of the worker",
        "s",
        [cost.worker for cost in ours],
        [cost.worker for cost in bare],
        note="the bare one has no rules and prints no letters",
    )


def _working(cost: Cost) -> float:
    return cost.wall - cost.waited


def _wall(cost: Cost) -> float:
    return cost.wall


def _events(cost: Cost) -> float:
    return float(cost.events)


def _engine(cost: Cost) -> float:
    return cost.engine


async def _ours(ground: Ground, scenario: Scenario) -> tuple[Cost, list[Said]]:
    engine, worker = ground.stack.pids["temporal"], ground.stack.pids["worker"]
    before, began = (cpu_seconds(engine), cpu_seconds(worker)), perf_counter()
    played = await play(scenario, ground.desk, _say_nothing)
    wall = perf_counter() - began
    assert played.case_id is not None, played.wrong
    assert not played.wrong, played.wrong
    spent = cpu_seconds(engine) - before[0], cpu_seconds(worker) - before[1]
    events = await _history(ground, played.case_id)
    return Cost(wall, len(events), *spent, waited=waited(events)), script_of(events)


def _say_nothing(_scenario: Scenario, _played: object) -> None:
    """Who plays tells of each act; here nobody listens."""


async def _bare(ground: Ground, script: list[Said], name: str) -> Cost:
    engine, worker = ground.stack.pids["temporal"], ground.bare.pid
    before, began = (cpu_seconds(engine), cpu_seconds(worker)), perf_counter()
    handle = await start_bare(ground, f"{name}-{uuid4().hex[:8]}", wake_at=[])
    for said in script:
        await handle.execute_update("act", said, id=str(uuid4()))
    await handle.result()
    wall = perf_counter() - began
    spent = cpu_seconds(engine) - before[0], cpu_seconds(worker) - before[1]
    events = await _history(ground, handle.id)
    return Cost(wall, len(events), *spent, waited=waited(events))


async def _history(ground: Ground, workflow_id: str) -> list[HistoryEvent]:
    """The events of all runs that a workflow has had, in order."""
    handle = ground.client.get_workflow_handle(workflow_id)
    return [event async for event in handle.fetch_history_events()]


def script_of(events: Iterable[HistoryEvent]) -> list[Said]:
    """Return what a bare workflow is told, so that it does as much as a history shows.

    One update for each that was accepted; with it, all that was begun until the next one. What was
    begun in the same step is begun together, after the timers that had fired by then; a timer that
    was cancelled is begun and cancelled.
    """
    found: list[Said] = []
    steps: dict[int, Group] = {}
    timers: dict[int, Part] = {}
    fired: list[int] = []
    for event in events:
        match event.event_type:
            case EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
                if found:
                    found[-1].groups.append(Group(after=fired))
                asked = event.workflow_execution_update_accepted_event_attributes.accepted_request
                length = sum(len(payload.data) for payload in asked.input.args.payloads)
                found.append(Said(payload="x" * length))
                steps, fired = {}, []
            case EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
                task = event.activity_task_scheduled_event_attributes
                length = sum(len(payload.data) for payload in task.input.payloads)
                kind = "send" if task.activity_type.name == _DELIVERS else "write"
                step = task.workflow_task_completed_event_id
                group, fired = _group(found, steps, step, fired)
                group.parts.append(Part(kind=kind, size=length))
            case EventType.EVENT_TYPE_TIMER_STARTED:
                timer = event.timer_started_event_attributes
                group, fired = _group(found, steps, timer.workflow_task_completed_event_id, fired)
                wait = timer.start_to_fire_timeout.ToTimedelta().total_seconds()
                part = Part(kind="sleep", seconds=wait, timer=event.event_id, kept=False)
                timers[event.event_id] = part
                group.parts.append(part)
            case EventType.EVENT_TYPE_TIMER_FIRED:
                number = event.timer_fired_event_attributes.started_event_id
                timers[number].kept = True
                fired.append(number)
    if found:
        found[-1].groups.append(Group(after=fired))
        found[-1].ends = True
    return found


def _group(
    found: list[Said], steps: dict[int, Group], step: int, fired: list[int]
) -> tuple[Group, list[int]]:
    """The group of a step; a new one comes after what has fired since the one before it."""
    if step in steps:
        return steps[step], fired
    steps[step] = Group(after=fired)
    found[-1].groups.append(steps[step])
    return steps[step], []


def waited(events: Iterable[HistoryEvent]) -> float:
    """Return the seconds in which at least one timer ran that fired in the end."""
    began: dict[int, float] = {}
    spans: list[tuple[float, float]] = []
    for event in events:
        at = event.event_time.ToNanoseconds() / 1e9
        if event.event_type == EventType.EVENT_TYPE_TIMER_STARTED:
            began[event.event_id] = at
        elif event.event_type == EventType.EVENT_TYPE_TIMER_FIRED:
            spans.append((began[event.timer_fired_event_attributes.started_event_id], at))
    total, reached = 0.0, 0.0
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
