"""The bare counterparts do as much as ours: as many updates, timers, effects; as many rows."""

import lzma
from collections import Counter
from datetime import timedelta

from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

import worker
from bench import bare_worker
from bench.bare_case import Said
from bench.history import filled, histories
from bench.whole_cases import script_of, waited
from tests.replay.save import FIRST, HISTORIES


def history(name: str) -> WorkflowHistory:
    packed = (HISTORIES / FIRST / f"{name}.json.xz").read_bytes()
    return WorkflowHistory.from_json(name, lzma.decompress(packed).decode())


def parts(script: list[Said]) -> Counter[str]:
    return Counter(part.kind for said in script for group in said.groups for part in group.parts)


def test_a_bare_case_does_as_much_as_a_history_shows() -> None:
    events = history("clean-path").events
    seen = Counter(EventType.Name(event.event_type)[11:] for event in events)
    script = script_of(events)
    assert len(script) == seen["WORKFLOW_EXECUTION_UPDATE_ACCEPTED"] > 10
    done = parts(script)
    assert done["write"] + done["send"] == seen["ACTIVITY_TASK_SCHEDULED"] > 10
    assert min(done["write"], done["send"]) > 10, "messages are sent, too"
    assert done["sleep"] == seen["TIMER_STARTED"] > 0
    kept = [p for s in script for g in s.groups for p in g.parts if p.kind == "sleep" and p.kept]
    assert len(kept) == seen["TIMER_FIRED"]
    awaited = [number for said in script for group in said.groups for number in group.after]
    assert sorted(awaited) == sorted(part.timer for part in kept), "each is waited for, once"
    assert [said.ends for said in script] == [False] * (len(script) - 1) + [True]


def test_a_bare_case_is_told_as_much_as_ours() -> None:
    events = history("clean-path").events
    told = [
        sum(
            len(payload.data)
            for payload in (
                event.workflow_execution_update_accepted_event_attributes
            ).accepted_request.input.args.payloads
        )
        for event in events
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
    ]
    assert [len(said.payload) for said in script_of(events)] == told


def test_time_waited_counts_no_second_twice() -> None:
    events = history("clean-path").events
    whole = events[-1].event_time.ToDatetime() - events[0].event_time.ToDatetime()
    assert timedelta(0) < timedelta(seconds=waited(events)) < whole


def test_the_bare_worker_is_set_up_as_ours() -> None:
    assert (bare_worker.ACTIVITIES, bare_worker.STICKY) == (worker.ACTIVITIES, worker.STICKY)


def test_a_filled_record_has_the_size_that_was_asked_for_and_every_case_its_own_name() -> None:
    cases = list(filled(200, 8_000))
    names = {batch.case_id for case in cases for batch in case}
    assert len(cases) == len(names) == 200
    events = sum(len(batch.bodies) for case in cases for batch in case)
    assert 6_000 < events < 10_000
    assert not any("case-of-the-bench" in str(batch) for case in cases for batch in case)
    lengths = {len(case) for case in cases}
    assert len(lengths) > 20, "cases stand everywhere on their way"


def test_batches_are_those_of_the_rules() -> None:
    for case in histories():
        assert [batch.key for batch in case] == [f"bench-{n}" for n in range(1, len(case) + 1)]
        assert all(batch.bodies for batch in case)
